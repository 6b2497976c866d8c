"""Agreement with a hand-coded set, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventcoder.errors import InputError
from eventcoder.model.events import Event
from eventcoder.score import read_gold, score


def event(doc: str, code: str, source: tuple[int, int], target: tuple[int, int]) -> Event:
    return Event(doc, 0, "A", "B", code, src_span=source, tgt_span=target)


def test_the_first_event_of_the_dyad_counts() -> None:
    gold = [
        {"id": "1", "src_span": [0, 4], "tgt_span": [9, 12], "root": "ASSAULT", "code": "190"},
        {"id": "2", "src_span": [0, 4], "tgt_span": [9, 12], "root": "CONSULT"},
        {"id": "3", "src_span": [0, 4], "tgt_span": None, "root": "04"},
        {"id": "2", "src_span": [0, 4], "tgt_span": [9, 12], "root": "04", "reciprocal": True},
        {"id": "4", "src_span": [0, 4], "tgt_span": [9, 12], "root": "CONSULT"},
    ]
    events = [
        event("1", "183", (2, 6), (10, 11)),
        event("1", "190", (2, 6), (10, 11)),
        event("2", "040", (9, 12), (0, 4)),
        event("3", "041", (0, 3), (0, 0)),
        event("4", "111", (0, 4), (9, 12)),
    ]
    found = score(gold, events)
    assert (found.dyads, found.found, found.right, found.code_right) == (5, 0.8, 0.6, 0.0)
    assert found.f1 == {"ASSAULT": 1.0, "CONSULT": 2 / 3}
    assert round(found.macro_f1, 4) == 0.8333
    assert "macro F1      83.3%" in str(found)


def test_nothing_to_score() -> None:
    empty = score([], [])
    assert (empty.found, empty.macro_f1, empty.code_right) == (0.0, 0.0, None)


def test_rows_that_are_no_gold(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text('{"id": 1}\n')
    with pytest.raises(InputError, match=r"g\.jsonl:1: a hand-coded row needs"):
        read_gold(path)
