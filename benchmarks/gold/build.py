"""Hand coding in ``stories-*.txt`` to ``stories.jsonl``, and the second coder's ``second.txt`` to ``second.jsonl``.

``--parse`` makes ``parses.conllu`` too.

    python benchmarks/gold/build.py [--parse]

Lines: ``@ id date``, ``s sentence``, ``e source|code|target|source code|target code|date|both``.
Alternatives stand after ``/``, the first is preferred. A date is ``YYYY[-MM[-DD]]``, a weekday (the last
one up to the story's day) or ``today``. ``both`` codes the event in both directions.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eventcoder.actors.codes import validate
from eventcoder.ontology import load_ontology

HERE = Path(__file__).parent
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def stories(pattern: str) -> Iterator[dict[str, Any]]:
    """The stories of some files as rows, with offsets into their text."""
    story: dict[str, Any] = {}
    for path in sorted(HERE.glob(pattern)):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            kind, _, rest = line.partition(" ")
            if kind == "@":
                if story:
                    yield story
                name, day = rest.split()
                story = {"id": name, "date": day, "text": "", "sentences": []}
            elif kind == "s":
                story["text"] += (" " if story["text"] else "") + rest
                story["sentences"].append({"text": rest, "events": []})
            elif kind == "e":
                sentence = story["sentences"][-1]
                start = len(story["text"]) - len(sentence["text"])
                sentence["events"] += events(rest, sentence["text"], start, story["date"])
            elif line.strip():
                raise SystemExit(f"{path}:{number}: what is {line!r}?")
    yield story


def events(line: str, text: str, start: int, day: str) -> Iterator[dict[str, Any]]:
    """One coded line as one event, or as two for both directions."""
    cells = [*line.split("|"), "", ""]
    source, code, target, source_code, target_code, date, both = cells[:7]
    codes = code.split("/")
    for label in codes:
        if label not in load_ontology("cameo"):
            raise SystemExit(f"{label} is no CAMEO code: {line}")
    sides = [
        (phrase, place(phrase, text, start), check(code, line))
        for phrase, code in ((source, source_code), (target, target_code))
    ]
    for (words, span, (one, *more)), (other, tgt_span, (two, *others)) in (
        [sides, sides[::-1]] if both == "both" else [sides]
    ):
        yield {
            "source": one,
            "code": codes[0],
            "target": two,
            "source_text": words,
            "target_text": other,
            "src_span": span,
            "tgt_span": tgt_span,
            "date": resolve(date, day),
            "accept_codes": codes[1:],
            "accept_source": more,
            "accept_target": others,
        }


def place(phrase: str, text: str, start: int) -> list[int]:
    """Where a phrase stands, as whole words."""
    found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)
    if found is None:
        raise SystemExit(f"{phrase!r} is not in {text!r}")
    return [start + found.start(), start + found.end()]


def check(codes: str, line: str) -> list[str]:
    """Actor codes, each valid."""
    found = [code for code in codes.split("/") if code]
    for code in found:
        fault = "" if code == "---" else validate(code)
        if fault:
            raise SystemExit(f"{line}: {code}: {fault}")
    return found


def resolve(date: str, day: str) -> str:
    """A told date as ISO, empty when the sentence tells none."""
    story = dt.date.fromisoformat(day)
    if date == "today":
        return day
    if date in DAYS:
        return (story - dt.timedelta((story.weekday() - DAYS.index(date)) % 7)).isoformat()
    return f"{date}-01-01"[:10] if date else ""


def write(pattern: str, name: str) -> list[dict[str, Any]]:
    """The coding in some files as one JSON-lines file."""
    rows = list(stories(pattern))
    with (HERE / name).open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return rows


def main() -> None:
    """Write the corpus, and its parses when asked."""
    rows = write("stories-*.txt", "stories.jsonl")
    write("second.txt", "second.jsonl")
    sentences = [s for row in rows for s in row["sentences"]]
    count = sum(len(s["events"]) for s in sentences)
    quiet = sum(not s["events"] for s in sentences)
    print(
        f"{len(rows)} stories, {len(sentences)} sentences ({quiet} without event), {count} events"
    )
    if "--parse" in sys.argv:
        import torch

        from eventcoder.model.text import Document
        from eventcoder.parsing.command import parse_texts
        from eventcoder.parsing.stanza import StanzaParser

        torch.set_num_threads(1)
        documents = (Document(r["id"], r["text"], dt.date.fromisoformat(r["date"])) for r in rows)
        print(parse_texts(documents, StanzaParser(), HERE / "parses.conllu"))


if __name__ == "__main__":
    main()
