"""Phoenix: 26 columns, tab-separated, no header."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, ClassVar

from eventcoder.model.places import Place
from eventcoder.model.records import Record, WriteOptions
from eventcoder.ontology import load_ontology
from eventcoder.writers.columns import PHOENIX
from eventcoder.writers.parts import actor_parts
from eventcoder.writers.tsv import Cell, clean, compact, write_rows

_PRIMARY = (
    *("GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD"),
    *("SPY", "MED", "EDU", "BUS", "CRM", "CVL"),
)
"""Roles in the order in which phoenix_pipeline looks for the one of an actor."""


class PhoenixWriter:
    """One row for all reports of a day, as Phoenix filters one a day."""

    merges: ClassVar[bool] = True

    def write(self, records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
        """Write one row a record; ids count from 1 and carry the data set's version."""
        rows = (_row(number, record, options) for number, record in enumerate(records, start=1))
        write_rows(out, PHOENIX, rows, header=bool(options.header))


def _row(number: int, record: Record, options: WriteOptions) -> list[Cell]:
    event, day = record.event, record.first.day
    code = load_ontology("cameo")[event.code]
    scheme = options.scheme or "phoenix"
    reports = record.counted
    return [
        f"{number}_{options.version}",
        compact(day),
        *((day.year, day.month, day.day) if day else (None, None, None)),
        *_actor(event.source),
        *_actor(event.target),
        code.label,
        code.root,
        code.quad_class(scheme),
        code.goldstein(scheme),
        None,
        *_where(record.first.place),
        _joined(f"{r.event.doc_id}_{r.event.sentence}" for r in reports),
        _joined(r.event.url for r in reports),
        _joined(r.source_name for r in reports),
    ]


def _actor(code: str) -> tuple[str, str, str, str]:
    parts = actor_parts(code)
    if not parts.code:
        return ("---", "", "", "")
    entity = parts.country or parts.kind
    role = next((r for r in _PRIMARY if r in parts.roles), "")
    rest = [piece for piece in parts.pieces if piece not in (entity, role)]
    return (code, entity, role, ";".join(rest))


def _where(place: Place | None) -> tuple[Cell, ...]:
    if place is None:
        return (None, None, None, None, None)
    city = place.name if place.kind == "city" else ""
    return (place.lat, place.long, city, place.state_name, place.country)


def _joined(values: Iterable[str]) -> str:
    return ";".join(dict.fromkeys(clean(v).replace(";", ",") for v in values if v))
