"""The date of an event, when its sentence tells one: silent rather than wrong.

``dates`` finds the phrases; here the parse says which of them belongs to the event at hand.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from eventcoder.dates import ANY_DAY, WEEKDAYS, DatePhrase, find_dates
from eventcoder.intervals import EventDate
from eventcoder.model.text import Parse
from eventcoder.syntax.slots import MODIFIERS, categories

_NOT_THEN = frozenset(
    {
        *("since", "until", "till", "by", "before", "after", "from", "for", "of", "between"),
        *("every", "each", "than", "as", "starting", "beginning", "to", "through", "like"),
        *("following", "ahead"),
    }
)
"""Words before a phrase that make it the start, end or aim of something, not its day."""
_FORMER = frozenset({"after", "following", "before", "since", "despite"})
"""Words between an event and a date that bring in another happening, whose date it may be."""
_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "to"})
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "his", "her", "its", "their", "'s", "’s"}
)
_SAID = 3
"""Rank of a phrase on the verb that tells of an intent."""
_VERBAL = frozenset({"VERB", "AUX"})
_FINENESS = ("day", "week", "month", "year", "decade")


def event_date(parse: Parse, head: int, story_date: dt.date | None) -> EventDate | None:
    """When the event at a verb or noun took (or is to take) place, None when the text is silent.

    Without the story's date only full dates are read.
    """
    cats = categories(parse)
    words = tuple(token.text for token in parse.tokens)
    tense = _tense(parse, cats, head)
    found: list[tuple[int, EventDate]] = []
    for phrase in _phrases(words):
        rank = _belongs(parse, cats, phrase, head)
        if rank and (phrase.absolute or story_date):
            told = _tense(parse, cats, parse.token(head).head) if rank == _SAID else tense
            date = phrase.resolve(story_date or ANY_DAY, told)
            if date:
                found.append((rank, date))
    if not found:
        return None
    best = min(rank for rank, _ in found)
    return _agreed([date for rank, date in found if rank == best])


@lru_cache(maxsize=64)
def _phrases(words: tuple[str, ...]) -> tuple[DatePhrase, ...]:
    """The date phrases of a sentence, found once for all its events."""
    return tuple(find_dates(list(words)))


def _agreed(dates: list[EventDate]) -> EventDate | None:
    """The most exact of dates that all hold it; None when they contradict one another."""
    finest = min(dates, key=lambda date: _FINENESS.index(date.precision))
    return finest if all(date.holds(finest) for date in dates) else None


def _belongs(parse: Parse, cats: tuple[str, ...], phrase: DatePhrase, head: int) -> int:
    """0 for a phrase about something else; 1 for one on the head itself, more for further off."""
    inside = range(phrase.first, phrase.last + 1)
    if (
        head in inside
        or _of_another(parse, phrase, head)
        or _is_name(parse, phrase)
        or not _tells_then(parse, phrase)
    ):
        return 0
    if phrase.last == head - 1 and parse.token(head).upos == "VERB":
        return 1  # ministers of Peru and Chile Wednesday discussed: often parsed as a name
    anchors = {parse.token(i).head for i in inside} - {0, *inside}
    if len(anchors) != 1:
        return 0
    (anchor,) = anchors
    if _premodifies(parse, cats, phrase, anchor):
        return int(anchor == head and parse.token(anchor).upos != "PROPN")
    if anchor == head:
        return 1
    return _near(parse, cats, phrase, anchor, head)


def _premodifies(parse: Parse, cats: tuple[str, ...], phrase: DatePhrase, anchor: int) -> bool:
    """*the 2015 deal*, *Friday prayers*: the phrase only says which."""
    if anchor < phrase.last or parse.token(anchor).upos in _VERBAL:
        return False
    top = (i for i in range(phrase.first, phrase.last + 1) if parse.token(i).head == anchor)
    return any(cats[i] in MODIFIERS or cats[i] == "number" for i in top)


def _near(parse: Parse, cats: tuple[str, ...], phrase: DatePhrase, anchor: int, head: int) -> int:
    """Whether a phrase on another word dates the head too."""
    up = parse.token(head).head
    if any(parse.token(i).lemma.lower() == "when" for i in parse.children[head] if i < head):
        inside = phrase.first <= up <= phrase.last
        return 2 if inside or (up == anchor and phrase.last < head) else 0  # in 2011, when ...
    if _is_noun(parse, anchor) and parse.token(anchor).head == head and cats[anchor] == "object":
        return 0 if _definite(parse, anchor) else 2  # held talks on Monday
    if up == anchor and not _is_noun(parse, anchor):
        return _from_above(parse, cats, phrase, head)
    return 0


def _from_above(parse: Parse, cats: tuple[str, ...], phrase: DatePhrase, head: int) -> int:
    """Whether a phrase on the verb above dates the event's word too."""
    if _is_noun(parse, head):
        return 0 if _definite(parse, head) else 2
    if cats[head] == "complement" and _tense(parse, cats, head) == "future":
        return _SAID  # said on Monday that it would leave: the intent is of that day
    shared = cats[head] == "open_complement"  # agreed on Monday to meet
    first = cats[head] == "conjunct" and phrase.last < parse.token(head).head
    return 2 if shared or first else 0  # On Monday, Iran met Iraq and warned Syria


