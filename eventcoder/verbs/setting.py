"""*was killed in clashes with B, flew to Oslo for talks with B*: who is in it stands in the clause around."""

from __future__ import annotations

from eventcoder.dictionary.compile import Group
from eventcoder.model.syntax import Clause, Phrase
from eventcoder.syntax import slots as ud
from eventcoder.verbs.scene import Scene

_DURING = frozenset({"during", "in", "at", "amid"})
_AFTER = frozenset({"after", "following", "from"})
"""Prepositions that tell of meetings and clashes that were; after a clash it may be a match that was won."""


def party_around(clause: Clause, group: Group, scene: Scene) -> tuple[Phrase, ...]:
    """The other side of a two-way event noun *with B*: subject, or whom a passive speaks of, of the clause around."""
    if "with" not in clause.slots or not any(rule.both_ways for rule in group.rules):
        return ()
    prep = ud.preposition(scene.parse, scene.actors.cats, clause.head)
    outer = scene.clauses.get(clause.outer)
    if outer is None or not clause.link.startswith("noun:"):
        return _be_somewhere(clause, prep, scene) if outer is None else ()
    going = scene.actors.in_set(outer.head, "goings")
    met = any(rule.code.startswith("04") for rule in group.rules)
    if not (prep in _DURING or (prep in _AFTER and met) or (prep == "for" and going)):
        return ()
    mood = outer.assertion
    if mood.negated or mood.hypothetical or (mood.future and prep not in _AFTER):
        return ()
    return outer.slots.get("subject") or (outer.slots.get("object", ()) if outer.passive else ())


def _be_somewhere(clause: Clause, prep: str, scene: Scene) -> tuple[Phrase, ...]:
    """*is in Oslo for talks with B*: the subject of *be*."""
    above = scene.parse.token(clause.head).head
    if prep != "for" or not above:
        return ()
    kids = scene.parse.children[above]
    cats = scene.actors.cats
    if not any(cats[c] == "copula" for c in kids):
        return ()
    return tuple(Phrase(c) for c in kids if cats[c] == "subject")
