"""Verdicts and coded spans of real stories: the tables are whole, and events are held against them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from benchmarks.real_news.judge import HERE, Found, compare, read_verdicts, starts, write_dyads
from eventcoder.model.events import Event
from eventcoder.score.labels import CLASSES

STORIES = Path(__file__).parents[3] / "shared" / "news" / "stories_249.jsonl"


def test_every_verdict_is_known() -> None:
    verdicts = read_verdicts()
    assert {v.verdict for v in verdicts.values()} == {"right", "source", "target", "code", "none"}
    assert all(bool(v.cause) != v.right for v in verdicts.values())


def test_coded_spans_lie_inside_their_sentence() -> None:
    for part in ("tune", "check"):
        with (HERE / f"dyads_{part}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                assert row["root"] in CLASSES.values()
                for side in ("source", "target"):
                    assert int(row[f"{side}_start"]) < int(row[f"{side}_end"]) <= int(row["length"])


def test_events_are_held_against_verdicts() -> None:
    verdicts = read_verdicts()
    right = next(key for key, verdict in verdicts.items() if verdict.right)
    event = Event(right[0], 0, right[2], right[4], right[3] + "0")
    told = compare([Found(right, event, ""), Found((*right[:4], "XYZ"), event, "")], verdicts)
    assert told.startswith("right: 1 kept")
    assert "no verdict yet: 1;" in told


def test_sentences_are_found_in_order() -> None:
    assert starts("It rained. He left. It rained.", ["It rained.", "He left.", "It rained."]) == [
        0,
        11,
        20,
    ]


def test_dyads_are_joined_with_their_stories(tmp_path: Path) -> None:
    if not STORIES.is_file():
        pytest.skip("../shared/news is not here")
    write_dyads(STORIES, tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "real_tune.jsonl").open(encoding="utf-8")]
    assert len(rows) == 480
    assert all(row["text"][slice(*row["src_span"])] == row["source"] for row in rows)
