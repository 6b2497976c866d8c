"""Prints the table of scores: ``python -m training.evaluate NAME=FILE.conllu[.xz] ...``."""

from __future__ import annotations

import argparse
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

import torch

from eventcoder.model.text import Document, Parse
from eventcoder.parsing import conllu
from eventcoder.parsing.stanza import StanzaParser
from training.score import by_relation, from_raw_text, on_gold_tokens
from training.treebank import Sent, raw_text, read


def gold_parses(path: Path) -> list[Parse]:
    """The treebank's own analyses."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        return list(conllu.read_lines(handle, path.name))


def documents(path: Path) -> Iterator[Document]:
    """The raw text of each document, paragraphs set apart by blank lines."""
    group: list[Sent] = []
    for sent in read(path):
        if group and any(note.startswith("# newdoc") for note in sent.comments):
            yield Document(f"{path.name}-{group[0].comments[0]}", raw_text(group)[0].strip())
            group = []
        group.append(sent)
    yield Document(f"{path.name}-last", raw_text(group)[0].strip())


def evaluate(parser: StanzaParser, path: Path, *, raw: bool) -> dict[str, float]:
    """All scores of a parser on a treebank file."""
    gold = gold_parses(path)
    system = parser.parse_words(gold)
    scores = on_gold_tokens(gold, system)
    if raw:
        parsed = [p for found in parser.parse_documents(list(documents(path))) for p in found]
        scores.update({f"raw {k}": v for k, v in from_raw_text(gold, parsed).items()})
    scores.update({f"F1 {k}": v for k, v in by_relation(gold, system).items()})
    return scores


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", nargs="+", help="NAME=FILE")
    parser.add_argument("--model", help="a model folder; the shipped one by default")
    parser.add_argument("--gold-tokens-only", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model = StanzaParser(args.model)
    columns = [item.partition("=") for item in args.treebanks]
    found = [evaluate(model, Path(path), raw=not args.gold_tokens_only) for _, _, path in columns]
    out = sys.stdout
    out.write(f"model {model.identity}\n| | " + " | ".join(name for name, _, _ in columns) + " |\n")
    out.write("|---" * (len(columns) + 1) + "|\n")
    for key in found[0]:
        out.write(f"| {key} | " + " | ".join(f"{scores[key]:.2f}" for scores in found) + " |\n")


if __name__ == "__main__":
    main()
