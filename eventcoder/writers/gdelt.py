"""GDELT's events 1.0 and 2.0 and its mentions.

Left empty, because nothing here knows them: AvgTone and MentionDocTone (GDELT's tone is a word
count by a lexicon that is not public, and a number from another lexicon would not be comparable),
second-level divisions, the coordinates of countries, and the GNS numbers of cities.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import BinaryIO, ClassVar

from eventcoder.model.places import Place
from eventcoder.model.records import Record, Report, WriteOptions
from eventcoder.ontology import Code, Ontology, load_ontology
from eventcoder.places import load_gazetteer
from eventcoder.writers.columns import GDELT1, GDELT2, MENTIONS
from eventcoder.writers.parts import actor_parts
from eventcoder.writers.tsv import Cell, compact, write_rows

_CAMEO = "cameo"
_WEB, _CITATION = 1, 2
"""MentionType of a story with and without an address."""


class Gdelt1Writer:
    """58 columns, tab-separated, no header."""

    merges: ClassVar[bool] = True
    columns: ClassVar[tuple[str, ...]] = GDELT1
    _added_digits: ClassVar[str] = "%Y%m%d"

    def write(self, records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
        """Write one row an event."""
        ontology = load_ontology(_CAMEO)
        rows = (self._row(record, ontology, options) for record in records)
        write_rows(out, self.columns, rows, header=bool(options.header))

    def _row(self, record: Record, ontology: Ontology, options: WriteOptions) -> list[Cell]:
        cells: dict[str, Cell] = dict.fromkeys(self.columns)
        event, day = record.event, record.first.day
        cells["GLOBALEVENTID"] = record.id
        cells.update(_date_cells(day))
        cells.update(_actor_cells("Actor1", event.source, event.source_text))
        cells.update(_actor_cells("Actor2", event.target, event.target_text))
        cells.update(_code_cells(ontology[event.code], options.scheme or "gdelt"))
        cells.update(_geo_cells("Actor1Geo_", _home(event.source)))
        cells.update(_geo_cells("Actor2Geo_", _home(event.target)))
        cells.update(_geo_cells("ActionGeo_", record.first.place))
        cells["IsRootEvent"] = int(record.first.is_lead)
        cells["NumMentions"] = record.mentions
        cells["NumSources"] = record.sources
        cells["NumArticles"] = record.articles
        cells["DATEADDED"] = _stamp(record.first, options.added, self._added_digits)
        cells["SOURCEURL"] = event.url or event.doc_id
        return list(cells.values())


class Gdelt2Writer(Gdelt1Writer):
    """61 columns: ADM2 beside ADM1, and the time of day in DATEADDED."""

    columns: ClassVar[tuple[str, ...]] = GDELT2
    _added_digits: ClassVar[str] = "%Y%m%d%H%M%S"


class MentionsWriter:
    """16 columns: one row a report of an event."""

    merges: ClassVar[bool] = True

    def write(self, records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
        """Write one row a report; near-copies of a story stay in, as GDELT has them."""
        rows = (_mention(record, r, options) for record in records for r in record.reports)
        write_rows(out, MENTIONS, rows, header=bool(options.header))


def _mention(record: Record, report: Report, options: WriteOptions) -> list[Cell]:
    event = report.event
    return [
        record.id,
        _stamp(record.first, options.added, "%Y%m%d%H%M%S"),
        _stamp(report, options.added, "%Y%m%d%H%M%S"),
        _WEB if event.url else _CITATION,
        report.source_name,
        event.url or event.doc_id,
        event.sentence + 1,
        event.src_span[0],
        event.tgt_span[0],
        event.action_span[0],
        int(_named(event.source_entry) and _named(event.target_entry)),
        min(100, max(10, round(event.confidence * 10) * 10)),
        report.story_length,
        *(None, None, None),
    ]


def _named(entry: str) -> bool:
    """Whether an actor was found by its own words; a reference has the way it was settled."""
    return not entry or ".yaml" in entry


def _home(code: str) -> Place | None:
    """The country of an actor."""
    return load_gazetteer().countries.get(actor_parts(code).country)


def _geo_cells(prefix: str, place: Place | None) -> dict[str, Cell]:
    if place is None:
        return {}
    values: dict[str, Cell] = {
        "Type": place.geo_type,
        "FullName": place.full_name,
        "CountryCode": place.fips,
        "ADM1Code": place.adm1,
        "Lat": place.lat,
        "Long": place.long,
        "FeatureID": "" if place.kind == "city" else place.adm1,
    }
    return {prefix + name: value for name, value in values.items()}


def _date_cells(day: dt.date | None) -> dict[str, Cell]:
    if day is None:
        return {}
    # The codebook prints MONTH*30+DAY; the published rows hold (MONTH-1)*30+DAY.
    fraction = day.year + ((day.month - 1) * 30 + day.day) / 365
    return {
        "SQLDATE": compact(day),
        "MonthYear": day.year * 100 + day.month,
        "Year": day.year,
        "FractionDate": round(fraction, 4),
    }


def _actor_cells(prefix: str, code: str, text: str) -> dict[str, Cell]:
    parts = actor_parts(code)
    religions = (*parts.religions, "", "")
    types = (*parts.types, "", "", "")
    values: dict[str, Cell] = {
        "Code": parts.code,
        "Name": text.upper(),
        "CountryCode": parts.country,
        "KnownGroupCode": parts.group,
        "EthnicCode": parts.ethnic,
        "Religion1Code": religions[0],
        "Religion2Code": religions[1],
        "Type1Code": types[0],
        "Type2Code": types[1],
        "Type3Code": types[2],
    }
    return {prefix + name: value for name, value in values.items()}


def _code_cells(code: Code, scheme: str) -> dict[str, Cell]:
    return {
        "EventCode": code.label,
        "EventBaseCode": code.base,
        "EventRootCode": code.root,
        "QuadClass": code.quad_class(scheme),
        "GoldsteinScale": code.goldstein(scheme),
    }


def _stamp(report: Report, added: dt.datetime | None, digits: str) -> int | None:
    day = report.story_date or report.event.date
    moment = added or (dt.datetime.combine(day, dt.time()) if day else None)
    return int(moment.strftime(digits)) if moment else None
