"""Trains the tagger alone on a frozen encoder whose outputs are computed once.

Run as ``python -m training.heads START OUT TREEBANK...``.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
import tomllib
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training import setup
from training.batches import Batch, Encoder, Example, batches, collate, varied
from training.network import JointNetwork, mix
from training.treebank import Sent, read, usable

logger = logging.getLogger("training")


@torch.no_grad()
def layers_of(network: JointNetwork, examples: list[Example]) -> list[Tensor]:
    """Half-precision outputs of the mixed layers at each word: words by layers by width."""
    network.eval()
    count = network.tagger.args["bert_hidden_layers"]
    out: list[Tensor] = [torch.empty(0)] * len(examples)
    order = sorted(range(len(examples)), key=lambda k: len(examples[k].pieces))
    for at in range(0, len(order), 64):
        group = order[at : at + 64][::-1]
        group.sort(key=lambda k: -len(examples[k].heads))
        batch = collate([examples[k] for k in group])
        hidden = network.encoder(
            batch.ids, attention_mask=batch.attention, output_hidden_states=True
        )
        stack = torch.stack(hidden.hidden_states[-count:], 2)
        for row, key in enumerate(group):
            places = torch.tensor(examples[key].positions[1:])
            out[key] = stack[row, places].half()
    return out


def tagger_features(network: JointNetwork, stored: list[Tensor]) -> Tensor:
    """Padded mixed features for a batch, from the stored layers."""
    padded = torch.nn.utils.rnn.pad_sequence(stored, batch_first=True).float()
    return mix(tuple(padded.unbind(2)), network.tagger.bert_layer_mix)


def accuracy(
    network: JointNetwork, examples: list[Example], stored: dict[int, Tensor]
) -> list[float]:
    """Share of right UPOS, XPOS and whole feature sets."""
    network.eval()
    right, total = [0, 0, 0], 0
    with torch.no_grad():
        for at in range(0, len(examples), 64):
            group = sorted(examples[at : at + 64], key=lambda e: -len(e.heads))
            batch = collate(group)
            feats = tagger_features(network, [stored[id(e)] for e in group])
            best = torch.stack([s.argmax(1) for s in network.tag_scores(feats, batch)], 1)
            same = best.eq(batch.tags[batch.mask])
            total += same.size(0)
            parts = (same[:, 0], same[:, 1], same[:, 2:].all(1))
            right = [a + int(b.sum()) for a, b in zip(right, parts, strict=True)]
    return [100 * r / total for r in right]


def train(
    network: JointNetwork, sets: list[list[Example]], settings: dict[str, Any], seed: int
) -> None:
    """Trains the tagger in place with a rate that falls in a straight line."""
    training, dev = sets
    stored: dict[int, Tensor] = {}
    for part in sets:
        stored.update({id(e): s for e, s in zip(part, layers_of(network, part), strict=True)})
    logger.info("encoded %d sentences", len(stored))
    shared = {id(p) for p in network.encoder.parameters()}
    weights = [p for p in network.tagger.parameters() if id(p) not in shared]
    optimizer = torch.optim.AdamW(weights, lr=settings["rate"], betas=(0.9, 0.95))
    rng, begin, step = random.Random(seed), time.time(), 0
    total = settings["epochs"] * sum(len(e.heads) for e in training)
    done = 0
    for epoch in range(settings["epochs"]):
        for group in batches(training, settings["words"], rng):
            group.sort(key=lambda e: -len(e.heads))
            step += 1
            rate = settings["rate"] * min(step / 20, 1.0) * max(1 - done / total, 0.01)
            for part in optimizer.param_groups:
                part["lr"] = rate
            network.train()
            batch: Batch = collate(group)
            loss = network.tag_loss(tagger_features(network, [stored[id(e)] for e in group]), batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            done += sum(batch.lengths)
        scores = accuracy(network, dev, stored)
        logger.info(
            "epoch %d, %.0f s: UPOS %.2f XPOS %.2f feats %.2f", epoch, time.time() - begin, *scores
        )


def main() -> None:
    """Reads the arguments and trains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--dev", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    settings = tomllib.loads((Path(__file__).parent / "hyperparameters.toml").read_text())
    torch.manual_seed(settings["seed"])
    rng = random.Random(settings["seed"])
    sents: list[Sent] = [s for path in args.train for s in read(path) if usable(s)]
    sents = [varied(s, rng, settings["joint"]["rates"]) for s in sents]
    dev = [s for path in args.dev for s in read(path)]
    network = setup.load(args.start, settings, sents)
    encoder = Encoder(network.wordpieces, network.parser.vocab, network.tagger.vocab)
    sets = [[e for s in part if (e := encoder.example(s))] for part in (sents, dev)]
    train(network, sets, settings["heads"], settings["seed"])
    setup.save(network, args.start, args.out, {"dropout": 0.5, "word_dropout": 0.33})


if __name__ == "__main__":
    main()
