"""A phrase that is no actor -> whom it is about: *a U.S. court ruling*, *attacks by X on Y*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from eventcoder.actors.owners import OWNED, counts_as_owner, is_other, known, owners, unique
from eventcoder.model.events import Actor
from eventcoder.syntax import slots as ud
from eventcoder.syntax.phrases import core, members

if TYPE_CHECKING:
    from eventcoder.actors.resolve import Actors

_ABOUT_PREPOSITIONS = (
    "by",
    "of",
    "from",
    "against",
    "on",
    "with",
    "to",
    "for",
    "over",
    "at",
    "in",
    "into",
    "near",
    "toward",
    "towards",
    "between",
    "about",
    "among",
    "inside",
    "within",
    "across",
    "around",
)
_CONTENT = frozenset({"that", "whether", "how"})
"""Marks of a clause that says what a claim, report or question is."""
_CLAUSE_PREPOSITIONS = frozenset({"by", "on", "against", "from", "with", "to"})
"""Prepositions in a clause on a noun that tell whom the noun is about: *restrictions imposed on X*."""


def about(actors: Actors, head: int, *, acting: bool = False) -> tuple[Actor, ...]:
    """The actor inside a phrase that is none itself: *a U.S. court ruling*, *attacks by X on Y*."""
    inner = core(actors.parse, actors.cats, head)
    if is_other(actors, head):
        return tuple(unique(owning(actors, a, head) for a in owners(actors, head, inner)))
    found = about_modifiers(actors, head, inner) or _accused(actors, head)
    found = found or about_phrases(actors, head, acting=acting)
    if actors.in_set(head, "kin"):
        found = [a for a in found if a.kind != "name" or len(a.code) == 3]
    return tuple(unique(owning(actors, a, head) for a in found))


def _accused(actors: Actors, head: int) -> list[Actor]:
    """*claims that soldiers shot villagers*: they are about the soldiers; *by* tells more."""
    parse, cats = actors.parse, actors.cats
    if any(ud.preposition(parse, cats, c) == "by" for c in parse.children[head]):
        return []
    for child in parse.children[head]:
        below = parse.children[child] if cats[child] in ("participial", "complement") else ()
        if any(parse.token(c).text.lower() in _CONTENT for c in below):
            who = [c for c in below if cats[c] == "subject" and parse.token(c).upos != "PRON"]
            return known(who, actors.at)
    return []


def owning(actors: Actors, actor: Actor, head: int) -> Actor:
    """The phrase as its owner's; an owner that stands outside of the phrase's core keeps its own words."""
    place = actors.place(head)
    if not place["start"] <= actor.start < place["end"]:
        place = {}
    return evolve(actor, kind="owner", head=head, confidence=0.7 * actor.confidence, **place)


def about_modifiers(actors: Actors, head: int, inner: list[int]) -> list[Actor]:
    """Possessor, holder (*rebel-held*), adjective or compound before the head."""
    if found := _possessors(actors, head, inner):
        return found
    for index in inner:
        if (
            actors.parse.token(index).text.lower() in OWNED
        ):  # *rebel-held*: the holder before the place
            found = known(actors.parse.children[index], actors.exact)
            if found:
                return found
    for index in inner:
        if index == head:
            continue
        span = actors.span(index)
        if span is not None and counts_as_owner(actors, index, head):
            found = known([index], actors.exact)
            if found:
                return found
    if actors.in_set(head, "stand-ins"):
        return []
    for child in actors.parse.children[head]:
        if (
            actors.cats[child] == "compound"
            and actors.span(child) is None
            and actors.agents.role(child, [child])
        ):
            found = known([child], actors.exact)
            if found:
                return found
    return []


def _possessors(actors: Actors, head: int, inner: list[int]) -> list[Actor]:
    for child in actors.parse.children[head]:
        if actors.cats[child] != "possessor":
            continue
        found = known(members(actors.parse, actors.cats, child), actors.at)
        if found and actors.parse.token(child).upos == "PRON":
            named = owners(actors, head, [i for i in inner if i != child])
            return named or [evolve(a, **actors.place(child)) for a in found]  # its owners
        if found:
            return found
    return []


def about_phrases(actors: Actors, head: int, *, acting: bool = False) -> list[Actor]:
    """Phrases behind the head, *by* before *of* before *on*; what is done to a person tells not whose he is."""
    by_prep: dict[str, list[int]] = {}
    person = actors.parse.token(head).upos == "PROPN" or actors.in_set(head, "human-nouns")
    for child in actors.parse.children[head]:
        if actors.cats[child] in ("nominal", "oblique", "agent"):
            by_prep.setdefault(ud.preposition(actors.parse, actors.cats, child), []).append(child)
        elif not person and actors.cats[child] in ("participial", "relative"):
            for deep in actors.parse.children[child]:
                prep = ud.preposition(actors.parse, actors.cats, deep)
                if actors.cats[deep] in ("oblique", "agent") and prep in _CLAUSE_PREPOSITIONS:
                    by_prep.setdefault(prep, []).append(deep)
    for prep in sorted(by_prep, key=_prep_order):
        if acting and prep not in ("by", "of", "from", "between"):
            continue
        for child in by_prep[prep]:
            found = known(members(actors.parse, actors.cats, child), actors.at)
            if found:
                return found
    return []


def _prep_order(prep: str) -> int:
    return _ABOUT_PREPOSITIONS.index(prep) if prep in _ABOUT_PREPOSITIONS else 99
