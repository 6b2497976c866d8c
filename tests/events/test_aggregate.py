"""Many stories: rows merged, copies told, nothing lost from sight."""

from __future__ import annotations

import datetime as dt

from eventcoder.events.aggregate import (
    CopyFinder,
    merged_records,
    one_a_day,
    reports,
    single_records,
)
from eventcoder.model.events import Event
from eventcoder.model.records import record_id
from eventcoder.model.text import Document, Parse, Sentence, Token

DAY = dt.date(2019, 2, 21)
STORY = (
    "Turkey and Russia agreed on Thursday to widen their patrols along the border, officials of "
    "both countries said after a meeting that lasted most of the day. The ministers will meet "
    "again next month in Ankara, where they hope to sign a protocol on trade and on energy."
)


def event(doc: str, code: str = "040", sentence: int = 0, **more: object) -> Event:
    return Event(doc, sentence, "TUR", "RUS", code, **more)  # type: ignore[arg-type]


def test_reports_of_one_day_and_dyad_become_one_row() -> None:
    first = Document("a", STORY, DAY, "AFP")
    second = Document("b", STORY, DAY, "Reuters")
    items = [
        *reports(first, [event("a", publisher="AFP"), event("a", "036"), event("a", sentence=4)]),
        *reports(second, [event("b", publisher="Reuters")]),
    ]
    meeting, intent = merged_records(items)
    assert (meeting.mentions, meeting.articles, meeting.sources) == (3, 2, 2)
    assert meeting.merged == ("a#4", "b#0")
    assert meeting.id == record_id(items[0].event)
    assert (intent.mentions, intent.merged) == (1, ())
    assert len(list(single_records(items))) == 4
    assert [r.event.code for r in one_a_day(single_records(items))] == ["040", "036"]


def test_the_events_own_day_keeps_rows_apart() -> None:
    other = event("a", date=dt.date(2018, 12, 1))
    rows = merged_records(reports(Document("a", STORY, DAY), [event("a"), other]))
    assert [row.first.day for row in rows] == [DAY, dt.date(2018, 12, 1)]


def test_near_copies_are_counted_once_and_stay_traceable() -> None:
    finder = CopyFinder()
    wire = Document("wire", STORY, DAY, "AFP")
    paper = Document("paper", "ANKARA (AFP) - " + STORY + " Copyright AFP.", DAY, "Gazette")
    other = Document("other", STORY[::-1], DAY)
    assert finder.original_of(wire) == ""
    assert finder.original_of(paper) == "wire"
    assert finder.original_of(other) == ""
    items = [
        *reports(wire, [event("wire", publisher="AFP")]),
        *reports(paper, [event("paper", publisher="Gazette")], "wire"),
    ]
    (row,) = merged_records(items)
    assert (row.mentions, row.articles, row.sources) == (1, 1, 1)
    assert row.merged == ("paper#0",)


def test_the_lead_is_the_first_paragraph_or_the_first_sentence() -> None:
    text = "One. Two.\n\nThree."
    spans = [(0, 3), (5, 8), (11, 16)]
    events = [event("a", sentence=i, action_span=s) for i, s in enumerate(spans)]
    assert [r.is_lead for r in reports(Document("a", text), events)] == [True, True, False]
    flat = Document("a", text.replace("\n\n", " "))
    assert [r.is_lead for r in reports(flat, events)] == [True, False, False]


def test_what_is_said_is_not_placed_where_its_topic_is() -> None:
    words = [
        ("Iran", "PROPN", 2, "nsubj"),
        ("condemned", "VERB", 0, "root"),
        ("attacks", "NOUN", 2, "obj"),
        ("in", "ADP", 5, "case"),
        ("Mosul", "PROPN", 3, "nmod"),
    ]
    tokens, at = [], 0
    for number, (word, upos, head, label) in enumerate(words, start=1):
        tokens.append(Token(number, word, word, upos, "", "_", head, label, at, at + len(word)))
        at += len(word) + 1
    text = " ".join(word for word, *_ in words)
    parse = Parse(Sentence("a", 0, text), tuple(tokens))
    found = [
        report.place.name if report.place else ""
        for report in reports(
            Document("a", text),
            [event("a", "111", action_span=(5, 14)), event("a", "190", action_span=(5, 14))],
            parses=[parse],
        )
    ]
    assert found == ["", "Mosul"]


def test_ids_depend_on_what_was_coded_and_on_nothing_else() -> None:
    assert record_id(event("a")) == record_id(event("a", publisher="x", confidence=0.5))
    assert record_id(event("a")) != record_id(event("b"))
    assert 0 <= record_id(event("a")) < 2**53
