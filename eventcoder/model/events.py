"""Actors, matches and events."""

from __future__ import annotations

import datetime as dt

from attrs import field, frozen

from eventcoder.intervals import EventDate

UNKNOWN = "---"
"""Code of an actor that no dictionary knows."""


@frozen
class Actor:
    """Somebody (or something that is about somebody) in a sentence, with a CAMEO actor code."""

    code: str
    head: int
    """Token index of the head of the mention."""
    start: int
    """Offset in the sentence's text."""
    end: int
    text: str
    kind: str = "name"
    """``name, agent, owner, stand-in, reference, place, unknown`` or ``given``: how it was found."""
    entry: str = ""
    """Id and place of the dictionary entry, ``DEU actors/countries/DEU.yaml:3``."""
    confidence: float = 1.0

    @property
    def known(self) -> bool:
        """Whether a dictionary knows it."""
        return self.code != UNKNOWN


@frozen
class Match:
    """A pattern that fits a clause, with its parties."""

    clause: int
    """Head index of the clause."""
    code: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    entry_id: str
    entry: str
    """``file:line`` of the dictionary entry."""
    score: tuple[int, int] = (0, 0)
    """``when`` tests met, words met."""
    words: tuple[int, ...] = ()
    """Token indexes of verb and test words that matched."""
    both_ways: bool = False
    mirror: str = ""
    assertion: str = ""
    reported_by: str = ""
    background: bool = False
    date: EventDate | None = None
    confidence: float = 1.0
    rank: int = 0
    """Order of preference: 0 for the main assertion, more for what hangs on it."""
    kind: str = "verb"
    via: tuple[str, ...] = ()
    """Entries of the outer verbs that nested it, outermost first."""
    nested: bool = False


@frozen
class Event:
    """Who did what to whom, as coded from one sentence.

    Spans are offsets into the document's text. It prints as ``TURGOV 041 RUSGOV``.
    """

    doc_id: str
    sentence: int
    """0-based number of the sentence in its document."""
    source: str
    target: str
    code: str
    source_text: str = ""
    target_text: str = ""
    src_span: tuple[int, int] = (0, 0)
    tgt_span: tuple[int, int] = (0, 0)
    action_span: tuple[int, int] = (0, 0)
    date: dt.date | None = None
    """First day of the event when its sentence tells it, else the story's date."""
    precision: str = ""
    """How exact a told date is: ``day, week, month, year, decade``; empty when it is the story's."""
    assertion: str = ""
    """Empty for what is asserted, else ``negated``, ``hypothetical``, ``future`` ..."""
    reported_by: str = ""
    background: bool = False
    count: int = 1
    group: str = ""
    """Events that are one happening share it (both directions of a meeting)."""
    confidence: float = 1.0
    entry: str = ""
    """``file:line`` of the dictionary entry that made it."""
    entry_id: str = ""
    source_entry: str = ""
    target_entry: str = ""
    words: tuple[str, ...] = ()
    """The words that matched."""
    via: tuple[str, ...] = ()
    """Outer entries that nested it, ``id file:line``, outermost first."""
    publisher: str = ""
    url: str = ""
    sentence_text: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.source} {self.code} {self.target}"
