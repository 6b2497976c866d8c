"""Speed of our parser against the architecture of Stanza's default English package.

    python benchmarks/parse_speed.py STORIES.jsonl --stories 20 --threads 2

Speed does not depend on the weights, so the other side is built here with random ones: two
character language models of 1,024 units, 100 dimensions of word vectors, a tagger of 2 x 200
and a parser of 3 x 400 LSTM units with biaffine layers of 400. Its tokenizer, multi-word
splitter and lemmatizer are ours. Both sides read the same stories one after the other, in the
same process, on processors only.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.char_model import CharacterLanguageModel
from stanza.models.common.foundation_cache import FoundationCache
from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
from stanza.models.common.vocab import CharVocab
from stanza.models.depparse.trainer import GraphTrainer as ParserTrainer
from stanza.models.parser import parse_args as parser_args
from stanza.models.pos.trainer import Trainer as TaggerTrainer
from stanza.models.tagger import parse_args as tagger_args

from eventcoder.model.text import Document
from eventcoder.parsing.stanza import PRETRAINED, StanzaParser

CHARLM_UNITS = 1024
VECTORS = 20_000  # the width matters, not their number


def character_model(path: Path, *, forward: bool) -> str:
    """A character language model of the size of Stanza's, saved."""
    args = {
        "char_emb_dim": 100,
        "char_hidden_dim": CHARLM_UNITS,
        "char_num_layers": 1,
        "char_dropout": 0.05,
        "char_unit_dropout": 1e-5,
        "char_rec_dropout": 0.0,
    }
    letters = CharVocab([chr(k) for k in range(32, 400)], "en", cutoff=-1)
    CharacterLanguageModel(args, {"char": letters}, is_forward_lm=forward).save(str(path))
    return str(path)


def word_vectors(path: Path) -> Pretrain:
    """Random word vectors, saved."""
    vocab = PretrainedWordVocab([f"w{k}" for k in range(VECTORS)], lower=True)
    pretrain = Pretrain(str(path), save_to_file=False)
    pretrain._vocab, pretrain._emb = vocab, torch.randn(len(vocab), 100)  # noqa: SLF001
    pretrain.save(str(path))
    return pretrain


def heavy_pipeline(folder: Path) -> Any:
    """Stanza's pipeline with a tagger and a parser of its default English architecture."""
    from stanza import Pipeline
    from stanza.pipeline.core import DownloadMethod

    files = {
        "charlm_forward_file": character_model(folder / "forward.pt", forward=True),
        "charlm_backward_file": character_model(folder / "backward.pt", forward=False),
    }
    vectors = word_vectors(folder / "vectors.pt")
    common = ["--lang", "en", "--shorthand", "en_ewt", "--charlm", "--cpu"]
    ours = StanzaParser()._pipeline.processors  # noqa: SLF001
    sides = (
        ("pos", TaggerTrainer, tagger_args, ours["pos"].vocab),
        ("depparse", ParserTrainer, parser_args, ours["depparse"].vocab),
    )
    for name, trainer, parse_args, vocab in sides:
        args = {**parse_args(common), **files, "bert_model": None, "word_cutoff": 7}
        made = trainer(
            args=args,
            vocab=vocab,
            pretrain=vectors,
            device="cpu",
            foundation_cache=FoundationCache(),
        )
        made.save(str(folder / f"{name}.pt"))
    paths = {f"{n}_model_path": str(PRETRAINED / f"{n}.pt") for n in ("tokenize", "mwt", "lemma")}
    for name in ("pos", "depparse"):
        paths[f"{name}_model_path"] = str(folder / f"{name}.pt")
        paths[f"{name}_pretrain_path"] = str(folder / "vectors.pt")
        paths[f"{name}_forward_charlm_path"] = files["charlm_forward_file"]
        paths[f"{name}_backward_charlm_path"] = files["charlm_backward_file"]
    return Pipeline(
        "en",
        dir=str(PRETRAINED),
        processors="tokenize,mwt,pos,lemma,depparse",
        package=None,
        allow_unknown_language=True,
        download_method=DownloadMethod.NONE,
        use_gpu=False,
        logging_level="ERROR",
        **paths,
    )


def timed(spent: Counter[str], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, its time added up under a name."""

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        begin = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.perf_counter() - begin

    return wrapper


def run_ours(texts: list[str], spent: Counter[str]) -> int:
    """Words parsed by our parser."""
    parser: Any = StanzaParser()
    parser.parse_documents([Document("warm", texts[0][:500])])
    parser._tokenize = timed(spent, "tokenize + mwt", parser._tokenize)  # noqa: SLF001
    parser._learn_lemmas = timed(spent, "lemma", parser._learn_lemmas)  # noqa: SLF001
    parser._analyser.analyse = timed(spent, "pos + depparse", parser._analyser.analyse)  # noqa: SLF001
    documents = [Document(str(k), text) for k, text in enumerate(texts)]
    run = timed(spent, "all", parser.parse_documents)
    return sum(len(parse.tokens) for found in run(documents) for parse in found)


def run_heavy(pipeline: Any, texts: list[str], spent: Counter[str]) -> int:
    """Words parsed by the default architecture."""
    pipeline(texts[0][:500])
    for name, processor in pipeline.processors.items():
        processor.process = timed(spent, name, processor.process)
    run = timed(spent, "all", lambda: [pipeline(text) for text in texts])
    return sum(document.num_words for document in run())


def report(name: str, words: int, spent: Counter[str]) -> float:
    """Prints one side; returns its words a second."""
    rate = words / spent["all"]
    shares = ", ".join(
        f"{part} {100 * seconds / spent['all']:.0f} %"
        for part, seconds in spent.items()
        if part != "all"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: {words} words, {spent['all']:.1f} s, {rate:.0f} words/s; {shares}; peak {peak:.0f} MiB"
    )
    return rate


def main() -> None:
    """Runs both sides and prints the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--stories", dest="count", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    with args.stories.open(encoding="utf-8") as lines:
        texts = [
            json.loads(line)["text"] for line, _ in zip(lines, range(args.count), strict=False)
        ]
    spent: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    ours = report("ours", run_ours(texts, spent[0]), spent[0])
    with tempfile.TemporaryDirectory() as folder:
        pipeline = heavy_pipeline(Path(folder))
        heavy = report("default architecture", run_heavy(pipeline, texts, spent[1]), spent[1])
    print(f"ours is {ours / heavy:.1f} times as fast")


if __name__ == "__main__":
    main()
