"""Which day a sentence gives to an event: invented sentences on recorded parses.

``python tests/test_times.py`` parses the sentences anew with the model that ships.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eventcoder.dates import find_dates
from eventcoder.errors import Issue
from eventcoder.intervals import EventDate
from eventcoder.model.text import Parse, Sentence
from eventcoder.parsing import conllu
from eventcoder.times import event_date
from eventcoder.yamlfile import read_documents

DATA = Path(__file__).parent / "data"
PARSES = DATA / "times.conllu"


def table() -> dict[str, Any]:
    issues: list[Issue] = []
    text = (DATA / "times.yaml").read_text(encoding="utf-8")
    (document,) = read_documents(text, "times.yaml", issues)
    assert not issues
    found: dict[str, Any] = document.plain()
    return found


TABLE = table()


def parses() -> dict[str, Parse]:
    return {parse.sentence.text: parse for parse in conllu.read(PARSES)}


@pytest.fixture(scope="module")
def recorded() -> dict[str, Parse]:
    return parses()


def expected(row: dict[str, str]) -> EventDate | None:
    if "days" not in row:
        return None
    days = [dt.date.fromisoformat(day) for day in row["days"].split()]
    return EventDate(days[0], days[-1], row["precision"])


@pytest.mark.parametrize(
    "row", TABLE["sentences"], ids=lambda row: f"{row['text'][:40]}-{row['event']}"
)
def test_the_day_of_an_event(row: dict[str, str], recorded: dict[str, Parse]) -> None:
    parse = recorded[row["text"]]
    story = row.get("date", TABLE["story"])
    day = None if story == "none" else dt.date.fromisoformat(story)
    head = next(token.index for token in parse.tokens if token.text == row["event"])
    assert event_date(parse, head, day) == expected(row)


def test_there_are_enough_sentences_and_traps() -> None:
    rows = TABLE["sentences"]
    assert len(rows) >= 60
    assert sum("days" not in row for row in rows) >= 10


@pytest.mark.parametrize(
    "text",
    ["He may march on Rome", "the sun sat low", "over the mon", "this may harm", "in march order"],
)
def test_words_that_are_no_dates(text: str) -> None:
    assert find_dates(text.split()) == []


def test_impossible_days_are_silent() -> None:
    (phrase,) = find_dates(["on", "February", "30"])
    assert phrase.resolve(dt.date(2019, 2, 21), "past") is None
    assert find_dates(["2019-02-30"]) == []


WORDS = st.sampled_from(
    "in on the last next this early late mid - 2011 1990s May March Monday Feb. 14 31 30th , week "
    "month year decade two 99 ago days weekend yesterday earlier of past over 2018-02-30".split()
)


@settings(max_examples=300, deadline=None)
@example(words=["earlier", "next", "week"], day=dt.date(2000, 1, 1), tense="past")
@example(words=["later", "last", "year"], day=dt.date(2000, 1, 1), tense="past")
@given(words=st.lists(WORDS, max_size=9), day=st.dates(), tense=st.sampled_from(["past", "future"]))
def test_any_words_give_an_interval_or_nothing(words: list[str], day: dt.date, tense: str) -> None:
    last = 0
    for phrase in find_dates(words):
        assert last < phrase.first <= phrase.last <= len(words)
        last = phrase.last
        date = phrase.resolve(day, tense)
        assert date is None or date.start <= date.end


if __name__ == "__main__":
    from eventcoder.parsing.stanza import StanzaParser

    texts = list(dict.fromkeys(row["text"] for row in TABLE["sentences"]))
    made = StanzaParser().parse([Sentence(f"t{i}", 0, text) for i, text in enumerate(texts)])
    with PARSES.open("w", encoding="utf-8") as out:
        conllu.write(made, out)
