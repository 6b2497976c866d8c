"""The second party of a deed: whom the next best pattern of the same verb finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from eventcoder.actors.codes import has_place
from eventcoder.model.events import Actor, Match
from eventcoder.verbs.match import Reading

_DEEDS = ("04", "06", "07", "08", "14", "15", "16", "17", "18", "19", "20")
"""Roots of what is done; what is said has one addressee, and what it is about is no second one."""

_SURE = 0.6
"""Factor of confidence of a party that only a beaten pattern finds."""


def second_parties(matches: list[Match], readings: Mapping[int, Reading]) -> Iterator[Match]:
    """*captured a Libyan town from rebels*: of two patterns of one deed each may find one of two parties.

    Only what is asserted, by the same sources, towards somebody whom the winner has not.
    """
    for match in matches:
        reading = readings[match.clause]
        winner = reading.match
        if winner is None or winner.code != match.code or match.assertion:
            continue
        together = match.both_ways and match.sources == match.targets
        if together or not match.code.startswith(_DEEDS):
            continue
        if (second := _second(match, reading.losers)) is not None:
            yield second


def _second(match: Match, losers: tuple[Match, ...]) -> Match | None:
    """The first loser of the same root and sources that knows another party, with what is new in it."""
    sources = {actor.code for actor in match.sources}
    taken = sources | {actor.code for actor in match.targets}
    heads = {actor.head for actor in match.targets}
    for loser in losers:
        if loser.code[:2] != match.code[:2] or {a.code for a in loser.sources} != sources:
            continue
        found = (a for a in loser.targets if a.code not in taken and a.head not in heads)
        if new := tuple(a for a in found if _is_party(a, {*match.words, *loser.words}, sources)):
            return evolve(loser, targets=new, rank=match.rank, confidence=match.confidence * _SURE)
    return None


def _is_party(actor: Actor, used: set[int], sources: set[str]) -> bool:
    """Somebody of a place or body elsewhere; of bare roles and one's own country neither things, spots nor means.

    *a road for villagers*, *moved guns to the coast*, *withdrew its peacekeepers* are no second parties.
    """
    if not actor.known:
        return False
    if has_place(actor.code) and all(actor.code[:3] != code[:3] for code in sources):
        return True
    return actor.kind not in ("owner", "place", "seat") and actor.head not in used
