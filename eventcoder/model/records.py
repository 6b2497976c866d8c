"""Events as rows of a data set: with an id, and what a run over many stories knows of them."""

from __future__ import annotations

import datetime as dt
from hashlib import blake2b

from attrs import frozen

from eventcoder.model.events import Event

_ID_BITS = 53
"""Ids fit a double exactly, as R and JSON readers hold numbers."""


@frozen
class Record:
    """One row: an event, and the reports that it stands for."""

    event: Event
    """The first report of it."""
    id: int
    story_date: dt.date | None = None
    story_length: int = 0
    """Characters of the story's text."""
    is_root: bool = False
    """Reported in the lead of its story."""
    mentions: tuple[Event, ...] = ()
    """All reports, the first included; empty means that one alone."""
    sources: int = 1
    """Publishers that reported it."""
    articles: int = 1
    """Stories that reported it."""

    @property
    def reports(self) -> tuple[Event, ...]:
        """All reports, at least one."""
        return self.mentions or (self.event,)


@frozen
class WriteOptions:
    """How rows are written, where formats leave a choice."""

    header: bool | None = None
    """None: as the format has it."""
    scheme: str = ""
    """Whose scores and quad classes: ``gdelt``, ``icews``, ``phoenix``; empty: the format's."""
    added: dt.datetime | None = None
    """When the rows joined a data base (GDELT's DATEADDED); None: the day of the story."""
    version: str = ""
    """Version of a data set, for ids that carry it (Phoenix)."""


def record_id(event: Event) -> int:
    """A number that is the same for the same event on any machine: 53 bits of a digest."""
    start, end = event.action_span
    parts = (event.doc_id, event.sentence, event.source, event.code, event.target, start, end)
    text = "\x1f".join(map(str, parts))
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - _ID_BITS)
