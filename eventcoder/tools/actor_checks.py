"""Checks of actors and agents, and of offices that lapsed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from eventcoder.actors.codes import validate
from eventcoder.dictionary.compile import name_keys
from eventcoder.dictionary.entries import ActorEntry, Entries, RoleRow
from eventcoder.errors import Issue

_FAR = "9999-12-31"


def unknown_actor_codes(entries: Entries) -> Iterator[Issue]:
    """EV201: an actor code that no table knows, or in an order that CAMEO does not have."""
    for actor in entries.actors:
        for row in actor.roles if actor.kind != "none" else ():
            fault = validate(row.code)
            if fault:
                yield Issue("EV201", fault, actor.where, entry=actor.id)
    for agent in entries.agents:
        fault = validate(agent.role)
        if fault:
            yield Issue("EV201", fault, agent.where, entry=agent.role)


def overlapping_roles(entries: Entries) -> Iterator[Issue]:
    """EV202: two dated roles of one actor on one day, or a role that ends before it begins."""
    for actor in entries.actors:
        rows = sorted((row for row in actor.roles if row.dated), key=lambda row: row.start)
        for row in rows:
            if row.start and row.until and row.until < row.start:
                yield Issue(
                    "EV202",
                    f"{row.code} ends {row.until}, before it begins {row.start}",
                    actor.where,
                    entry=actor.id,
                )
        for first, second in pairwise(rows):
            if (first.until or _FAR) >= (second.start or ""):
                yield Issue(
                    "EV202",
                    f"{first.code} until {first.until or 'now'} overlaps {second.code} from {second.start}",
                    actor.where,
                    entry=actor.id,
                    hint="end the first a day earlier",
                )


def claimed_twice(entries: Entries) -> Iterator[Issue]:
    """EV203: one name, two actors, on the same days."""
    owners: defaultdict[tuple[str, ...], list[ActorEntry]] = defaultdict(list)
    for actor in entries.actors:
        for name in (*actor.names, *actor.people, *actor.seats):
            owners[name_keys(name)].append(actor)
    for keys, actors in owners.items():
        for at, first in enumerate(actors):
            for second in actors[at + 1 :]:
                if (
                    first.id != second.id
                    and _same_days(first.roles, second.roles)
                    and not _set_apart(first, second)
                ):
                    yield Issue(
                        "EV203",
                        f"{' '.join(keys)!r} is {first.id} at {first.where} too",
                        second.where,
                        severity="warning",
                        entry=second.id,
                        hint="give dates, or list it under `weak` in one",
                    )


def _same_days(first: tuple[RoleRow, ...], second: tuple[RoleRow, ...]) -> bool:
    mine, theirs = _spans(first), _spans(second)
    return any(a[0] <= b[1] and b[0] <= a[1] for a in mine for b in theirs)


def _spans(rows: tuple[RoleRow, ...]) -> list[tuple[str, str]]:
    dated = [(row.start or "", row.until or _FAR) for row in rows if row.dated]
    return dated or [("", _FAR)]


def _set_apart(first: ActorEntry, second: ActorEntry) -> bool:
    """A family name that two people share is settled by who is in office."""
    return first.owner == second.owner and first.kind != second.kind


def undated_people(entries: Entries) -> Iterator[Issue]:
    """EV204: a person whose office has no dates."""
    for actor in entries.actors:
        if actor.kind == "person" and actor.roles and not any(row.dated for row in actor.roles):
            yield Issue(
                "EV204",
                f"{actor.id} has a role without dates",
                actor.where,
                severity="warning",
                entry=actor.id,
                hint="give from and until, or say why in `note`",
            )


def stale(entries: Entries, day: str) -> Iterator[Issue]:
    """EV205: an office of a country that lapsed and that nobody holds on a day (ISO text)."""
    offices: defaultdict[tuple[str, str], list[RoleRow]] = defaultdict(list)
    places: dict[tuple[str, str], ActorEntry] = {}
    for actor in entries.actors:
        for row in actor.roles:
            if actor.kind == "person" and row.dated:
                offices[actor.owner, row.code].append(row)
                places[actor.owner, row.code] = actor
    for key, rows in sorted(offices.items()):
        if not any(row.holds(day) for row in rows):
            last = max(row.until or _FAR for row in rows)
            yield Issue(
                "EV205",
                f"nobody of {key[0]} is {key[1]} on {day}; the last was until {last}",
                places[key].where,
                severity="warning",
                entry=key[0],
                hint="add who came after",
            )
