"""Whom a general word goes on to name: *allies such as Chile*, *the Syrian branch of the PKK*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from eventcoder.actors.codes import is_armed
from eventcoder.model.events import Actor
from eventcoder.syntax import slots as ud
from eventcoder.syntax.phrases import members

if TYPE_CHECKING:
    from eventcoder.actors.resolve import Actors


def offshoot(actors: Actors, head: int) -> tuple[Actor, ...]:
    """*the Syrian branch of the PKK*: the group, whatever country its branch is in."""
    if not actors.in_set(head, "offshoots"):
        return ()
    return tuple(
        evolve(actor, **actors.place(head), head=head)
        for child in _below(actors, head, ("of",))
        for actor in actors.exact(child)
        if actor.kind == "name" and is_armed(actor.code)
    )


def examples(actors: Actors, head: int) -> tuple[Actor, ...]:
    """*allies such as Chile and Peru*: whom the phrase names."""
    if not actors.in_set(head, "exemplified"):
        return ()
    return tuple(
        actor
        for child in _below(actors, head, ("such as", "including", "like"))
        for member in members(actors.parse, actors.cats, child)
        for actor in actors.exact(member)
        if actor.known and actor.kind != "place"
    )


def _below(actors: Actors, head: int, prepositions: tuple[str, ...]) -> list[int]:
    """Phrases under these prepositions; one right behind the head may hang on the verb."""
    parse, cats = actors.parse, actors.cats
    after = parse.children[parse.token(head).head]
    return [
        child
        for child in (*parse.children[head], *after)
        if cats[child] in ("nominal", "oblique")
        and ud.preposition(parse, cats, child) in prepositions
        and (child not in after or _first(actors, child) - head == 1)
    ]


def _first(actors: Actors, head: int) -> int:
    """The first word of a phrase's preposition."""
    return min(c for c in actors.parse.children[head] if actors.cats[c] == "case")
