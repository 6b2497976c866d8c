"""Events as rows of a data set: with an id, and what a run over many stories knows of them."""

from __future__ import annotations

import datetime as dt
from hashlib import blake2b

from attrs import field, frozen

from eventcoder.model.events import Event
from eventcoder.model.places import Place

_ID_BITS = 53
"""Ids fit a double exactly, as R and JSON readers hold numbers."""


@frozen
class Report:
    """An event in the story that reports it."""

    event: Event
    story_date: dt.date | None = None
    story_length: int = 0
    """Characters of the story's text."""
    is_lead: bool = False
    """Reported in the lead of its story."""
    place: Place | None = None
    """Where it happened, when the text says."""
    copy_of: str = ""
    """Id of the story that this one is a near-copy of, where copies were looked for."""

    @property
    def day(self) -> dt.date | None:
        """Day of the event, else of the story."""
        return self.event.date or self.story_date

    @property
    def source_name(self) -> str:
        """Publisher, else the host of the story's address, else nothing."""
        host = self.event.url.partition("://")[2].partition("/")[0]
        return self.event.publisher or host.removeprefix("www.")


@frozen
class Record:
    """One row: an event and all reports that it stands for, the first of them first."""

    id: int
    reports: tuple[Report, ...] = field(repr=False)

    @property
    def first(self) -> Report:
        """The report that the row is made from."""
        return self.reports[0]

    @property
    def event(self) -> Event:
        """The event as first reported."""
        return self.reports[0].event

    @property
    def counted(self) -> tuple[Report, ...]:
        """The reports that count: near-copies are left out."""
        return tuple(r for r in self.reports if not r.copy_of) or self.reports[:1]

    @property
    def mentions(self) -> int:
        """How often it was reported."""
        return len(self.counted)

    @property
    def articles(self) -> int:
        """How many stories reported it."""
        return len({r.event.doc_id for r in self.counted})

    @property
    def sources(self) -> int:
        """How many publishers reported it (one when none is known)."""
        return max(1, len({r.source_name for r in self.counted} - {""}))

    @property
    def merged(self) -> tuple[str, ...]:
        """Where the further reports stand: document id and sentence."""
        return tuple(f"{r.event.doc_id}#{r.event.sentence}" for r in self.reports[1:])


@frozen
class WriteOptions:
    """How rows are written, where formats leave a choice."""

    header: bool | None = None
    """None: as the format has it."""
    scheme: str = ""
    """Whose scores and quad classes: ``gdelt``, ``icews``, ``phoenix``; empty: the format's."""
    added: dt.datetime | None = None
    """When the rows joined a data base (GDELT's DATEADDED); None: the day of the story."""
    version: str = "1"
    """Version of the data set, for ids that carry it (Phoenix)."""


def record_id(event: Event) -> int:
    """A number that is the same for the same event on any machine: 53 bits of a digest."""
    start, end = event.action_span
    parts = (event.doc_id, event.sentence, event.source, event.code, event.target, start, end)
    text = "\x1f".join(map(str, parts))
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - _ID_BITS)
