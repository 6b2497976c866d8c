"""What is no party itself but stands for one: *the city, this move* -> the place or the doer named before."""

from __future__ import annotations

from collections.abc import Iterator

from eventcoder.actors.codes import has_place
from eventcoder.actors.resolve import Actors
from eventcoder.discourse.memory import Story
from eventcoder.model.events import Actor, Match
from eventcoder.model.text import Token
from eventcoder.syntax import slots as ud

_TAKEN = ("from", "into", "on", "against")
"""Prepositions before what is taken, left or struck; *in the city* is only where."""

_THERE = frozenset(
    {"in", "from", "into", "to", "of", "inside", "across", "within", "leave", "enter"}
)
"""Words before a country that make it the scene, not a party."""


def places(actors: Actors, before: int = 0, *, whole: bool = False) -> list[str]:
    """Codes of the places that a sentence names up to a token: towns and regions, or ``whole`` countries."""
    out: list[str] = []
    for span in actors.spans:
        if before and span.last >= before:
            continue
        name = actors.choose(span)
        code = name.actor.code_on(actors.day)
        if len(code) != 3 or not has_place(code) or span.kind == "people":
            continue
        head = actors.parse.token(span.last)
        scene = ud.preposition(actors.parse, actors.cats, head.index) in _THERE
        if (scene or name.kind == "place") if whole else name.kind == "place":
            out.append(code)
    return out


def place_meant(actors: Actors, token: Token, story: Story) -> str:
    """The code of the one place that *the city* may mean: of this sentence, else of the one before."""
    whole = token.lemma.lower() == "country"
    if "Number=Plur" in token.feats or not (whole or actors.in_set(token.index, "localities")):
        return ""
    at = token.index
    if ud.preposition(actors.parse, actors.cats, at) == "of":
        at = token.head  # much of the country
    taken = ud.preposition(actors.parse, actors.cats, at) in _TAKEN
    if not taken and actors.cats[at] not in ("object", "passive_subject"):
        return ""
    kids = actors.parse.children[token.index]
    if not (
        _words(actors, token) & {"the", "that"} or any(actors.cats[c] == "possessor" for c in kids)
    ):
        return ""
    last = story.countries_last if whole else story.places_last
    for found in (places(actors, token.index, whole=whole), last):
        if found:
            return found[0] if len(set(found)) == 1 else ""
    return ""


def deed_meant(actors: Actors, token: Token, story: Story) -> tuple[Actor, ...]:
    """Whose *this move* is: of the last deed named here, else of the sentence before."""
    if "Number=Plur" in token.feats or not actors.in_set(token.index, "deeds"):
        return ()
    apposed = actors.cats[token.index] in ("apposition", "parataxis")
    below = ("nominal", "possessor", "participial", "complement")
    if any(actors.cats[c] in below for c in actors.parse.children[token.index]):
        return ()
    if not (apposed or _words(actors, token) & {"the", "this", "that"}):
        return ()
    return tuple(deeds(actors, token.index))[:1] or (() if apposed else story.deed)


def _words(actors: Actors, token: Token) -> set[str]:
    return {actors.parse.token(c).text.lower() for c in actors.parse.children[token.index]}


def deeds(actors: Actors, before: int = 0) -> Iterator[Actor]:
    """Whose decisions, plans and moves a sentence names, the last first."""
    for token in reversed(actors.parse.tokens[: before - 1] if before else actors.parse.tokens):
        if token.upos == "NOUN" and actors.in_set(token.index, "deeds"):
            owned = [a for a in actors.owners_of(token.index, acting=True) if a.kind != "place"]
            if len({a.code for a in owned}) == 1:
                yield owned[0]


def deed_of(actors: Actors, matches: list[Match]) -> tuple[Actor, ...]:
    """Whose deeds a sentence speaks of, else who did all that it tells, if that is one party."""
    doers = {a.code: a for a in deeds(actors)} or {a.code: a for m in matches for a in m.sources}
    sole = tuple(doers.values())
    return sole if len(sole) == 1 and sole[0].known else ()
