"""PLOVER: one JSON object a row, with the data fields of its manual."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO, ClassVar

from eventcoder.model.places import Place
from eventcoder.model.records import Record, WriteOptions
from eventcoder.ontology import load_plover
from eventcoder.writers.parts import actor_parts
from eventcoder.writers.tsv import clean


class PloverWriter:
    """Events that PLOVER has no category for (statements, CAMEO 01) are left out."""

    merges: ClassVar[bool] = False

    def write(self, records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
        """Write one object a record."""
        del options
        for record in records:
            row = _row(record)
            if row:
                out.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _row(record: Record) -> dict[str, Any] | None:
    event, day = record.event, record.first.day
    kind = load_plover().from_cameo(event.code)
    if kind is None:
        return None
    return {
        "id": str(record.id),
        "has_event": True,
        "date": day.isoformat() if day else None,
        "actor": [_entity(event.source, event.source_text)],
        "recipient": [_entity(event.target, event.target_text)],
        "event": [kind.category],
        "event_loc": _location(record.first.place),
        "event_text": [clean(" ".join(event.words))] if event.words else [],
        "quad_code": kind.quad,
        "event_scale": kind.score,
        "mode": [kind.mode] if kind.mode else [],
        "context": list(kind.contexts),
        "link": event.group,
        "text": event.sentence_text,
        "text_info": {"doc_id": event.doc_id, "sentence": event.sentence + 1},
        "cite_info": {"publisher": event.publisher, "url": event.url},
        "coder": "eventcoder",
        "comment": f"CAMEO {event.code} by {event.entry}",
    }


def _location(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        "resolved_place": place.full_name,
        "lat": place.lat,
        "lon": place.long,
        "city": place.name if place.kind == "city" else "",
        "province": place.state_name,
        "country": place.country_name,
        "country_code": place.country,
        "resolution": place.kind,
    }


def _entity(code: str, text: str) -> dict[str, Any]:
    parts = actor_parts(code)
    return {
        "code": parts.country or parts.kind,
        "sector": list(parts.roles),
        "entity_text": text,
        "religion": list(parts.religions),
        "ethnicity": parts.ethnic,
    }
