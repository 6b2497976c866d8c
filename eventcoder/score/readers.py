"""Hand-coded sets and coded rows, from the formats in use, as units and dyads.

Gold: our JSONL (one dyad a row; stories with ``sentences``; fragments with ``sentence_contains``),
PLOVER gold-standard JSON, PETRARCH validation XML, and tab-separated text with ``<S>`` and ``<T>``
around source and target. Coded: rows of ``eventcoder code``, ``{"id", "events"}`` rows, any gold.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from eventcoder.errors import InputError, UsageError, Where
from eventcoder.score import plover
from eventcoder.score.types import Coded, Dyad, Side, Span, Unit

_MARK = re.compile(
    r"<(?P<a>/?)(?P<side>s|t|src|tgt|source|target)>|\[(?P<b>/?)(?P<other>[ST])\]", re.IGNORECASE
)
_LABELS = ("code", "cameo", "root", "label", "class", "event")
"""Names that columns of labels go by."""


def read_gold(path: str | Path) -> list[Unit]:
    """The sentences of a hand-coded set, by the ending of its file."""
    place = Path(path)
    readers: dict[str, Callable[[Path], list[Unit]]] = {
        ".jsonl": _read_jsonl,
        ".json": plover.read,
        ".xml": _read_xml,
        ".tsv": _read_marked,
    }
    if place.suffix.lower() not in readers:
        raise UsageError(f"{path}: hand-coded sets end in {', '.join(readers)}")
    return readers[place.suffix.lower()](place)


def read_coded(path: str | Path) -> Coded:
    """Coded rows: of ``eventcoder code``, by sentence with ``events``, or another gold file."""
    place = Path(path)
    if place.suffix.lower() == ".jsonl":
        rows = list(_json_rows(place))
        if all("events" in row and "id" in row for _, row in rows):
            return Coded({str(r["id"]): tuple(_events(r["events"], str(r["id"]))) for _, r in rows})
        if any("doc_id" in row for _, row in rows):
            return from_rows(row for _, row in rows)
    if place.suffix.lower() in (".csv", ".parquet"):
        from eventcoder.frames import read_events
        from eventcoder.score.engine import coded_of

        return coded_of(read_events(place))
    return as_coded(read_gold(place))


def as_coded(units: list[Unit]) -> Coded:
    """Another person's marks in the place of coded rows, by id and by text."""
    table = {unit.text: unit.dyads for unit in units}
    return Coded({**table, **{unit.id: unit.dyads for unit in units}})


def from_rows(rows: Iterator[Mapping[str, Any]]) -> Coded:
    """Rows of ``eventcoder code``, by document and by the text of their sentence."""
    table: defaultdict[str, list[Dyad]] = defaultdict(list)
    for row in rows:
        dyad = dyad_of(row, str(row["doc_id"]))
        table[str(row["doc_id"])].append(dyad)
    return Coded({key: tuple(found) for key, found in table.items()})


def _json_rows(path: Path) -> Iterator[tuple[Where, dict[str, Any]]]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            where = Where(str(path), number)
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"not JSON: {error.msg}", where) from None
            if not isinstance(row, dict):
                raise InputError("a row is a JSON object", where)
            yield where, row


def _read_jsonl(path: Path) -> list[Unit]:
    units: list[Unit] = []
    dyads: defaultdict[str, list[tuple[str, Dyad]]] = defaultdict(list)
    first: dict[str, dict[str, Any]] = {}
    for where, row in _json_rows(path):
        if "sentences" in row:
            units.extend(_story(row))
        elif "sentence_contains" in row:
            units.append(_fragment(row, len(units)))
        elif "id" in row and "text" in row and ({"src_span", "tgt_span"} <= row.keys()):
            dyads[row["text"]].append((str(row["id"]), dyad_of(row, str(row["id"]))))
            first.setdefault(row["text"], row)
        else:
            message = "a hand-coded row needs id, text, src_span and tgt_span, or sentences"
            raise InputError(message, where)
    for text, found in dyads.items():
        row, ids = first[text], [key for key, _ in found]
        keys = (*ids[1:], *([str(row["sent_id"])] if row.get("sent_id") is not None else ()))
        marked = tuple(dyad for _, dyad in found)
        document = str(row.get("doc_id") or ids[0])
        start = int(row.get("start") or 0)
        units.append(Unit(ids[0], document, text, start, marked, keys=keys))
    return units


def _story(row: Mapping[str, Any]) -> Iterator[Unit]:
    name, at = str(row["id"]), 0
    for number, sentence in enumerate(row["sentences"]):
        text = sentence["text"]
        at = row["text"].index(text, at)
        marked = tuple(_events(sentence.get("events", ()), f"{name}#{number}"))
        day = str(row.get("date", ""))
        yield Unit(f"{name}#{number}", name, text, at, marked, complete=True, date=day)
        at += len(text)