def _is_noun(parse: Parse, index: int) -> bool:
    return parse.token(index).upos in ("NOUN", "PROPN")


def _definite(parse: Parse, index: int) -> bool:
    """*the attack*, *his visit*: a happening known already, with a day of its own."""
    below = [d for child in parse.children[index] for d in (child, *parse.children[child])]
    return any(parse.token(i).text.lower() in _DEFINITE for i in below if i < index)


def _tells_then(parse: Parse, phrase: DatePhrase) -> bool:
    """Whether the word before the phrase makes it a day on which, not until which."""
    before = phrase.first - 1
    if phrase.lead_in:
        return True
    while before and parse.token(before).text.lower() in (
        "the",
        "late",
        "early",
        "about",
        "around",
    ):
        before -= 1
    return not before or parse.token(before).text.lower() not in _NOT_THEN


def _of_another(parse: Parse, phrase: DatePhrase, head: int) -> bool:
    """*imposed sanctions after the invasion of 2014*: the day of what went before."""
    for index in range(phrase.first - 1, head, -1):
        text = parse.token(index).text.lower()
        if text == ",":
            return False
        if text in _FORMER and index + 1 < phrase.first:
            return True
    return False


def _is_name(parse: Parse, phrase: DatePhrase) -> bool:
    """*Sunday Times*, *Black Friday*, *Good Friday prayers*."""
    words = [parse.token(i).text for i in range(phrase.first, phrase.last + 1)]
    if not any(word.lower() in WEEKDAYS for word in words):
        return False
    before = parse.token(phrase.first - 1) if phrase.first > 1 else None
    after = parse.token(phrase.last + 1) if phrase.last < len(parse.tokens) else None
    if after and after.upos == "PROPN" and parse.token(phrase.last).head == after.index:
        return True
    if not before or not before.text[:1].isupper() or before.upos not in ("ADJ", "PROPN"):
        return False
    return before.head == phrase.last


def _tense(parse: Parse, cats: tuple[str, ...], head: int) -> str:
    """``future`` under *will* or *to*, ``unclear`` for *is meeting*, else ``past``."""
    helpers = [parse.token(i) for i in parse.children[head] if cats[i] in ("auxiliary", "mark")]
    words = {token.text.lower() for token in helpers}
    if words & _FUTURE:
        return "future"
    token = parse.token(head)
    if token.text.lower().endswith("ing") and words & {"is", "are", "'s", "'re"}:
        return "unclear"
    return "past"
