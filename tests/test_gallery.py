"""docs/formats.md shows the example story in every format, and shows it as it is.

``python tests/test_gallery.py`` writes the page anew from the recorded parse, and with
``--parse`` parses the story first.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from eventcoder.coder import Coder
from eventcoder.events.aggregate import merged_records, reports, single_records
from eventcoder.model.records import Record, WriteOptions
from eventcoder.model.text import Document
from eventcoder.parsing import conllu
from eventcoder.plugins import find_writer

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "formats.md"
PARSE = ROOT / "tests" / "data" / "story.conllu"
TEMPLATE = ROOT / "tests" / "data" / "formats.md"
STORY = Document(
    "story",
    (ROOT / "examples" / "story" / "story.txt").read_text(encoding="utf-8"),
    dt.date(2019, 2, 21),
    "Example Wire",
    "https://news.example.org/turkey-russia",
)
ROWS = 2
"""Rows shown of each format."""


@cache
def story_records(*, merge: bool) -> list[Record]:
    parses = list(conllu.read(PARSE))
    found = reports(STORY, Coder().code_parses(parses), parses=parses)
    return merged_records(found) if merge else list(single_records(found))


def shown(form: str) -> str:
    """What a format looks like; tab-separated rows are turned into one line a column."""
    writer = find_writer(form)
    records = story_records(merge=writer.merges)
    records = records if form == "table" else records[:ROWS]
    out = io.BytesIO()
    writer.write(records, out, WriteOptions(header=form not in ("jsonl", "plover")))
    text = out.getvalue().decode()
    if form in ("jsonl", "plover"):
        return "\n".join(
            json.dumps(json.loads(line), ensure_ascii=False, indent=1)
            for line in text.splitlines()[:1]
        )
    if "\t" not in text:
        return text.rstrip()
    rows = [line.split("\t") for line in text.splitlines()]
    width = max(map(len, rows[0]))
    columns = zip(*rows, strict=True)
    return "\n".join(f"{name:{width}}  {first}".rstrip() for name, first, *_ in columns)


def page() -> str:
    text = TEMPLATE.read_text(encoding="utf-8")
    for form in (
        "table",
        "jsonl",
        "csv",
        "gdelt1",
        "gdelt2",
        "gdelt-mentions",
        "phoenix",
        "icews",
        "plover",
    ):
        text = text.replace(f"<<{form}>>", shown(form))
    return text


def settled(text: str) -> str:
    """The page without what every change of a dictionary moves: lines and confidences."""
    text = re.sub(r"\.yaml:\d+:\d+", ".yaml", text)
    return re.sub(r"(?<=\D)0\.\d+(?=\D)|\bConfidence +\d+", "", text)


def test_the_gallery_shows_the_story_as_it_is_coded() -> None:
    if settled(PAGE.read_text(encoding="utf-8")) != settled(page()):
        pytest.fail("docs/formats.md is stale: run `make docs`")


def test_spans_point_at_the_words_they_claim() -> None:
    records = story_records(merge=False)
    assert records
    for record in records:
        event = record.event
        for (start, end), text in (
            (event.src_span, event.source_text),
            (event.tgt_span, event.target_text),
        ):
            assert STORY.text[start:end] == text
        start, end = event.action_span
        assert 0 <= start < end <= len(STORY.text)


if __name__ == "__main__":
    if "--parse" in sys.argv:
        from eventcoder.parsing.stanza import StanzaParser

        with PARSE.open("w", encoding="utf-8") as out:
            conllu.write(StanzaParser().parse_documents([STORY])[0], out)
    PAGE.write_text(page(), encoding="utf-8")