def _fragment(row: Mapping[str, Any], number: int) -> Unit:
    """A sentence known by a part of it, with ``[source, code, target]`` events."""
    also, actors = tuple(row.get("accept_codes", ())), tuple(row.get("accept_actors", ()))
    marked = tuple(
        Dyad(
            f"{number}.{place}",
            Side(source, also=actors),
            Side(target, also=actors),
            code,
            also=also,
            date=str(row.get("date", "")),
        )
        for place, (source, code, target) in enumerate(row["events"])
    )
    text = row["sentence_contains"]
    return Unit(str(number), str(number), text, dyads=marked, complete=True)


def _events(rows: Any, name: str) -> Iterator[Dyad]:
    for place, row in enumerate(rows):
        yield dyad_of(row, f"{name}.{place}")


def dyad_of(row: Mapping[str, Any], name: str) -> Dyad:
    """A row with spans, texts and codes, hand-coded or ours."""
    code, label = str(row.get("cameo") or row.get("code") or ""), str(row.get("root") or "")
    if not code[:2].isdigit():
        code, label = "", label or code
    source, target = (
        Side(
            str(row.get(f"{short}_code") or _plain(row, long, text)),
            str(row.get(text) or (row.get(long) if row.get(text) is None else "") or ""),
            _span(row.get(f"{short}_span")),
            tuple(row.get(f"accept_{long}", ())),
        )
        for short, long, text in (
            ("src", "source", "source_text"),
            ("tgt", "target", "target_text"),
        )
    )
    action = _span(row.get("action_span")) or _span(row.get("src_span"))
    return Dyad(
        name,
        source,
        target,
        code,
        "" if label.isdigit() and code else label,
        row.get("quad"),
        str(row.get("date") or ""),
        both_ways=bool(row.get("reciprocal")),
        also=tuple(row.get("accept_codes", ())),
        anchor=action[0] if action else None,
        entry=str(row.get("entry") or ""),
    )


def _plain(row: Mapping[str, Any], name: str, text: str) -> str:
    """``source`` is a code where the words stand apart, else it is the words."""
    return str(row.get(name) or "") if text in row else ""


def _span(value: Any) -> Span | None:
    if not value:
        return None
    start, end = value
    return int(start), int(end)


def _read_xml(path: Path) -> list[Unit]:
    from eventcoder.petrarch_xml import sentences

    units = []
    with path.open("rb") as file:
        for where, row in sentences(file, str(path)):
            if isinstance(row, InputError):
                raise row
            name = str(row.get("id", where.line))
            marked = tuple(
                Dyad(
                    f"{name}.{place}",
                    _xml_side(event["sourcecode"]),
                    _xml_side(event["targetcode"]),
                    event["eventcode"],
                )
                for place, event in enumerate(row.get("events", ()))
                if {"sourcecode", "targetcode", "eventcode"} <= event.keys()
            )
            units.append(Unit(name, name, row.get("text", ""), dyads=marked, complete=True))
    return units


def _xml_side(code: str) -> Side:
    if code.startswith('"'):  # a name that no dictionary has, in its own words
        return Side(text=code.strip('"'))
    return Side(code)


def _read_marked(path: Path) -> list[Unit]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip()]
    header = [] if not rows or any(_MARK.search(cell) for cell in rows[0]) else rows.pop(0)
    names = [name.strip().lower() for name in header]
    units = []
    for number, cells in enumerate(rows, start=1 + bool(header)):
        where = Where(str(path), number)
        text = next((cell for cell in cells if _MARK.search(cell)), "")
        named = dict(zip(names, cells, strict=False))
        label = next((named[n] for n in _LABELS if named.get(n)), "")
        if not text or not (label or not names):
            raise InputError("a row needs a marked text (<S>..</S>, <T>..</T>) and a label", where)
        label = label or next((c for c in reversed(cells) if c and c != text), "")
        units.append(_marked_unit(named.get("id") or str(number), text, label.strip(), where))
    return units


def _marked_unit(name: str, text: str, label: str, where: Where) -> Unit:
    plain, at = "", 0
    open_at: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        side = (mark["side"] or mark["other"])[0].lower()
        if mark["a"] or mark["b"]:
            spans.setdefault(side, (open_at.pop(side, len(plain)), len(plain)))
        else:
            open_at[side] = len(plain)
    plain += text[at:]
    if not {"s", "t"} <= spans.keys():
        raise InputError("source and target are not both marked", where)
    source, target = (Side(text=plain[slice(*spans[k])], span=spans[k]) for k in "st")
    code = label if label[:2].isdigit() else ""
    dyad = Dyad(name, source, target, code, "" if code else label)
    return Unit(name, name, plain, dyads=(dyad,))
