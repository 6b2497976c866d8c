"""The calls that need no object, with a coder that needs no model."""

from __future__ import annotations

import datetime as dt

import pytest

import eventcoder
import eventcoder.api
from eventcoder import Document, Event
from eventcoder.errors import InputError


class FakeCoder:
    def code(self, document: Document) -> list[Event]:
        return [Event(document.id, 0, "IRN", "IRQ", "130", date=document.date)]

    def code_pair(
        self, _text: str, source: tuple[int, int], target: tuple[int, int], date: dt.date | None
    ) -> list[Event]:
        return [Event("text", 0, "-", "-", "130", src_span=source, tgt_span=target, date=date)]


@pytest.fixture(autouse=True)
def coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eventcoder.api, "_coder", lambda _model, _dictionary: FakeCoder())


def test_days_come_as_text_or_as_dates() -> None:
    day = dt.date(2019, 2, 21)
    for date in ("2019-02-21", day):
        (event,) = eventcoder.code_events("Iran warned Iraq.", date=date)
        assert event.date == day
        assert str(event) == "IRN 130 IRQ"
    assert eventcoder.code_events("x")[0].date is None
    with pytest.raises(InputError, match="is not a date"):
        eventcoder.code_events("x", date="yesterday")


def test_pairs_keep_their_spans() -> None:
    (event,) = eventcoder.code_pair("Iran warned Iraq.", source=(0, 4), target=(12, 16))
    assert (event.src_span, event.tgt_span) == ((0, 4), (12, 16))


def test_all_public_names_are_there() -> None:
    for name in eventcoder.__all__:
        assert getattr(eventcoder, name)
