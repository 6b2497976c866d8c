"""A table for reading: who, what, to whom, when, and the sentence that says so."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import BinaryIO, ClassVar

from eventcoder.model.records import Record, WriteOptions
from eventcoder.ontology import load_ontology
from eventcoder.writers.tsv import clean

_HEADER = ("source", "code", "name", "target", "date", "sentence")
_WIDTHS = (12, 4, 34, 12, 10, 60)
"""Longest that a column grows; what does not fit is cut with a sign."""

_SHOWN = {"month": len("2019-02"), "year": len("2019"), "decade": len("2019")}
"""How much of a date is told when the text was no more exact."""


class TableWriter:
    """Columns as wide as their content, within limits."""

    merges: ClassVar[bool] = False

    def write(self, records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
        """Write all rows; needs them all to know the widths."""
        rows = [_row(record) for record in records]
        if not rows:
            out.write(b"no events\n")
            return
        if options.header is not False:
            rows.insert(0, _HEADER)
        widths = [
            min(limit, max(_width(row[i]) for row in rows)) for i, limit in enumerate(_WIDTHS)
        ]
        for row in rows:
            cells = [_fit(cell, width) for cell, width in zip(row, widths, strict=True)]
            out.write("  ".join(cells).rstrip().encode("utf-8", "replace") + b"\n")


def _row(record: Record) -> tuple[str, ...]:
    event, day = record.event, record.first.day
    name = load_ontology("cameo").label_name(event.code)
    notes = [event.assertion, "background" if event.background else ""]
    notes += [f"x{event.count}" if event.count > 1 else ""]
    extra = ", ".join(note for note in notes if note)
    return (
        event.source,
        event.code,
        f"{name} [{extra}]" if extra else name,
        event.target,
        day.isoformat()[: _SHOWN.get(event.precision)] if day else "",
        clean(event.sentence_text),
    )


def _width(text: str) -> int:
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _fit(text: str, width: int) -> str:
    if _width(text) <= width:
        return text + " " * (width - _width(text))
    kept, used = "", 0
    for char in text:
        if used + _columns(char) > width - 3:
            break
        kept, used = kept + char, used + _columns(char)
    return kept + "..." + " " * (width - used - 3)
