"""*is under attack from B, won B's backing, was the target of a raid by B*: the subject is whom it befalls."""

from __future__ import annotations

from eventcoder.dictionary.compile import Group
from eventcoder.model.syntax import Clause, Phrase
from eventcoder.verbs.scene import Scene

_GIVEN = ("03", "05", "11")
"""Codes of nouns whose *of* tells who gives them: *won the support of B*."""


def converse(
    clause: Clause, group: Group, owners: tuple[Phrase, ...], scene: Scene
) -> dict[str, tuple[Phrase, ...]]:
    """Subject and object of an event noun that somebody undergoes or receives; nothing if it is done or given."""
    befallen, giving = _befallen(clause, scene)
    if not befallen or any(rule.both_ways for rule in group.rules):
        return {}
    doers = clause.slots.get("by") or clause.slots.get("from") or owners
    outer = scene.clauses.get(clause.outer)
    if giving and not doers and outer is not None and outer.lemma != "have":
        doers = outer.slots.get("from") or outer.slots.get("by") or ()
        if not doers and any(rule.code.startswith(_GIVEN) for rule in group.rules):
            doers = clause.slots.get("of", ())
    if giving and not any(a.known for p in doers for a in scene.actors.at(p.head)):
        return {}
    return {"object": befallen, "subject": tuple(doers)}


def _befallen(clause: Clause, scene: Scene) -> tuple[tuple[Phrase, ...], bool]:
    """Who undergoes what an event noun tells, and whether a verb of receiving says so."""
    if scene.words.predicate(clause.head) == ("under",):
        return clause.slots.get("subject", ()), False
    outer = scene.clauses.get(clause.outer)
    if outer is not None and clause.link == "noun:object" and not outer.passive:
        if scene.actors.in_set(outer.head, "receivings"):
            return outer.slots.get("subject", ()), True
    above = scene.parse.token(clause.head).head
    if above and scene.actors.in_set(above, "undergoers"):
        kids = scene.parse.children[above]
        cats = scene.actors.cats
        if any(cats[c] == "copula" for c in kids):
            return tuple(Phrase(c) for c in kids if cats[c] == "subject"), False
    return (), False


def owned_victims(clause: Clause, scene: Scene) -> tuple[Phrase, ...]:
    """Whose deed it is not, but to whom it is done: *their capture, the envoy's arrest*."""
    if "of" in clause.slots or not scene.actors.in_set(clause.head, "undergone"):
        return ()
    return tuple(
        p
        for p in clause.slots.get("owner", ())
        if scene.actors.cats[p.head] == "possessor"
        and not any(a.kind == "name" and len(a.code) == 3 for a in scene.actors.exact(p.head))
    )


def apposed(clause: Clause, scene: Scene) -> tuple[Phrase, ...]:
    """*Peru's main backer, Norway*: who it is."""
    kids = scene.parse.children[clause.head]
    return tuple(Phrase(c) for c in kids if scene.actors.cats[c] == "apposition")
