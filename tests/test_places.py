"""Where events take place: the gazetteer, and invented sentences on recorded parses.

``python tests/test_places.py`` parses the sentences anew with the model that ships.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eventcoder.errors import Issue
from eventcoder.model.text import Parse, Sentence
from eventcoder.parsing import conllu
from eventcoder.places import dateline_of, load_gazetteer, place_of
from eventcoder.yamlfile import read_documents

DATA = Path(__file__).parent / "data"
PARSES = DATA / "places.conllu"


def rows() -> list[dict[str, Any]]:
    issues: list[Issue] = []
    text = (DATA / "places.yaml").read_text(encoding="utf-8")
    (document,) = read_documents(text, "places.yaml", issues)
    assert not issues
    found: list[dict[str, Any]] = document.plain()["sentences"]
    return found


@pytest.fixture(scope="module")
def recorded() -> dict[str, Parse]:
    return {parse.sentence.text: parse for parse in conllu.read(PARSES)}


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row["text"])[:40])
def test_the_place_of_an_event(row: dict[str, Any], recorded: dict[str, Parse]) -> None:
    parse = recorded[row["text"]]
    head = next(token.index for token in parse.tokens if token.text == row["event"])
    place = place_of(parse, head, row.get("near", ()))
    found = (place.full_name, place.adm1) if place else (None, None)
    assert found == (row.get("place"), row.get("adm1"))


def test_names_are_found_without_accents_and_by_other_names() -> None:
    find = load_gazetteer().find
    for name, full in (
        ("bogota", "Bogotá, Colombia"),
        ("Kiev", "Kyiv, Ukraine"),
        ("the United States", "United States"),
        ("Britain", "United Kingdom"),
    ):
        place = find(name)
        assert place
        assert place.full_name == full
    assert find("Atlantis") is None
    assert find("Springfield", ["GBR"])  # a big one all the same


def test_types_are_those_of_gdelt() -> None:
    find = load_gazetteer().find
    types = [find(name) for name in ("Iraq", "Texas", "Chicago", "Basra")]
    assert [place.geo_type for place in types if place] == [1, 2, 3, 4]


def test_datelines() -> None:
    for text, name in (
        ("ANKARA - The minister said", "Ankara"),
        ("BAGHDAD, Iraq (AP) -- Police said", "Baghdad"),
        ("NEW DELHI: India said", "New Delhi"),
    ):
        place = dateline_of(text)
        assert place
        assert place.name == name
    assert dateline_of("Iran - said nobody") is None
    assert dateline_of("The minister said") is None


if __name__ == "__main__":
    from eventcoder.parsing.stanza import StanzaParser

    texts = list(dict.fromkeys(row["text"] for row in rows()))
    made = StanzaParser().parse([Sentence(f"p{i}", 0, text) for i, text in enumerate(texts)])
    with PARSES.open("w", encoding="utf-8") as out:
        conllu.write(made, out)
