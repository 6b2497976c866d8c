"""The relation between two actors that the caller marked, through the same stages and dictionaries."""

from __future__ import annotations

from attrs import evolve

from eventcoder.actors.resolve import Actors
from eventcoder.dictionary.compile import Dictionary
from eventcoder.events.build import build_events
from eventcoder.events.keep import Policy
from eventcoder.model.events import Actor, Event, Match
from eventcoder.model.text import Parse
from eventcoder.model.trace import Trace
from eventcoder.syntax.clauses import find_clauses
from eventcoder.syntax.words import Words
from eventcoder.verbs.nest import find_matches
from eventcoder.verbs.scene import Pair, Scene

Span = tuple[int, int]


def code_pair_in(
    parse: Parse,
    source: Span | None,
    target: Span | None,
    rules: Dictionary,
    policy: Policy = Policy(),
    trace: Trace | None = None,
) -> tuple[Event, ...]:
    """Events from source to target, best first; spans are offsets into the sentence's text.

    The marked spans count as actors even when no dictionary knows them.
    """
    date = parse.sentence.date
    actors = Actors(parse, rules, date.isoformat() if date else "")
    pair = Pair(_marked(actors, source), _marked(actors, target))
    actors.mark(pair.source, pair.target)
    clauses = find_clauses(parse, rules.nouns, rules.adjectives, rules.predicates, rules.speech)
    words = Words(parse, actors.cats)
    scene = Scene(parse, rules, {c.head: c for c in clauses}, actors, words, trace, pair)
    matches = sorted(find_matches(scene), key=lambda match: _order(match, pair, parse))
    joined = [
        evolve(m, sources=(pair.source,), targets=(pair.target,), mirror="", both_ways=False)
        for m in matches
    ]
    out: list[Event] = []
    for event in build_events(joined, scene):
        plain = not event.assertion or policy.unasserted or len(matches) == 1
        if all(event.code != other.code for other in out) and (plain or not out):
            out.append(event)
    return tuple(out)


def _order(
    match: Match, pair: Pair, parse: Parse
) -> tuple[int, bool, bool, int, int, tuple[int, int], int]:
    """More marked sides first, what is asserted, more than a remark and over both, then the coder's preference."""
    swapped = evolve(match, sources=match.targets, targets=match.sources)
    aligned = pair.aligned(match)
    backwards = pair.aligned(swapped) == 2 and aligned < 2
    lent = sum(a.confidence == 0.4 for a in (*match.sources, *match.targets))
    penalty = 2 - aligned + lent * 0.5 + (0.5 if backwards else 0)
    return (
        int(penalty * 2),
        bool(match.assertion),
        match.code.startswith("01"),
        _apart(match.clause, pair, parse),
        match.rank,
        (-match.score[0], -match.score[1]),
        match.clause,
    )


def _apart(clause: int, pair: Pair, parse: Parse) -> int:
    """How many of the marked phrases do not hang on the clause, by whatever path."""
    return sum(clause not in _above(actor.head, parse) for actor in (pair.source, pair.target))


def _above(index: int, parse: Parse) -> list[int]:
    out = []
    while index:
        out.append(index)
        index = parse.token(index).head
    return out


def _marked(actors: Actors, span: Span | None) -> Actor:
    """The actor of a marked span: its code if a dictionary knows it, its own text and extent."""
    if span is None:
        return Actor("---", 0, 0, 0, "", kind="given", confidence=0.4)
    inside = [t for t in actors.parse.tokens if t.start < span[1] and span[0] < t.end]
    indexes = {t.index for t in inside}
    heads = [
        t.index for t in inside if t.head not in indexes and t.upos != "PUNCT" and t.label != "case"
    ]
    head = heads[0] if heads else (inside[0].index if inside else 1)
    found = (actors.at(head) or (actors.unknown(head),))[0]
    text = actors.parse.sentence.text[span[0] : span[1]]
    return evolve(found, head=head, start=span[0], end=span[1], text=text, kind="given")
