"""The numbered constructions of English that the engine handles: made-up sentences on recorded parses."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from eventcoder.coder import code_sentence
from eventcoder.dictionary.compile import Dictionary
from eventcoder.dictionary.store import load_dictionary
from eventcoder.discourse.fold import Reader
from eventcoder.model.events import Event
from eventcoder.model.text import Parse
from eventcoder.parsing import conllu

DATA = Path(__file__).parent / "data"
FILES = sorted(DATA.glob("*.yaml"))


@cache
def _rules() -> Dictionary:
    return load_dictionary()


def _cases() -> list[Any]:
    out = []
    for path in FILES:
        for number, item in enumerate(yaml.safe_load(path.read_text("utf-8"))["sentences"], 1):
            why = item.get("known_failure")
            marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
            out.append(pytest.param(path, number, item, id=f"{path.stem}-{number:02}", marks=marks))
    return out


@cache
def _parses(path: Path) -> dict[str, list[Parse]]:
    out: dict[str, list[Parse]] = {}
    for parse in conllu.read(path.with_suffix(".conllu")):
        out.setdefault(parse.sentence.doc_id, []).append(parse)
    return out


def _events(parses: list[Parse]) -> list[Event]:
    reader = Reader()
    return [event for parse in parses for event in code_sentence(parse, _rules(), reader=reader)]


@pytest.mark.parametrize(("path", "number", "item"), _cases())
def test_sentence(path: Path, number: int, item: dict[str, Any]) -> None:
    parses = _parses(path)[f"{path.stem}-{number:02}"]
    assert "".join(item["text"].split()) == "".join(
        "".join(p.sentence.text.split()) for p in parses
    ), "run tests/constructions/record.py"
    events = _events(parses)
    found = [str(event) for event in events]
    if "events" in item:
        assert sorted(found) == sorted(item["events"])
    for key, at in (("first", 0), ("last", -1)):
        if key in item:
            assert found, "no event"
            assert found[at] == item[key]
            low, high = item.get("confidence", (0, 1))
            assert low <= events[at].confidence <= high


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_enough_sentences(path: Path) -> None:
    items = yaml.safe_load(path.read_text("utf-8"))["sentences"]
    assert len(items) >= 12
    assert sum("known_failure" in item for item in items) <= len(items) // 2
