"""The two calls that need no object: the events of a text, and what one actor does to another."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

from eventcoder.coder import Coder
from eventcoder.model.events import Event
from eventcoder.model.text import Document
from eventcoder.readers import parse_date

Day = dt.date | str | None


def code_events(
    text: str,
    date: Day = None,
    *,
    model: str | Path | None = None,
    dictionary: str | Path | None = None,
) -> list[Event]:
    """The events of a text; ``date`` (its day, else today) decides who holds which office.

    Model and dictionary are loaded at the first call and kept; for other choices, and for many
    documents, make a ``Coder``.
    """
    document = Document("text", text, _day(date))
    return _coder(_name(model), _name(dictionary)).code(document)


def code_pair(
    text: str,
    source: tuple[int, int],
    target: tuple[int, int],
    date: Day = None,
    *,
    model: str | Path | None = None,
    dictionary: str | Path | None = None,
) -> list[Event]:
    """What the actor at one span of a text does to the actor at another, best first.

    The marked spans count as actors even when no dictionary knows them.
    """
    coder = _coder(_name(model), _name(dictionary))
    return coder.code_pair(text, source, target, _day(date))


def _day(date: Day) -> dt.date | None:
    return parse_date(date) if isinstance(date, str) else date


def _name(place: str | Path | None) -> str:
    return str(place) if place else ""


@lru_cache(maxsize=2)
def _coder(model: str, dictionary: str) -> Coder:
    return Coder(model or None, dictionary or None)
