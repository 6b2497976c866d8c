"""The gazetteer: names of cities to countries and coordinates, read when first asked.

Data: GeoNames (https://www.geonames.org), CC BY 4.0, built by ``tools/places/build.py``.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from importlib import resources

from attrs import frozen

_CLEAR = 3.0
"""How many times larger a city must be than its namesakes abroad to be meant without further ado."""

_OTHER_NAME = 0.3
"""What a name counts that is not the city's own: Londres is London, but also a town in Argentina."""


@frozen
class Place:
    """A city as GeoNames knows it; ``country`` is the code that actor codes use."""

    name: str
    country: str
    iso2: str
    fips: str
    admin1: str
    """Code of the first-level division; GDELT's ADM1 is ``fips`` + this."""
    latitude: float
    longitude: float
    population: int
    geoname_id: int


def fold(name: str) -> str:
    """A name as it is looked up: no accents, case, dots; hyphens are spaces."""
    plain = unicodedata.normalize("NFKD", name)
    kept = "".join(ch for ch in plain if not unicodedata.combining(ch)).casefold()
    for sign in ".'’‘`":
        kept = kept.replace(sign, "")
    return " ".join(kept.replace("-", " ").split())


def _read(name: str) -> str:
    data = resources.files("eventcoder").joinpath("places_data").joinpath(name).read_bytes()
    return (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")


@cache
def _tables() -> tuple[list[str], dict[str, str]]:
    """The row of each city, largest first, and the row numbers of each folded name.

    A number below zero is -1 - row, for a name that is not the city's own.
    """
    lines = _read("cities.tsv.gz").split("\n")
    pairs = [line.split("\t") for line in _read("names.tsv.gz").split("\n")]
    return lines, dict(pairs)


@cache
def _words() -> frozenset[str]:
    """English words that are cities somewhere, too."""
    return frozenset(line for line in _read("words.txt").split("\n") if line[:1] not in ("", "#"))


def _place(line: str) -> Place:
    ident, name, iso2, fips, country, admin1, lat, long, people = line.split("\t")
    return Place(
        name, country, iso2, fips, admin1, float(lat), float(long), int(people), int(ident)
    )


@lru_cache(maxsize=4096)
def _weighed(name: str) -> tuple[tuple[float, Place], ...]:
    lines, numbers = _tables()
    found = []
    for number in map(int, numbers.get(fold(name), "").split()):
        place = _place(lines[number if number >= 0 else -1 - number])
        found.append((place.population * (1.0 if number >= 0 else _OTHER_NAME), place))
    return tuple(sorted(found, key=lambda pair: (-pair[0], pair[1].geoname_id)))


def lookup(name: str, countries: Collection[str] = ()) -> tuple[Place, ...]:
    """The cities of that name, best first: those in ``countries`` (codes), then the larger ones."""
    places = [place for _, place in _weighed(name)]
    return tuple(sorted(places, key=lambda place: place.country not in countries))


def country_of(name: str, countries: Collection[str] = ()) -> str | None:
    """The code of the country that a city's name stands for, where there is no doubt.

    A namesake in one of ``countries`` (those the story names) settles it; else the largest must be
    three times as large as any abroad. Plain English words (*Reading*, *Nice*) are never settled alone.
    """
    found = _weighed(name)
    near = {place.country for _, place in found if place.country in countries}
    if len(near) == 1:
        return near.pop()
    if not found or fold(name) in _words():
        return None
    weight, best = found[0]
    rival = max((w for w, place in found if place.country != best.country), default=0.0)
    return best.country if weight >= _CLEAR * rival else None
