"""Intervals of days, and the ways in which words point at one from the day of a story."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable

from attrs import frozen

UNITS = ("day", "week", "month", "year", "decade")
Resolve = Callable[[dt.date, str], "EventDate | None"]
"""From the day of the story and the tense (``past``, ``future``, ``unclear``)."""


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


def never(_day: dt.date, _tense: str) -> EventDate | None:
    """A phrase that is too vague to count on."""
    return None


def always(start: dt.date | None, end: dt.date | None, precision: str) -> Resolve:
    """The same days whatever the day of the story."""

    def resolve(_day: dt.date, _tense: str) -> EventDate | None:
        return EventDate(start, end, precision) if start and end else None

    return resolve


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """The day, None when the calendar has none such."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> EventDate:
    """All days of a month."""
    last = monthrange(year, month)[1]
    return EventDate(dt.date(year, month, 1), dt.date(year, month, last), "month")


def year_of(year: int) -> EventDate:
    """All days of a year."""
    return EventDate(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def third_of(span: EventDate, part: int | None) -> EventDate:
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
        first, last = (month_of(year, month) for month in (part * 4 + 1, part * 4 + 4))
        return EventDate(first.start, last.end, "year")
    low, high = ((0, 3), (3, 6), (6, 9))[part]
    return EventDate(dt.date(year + low, 1, 1), dt.date(year + high, 12, 31), span.precision)


def shifted_day(days: int) -> Resolve:
    """So many days from the story."""

    def resolve(day: dt.date, _tense: str) -> EventDate | None:
        found = day + dt.timedelta(days)
        return EventDate(found, found)

    return resolve


def day_of_month(month: int, number: int) -> Resolve:
    """A day and month without a year: the last such day, or the next of what is to come."""

    def resolve(day: dt.date, tense: str) -> EventDate | None:
        here = day_of(day.year, month, number)
        if tense == "unclear" and here != day:
            return None
        shift = 0
        if tense == "future" and here and here < day:
            shift = 1
        elif tense != "future" and here and here > day:
            shift = -1
        found = day_of(day.year + shift, month, number)
        return EventDate(found, found) if found else None

    return resolve


def nearest_month(month: int, which: str, part: int | None) -> Resolve:
    """A month without a year, by *last*, *this*, *next* or the tense."""

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
        return third_of(month_of(day.year + shift, month), part)

    return resolve


def nearest_weekday(number: int, which: str) -> Resolve:
    """The last such day up to the story, or the next of what is to come."""

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
        return shifted_day(shift)(day, tense)

    return resolve


def day_of_week(number: int, weeks: int) -> Resolve:
    """A weekday of the week so many weeks away."""

    def resolve(day: dt.date, tense: str) -> EventDate | None:
        return shifted_day(number - day.weekday() + 7 * weeks)(day, tense)

    return resolve


def weekend(which: str) -> Resolve:
    """The Saturday and Sunday before the story, or after it."""

    def resolve(day: dt.date, tense: str) -> EventDate | None:
        saturday = day + dt.timedelta(5 - day.weekday())
        ahead = which == "next" or (which in ("the", "this") and tense == "future")
        if not ahead and day.weekday() < 5:
            saturday -= dt.timedelta(7)
        return EventDate(saturday, saturday + dt.timedelta(1), "day")

    return resolve


def unit_near(unit: str, shift: int, part: int | None, side: str) -> Resolve:
    """The week, month or year so many away; part of it after *early, earlier, late, later*.

    *earlier* and *later* cut only the span that holds the day: *earlier next week* is all of it.
    """

    def resolve(day: dt.date, _tense: str) -> EventDate | None:
        span = whole(day, unit, shift)
        if side == "earlier" and shift == 0:
            return EventDate(span.start, day, unit)
        if side == "later" and shift == 0:
            return EventDate(day, span.end, unit)
        return third_of(span, part) if unit != "week" else span

    return resolve


def whole(day: dt.date, unit: str, shift: int) -> EventDate:
    """The week, month or year some units away from a day."""
    if unit == "week":
        monday = day - dt.timedelta(day.weekday() - 7 * shift)
        return EventDate(monday, monday + dt.timedelta(6), "week")
    if unit == "month":
        index = day.year * 12 + day.month - 1 + shift
        return month_of(index // 12, index % 12 + 1)
    return year_of(day.year + shift)


def units_before(unit: str, count: int) -> Resolve:
    """What lies so many units back, as exactly as the unit says."""

    def resolve(day: dt.date, _tense: str) -> EventDate | None:
        if unit == "day":
            found = day - dt.timedelta(count)
            return EventDate(found, found)
        if unit == "decade":
            year = day.year - 10 * count
            return EventDate(dt.date(year - 5, 1, 1), dt.date(year + 5, 12, 31), "decade")
        return whole(day, unit, -count)

    return resolve
