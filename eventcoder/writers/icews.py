"""ICEWS: 20 columns, tab-separated, with a header."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, ClassVar

from eventcoder.model.places import Place
from eventcoder.model.records import Record, WriteOptions
from eventcoder.ontology import load_ontology
from eventcoder.writers.columns import ICEWS
from eventcoder.writers.parts import actor_parts
from eventcoder.writers.tsv import Cell, write_rows


class IcewsWriter:
    """One row a report; names of sectors and events are our short ones."""

    merges: ClassVar[bool] = False

    def write(self, records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
        """Write one row a record."""
        rows = (_row(record, options) for record in records)
        write_rows(out, ICEWS, rows, header=options.header is not False)


def _row(record: Record, options: WriteOptions) -> list[Cell]:
    event, day = record.event, record.first.day
    code = load_ontology("cameo")[event.code]
    return [
        record.id,
        day.isoformat() if day else None,
        *_actor(event.source, event.source_text),
        code.name,
        code.label,
        code.goldstein(options.scheme or "icews"),
        *_actor(event.target, event.target_text),
        event.doc_id,
        event.sentence + 1,
        event.publisher,
        *_where(record.first.place),
    ]


def _where(place: Place | None) -> tuple[Cell, ...]:
    """City, District, Province, Country, Latitude, Longitude."""
    if place is None:
        return (None,) * 6
    city = place.name if place.kind == "city" else ""
    return (city, "", place.state_name, place.country_name, place.lat, place.long)


def _actor(code: str, text: str) -> tuple[str, str, str]:
    parts = actor_parts(code)
    return (text or code, ",".join(parts.sectors), parts.country_name)
