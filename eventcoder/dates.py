"""Date phrases in a sentence and the days they mean, counted from the day of the story.

Rules only read words that cannot mean anything else: *May* needs a preposition or a number beside
it, *Sun* a full stop. What a phrase belongs to is for ``times`` to say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from attrs import frozen

from eventcoder.intervals import (
    UNITS,
    EventDate,
    Resolve,
    always,
    day_of,
    day_of_month,
    day_of_week,
    month_of,
    nearest_month,
    nearest_weekday,
    never,
    shifted_day,
    third_of,
    unit_near,
    units_before,
    weekend,
    year_of,
)

ANY_DAY = dt.date(1, 1, 1)
"""Stands for an unknown story day where a phrase needs none."""


@frozen
class DatePhrase:
    """Words that say when: token indexes of the first and last, and how to read them."""

    first: int
    last: int
    rule: Resolve
    absolute: bool = False
    """Needs no story day: *in 2011*, *14 February 2018*."""
    lead_in: str = ""
    """The preposition that the phrase itself holds (*in 2011*)."""

    def resolve(self, day: dt.date, tense: str = "past") -> EventDate | None:
        """The days it means in a story of this day; None when that is no sure thing."""
        try:
            return self.rule(day, tense)
        except (
            ValueError,
            OverflowError,
        ):  # before the first or after the last day of the calendar
            return None


WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon."),
            ("tuesday", "tue.", "tues."),
            ("wednesday", "wed."),
            ("thursday", "thu.", "thur.", "thurs."),
            ("friday", "fri."),
            ("saturday", "sat."),
            ("sunday", "sun."),
        )
    )
    for name in names
}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan", "jan."),
            ("february", "feb", "feb."),
            ("march", "mar."),
            ("april", "apr", "apr."),
            ("may",),
            ("june", "jun", "jun."),
            ("july", "jul", "jul."),
            ("august", "aug", "aug."),
            ("september", "sept", "sept.", "sep", "sep."),
            ("october", "oct", "oct."),
            ("november", "nov", "nov."),
            ("december", "dec", "dec."),
        ),
        start=1,
    )
    for name in names
}
NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
} | {"a": 1, "an": 1, "eleven": 11, "twelve": 12}
_DAYPARTS = frozenset({"morning", "afternoon", "evening", "night"})
_PARTS = {"early": 0, "mid": 1, "late": 2}
_SAME_DAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_STARTS = frozenset(
    {
        *(*MONTHS, *WEEKDAYS, *NUMBERS, *_PARTS, *_SAME_DAY),
        *("in", "during", "throughout", "over", "last", "this", "next", "earlier", "later", "the"),
    }
)
"""First words of date phrases that do not start with a digit."""
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DECADE = re.compile(r"(?:the)?(1[89]\d|20\d)0s")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MID = re.compile(r"(mid)-(.+)")

Found = tuple[int, Resolve, bool, str] | None
"""Number of words, how to read them, whether absolute, preposition within."""


def find_dates(words: Sequence[str]) -> list[DatePhrase]:
    """All date phrases in the words of a sentence, longest first at each place, no overlaps."""
    out: list[DatePhrase] = []
    low = [word.lower() for word in words]
    at = 0
    while at < len(low):
        if low[at] not in _STARTS and not low[at][:1].isdigit():
            at += 1
            continue
        found = next(filter(None, (rule(low, at) for rule in _RULES)), None)
        if found and not any(map(_is_common_word, words[at : at + found[0]])):
            length, resolve, absolute, lead_in = found
            out.append(DatePhrase(at + 1, at + length, resolve, absolute, lead_in))
            at += length
        else:
            at += 1
    return out


def _is_common_word(word: str) -> bool:
    """*may* and *march* in small letters: names of months and days have a capital."""
    return word.islower() and (word in MONTHS or word in WEEKDAYS)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _iso(words: Sequence[str], at: int) -> Found:
    found = _ISO.fullmatch(words[at])
    day = day_of(*map(int, found.groups())) if found else None
    return (1, always(day, day, "day"), True, "") if day else None


def _full_date(words: Sequence[str], at: int) -> Found:
    """*14 February 2018*, *Feb. 14*, *March 3rd, 2017*."""
    if words[at] in MONTHS:
        month, number = MONTHS[words[at]], _DAY.fullmatch(_word(words, at + 1))
    else:
        month, number = MONTHS.get(_word(words, at + 1), 0), _DAY.fullmatch(words[at])
    if not month or not number:
        return None
    skip = 3 if _word(words, at + 2) == "," else 2
    year = _YEAR.fullmatch(_word(words, at + skip))
    if year:
        day = day_of(int(year[0]), month, int(number[1]))
        return (skip + 1, always(day, day, "day"), True, "") if day else None
    return 2, day_of_month(month, int(number[1])), False, ""


def _month(words: Sequence[str], at: int) -> Found:
    """*in March*, *in early March 2018*, *last March*; a month alone is no date."""
    start = at
    opener = words[at] if words[at] in ("in", "during", "throughout") else ""
    at += 1 if opener else 0
    which = _word(words, at) if _word(words, at) in ("last", "this", "next") else ""
    at += 1 if which else 0
    part, at = _part(words, at)
    month = MONTHS.get(_word(words, at), 0)
    at += 1
    if not month or _DAY.fullmatch(_word(words, at)):
        return None
    of = 1 if _word(words, at) == "of" else 0
    year = _YEAR.fullmatch(_word(words, at + of))
    if year:
        span = third_of(month_of(int(year[0]), month), part)
        return at + of + 1 - start, always(span.start, span.end, "month"), True, opener
    if not (opener or which or part is not None):
        return None
    return at - start, nearest_month(month, which, part), False, opener


def _part(words: Sequence[str], at: int) -> tuple[int | None, int]:
    if _word(words, at) in _PARTS:
        return _PARTS[words[at]], at + (2 if _word(words, at + 1) == "-" else 1)
    return None, at


def _year(words: Sequence[str], at: int) -> Found:
    """*in 2011*, *in early 2011*, *during mid-2012*."""
    if words[at] not in ("in", "during", "throughout"):
        return None
    part, after = _part(words, at + 1)
    text = _word(words, after)
    if found := _MID.fullmatch(text):
        part, text = 1, found[2]
    if _word(words, after + 1) in ("-", "–", "/"):
        return None  # in 2015-16: two years
    if _YEAR.fullmatch(text):
        span = third_of(year_of(int(text)), part)
        return after + 1 - at, always(span.start, span.end, "year"), True, words[at]
    after += _word(words, after) == "the"
    if decade := _DECADE.fullmatch(_word(words, after)):
        first = int(decade[1]) * 10
        span = third_of(EventDate(dt.date(first, 1, 1), dt.date(first + 9, 12, 31), "decade"), part)
        return after + 1 - at, always(span.start, span.end, "decade"), True, words[at]
    return None


def _weekday(words: Sequence[str], at: int) -> Found:
    """*Thursday*, *last Thursday*, *Thursday night*, *Thursday last week*."""
    start = at
    which = words[at] if words[at] in ("last", "this", "next") else ""
    at += 1 if which else 0
    number = WEEKDAYS.get(_word(words, at))
    if number is None:
        return None
    at += 1
    if _word(words, at) in _DAYPARTS:
        at += 1
    after = _word(words, at)
    if after in ("last", "this", "next") and _word(words, at + 1) == "week" and not which:
        return (
            at + 2 - start,
            day_of_week(number, {"last": -1, "this": 0, "next": 1}[after]),
            *_REL,
        )
    return at - start, nearest_weekday(number, which), *_REL


def _day_word(words: Sequence[str], at: int) -> Found:
    """*yesterday*, *tomorrow morning*, *this morning*, *last night*."""
    if words[at] in _SAME_DAY:
        length = 2 if _word(words, at + 1) in _DAYPARTS else 1
        return length, shifted_day(_SAME_DAY[words[at]]), *_REL
    if words[at] == "this" and _word(words, at + 1) in _DAYPARTS:
        return 2, shifted_day(0), *_REL
    if words[at] == "last" and _word(words, at + 1) == "night":
        return 2, shifted_day(-1), *_REL
    return None


def _this_unit(words: Sequence[str], at: int) -> Found:
    """*last year*, *earlier this week*, *late last month*, *over the weekend*."""
    start = at
    part: int | None = None
    side = words[at] if words[at] in ("earlier", "later") else ""
    if side:
        at += 1
    else:
        part, at = _part(words, at)
    which, unit = _word(words, at), _word(words, at + 1)
    if unit == "weekend" and which in ("the", "last", "this", "next") and not side:
        return at + 2 - start, weekend(which), *_REL
    if which not in ("last", "this", "next") or unit not in UNITS[1:4]:
        return None
    shift = {"last": -1, "this": 0, "next": 1}[which]
    return at + 2 - start, unit_near(unit, shift, part, side), *_REL


def _ago(words: Sequence[str], at: int) -> Found:
    """*two months ago*, *a year ago*."""
    count, unit = _count(words, at), _word(words, at + 1).removesuffix("s")
    before = _word(words, at - 1)
    if count is None or unit not in UNITS or _word(words, at + 2) != "ago":
        return None
    if before in ("than", "over", "nearly", "almost", "least"):
        return 3, never, *_REL
    return 3, units_before(unit, count), *_REL


def _ahead(words: Sequence[str], at: int) -> Found:
    """*in two weeks*: only of what is to come."""
    count, unit = _count(words, at + 1), _word(words, at + 2).removesuffix("s")
    if words[at] != "in" or count is None or unit not in UNITS:
        return None
    if _word(words, at - 1) in ("time", "first", "once", "twice"):
        return 3, never, *_REL  # for the first time in 23 years

    def resolve(day: dt.date, tense: str) -> EventDate | None:
        return units_before(unit, -count)(day, tense) if tense == "future" else None

    return 3, resolve, False, "in"


def _past_span(words: Sequence[str], at: int) -> Found:
    """*in the past two weeks*, *over the last month*."""
    if words[at] not in ("in", "over", "during") or _word(words, at + 1) != "the":
        return None
    if _word(words, at + 2) not in ("last", "past"):
        return None
    count, after = _count(words, at + 3), at + 4
    if count is None:
        count, after = 1, at + 3
    unit = _word(words, after).removesuffix("s")
    if unit not in UNITS:
        return None

    def resolve(day: dt.date, _tense: str) -> EventDate | None:
        first = units_before(unit, count)(day, "past")
        return EventDate(first.start, day, unit) if first else None

    return after + 1 - at, resolve, False, words[at]


def _count(words: Sequence[str], at: int) -> int | None:
    word = _word(words, at)
    return int(word) if word.isdecimal() and len(word) <= len("99") else NUMBERS.get(word)


_REL = (False, "")
_RULES = (
    _iso,
    _full_date,
    _past_span,
    _ahead,
    _year,
    _month,
    _ago,
    _day_word,
    _this_unit,
    _weekday,
)
