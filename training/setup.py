"""Builds the networks that training starts from, and saves them the way Stanza loads them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.vocab import VOCAB_PREFIX, CharVocab
from stanza.models.depparse.model import GraphParser
from stanza.models.pos.vocab import FeatureVocab, MultiVocab, WordVocab
from stanza.models.pos.vocab import MultiVocab as ParserVocab
from stanza.models.tagger import build_argparse as tagger_arguments

from training.network import JointNetwork
from training.treebank import Sent

SHORTHAND = "en_ec"
NO_WORDS = 10**9
"""A word-frequency cutoff that keeps the tagger's unused word vocabulary empty."""
LEGACY_NAMES = (("tag_clf.xpos.", "xpos_clf."), ("tag_clf.feats.", "ufeats_clf."))
"""Tagger parameter names of Stanza 1.15, and the older ones that every 1.x reads."""


def tagger_vocab(sents: Iterable[Sent]) -> MultiVocab:
    """The tagger's vocabularies."""
    data = [[[row[1], row[3], row[4], row[5]] for row in sent.rows] for sent in sents]
    return MultiVocab(
        {
            "char": CharVocab(data, SHORTHAND),
            "word": WordVocab(data, SHORTHAND, cutoff=NO_WORDS, lower=True),
            "upos": WordVocab(data, SHORTHAND, idx=1),
            "xpos": WordVocab(data, SHORTHAND, idx=2),
            "feats": FeatureVocab(data, SHORTHAND, idx=3),
        }
    )


def tagger_config(changes: dict[str, Any]) -> dict[str, Any]:
    """A Stanza tagger configuration over the shared encoder, no word vectors."""
    config = vars(tagger_arguments().parse_args([]))
    config.update(
        shorthand=SHORTHAND,
        lang="en",
        pretrain=False,
        word_emb_dim=0,
        share_hid=True,
        bert_model="encoder",
        bert_finetune=False,
        use_peft=False,
        batch_size=100,
    )
    return {**config, **changes}


def load(start: Path, settings: dict[str, Any], sents: list[Sent]) -> JointNetwork:
    """The network at the weights in ``start``: ``encoder/``, ``depparse.pt``, maybe ``pos.pt``."""
    saved = torch.load(start / "depparse.pt", map_location="cpu", weights_only=True)
    parser = {
        "config": {**saved["config"], **settings["parser"]},
        "vocab": ParserVocab.load_state_dict(saved["vocab"]),
    }
    tags = start / "pos.pt"
    known = torch.load(tags, map_location="cpu", weights_only=True) if tags.exists() else None
    vocab = MultiVocab.load_state_dict(known["vocab"]) if known else tagger_vocab(sents)
    config = tagger_config(settings["tagger"])
    network = JointNetwork(start / "encoder", parser, {"config": config, "vocab": vocab})
    network.parser.load_params(saved["model"])
    if known:
        network.tagger.load_state_dict(modern(known["model"]), strict=False)
    return network.float()


def modern(state: dict[str, Any]) -> dict[str, Any]:
    """Tagger parameters under their names of today."""
    for new, old in LEGACY_NAMES:
        state = {k.replace(old, new) if k.startswith(old) else k: v for k, v in state.items()}
    return state


def legacy(state: dict[str, Any]) -> dict[str, Any]:
    """Tagger parameters under the names that Stanza 1.11 and later read."""
    for new, old in LEGACY_NAMES:
        state = {k.replace(new, old) if k.startswith(new) else k: v for k, v in state.items()}
    return state


def half(state: dict[str, Any], skip: Iterable[str]) -> dict[str, Any]:
    """Parameters in half precision, those of shared modules left out."""
    return {k: v.half() for k, v in state.items() if k.split(".")[0] not in set(skip)}


def save(network: JointNetwork, source: Path, to: Path, parser_config: dict[str, Any]) -> None:
    """Writes ``encoder/``, ``depparse.pt`` and ``pos.pt`` in half precision.

    ``source`` gives the encoder's tokenizer files; ``parser_config`` the dropouts to record.
    """
    (to / "encoder").mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "tokenizer_config.json", "config.json"):
        shutil.copyfile(source / "encoder" / name, to / "encoder" / name)
    encoder = network.encoder
    encoder.half().save_pretrained(to / "encoder")
    encoder.float()
    save_parser(network.parser, {**network.parser.args, **parser_config}, to / "depparse.pt")
    save_tagger(network, to / "pos.pt")


def save_parser(parser: GraphParser, config: dict[str, Any], path: Path) -> None:
    """Writes the parser the way Stanza's own trainer does."""
    config = {k: v for k, v in config.items() if k != "transition_subtree_combination"}
    config.update(transition_subtree_combination="NONE", bert_model="encoder", bert_finetune=False)
    params = {
        "model": half(parser.state_dict(), parser.unsaved_modules),
        "vocab": without_words(parser.vocab.state_dict()),
        "config": config,
        "global_step": 0,
        "last_best_step": 0,
        "dev_score_history": [],
        "model_type": "graph",
    }
    torch.save(params, path, _use_new_zipfile_serialization=False)


def without_words(vocab: dict[str, Any]) -> dict[str, Any]:
    """The parser's vocabularies with those it does not read emptied: a third of its file."""
    for name in ("word", "lemma", "char"):
        part = vocab[name]
        names = part["_id2unit"][: len(VOCAB_PREFIX)]
        part.update(_id2unit=names, _unit2id={unit: k for k, unit in enumerate(names)})
    return vocab


def plain_lemmas(source: Path, to: Path) -> None:
    """Copies a lemmatizer with its dictionaries in the form that every Stanza 1.x reads."""
    from stanza.models.lemma import trainer

    saved = torch.load(source, map_location="cpu", weights_only=True)
    if saved.get("dicts_version") == trainer._DICTS_VERSION_POS:
        by_tag = trainer._unpack_pos_dict(saved["dicts"])
        anywhere = dict(by_tag.pop(trainer._POS_INDEPENDENT))
        tagged = {(w, tag): lemma for tag, words in by_tag.items() for w, lemma in words.items()}
        del saved["dicts_version"]
        saved["dicts"] = (anywhere, tagged)
    saved["model"] = {key: value.half() for key, value in saved["model"].items()}
    torch.save(saved, to, _use_new_zipfile_serialization=False)


def save_tagger(network: JointNetwork, path: Path) -> None:
    """Writes the tagger under the parameter names that old and new Stanza read."""
    tagger = network.tagger
    config = {k: v for k, v in tagger.args.items() if k != "tag_columns"}
    params = {
        "model": legacy(half(tagger.state_dict(), tagger.unsaved_modules)),
        "vocab": tagger.vocab.state_dict(),
        "config": config,
    }
    torch.save(params, path, _use_new_zipfile_serialization=False)
