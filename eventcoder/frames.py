"""Events as data frames, and back: polars, pandas, Arrow; files of rows into events."""

from __future__ import annotations

import csv
import importlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from eventcoder.errors import InputError, UsageError, Where
from eventcoder.model.events import Event
from eventcoder.model.records import Record, Report, record_id
from eventcoder.writers.rows import COLUMNS, DECIMALS, LISTS, NUMBERS, SPANS, as_row, event_of

_TRUE = "true"
_EXTRAS = {"polars": "polars", "pandas": "pandas", "pyarrow": "parquet"}


def to_polars(events: Iterable[Event | Record]) -> Any:
    """A polars ``DataFrame``, one row an event; codes are text."""
    polars = _need("polars")
    types = dict.fromkeys(COLUMNS, polars.String)
    types.update(dict.fromkeys(NUMBERS, polars.Int64))
    types.update(dict.fromkeys(SPANS, polars.List(polars.Int64)))
    types.update(dict.fromkeys(LISTS, polars.List(polars.String)))
    types.update(dict.fromkeys(("date", "story_date"), polars.Date))
    types.update(dict.fromkeys(("background", "is_lead"), polars.Boolean))
    types.update(dict.fromkeys(DECIMALS, polars.Float64))
    rows = [_dated(record, as_row(record)) for record in _records(events)]
    return polars.DataFrame(rows, schema=types, orient="row")


def to_pandas(events: Iterable[Event | Record]) -> Any:
    """A pandas ``DataFrame``, one row an event; codes are text."""
    pandas = _need("pandas")
    rows = [as_row(record) for record in _records(events)]
    frame = pandas.DataFrame(rows, columns=list(COLUMNS))
    for name in ("date", "story_date"):
        frame[name] = pandas.to_datetime(frame[name])
    return frame


def to_arrow(events: Iterable[Event | Record]) -> Any:
    """An Arrow table, one row an event; codes are text, spans are lists of two numbers."""
    return records_to_arrow(_records(events))


def records_to_arrow(records: Iterable[Record], scheme: str = "") -> Any:
    """An Arrow table of records."""
    arrow = _need("pyarrow")
    types = {name: arrow.string() for name in COLUMNS}
    types.update(dict.fromkeys(NUMBERS, arrow.int64()))
    types.update(dict.fromkeys(SPANS, arrow.list_(arrow.int64())))
    types.update(dict.fromkeys(LISTS, arrow.list_(arrow.string())))
    types.update(dict.fromkeys(("date", "story_date"), arrow.date32()))
    types.update(dict.fromkeys(("background", "is_lead"), arrow.bool_()))
    types.update(dict.fromkeys(DECIMALS, arrow.float64()))
    rows = [_dated(record, as_row(record, scheme)) for record in records]
    return arrow.Table.from_pylist(rows, schema=arrow.schema(list(types.items())))


def _dated(record: Record, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "date": record.event.date, "story_date": record.first.story_date}


def _records(events: Iterable[Event | Record]) -> Iterator[Record]:
    for event in events:
        if isinstance(event, Record):
            yield event
        else:
            yield Record(record_id(event), (Report(event),))


def read_events(path: str | Path) -> list[Event]:
    """The events of a JSONL, CSV or Parquet file that eventcoder wrote."""
    kind = Path(path).suffix.lower()
    readers = {".jsonl": _read_jsonl, ".csv": _read_csv, ".parquet": _read_parquet}
    if kind not in readers:
        raise UsageError(f"{path}: events are read from files ending in {', '.join(readers)}")
    events = []
    for number, row in readers[kind](Path(path)):
        try:
            events.append(event_of(row))
        except (TypeError, ValueError) as error:
            raise InputError(f"not a row of events: {error}", Where(str(path), number)) from None
    return events


def _read_jsonl(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, json.loads(line)


def _read_csv(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            yield number, {name: _value(name, text) for name, text in row.items()}


def _value(name: str, text: str | None) -> Any:
    if text is None or (not text and name in ("date", "story_date", *DECIMALS, *NUMBERS)):
        return None
    if name in NUMBERS:
        return int(text)
    if name in SPANS:
        return [int(part) for part in text.split("-")]
    if name in LISTS:
        return text.split("|") if text else []
    if name in ("background", "is_lead"):
        return text == _TRUE
    return float(text) if name in DECIMALS else text


def _read_parquet(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    _need("pyarrow")
    parquet = importlib.import_module("pyarrow.parquet")
    yield from enumerate(parquet.read_table(path).to_pylist(), start=1)


def _need(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        extra = _EXTRAS[module]
        message = f"this needs {module}: pip install 'eventcoder[{extra}]'"
        raise UsageError(message) from None
