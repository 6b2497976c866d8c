"""PLOVER gold-standard records: JSON with actors, recipients and event categories.

Field names follow the PLOVER manual's data fields (2021): ``actor`` and ``recipient`` hold lists of
entities with ``code`` and ``entity_text``; ``event`` holds categories. Records may hold their events
directly or in ``events``; files are an array, an object with one array, or JSON lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eventcoder.errors import InputError, Where
from eventcoder.score.types import Dyad, Side, Unit


def read(path: Path) -> list[Unit]:
    """The sentences of a PLOVER gold-standard file; records of one text are one unit."""
    units: dict[str, Unit] = {}
    for number, record in enumerate(_records(path), start=1):
        if not isinstance(record.get("text"), str):
            raise InputError("a record has no 'text'", Where(str(path), number))
        name = str(record.get("id", number))
        found = tuple(_dyads(record, name))
        before = units.get(record["text"])
        if before:
            units[record["text"]] = Unit(
                before.id,
                before.document,
                before.text,
                dyads=(*before.dyads, *found),
                complete=True,
            )
        else:
            units[record["text"]] = Unit(name, name, record["text"], dyads=found, complete=True)
    return list(units.values())


def _records(path: Path) -> Iterator[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    try:
        data = json.loads(text)
    except json.JSONDecodeError:
        try:
            data = [json.loads(line) for line in text.splitlines() if line.strip()]
        except json.JSONDecodeError as error:
            raise InputError(f"not JSON: {error.msg}", Where(str(path), error.lineno)) from None
    if isinstance(data, dict):
        data = next((v for v in data.values() if isinstance(v, list)), [data])
    yield from data


def _dyads(record: Mapping[str, Any], name: str) -> Iterator[Dyad]:
    events = record.get("events")
    for place, event in enumerate(events if isinstance(events, list) else [record]):
        if event.get("has_event") is False or str(event.get("has_event")).lower() == "false":
            continue
        for label in _list(event.get("event") or event.get("code")):
            for source in _sides(event, "actor", "source"):
                for target in _sides(event, "recipient", "target"):
                    code = str(label) if str(label)[:2].isdigit() else ""
                    yield Dyad(
                        f"{name}.{place}",
                        source,
                        target,
                        code,
                        "" if code else str(label),
                        date=str(event.get("date") or ""),
                    )


def _sides(event: Mapping[str, Any], *names: str) -> list[Side]:
    found: Any = next((event[n] for n in names if event.get(n)), [])
    out = []
    for entity in _list(found):
        if isinstance(entity, Mapping):
            code = "".join(str(entity.get(k) or "") for k in ("code", "sector"))
            words = entity.get("entity_text") or entity.get("text") or ""
            span = entity.get("span")
            out.append(Side(code, str(words), (int(span[0]), int(span[1])) if span else None))
        else:
            out.append(Side(str(entity)))
    return out or [Side()]


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
