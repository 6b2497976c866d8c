"""Compares our people with the chiefs of state and heads of government of the CIA World Factbook."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from tools.actors.reign import key

if TYPE_CHECKING:
    from tools.actors.people import Person

_CAPS = re.compile(r"(?<![\w'’])[A-ZÀ-Þ][A-ZÀ-Þ'’\-]+(?:[ -][A-ZÀ-Þ'’\-]{2,})*(?![a-zà-ÿ])")
_SINCE = re.compile(r"since (\d{1,2} [A-Z][a-z]+ \d{4})")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_NO_NAME = frozenset({"III", "II", "XIV", "VI", "IV", "GNU", "CNSP", "RN", "NA", "XVI", "V", "X"})


@frozen
class Head:
    """A chief of state or head of government: the part of the name in capitals, and since when."""

    country: str
    caps: str
    since: str
    text: str


def read_heads(path: Path, country_of: dict[str, str]) -> list[Head]:
    """All heads of the table; ``country_of`` maps its country codes to our ids."""
    heads = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            country = country_of[row["gec_code"]]
            for column in ("chief_of_state", "head_of_government"):
                head = _head(country, row[column] or "", column)
                if head is not None:
                    heads.append(head)
    return heads


def _head(country: str, text: str, column: str) -> Head | None:
    first = re.split(r"[;(]|, represented|; represented", text)[0]
    found = [m for m in _CAPS.findall(first) if m not in _NO_NAME]
    borrowed = "CHARLES III" in text and country != "GBR"
    if not found or (borrowed and column == "chief_of_state"):
        return None
    match = _SINCE.search(text)
    since = ""
    if match:
        number, month, year = match[1].split()
        since = date(int(year), _MONTHS.index(month[:3]) + 1, int(number)).isoformat()
    return Head(country, found[0], since, text)


def remark_on(people: list[Person], heads: list[Head]) -> list[str]:
    """Add the factbook's spelling and note dates that differ by more than 31 days; say who lacks."""
    lost = []
    for head in heads:
        found = [p for p in people if p.country == head.country and _named(p, head)]
        if not found:
            lost.append(f"{head.country} {head.text[:80]}")
            continue
        person = max(
            found,
            key=lambda p: (any(t.role == "GOV" and not t.until for t in p.terms), -len(p.names[0])),
        )
        person.heads = True
        spelled = head.caps.title().replace("’", "'")
        names = (*person.names, *person.strong, *person.weak)
        if key(spelled) not in (*map(key, names), "friday"):
            person.weak.append(spelled)
        if head.since and not _agrees(person, head.since):
            note = f"the factbook has since {head.since}"
            if note not in person.remarks:
                person.remarks.append(note)
    return lost


def _named(person: Person, head: Head) -> bool:
    names = " ".join(key(n) for n in (*person.names, *person.strong, *person.weak)).split()
    words = key(head.caps).split()
    return words[-1] in names or key(head.caps) in " ".join(names)


def _agrees(person: Person, since: str) -> bool:
    """Whether somebody began or held office around that day (a second term is no disagreement)."""
    day = date.fromisoformat(since)
    for term in person.terms:
        if not term.role.startswith("GOV"):
            continue
        start = date.fromisoformat(term.start) if term.start else date.min
        until = date.fromisoformat(term.until) if term.until else date.max
        if abs((day - start).days) <= 31 or start <= day <= until:
            return True
    return False
