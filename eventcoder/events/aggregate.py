"""From events of single stories to rows of a data set: reports, merging, one a day, near-copies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from attrs import Factory, define, frozen

from eventcoder.model.events import Event
from eventcoder.model.places import Place
from eventcoder.model.records import Record, Report, record_id
from eventcoder.model.text import Document, Parse
from eventcoder.places import REACH, dateline_of, place_of

Key = tuple[dt.date | None, str, str, str, str]

_COUNTRY = 3
"""Letters of the country that most actor codes start with."""
_WORDS_ONLY = frozenset(("01", "02", "03", "05", "09", "10", "11", "12", "13"))
"""Roots of what is said: a place further down is the topic's (*condemned the attack in Basra*)."""
_SHINGLE = 5
"""Words in a shingle; shorter ones make unlike stories alike, longer ones miss light edits."""
_SKETCH = 128
"""Smallest hashes kept of a story: the estimate of likeness errs by about 1/sqrt(128) = 0.09."""
_ALIKE = 0.7
"""Share of shingles in common from which a story counts as a copy of another."""


def reports(
    document: Document,
    events: Iterable[Event],
    copy_of: str = "",
    parses: Sequence[Parse] = (),
) -> Iterator[Report]:
    """The events of a story with what the story says about them; places need its parses."""
    lead = _lead_end(document.text)
    sentences = {parse.sentence.number: parse for parse in parses}
    dateline = dateline_of(document.text) if parses else None
    for event in events:
        first = event.sentence == 0 or event.action_span[0] < lead
        parse = sentences.get(event.sentence)
        place = _place(event, parse) if parse else None
        place = place or (dateline if first else None)
        yield Report(event, document.date, len(document.text), first, place, copy_of)


def _place(event: Event, parse: Parse) -> Place | None:
    """Where the event took place, a city of one of its parties before one of the same name."""
    start, end = (offset - parse.sentence.start for offset in event.action_span)
    words = [t for t in parse.tokens if start <= t.start and t.end <= end]
    inside = {token.index for token in words}
    head = next((token.index for token in words if token.head not in inside), 0)
    near = [code[:_COUNTRY] for code in (event.source, event.target)]
    reach = 1 if event.code[:2] in _WORDS_ONLY else REACH
    return place_of(parse, head, near, reach=reach) if head else None


def _lead_end(text: str) -> int:
    """Where the first paragraph ends; 0 for a text that is all one paragraph."""
    start = len(text) - len(text.lstrip())
    blank = text.find("\n\n", start)
    return max(blank, 0)


def single_records(items: Iterable[Report]) -> Iterator[Record]:
    """One row a report, as they come."""
    for report in items:
        yield Record(record_id(report.event), (report,))


def merged_records(items: Iterable[Report]) -> list[Record]:
    """One row for all reports of the same day, parties, code and assertion; the first leads."""
    groups: dict[Key, list[Report]] = {}
    for report in items:
        groups.setdefault(_key(report), []).append(report)
    return [Record(record_id(group[0].event), tuple(group)) for group in groups.values()]


def one_a_day(items: Iterable[Record]) -> Iterator[Record]:
    """The first row of each day, pair of parties and code."""
    seen: set[Key] = set()
    for record in items:
        key = _key(record.first)
        if key not in seen:
            seen.add(key)
            yield record


def _key(report: Report) -> Key:
    event = report.event
    return (report.day, event.source, event.target, event.code, event.assertion)


@frozen
class _Sketch:
    doc_id: str
    hashes: frozenset[int]


@define
class CopyFinder:
    """Tells near-copies of stories already seen, such as wire text printed by many papers.

    Stories are compared by the share of five-word shingles they have in common, estimated from
    their smallest hashes; what comes first is the original.
    """

    alike: float = _ALIKE
    _by_hash: dict[int, list[_Sketch]] = Factory(dict)

    def original_of(self, document: Document) -> str:
        """Id of the earlier story that this one copies, empty when it is new (then remembered)."""
        sketch = _Sketch(document.id, _smallest_hashes(document.text))
        shared: dict[str, tuple[int, _Sketch]] = {}
        for number in sketch.hashes:
            for other in self._by_hash.get(number, ()):
                count = shared.get(other.doc_id, (0, other))[0]
                shared[other.doc_id] = (count + 1, other)
        best = max(shared.values(), key=lambda pair: (pair[0], pair[1].doc_id), default=None)
        if best and _likeness(sketch.hashes, best[1].hashes) >= self.alike:
            return best[1].doc_id
        for number in sketch.hashes:
            self._by_hash.setdefault(number, []).append(sketch)
        return ""


def _smallest_hashes(text: str) -> frozenset[int]:
    words = "".join(c.lower() if c.isalnum() else " " for c in text).split()
    last = max(1, len(words) - _SHINGLE + 1)
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(last)}
    return frozenset(sorted(map(_hash, shingles))[:_SKETCH])


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _likeness(one: frozenset[int], two: frozenset[int]) -> float:
    union = sorted(one | two)[: max(len(one), len(two))]
    return len(one & two & set(union)) / len(union) if union else 0.0
