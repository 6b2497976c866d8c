"""The gazetteer: folding, ranking, countries, size."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eventcoder
from eventcoder.actors.codes import parse
from eventcoder.places import country_of, fold, lookup


@pytest.mark.parametrize(
    ("name", "folded"),
    [("São Paulo", "sao paulo"), ("Port-au-Prince", "port au prince"), ("St. John's", "st johns")],
)
def test_names_are_folded(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_the_larger_city_comes_first() -> None:
    first, second = lookup("Tripoli")[:2]
    assert (first.country, second.country) == ("LBY", "LBN")
    assert first.population > second.population
    assert first.iso2 == "LY"
    assert (round(first.latitude), round(first.longitude)) == (33, 13)


def test_countries_of_the_story_come_first() -> None:
    assert lookup("Tripoli", ["LBN"])[0].country == "LBN"
    assert country_of("Tripoli", ["LBN", "SYR"]) == "LBN"
    assert country_of("Valencia", ["ESP"]) == "ESP"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Paris", "FRA"),
        ("Aleppo", "SYR"),
        ("Kiev", "UKR"),
        ("Kyiv", "UKR"),
        ("Bombay", "IND"),
        ("Rangoon", "MMR"),
        ("Bogotá", "COL"),
        ("bogota", "COL"),
        ("Pristina", "KSV"),
        ("Bucharest", "ROU"),
        ("Dili", "TLS"),
    ],
)
def test_a_clear_city_stands_for_its_country(name: str, country: str) -> None:
    assert country_of(name) == country


@pytest.mark.parametrize("name", ["Valencia", "Reading", "Nice", "Nowhere-on-Sea", "", "For"])
def test_a_doubtful_name_stands_for_none(name: str) -> None:
    assert country_of(name) is None


def test_an_unknown_name_has_no_places() -> None:
    assert lookup("Nowhere-on-Sea") == ()


@given(st.text(max_size=12))
def test_any_text_may_be_asked(name: str) -> None:
    assert isinstance(lookup(name), tuple)
    code = country_of(name)
    assert code is None or parse(code).country == code


def test_the_data_stay_small() -> None:
    folder = Path(eventcoder.__file__).with_name("places_data")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 3_000_000
