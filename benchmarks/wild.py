"""A seeded draw of events from stories, for judging each by hand.

    python benchmarks/wild.py PARSES.conllu -o sheet.tsv [--events 150] [--seed 249]
    python benchmarks/wild.py --tally sheet.tsv

Fill the column ``verdict`` with ``right``, ``code`` (wrong code), ``actor`` (wrong actor) or ``none``
(no event), judging from the sentence alone; ``--tally`` counts them, with a 95 % Wilson interval.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from pathlib import Path

from eventcoder.coder import code_sentence
from eventcoder.dictionary.store import load_dictionary
from eventcoder.discourse.fold import Reader
from eventcoder.score.engine import read_parses

COLUMNS = (
    *("number", "verdict", "doc_id", "sentence", "source", "code", "target"),
    *("source_text", "target_text", "entry", "text", "note"),
)
VERDICTS = ("right", "code", "actor", "none")
Z = 1.96


def draw(path: Path, out: Path, count: int, seed: int) -> None:
    """Write a sheet of events drawn at random, the same for the same seed and events."""
    rules = load_dictionary()
    rows = []
    for parses in read_parses(path).values():
        reader = Reader()
        for parse in parses:
            text = parse.sentence.text
            rows += [(event, text) for event in code_sentence(parse, rules, reader=reader)]
    drawn = random.Random(seed).sample(rows, min(count, len(rows)))  # noqa: S311
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(COLUMNS)
        for number, (e, text) in enumerate(drawn, start=1):
            sides = (e.source_text, e.target_text)
            writer.writerow(
                [
                    number,
                    "",
                    e.doc_id,
                    e.sentence,
                    e.source,
                    e.code,
                    e.target,
                    *sides,
                    e.entry,
                    text,
                    "",
                ]
            )
    print(f"{len(drawn)} of {len(rows)} events, seed {seed}: {out}")


def tally(path: Path) -> None:
    """Count the verdicts of a sheet."""
    with path.open(encoding="utf-8", newline="") as file:
        found = Counter(row["verdict"].strip() for row in csv.DictReader(file, delimiter="\t"))
    strange = set(found) - {*VERDICTS, ""}
    if strange:
        raise SystemExit(f"verdicts are {', '.join(VERDICTS)}; not {', '.join(sorted(strange))}")
    judged = sum(found[v] for v in VERDICTS)
    for verdict in VERDICTS:
        print(f"{verdict:6} {found[verdict]:4}")
    print(f"judged {judged}, open {found['']}")
    if judged:
        low, high = wilson(found["right"], judged)
        print(f"fully right {found['right'] / judged:.1%} [{low:.1%}, {high:.1%}]")


def wilson(right: int, count: int) -> tuple[float, float]:
    """Wilson's interval of a share (1927)."""
    share, z2 = right / count, Z * Z
    middle = share + z2 / (2 * count)
    half = Z * (share * (1 - share) / count + z2 / (4 * count * count)) ** 0.5
    return (middle - half) / (1 + z2 / count), (middle + half) / (1 + z2 / count)


def main() -> None:
    """Draw or tally."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parses", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("wild.tsv"))
    parser.add_argument("--events", type=int, default=150)
    parser.add_argument("--seed", type=int, default=249)
    parser.add_argument("--tally", action="store_true", help="the file is a filled sheet")
    args = parser.parse_args()
    if args.tally:
        tally(args.parses)
    else:
        draw(args.parses, args.output, args.events, args.seed)


if __name__ == "__main__":
    main()
