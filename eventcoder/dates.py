"""Date phrases in a sentence and the days they mean, counted from the day of the story.

Rules only read words that cannot mean anything else: *May* needs a preposition or a number beside
it, *Sun* a full stop. What a phrase belongs to is for ``times`` to say.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Sequence

from attrs import frozen

Resolve = Callable[[dt.date, str], "EventDate | None"]
"""From the day of the story and the tense (``past``, ``future``, ``unclear``)."""

ANY_DAY = dt.date(1, 1, 1)
"""Stands for an unknown story day where a phrase needs none."""


@frozen(order=True)
class EventDate:
    """An interval of days, both included, and how exactly the text told it."""

    start: dt.date
    end: dt.date
    precision: str = "day"
    """``day, week, month, year`` or ``decade``."""

    def holds(self, other: EventDate) -> bool:
        """Whether the other interval lies within this one."""
        return self.start <= other.start and other.end <= self.end


@frozen
class DatePhrase:
    """Words that say when: token indexes of the first and last, and how to read them."""

    first: int
    last: int
    resolve: Resolve
    absolute: bool = False
    """Needs no story day: *in 2011*, *14 February 2018*."""
    lead_in: str = ""
    """The preposition that the phrase itself holds (*in 2011*)."""


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
UNITS = ("day", "week", "month", "year", "decade")
_DAYPARTS = frozenset({"morning", "afternoon", "evening", "night"})
_PARTS = {"early": 0, "mid": 1, "late": 2}
_SAME_DAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
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
    day = _day(*map(int, found.groups())) if found else None
    return (1, _fixed(day, day, "day"), True, "") if day else None


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
        day = _day(int(year[0]), month, int(number[1]))
        return (skip + 1, _fixed(day, day, "day"), True, "") if day else None
    return 2, _day_of_month(month, int(number[1])), False, ""


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
        span = _cut(_month_of(int(year[0]), month), part)
        return at + of + 1 - start, _fixed(span.start, span.end, "month"), True, opener
    if not (opener or which or part is not None):
        return None
    return at - start, _nearest_month(month, which, part), False, opener


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
    if _YEAR.fullmatch(text):
        span = _cut(_year_of(int(text)), part)
        return after + 1 - at, _fixed(span.start, span.end, "year"), True, words[at]
    after += _word(words, after) == "the"
    if decade := _DECADE.fullmatch(_word(words, after)):
        first = int(decade[1]) * 10
        span = _cut(EventDate(dt.date(first, 1, 1), dt.date(first + 9, 12, 31), "decade"), part)
        return after + 1 - at, _fixed(span.start, span.end, "decade"), True, words[at]
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
            _day_of_week(number, {"last": -1, "this": 0, "next": 1}[after]),
            *_REL,
        )
    return at - start, _nearest_weekday(number, which), *_REL


def _day_word(words: Sequence[str], at: int) -> Found:
    """*yesterday*, *tomorrow morning*, *this morning*, *last night*."""
    if words[at] in _SAME_DAY:
        length = 2 if _word(words, at + 1) in _DAYPARTS else 1
        return length, _shifted_day(_SAME_DAY[words[at]]), *_REL
    if words[at] == "this" and _word(words, at + 1) in _DAYPARTS:
        return 2, _shifted_day(0), *_REL
    if words[at] == "last" and _word(words, at + 1) == "night":
        return 2, _shifted_day(-1), *_REL
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
        return at + 2 - start, _weekend(which), *_REL
    if which not in ("last", "this", "next") or unit not in UNITS[1:4]:
        return None
    shift = {"last": -1, "this": 0, "next": 1}[which]
    return at + 2 - start, _unit(unit, shift, part, side), *_REL


def _ago(words: Sequence[str], at: int) -> Found:
    """*two months ago*, *a year ago*."""
    count, unit = _count(words, at), _word(words, at + 1).removesuffix("s")
    before = _word(words, at - 1)
    if count is None or unit not in UNITS or _word(words, at + 2) != "ago":
        return None
    if before in ("than", "over", "nearly", "almost", "least"):
        return 3, _nothing, *_REL
    return 3, _before(unit, count), *_REL


def _ahead(words: Sequence[str], at: int) -> Found:
    """*in two weeks*: only of what is to come."""
    count, unit = _count(words, at + 1), _word(words, at + 2).removesuffix("s")
    if words[at] != "in" or count is None or unit not in UNITS:
        return None

    def resolve(day: dt.date, tense: str) -> EventDate | None:
        return _before(unit, -count)(day, tense) if tense == "future" else None

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
        first = _before(unit, count)(day, "past")
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


def _nothing(_day: dt.date, _tense: str) -> EventDate | None:
    return None


def _fixed(start: dt.date | None, end: dt.date | None, precision: str) -> Resolve:
    def resolve(_day: dt.date, _tense: str) -> EventDate | None:
        return EventDate(start, end, precision) if start and end else None

    return resolve


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_of(year: int, month: int) -> EventDate:
    last = monthrange(year, month)[1]
    return EventDate(dt.date(year, month, 1), dt.date(year, month, last), "month")


def _year_of(year: int) -> EventDate:
    return EventDate(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def _cut(span: EventDate, part: int | None) -> EventDate:
    """The first, middle or last third of an interval, by whole units where there are such."""
    if part is None:
        return span
    year = span.start.year
    if span.precision == "month":
        month = span.start.month
        bounds = ((1, 10), (11, 20), (21, span.end.day))[part]
        days = (dt.date(year, month, bounds[0]), dt.date(year, month, bounds[1]))
        return EventDate(*days, "month")
    if span.precision == "year":
        first, last = (_month_of(year, month) for month in (part * 4 + 1, part * 4 + 4))
        return EventDate(first.start, last.end, "year")
    low, high = ((0, 3), (3, 6), (6, 9))[part]
    return EventDate(dt.date(year + low, 1, 1), dt.date(year + high, 12, 31), span.precision)


def _shifted_day(days: int) -> Resolve:
    def resolve(day: dt.date, _tense: str) -> EventDate | None:
        found = day + dt.timedelta(days)
        return EventDate(found, found)

    return resolve


def _day_of_month(month: int, number: int) -> Resolve:
    def resolve(day: dt.date, tense: str) -> EventDate | None:
        here = _day(day.year, month, number)
        if tense == "unclear" and here != day:
            return None
        shift = 0
        if tense == "future" and here and here < day:
            shift = 1
        elif tense != "future" and here and here > day:
            shift = -1
        found = _day(day.year + shift, month, number)
        return EventDate(found, found) if found else None

    return resolve


def _nearest_month(month: int, which: str, part: int | None) -> Resolve:
    def resolve(day: dt.date, tense: str) -> EventDate | None:
        if not which and tense == "unclear" and month != day.month:
            return None
        forward = which == "next" or (not which and tense == "future")
        later, earlier = month > day.month, month < day.month
        shift = 0
        if forward:
            shift = 1 if earlier or (which == "next" and month == day.month) else 0
        elif which != "this":
            shift = -1 if later or (which == "last" and month == day.month) else 0
        return _cut(_month_of(day.year + shift, month), part)

    return resolve


def _nearest_weekday(number: int, which: str) -> Resolve:
    def resolve(day: dt.date, tense: str) -> EventDate | None:
        back = (day.weekday() - number) % 7
        if which == "next" or (which == "this" and tense == "future"):
            shift = 7 - back if back or which == "next" else 0
        elif which == "last":
            shift = -(back or 7)
        elif tense == "future":
            shift = (7 - back) % 7
        elif tense == "unclear" and back:
            return None
        else:
            shift = -back
        return _shifted_day(shift)(day, tense)

    return resolve


def _day_of_week(number: int, weeks: int) -> Resolve:
    def resolve(day: dt.date, tense: str) -> EventDate | None:
        return _shifted_day(number - day.weekday() + 7 * weeks)(day, tense)

    return resolve


def _weekend(which: str) -> Resolve:
    def resolve(day: dt.date, tense: str) -> EventDate | None:
        saturday = day + dt.timedelta(5 - day.weekday())
        ahead = which == "next" or (which in ("the", "this") and tense == "future")
        if not ahead and day.weekday() < 5:  # noqa: PLR2004 - Saturday
            saturday -= dt.timedelta(7)
        return EventDate(saturday, saturday + dt.timedelta(1), "day")

    return resolve


def _unit(unit: str, shift: int, part: int | None, side: str) -> Resolve:
    def resolve(day: dt.date, _tense: str) -> EventDate | None:
        span = _whole(day, unit, shift)
        if side == "earlier":
            return EventDate(span.start, min(span.end, day), unit)
        if side == "later":
            return EventDate(max(span.start, day), span.end, unit)
        return _cut(span, part) if unit != "week" else span

    return resolve


def _whole(day: dt.date, unit: str, shift: int) -> EventDate:
    """The week, month or year some units away from a day."""
    if unit == "week":
        monday = day - dt.timedelta(day.weekday() - 7 * shift)
        return EventDate(monday, monday + dt.timedelta(6), "week")
    if unit == "month":
        index = day.year * 12 + day.month - 1 + shift
        return _month_of(index // 12, index % 12 + 1)
    return _year_of(day.year + shift)


def _before(unit: str, count: int) -> Resolve:
    def resolve(day: dt.date, _tense: str) -> EventDate | None:
        if unit == "day":
            found = day - dt.timedelta(count)
            return EventDate(found, found)
        if unit == "decade":
            year = day.year - 10 * count
            return EventDate(dt.date(year - 5, 1, 1), dt.date(year + 5, 12, 31), "decade")
        return _whole(day, unit, -count)

    return resolve
