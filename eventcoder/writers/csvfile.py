"""CSV with a header: the columns of the JSON rows, lists and spans as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO, ClassVar

from eventcoder.model.records import Record, WriteOptions
from eventcoder.writers.rows import COLUMNS, LISTS, SPANS, as_row
from eventcoder.writers.tsv import clean


class CsvWriter:
    """Comma-separated, quoted where needed, lines ended by a newline alone."""

    merges: ClassVar[bool] = False

    def write(self, records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
        """Write a header (unless told not to) and one row a record."""
        for row in _rows(records, options):
            buffer = io.StringIO()
            csv.writer(buffer, lineterminator="\n").writerow(row)
            out.write(buffer.getvalue().encode("utf-8", "replace"))


def _rows(records: Iterable[Record], options: WriteOptions) -> Iterable[list[str]]:
    if options.header is not False:
        yield list(COLUMNS)
    for record in records:
        row = as_row(record, options.scheme)
        yield [_text(name, row[name]) for name in COLUMNS]


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in SPANS:
        return f"{value[0]}-{value[1]}"
    if name in LISTS:
        return "|".join(clean(item).replace("|", "/") for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return clean(value) if isinstance(value, str) else repr(value)
