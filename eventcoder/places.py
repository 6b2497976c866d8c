"""Where an event took place: the gazetteer, and the phrase of the parse that says where.

A phrase counts under *in, near, at ...* when it hangs on the event's word without another verb
between; a dateline stands in for events of the lead. Silent rather than wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from attrs import frozen

from eventcoder.model.places import Place
from eventcoder.model.text import Parse
from eventcoder.syntax.slots import categories, preposition

_LONGEST = 4
"""Most words of a name that is looked up."""
REACH = 3
"""Most steps from a place up to the event's word."""
_SURE = 100_000
"""People: a city of this size may be meant without its country being told."""
_WHERE = frozenset(
    ("in", "near", "at", "outside", "inside", "around", "across", "throughout", "within", "off")
)
_OF = frozenset(
    ("city", "town", "village", "province", "capital", "port", "district", "region", "suburb")
)
_DATELINE = re.compile(r"\s*([A-Z][A-Z .'-]+?)(?:, [A-Z][a-z]+)?(?: \([^)]*\))? ?(?:-{1,2}|[–—:]) ")
_ALSO = {
    "usa": "united states",
    "us": "united states",
    "u.s.": "united states",
    "america": "united states",
    "uk": "united kingdom",
    "u.k.": "united kingdom",
    "britain": "united kingdom",
    "great britain": "united kingdom",
    "england": "united kingdom",
    "czech republic": "czechia",
    "burma": "myanmar",
    "swaziland": "eswatini",
    "macedonia": "north macedonia",
    "uae": "united arab emirates",
    "congo": "democratic republic of the congo",
    "gaza": "gaza strip",
    "holland": "netherlands",
}
"""Other names of countries that the gazetteer does not list."""


@frozen
class Gazetteer:
    """Places by folded name, the most populous first."""

    by_name: dict[str, tuple[Place, ...]]
    countries: dict[str, Place]
    """By ISO code."""

    def find(self, name: str, near: Iterable[str] = ()) -> Place | None:
        """The place of that name: a country, then a city in a country of ``near``, then a big one."""
        found = self.by_name.get(fold(name), ())
        if not found or found[0].kind != "city":
            return found[0] if found else None
        for code in near:
            inside = next((place for place in found if place.country == code), None)
            if inside:
                return inside
        return found[0] if found[0].population >= _SURE else None


def fold(name: str) -> str:
    """Small letters without accents, as names are looked up."""
    low = unicodedata.normalize("NFKD", name.lower().replace("’", "'"))
    text = " ".join("".join(c for c in low if not unicodedata.combining(c)).split())
    text = text.removeprefix("the ")
    return _ALSO.get(text, text)


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships."""
    path = Path(__file__).parent / "gazetteer.tsv"
    names: dict[str, list[Place]] = {}
    others: dict[str, list[Place]] = {}
    countries: dict[str, Place] = {}
    states: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "kind\t")):
            continue
        kind, name, aliases, iso, fips, adm1, lat, long, people = line.split("\t")
        land = countries[iso].name if iso in countries else name
        north, east = (float(lat), float(long)) if lat else (None, None)
        state = states.get(adm1, "")
        place = Place(kind, name, iso, land, fips, adm1, north, east, int(people or 0), state)
        if kind == "country":
            countries[iso] = place
        elif kind == "state":
            states[adm1] = name
        names.setdefault(fold(name), []).append(place)
        for alias in filter(None, aliases.split(";")):
            others.setdefault(fold(alias), []).append(place)
    for alias, places in others.items():
        names.setdefault(alias, places)
    return Gazetteer({name: tuple(found) for name, found in names.items()}, countries)


def place_of(
    parse: Parse, head: int, near: Iterable[str] = (), *, reach: int = REACH
) -> Place | None:
    """Where the event at a word took place, None when its sentence does not say.

    ``near`` lists countries (ISO) to prefer; ``reach`` is how far below the word a place may hang.
    """
    cats = categories(parse)
    codes = tuple(near)
    best: tuple[tuple[int, int], Place] | None = None
    for token in parse.tokens:
        steps = _steps(parse, cats, token.index, head)
        if token.upos != "PROPN" or not 0 < steps <= reach:
            continue
        place = _named(parse, token.index, codes)
        if place:
            key = (place.geo_type == 1, steps)
            if best is None or key < best[0]:
                best = (key, place)
    return best[1] if best else None


def _steps(parse: Parse, cats: tuple[str, ...], index: int, head: int) -> int:
    """Steps from a place phrase up to the event's word; 0 when it does not hang there."""
    word = preposition(parse, cats, index)
    up = parse.token(index).head
    if word in ("of", "") and up and parse.token(up).lemma.lower() in _OF:
        index, word = up, preposition(parse, cats, up)
    if word not in _WHERE:
        return 0
    for step in range(1, REACH + 1):
        index = parse.token(index).head
        if index == head:
            return step
        if not index or parse.token(index).upos in ("VERB", "AUX"):
            return 0
    return 0


def _named(parse: Parse, index: int, near: tuple[str, ...]) -> Place | None:
    """The longest name of the gazetteer that holds a token."""
    tokens = parse.tokens
    for length in range(_LONGEST, 0, -1):
        for first in range(max(0, index - length), index):
            last = first + length
            if last > len(tokens):
                break
            name = parse.sentence.text[tokens[first].start : tokens[last - 1].end]
            place = load_gazetteer().find(name, (*_told(parse, last), *near))
            if place and (length > 1 or not _inside_name(parse, index)):
                return place
    return None


def _told(parse: Parse, last: int) -> tuple[str, ...]:
    """The country after a comma: *in Moscow, Idaho*, *in Tripoli, Lebanon*."""
    rest = parse.tokens[last : last + 2]
    if len(rest) < len(",x") or rest[0].text != ",":
        return ()
    found = load_gazetteer().by_name.get(fold(rest[1].text), ())
    return tuple(place.country for place in found[:1] if place.kind != "city")


def _inside_name(parse: Parse, index: int) -> bool:
    """*Boston Globe*: a longer name that the gazetteer does not know."""
    neighbours = (index - 1, index + 1)
    return any(
        1 <= i <= len(parse.tokens)
        and parse.token(i).upos == "PROPN"
        and (parse.token(i).head == index or parse.token(index).head == i)
        for i in neighbours
    )


def dateline_of(text: str) -> Place | None:
    """The place of a dateline: *ANKARA (AP) -*, *BAGHDAD, Iraq --*."""
    found = _DATELINE.match(text)
    return load_gazetteer().find(found[1].title()) if found else None
