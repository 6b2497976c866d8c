"""One's own forces that an act is done with; they are not whom it is done to."""

from __future__ import annotations

from collections.abc import Iterator

from eventcoder.dictionary.compile import Rule
from eventcoder.syntax.phrases import core
from eventcoder.verbs.candidates import Candidate
from eventcoder.verbs.parties import Filling
from eventcoder.verbs.scene import Scene

TOOLED = ("15", "0356", "0874", "03341", "074")
"""Codes of acts done with one's own forces: *scrambled jets, sent soldiers*."""


def own_forces(rule: Rule, candidate: Candidate, scene: Scene, filling: Filling) -> set[int]:
    """Tokens of the forces that an act is done with: their own party is the target only where no other is."""
    if not rule.code.startswith(TOOLED):
        return set()
    phrases = candidate.slots.get("object", ())
    objects = (i for p in phrases for i in scene.parse.subtree(p.head))
    beside = (p.head for p in phrases if _is_moved(p.head, scene))
    means = (p.head for p in candidate.slots.get("with", ()) if rule.code.startswith("15"))
    heads = {*filling.matched_heads, *means, *beside, *(i for i in objects if i in filling.words)}
    return {
        index
        for head in heads
        if any(a.kind in _kinds(rule, head, scene) for a in scene.actors.owners_of(head))
        for index in core(scene.parse, scene.actors.cats, head)
    }


def _is_moved(head: int, scene: Scene) -> bool:
    """Forces that are the object itself; *surrendered to Peruvian forces* names others."""
    oblique = scene.actors.cats[head] == "oblique"
    return not oblique and scene.actors.in_set(head, "fighting-forces")


def _kinds(rule: Rule, head: int, scene: Scene) -> tuple[str, ...]:
    """Kinds of actors that make a phrase a tool; *guarded X's embassy, ringed his home*: that is no force of X's."""
    where = rule.code.startswith("15") and scene.actors.in_set(head, "guarded-places")
    return ("agent",) if where else ("agent", "stand-in", "owner")


def watched(rule: Rule, candidate: Candidate, scene: Scene) -> Iterator[int]:
    """Heads of the places that police and soldiers ring, guard or stand at."""
    if rule.code.startswith("15") and scene.pair is None:
        for phrase in candidate.slots.get("object", ()):
            if scene.actors.in_set(phrase.head, "guarded-places"):
                yield phrase.head
