"""Settles who keeps a person that groups or organisations list as a member too.

One person should stand in one place. Leaders of states stay with their country and take over the terms
they served elsewhere (*NATO's secretary general*); people without an office of state, and those whose
offices the other entry has in full, stay with their group or organisation.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from attrs import frozen

from tools.actors.people import Person, Term, tidy
from tools.actors.reign import key

_STATE = ("GOV", "LEG", "JUD", "SPY", "COP", "MIL")
_SLACK = timedelta(days=62)


@frozen
class Other:
    """A member of a group or organisation: id and dated rows of code, first and last day."""

    id: str
    rows: tuple[tuple[str, str, str], ...]


def read_others(folder: Path) -> dict[str, Other]:
    """Members and persons of groups and organisations by every name they have."""
    out: dict[str, Other] = {}
    for path in sorted([*folder.glob("groups/*.yaml"), *folder.glob("international/*.yaml")]):
        for entry in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            for member in _people_of(entry or {}):
                rows = tuple(
                    (str(r["code"]), str(r.get("from", "")), str(r.get("until", "")))
                    for r in member.get("roles", ())
                )
                for name in member.get("names", ()):
                    out.setdefault(key(name), Other(member["id"], rows))
    return out


def _people_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    listed = list(entry.get("members", ()))
    return [*listed, entry] if entry.get("kind") == "person" else listed


def add_terms_abroad(people: list[Person], path: Path) -> None:
    """Give leaders of states the terms that they served in organisations."""
    by_name = {(person.country, key(person.names[0])): person for person in people}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, name, code, start, until = line.split("|")
            person = by_name[country, key(name)]
            person.terms = tidy([*person.terms, Term(code[3:], start, until, code[:3])])


def settle(
    people: list[Person], others: dict[str, Other], codes: dict[str, str]
) -> tuple[list[Person], list[str]]:
    """The people who stay with their country, and the ids of their doubles elsewhere.

    ``codes`` maps our country ids to their codes.
    """
    kept, doubles = [], []
    for person in people:
        other = next((others[key(n)] for n in person.names if " " in n and key(n) in others), None)
        if other is None:
            kept.append(person)
            continue
        led = "REIGN" in person.source or person.heads or person.note.startswith("head of state")
        if not led and _elsewhere(person, other, codes[person.country]):
            continue
        kept.append(person)
        doubles.append(other.id)
    return kept, doubles


def _elsewhere(person: Person, other: Other, code: str) -> bool:
    """Whether the other entry has every office of state that ours has."""
    return all(
        any(_covers(row, term, code) for row in other.rows)
        for term in person.terms
        if term.role.startswith(_STATE) and not term.country
    )


def _covers(row: tuple[str, str, str], term: Term, code: str) -> bool:
    name, start, until = row
    if not name.startswith(tuple(code + role for role in _STATE)) or not (start or until):
        return False
    first = not start or date.fromisoformat(start) <= date.fromisoformat(term.start) + _SLACK
    if not term.until:
        return first and not until
    return first and (
        not until or date.fromisoformat(until) >= date.fromisoformat(term.until) - _SLACK
    )
