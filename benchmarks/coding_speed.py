"""Speed of coding alone on saved parses, memory, and its share of the way from text to events.

    python benchmarks/coding_speed.py PARSES.conllu [--texts STORIES.jsonl --stories 20]

With ``--texts`` some stories are parsed too, so that the share of coding can be told.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path
from typing import Any

from eventcoder.coder import Coder, code_sentence
from eventcoder.dictionary.compile import Dictionary
from eventcoder.dictionary.store import load_dictionary
from eventcoder.discourse.fold import Reader
from eventcoder.model.text import Document, Parse
from eventcoder.score.engine import read_parses


def coding_speed(documents: dict[str, list[Parse]], rules: Dictionary) -> dict[str, Any]:
    """Sentences a second of processor time, events and peak memory."""
    started, sentences, events = time.process_time(), 0, 0
    for parses in documents.values():
        reader = Reader()
        for parse in parses:
            sentences += 1
            events += len(code_sentence(parse, rules, reader=reader))
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "sentences coded": sentences,
        "events": events,
        "sentences a second": round(sentences / seconds) if seconds else 0,
        "peak memory, MiB": round(peak),
    }


def share(path: Path, count: int) -> dict[str, Any]:
    """Seconds of parsing and of coding for some stories."""
    coder = Coder()
    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(count), strict=False)]
    documents = [Document(str(k), text) for k, text in enumerate(texts)]
    coder.parser.parse_documents(documents[:1])  # the model loads here
    begun = time.process_time()
    parsed = coder.parser.parse_documents(documents)
    middle = time.process_time()
    for parses in parsed:
        coder.code_parses(parses)
    coding, parsing = time.process_time() - middle, middle - begun
    return {
        "stories": len(texts),
        "parsing, processor seconds": round(parsing, 2),
        "coding, processor seconds": round(coding, 2),
        "share of coding": f"{100 * coding / (coding + parsing):.1f} %",
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parses", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--stories", type=int, default=20)
    args = parser.parse_args()
    found = coding_speed(read_parses(args.parses), load_dictionary())
    if args.texts:
        found |= share(args.texts, args.stories)
    for name, value in found.items():
        print(f"{name:28} {value}")


if __name__ == "__main__":
    main()
