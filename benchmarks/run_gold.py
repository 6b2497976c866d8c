"""Code a hand-coded set from saved parses, for ../shared/gold/score.py.

    python benchmarks/run_gold.py GOLD.jsonl PARSES.conllu OUT.jsonl [--pairs]

PARSES holds one sentence for each gold record, ``sent_id`` = the record's id (see ``eventcoder parse --whole``).
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from eventcoder.coder import code_sentence
from eventcoder.dictionary.store import load_dictionary
from eventcoder.events.keep import Policy
from eventcoder.model.events import Event
from eventcoder.pairs import code_pair_in
from eventcoder.parsing import conllu


def row(event: Event) -> dict[str, object]:
    """An event as the scorer reads it."""
    return {
        "source": event.source,
        "target": event.target,
        "code": event.code,
        "source_text": event.source_text,
        "target_text": event.target_text,
        "src_span": event.src_span,
        "tgt_span": event.tgt_span,
        "entry": event.entry,
    }


def main() -> None:
    """Read, code, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("parses", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--unknown", default="keep")
    args = parser.parse_args()
    rules = load_dictionary()
    parses = {parse.sentence.text: parse for parse in conllu.read(args.parses)}
    started = time.perf_counter()
    with args.out.open("w", encoding="utf-8") as out:
        for line in args.gold.open(encoding="utf-8"):
            gold = json.loads(line)
            parse = parses[gold["text"]]
            if args.pairs:
                events = code_pair_in(parse, gold["src_span"], gold["tgt_span"], rules)
            else:
                events = code_sentence(parse, rules, Policy(unknown_actors=args.unknown))
            key = gold["id"] if args.pairs else gold["text"]
            out.write(json.dumps({"id": key, "events": list(map(row, events))}) + "\n")
    print(f"{time.perf_counter() - started:.2f} s")


if __name__ == "__main__":
    main()
