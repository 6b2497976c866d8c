"""Our own flat rows: every field of an event, decorated; the way back to an event too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from eventcoder.model.events import Event
from eventcoder.model.records import Record
from eventcoder.ontology import load_ontology, load_plover

_EVENT = (
    *("doc_id", "sentence", "date", "precision", "source", "code", "target"),
    *("source_text", "target_text", "src_span", "tgt_span", "action_span"),
    *("assertion", "reported_by", "background", "count", "group", "confidence"),
    *("entry", "entry_id", "source_entry", "target_entry", "via", "words"),
    *("publisher", "url", "sentence_text"),
)
COLUMNS = (
    *("id", "doc_id", "sentence", "date", "precision", "source", "code", "code_name", "target"),
    *("source_text", "target_text", "src_span", "tgt_span", "action_span"),
    *("root", "base", "quad_class", "goldstein", "plover", "plover_mode"),
    *("assertion", "reported_by", "background", "count", "group", "confidence"),
    *("entry", "entry_id", "source_entry", "target_entry", "via", "words"),
    *(
        "publisher",
        "url",
        "story_date",
        "is_lead",
        "place",
        "place_fips",
        "lat",
        "long",
        "mentions",
        "sources",
        "articles",
        "merged",
    ),
    "sentence_text",
)
SPANS = ("src_span", "tgt_span", "action_span")
LISTS = ("via", "words", "merged")
DECIMALS = ("goldstein", "confidence", "lat", "long")
NUMBERS = ("id", "sentence", "quad_class", "count", "mentions", "sources", "articles")


def as_row(record: Record, scheme: str = "") -> dict[str, Any]:
    """A record as plain values in the order of ``COLUMNS``."""
    event = record.event
    ontology = load_ontology("cameo")
    code = ontology.codes.get(event.code)
    scheme = scheme or "gdelt"
    place = record.first.place
    table = load_plover()
    plover = table.from_cameo(event.code)
    if event.code in table.scores:  # the run was asked for PLOVER's own codes
        own: dict[str, Any] = {
            "quad_class": table.quads[event.code],
            "goldstein": table.scores[event.code],
        }
        own |= {"root": event.code, "base": event.code, "plover": event.code}
    else:
        own = {}
    values: dict[str, Any] = {name: getattr(event, name) for name in _EVENT}
    values.update(
        id=record.id,
        date=event.date.isoformat() if event.date else None,
        code_name=code.name if code else "",
        root=code.root if code else event.code[:2],
        base=code.base if code else event.code[:3],
        quad_class=code.quad_class(scheme) if code else None,
        goldstein=code.goldstein(scheme) if code else None,
        plover=plover.category if plover else "",
        plover_mode=plover.mode if plover else "",
        via=list(event.via),
        words=list(event.words),
        story_date=record.first.story_date.isoformat() if record.first.story_date else None,
        is_lead=record.first.is_lead,
        place=place.full_name if place else "",
        place_fips=place.fips if place else "",
        lat=place.lat if place else None,
        long=place.long if place else None,
        mentions=record.mentions,
        sources=record.sources,
        articles=record.articles,
        merged=list(record.merged),
        **{name: list(getattr(event, name)) for name in SPANS},
    )
    values.update(own)
    return {name: values[name] for name in COLUMNS}


def event_of(row: Mapping[str, Any]) -> Event:
    """The event of a row with plain values, as ``as_row`` made it or with fewer keys."""
    values = {name: row[name] for name in _EVENT if row.get(name) is not None}
    if "date" in values and not isinstance(values["date"], dt.date):
        values["date"] = dt.date.fromisoformat(values["date"])
    for name in (*SPANS, "via", "words"):
        if name in values:
            values[name] = tuple(values[name])
    return Event(**values)
