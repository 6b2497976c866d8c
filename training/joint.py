"""Trains the encoder with the parser and the tagger on it.

Run as ``python -m training.joint START OUT --train T... --dev D...``. START holds ``encoder/``,
``depparse.pt`` and maybe ``pos.pt``; OUT gets the same, at every evaluation. The learning rate
falls in a straight line to zero over ``max_steps`` or ``--minutes``, whichever ends first.
Under ``torchrun`` the processes share the work.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from attrs import define, field

from training import setup
from training.batches import Encoder, Example, batches, collate, varied
from training.network import JointNetwork
from training.treebank import Sent, read, usable

logger = logging.getLogger("training")


@define
class Clock:
    """How far training has come, in steps and in time."""

    max_steps: int
    minutes: float
    begin: float = field(factory=time.time)
    step: int = 0

    def progress(self) -> float:
        """Share of the training that is over, by steps or by time."""
        elapsed = (time.time() - self.begin) / 60
        return max(self.step / self.max_steps, elapsed / self.minutes)


def epochs(
    sents: list[Sent], encoder: Encoder, rates: dict[str, float], seed: int
) -> Iterator[list[Example]]:
    """Examples of one epoch after the other, some of them varied anew each time."""
    rng = random.Random(seed)
    plain = [encoder.example(sent) for sent in sents]
    while True:
        out = []
        for sent, example in zip(sents, plain, strict=True):
            other = varied(sent, rng, rates)
            made = example if other is sent else encoder.example(other)
            if made is not None:
                out.append(made)
        yield out


def scores(network: JointNetwork, dev: list[Example]) -> tuple[float, float, float]:
    """UAS, LAS (whole labels) and UPOS, each word's best head taken alone."""
    network.eval()
    counts = [0, 0, 0]
    words = 0
    ordered = sorted(dev, key=lambda e: len(e.pieces))
    for at in range(0, len(ordered), 48):
        batch = collate(ordered[at : at + 48])
        heads, labels, tags = network.predict(batch)
        same = heads.eq(batch.heads[batch.mask])
        counts[0] += int(same.sum())
        counts[1] += int((same & labels.eq(batch.labels[batch.mask])).sum())
        counts[2] += int(tags.eq(batch.tags[batch.mask][:, 0]).sum())
        words += sum(batch.lengths)
    uas, las, upos = (100 * count / words for count in counts)
    return uas, las, upos


def optimizer_for(network: JointNetwork, settings: dict[str, Any]) -> torch.optim.Optimizer:
    """AdamW with one rate for the encoder and one for the heads."""
    shared = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in shared]
    frozen = network.encoder.encoder.layer[: settings["frozen_layers"]]
    for part in (network.encoder.embeddings, frozen) if settings["frozen_layers"] else ():
        part.requires_grad_(False)
    trained = [p for p in network.encoder.parameters() if p.requires_grad]
    groups = [
        {"params": trained, "peak": settings["encoder_rate"]},
        {"params": heads, "peak": settings["head_rate"]},
    ]
    decay = settings["weight_decay"]
    return torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), weight_decay=decay)


def train_step(
    network: JointNetwork,
    optimizer: torch.optim.Optimizer,
    group: list[Example],
    settings: dict[str, Any],
    progress: float,
) -> tuple[float, float, float]:
    """One update; returns the parser's and the tagger's loss, and the progress all agree on."""
    parse, tags = network.losses(collate(group))
    optimizer.zero_grad()
    (parse + settings["tagger_share"] * tags).backward()
    progress = share_gradients(network, progress)
    torch.nn.utils.clip_grad_norm_(network.parameters(), settings["clip"])
    optimizer.step()
    return float(parse.detach()), float(tags.detach()), progress


def share_gradients(network: JointNetwork, progress: float) -> float:
    """Averages the gradients and the progress of all training processes.

    Two processes of one thread each lose less than one of two threads on a busy machine.
    """
    if not dist.is_initialized():
        return progress
    grads = [p.grad for p in network.parameters() if p.grad is not None]
    flat = torch.cat([*(g.reshape(-1) for g in grads), torch.tensor([progress])])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = 0
    for grad in grads:
        grad.copy_(flat[at : at + grad.numel()].view_as(grad))
        at += grad.numel()
    return float(flat[-1])


def train(
    network: JointNetwork,
    sents: list[Sent],
    dev: list[Sent],
    settings: dict[str, Any],
    args: argparse.Namespace,
) -> None:
    """Trains in place, and saves at every evaluation."""
    joint, rng = settings["joint"], random.Random(settings["seed"])
    encoder = Encoder(network.wordpieces, network.parser.vocab, network.tagger.vocab)
    sample = random.Random(1).sample(dev, min(joint["dev_sentences"], len(dev)))
    dev_examples = [e for s in sample if (e := encoder.example(s))]
    optimizer = optimizer_for(network, joint)
    network.bfloat16 = joint["bfloat16"]
    clock = Clock(joint["max_steps"], args.minutes)
    last_eval, losses = time.time(), [0.0, 0.0]
    rank, world = (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)
    if rank == 0:
        logger.info("before: UAS %.2f LAS %.2f UPOS %.2f", *scores(network, dev_examples))
    progress = 0.0
    for number, examples in enumerate(epochs(sents, encoder, joint["rates"], settings["seed"])):
        groups = list(batches(examples, joint["words"], rng))
        for group in groups[rank : len(groups) - len(groups) % world : world]:
            if progress >= 1:
                break
            clock.step += 1
            for part in optimizer.param_groups:
                part["lr"] = part["peak"] * min(clock.step / joint["warmup"], 1.0) * (1 - progress)
            network.train()
            *now, progress = train_step(network, optimizer, group, joint, clock.progress())
            losses = [0.95 * a + 0.05 * b for a, b in zip(losses, now, strict=True)]
            if clock.step % 50 == 0 and rank == 0:
                logger.info(
                    "epoch %d step %d progress %.3f loss %.3f %.3f",
                    number,
                    clock.step,
                    progress,
                    *losses,
                )
            if time.time() - last_eval > joint["eval_minutes"] * 60 and rank == 0:
                report(network, dev_examples, args)
                last_eval = time.time()
        if progress >= 1:
            break
    if rank == 0:
        report(network, dev_examples, args)


def report(network: JointNetwork, dev: list[Example], args: argparse.Namespace) -> None:
    """Logs the scores on the sample of dev sentences and saves a checkpoint."""
    logger.info("dev: UAS %.2f LAS %.2f UPOS %.2f", *scores(network, dev))
    setup.save(network, args.start, args.out, {"dropout": 0.5, "word_dropout": 0.33})


def main() -> None:
    """Reads the arguments and trains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--dev", type=Path, nargs="+", required=True)
    parser.add_argument("--minutes", type=float, default=1e9)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    settings = tomllib.loads((Path(__file__).parent / "hyperparameters.toml").read_text())
    if "RANK" in os.environ:
        dist.init_process_group("gloo")
    torch.manual_seed(settings["seed"] + int(os.environ.get("RANK", "0")))
    sents = [s for path in args.train for s in read(path) if usable(s)]
    dev = [s for path in args.dev for s in read(path)]
    network = setup.load(args.start, settings, sents)
    train(network, sents, dev, settings, args)


if __name__ == "__main__":
    main()
