"""Tab-separated rows without quoting, as GDELT, Phoenix and ICEWS have them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

Cell = str | int | float | None

# Everything that some reader takes for the end of a cell or line, and other control characters.
_BREAKS = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_HALVES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text on one line without tabs, control characters or lone surrogates."""
    return _HALVES.sub("\ufffd", _BREAKS.sub(" ", text)).strip()


def cell(value: Cell) -> str:
    """A value as the text of a cell; None is empty."""
    if value is None:
        return ""
    return clean(value) if isinstance(value, str) else repr(value)


def write_rows(
    out: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, header: bool
) -> None:
    """Write rows, each as wide as the columns."""
    if header:
        out.write(("\t".join(columns) + "\n").encode())
    for row in rows:
        if len(row) != len(columns):
            raise AssertionError(f"{len(row)} cells for {len(columns)} columns")
        out.write(("\t".join(map(cell, row)) + "\n").encode())


def compact(day: dt.date | None) -> int | None:
    """20190221 for 2019-02-21."""
    return int(f"{day:%Y%m%d}") if day else None
