"""Acts that need nobody they are done to: *resigned, surrendered, went on strike*."""

from __future__ import annotations

from eventcoder.dictionary.compile import Rule
from eventcoder.model.events import UNKNOWN, Actor
from eventcoder.model.syntax import Phrase
from eventcoder.model.text import Parse
from eventcoder.verbs.candidates import Candidate, Slots
from eventcoder.verbs.parties import Filling
from eventcoder.verbs.scene import Scene

_ALONE = ("0831", "087", "14", "152", "155")
"""Codes of acts that are whole without anybody they are done to: *resigned, surrendered, went on strike*."""


def is_whole(rule: Rule, candidate: Candidate, scene: Scene, filling: Filling) -> bool:
    """Whether an act needs nobody it is done to: by people, not by a country, and not an event noun's."""
    clause = scene.clauses[candidate.words[0]]
    noun = clause.kind == "noun"
    people = any(len(actor.code) > 3 for actor in filling.sources)
    objects = own_objects(rule, clause.slots, candidate.words[0], scene)
    return people and rule.code.startswith(_ALONE) and not noun and not objects


def own_objects(rule: Rule, slots: Slots, verb: int, scene: Scene) -> list[Phrase]:
    """Objects, without one that a second verb lends: *resigned and accused Hungary*."""
    objects = slots.get("object", ())
    if not rule.code.startswith(_ALONE):
        return list(objects)
    return [p for p in objects if not p.tolerant or verb not in _verbs_before(p.head, scene.parse)]


def _verbs_before(head: int, parse: Parse) -> list[int]:
    """Verbs that the verb of a phrase is joined to: the phrase may not be theirs."""
    verb = parse.token(head).head
    return [parse.token(verb).head] if parse.token(verb).label.startswith("conj") else []


def nobody(candidate: Candidate, scene: Scene) -> Actor:
    """*resigned, went on strike*: an act towards nobody who is named."""
    token = scene.parse.token(candidate.words[0])
    return Actor(UNKNOWN, token.index, token.end, token.end, "", kind="nobody", confidence=0.4)


def all_own(filling: Filling) -> bool:
    """*closed its border with Armenia*: what the source does to what is its own is done to somebody else."""
    codes = {a.code for a in filling.sources}
    return all(
        a.code in codes and a.kind in ("owner", "stand-in", "reference") for a in filling.targets
    )
