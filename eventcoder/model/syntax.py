"""Slots, phrases and clauses: what the engine sees of a parse."""

from __future__ import annotations

from attrs import field, frozen


@frozen
class Phrase:
    """A noun phrase (or other filler) standing in a slot; ``head`` is a 1-based token index."""

    head: int
    tolerant: bool = False
    """Found by a tolerant attachment (on the object, or elsewhere in the clause)."""


@frozen
class Assertion:
    """How a clause is put: plain facts, as news reports them, have all fields at their defaults."""

    negated: bool = False
    future: bool = False
    hypothetical: str = ""
    """The cue (*if*, *could*, *?*) that makes it no plain assertion, else empty."""
    background: str = ""
    """The cue (*anniversary*, *since*) that sets it in the past of the story, else empty."""


@frozen
class Clause:
    """A verb, predicate adjective or event noun with its slots filled."""

    head: int
    """Index of the verb, adjective or noun."""
    lemma: str
    kind: str
    """``verb``, ``adjective`` or ``noun``."""
    slots: dict[str, tuple[Phrase, ...]] = field(eq=False)
    """Slot name to the phrases there, coordination already spread out."""
    passive: bool = False
    assertion: Assertion = Assertion()
    outer: int = 0
    """Head index of the clause it depends on, 0 for none."""
    link: str = ""
    """Its tie to ``outer``: ``to_do``, ``that``, ``relative``, ``adverbial``, ``conj``, ``parataxis``, ``noun``."""
