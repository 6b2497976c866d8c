"""The parties of a pattern while it is being filled: actors in slots, seats, the order of prepositions."""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve, field, mutable

from eventcoder.actors.codes import join
from eventcoder.model.events import Actor
from eventcoder.syntax import slots as ud
from eventcoder.verbs.scene import Scene

TARGET_PREPS = (
    "against",
    "with",
    "to",
    "on",
    "upon",
    "at",
    "toward",
    "towards",
    "for",
    "over",
    "from",
    "of",
    "about",
    "in",
    "into",
    "near",
    "between",
    "inside",
    "across",
    "within",
    "around",
    "through",
    "by",
)
NOT_SOUGHT = frozenset(
    {
        "subject",
        "modifier",
        "that",
        "to_do",
        "complement",
        "owner",
        "object",
        "adjunct",
        "according to",
        "prior to",
        "due to",
        "as of",
        "such as",
        "instead of",
        "along with",
        "until",
        "since",
        "despite",
    }
)
THING = 0.44
"""Confidence of a matched thing as the target: nobody is named whom the act concerns."""

OFFICES = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})
"""Bare roles that are of the place where something happens, or that is spoken of."""

PLACE_PREPS = frozenset(
    {"in", "at", "near", "inside", "within", "across", "around", "through", "into"}
)


@mutable
class Filling:
    """What the tests of one pattern have found so far."""

    sources: list[Actor] = field(factory=list)
    targets: list[Actor] = field(factory=list)
    words: list[int] = field(factory=list)
    tests: int = 0
    tolerant: bool = False
    asked_target: bool = False
    matched_heads: list[int] = field(factory=list)
    positive: bool = False
    """The act is support, which goes to who does a thing, not to where or whom it hits."""


def actors_at(head: int, role: str, slot: str, scene: Scene, *, doing: bool = False) -> list[Actor]:
    """Who stands in a phrase, as a party of this role; a plain place never acts.

    ``doing`` takes who does the thing named there, not where it is or whom it hits.
    """
    prep = ud.preposition(scene.parse, scene.actors.cats, head)
    found = scene.actors.doers(head) if role == "SOURCE" else scene.actors.at(head)
    if doing and scene.actors.in_set(head, "acts"):
        found = scene.actors.doers(head)
    return [
        seat(actor, role, prep or slot)
        for actor in found
        if role != "SOURCE" or may_act(actor, scene)
    ]


def may_act(actor: Actor, scene: Scene) -> bool:
    """Whether an actor can be a source: no plain place, and unknown only with a name or a word for people."""
    if actor.kind == "place":
        return False
    if actor.known:
        return True
    token = scene.parse.token(actor.head)
    if token.upos == "PROPN":
        return True
    return scene.actors.in_set(actor.head, "human-nouns")


def seat(actor: Actor, role: str, slot: str) -> Actor:
    """*Ankara warned*: the seat acts for the government; *in Ankara*: it is a place."""
    if actor.kind != "seat":
        return actor
    if slot in PLACE_PREPS:
        return evolve(actor, kind="place")
    return evolve(actor, code=join(actor.code, "GOV"))


def prep_order(slot: str) -> tuple[int, str]:
    """Sort key of slots: the prepositions that lead to a target first."""
    return (TARGET_PREPS.index(slot) if slot in TARGET_PREPS else 99, slot)


def plays(actor: Actor, roles: Collection[str]) -> bool:
    """Whether an actor's code holds one of some roles, at its head or behind a country."""
    return actor.known and any(
        actor.code[at : at + 3] in roles for at in range(0, len(actor.code), 3)
    )


def is_person(head: int, scene: Scene) -> bool:
    """Whether a phrase is a name or a word for people."""
    named = scene.parse.token(head).upos == "PROPN"
    return named or scene.actors.in_set(head, "human-nouns")


def is_possessed(head: int, scene: Scene) -> bool:
    """*dropped its demand, put their arms beyond use*."""
    return any(
        scene.actors.cats[c] == "possessor" and scene.parse.token(c).upos == "PRON"
        for c in scene.parse.children[head]
    )
