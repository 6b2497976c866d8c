"""Which coded dyad answers which marked one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from attrs import frozen

from eventcoder.errors import UsageError
from eventcoder.score.labels import LEVELS, agrees
from eventcoder.score.types import Coded, Dyad, Side, Unit

SPANS = ("tolerant", "exact")
MATCHES = ("dyad", "pair")
_WORD = re.compile(r"[a-z0-9][a-z0-9.\-]*")
_EMPTY = frozenset(
    "the a an of in on at to for and or by with from his her its their our my that this said".split()
)
"""Words that say nothing about who is meant."""


@frozen
class Answer:
    """A marked dyad and the coded one that answers it, if any does."""

    meant: Dyad
    said: Dyad | None


@frozen
class Answers:
    """One sentence: marked dyads with their answers, and every event coded in it."""

    unit: Unit
    answers: tuple[Answer, ...]
    events: tuple[Dyad, ...]

    @property
    def used(self) -> frozenset[int]:
        """Identities of the events that answer something."""
        return frozenset(id(a.said) for a in self.answers if a.said)


def answer_all(
    units: Iterable[Unit],
    coded: Coded,
    *,
    match: str = "dyad",
    spans: str = "tolerant",
    classes: bool,
) -> list[Answers]:
    """Every sentence with its answers.

    Where a set marks some dyads of a sentence only, the first event of the dyad counts. Where it
    marks all, each event answers one marked dyad at most, best agreement first. ``match`` is
    ``pair`` when the actors were given: the first event of a record's id counts, whoever is in it.
    """
    if match not in MATCHES or spans not in SPANS:
        raise UsageError(f"no way to match: {match!r}, {spans!r}")
    if match == "pair":
        return [_given(unit, coded) for unit in units]
    out = []
    for unit in units:
        events = distinct(coded.of(unit))
        chosen = (
            _assign(unit.dyads, events, spans, classes=classes)
            if unit.complete
            else [next((e for e in events if same_dyad(d, e, spans)), None) for d in unit.dyads]
        )
        answers = tuple(map(Answer, unit.dyads, chosen))
        out.append(Answers(unit, answers, events))
    return out


def distinct(events: Iterable[Dyad]) -> tuple[Dyad, ...]:
    """Events without those that differ in nothing a set would mark."""
    seen: dict[tuple[object, ...], Dyad] = {}
    for e in events:
        key = (
            e.source.code,
            e.target.code,
            e.code or e.label,
            *(s.text for s in (e.source, e.target)),
        )
        seen.setdefault((*key, e.source.span, e.target.span), e)
    return tuple(seen.values())


def _given(unit: Unit, coded: Coded) -> Answers:
    found = [coded.rows.get(dyad.id, ()) for dyad in unit.dyads]
    answers = tuple(Answer(d, e[0] if e else None) for d, e in zip(unit.dyads, found, strict=True))
    return Answers(unit, answers, tuple(a.said for a in answers if a.said))


def _assign(
    meant: Sequence[Dyad], events: Sequence[Dyad], spans: str, *, classes: bool
) -> list[Dyad | None]:
    """One event at most for each marked dyad, those that agree most first."""
    chosen: dict[int, Dyad] = {}
    free = list(events)
    for level in (*LEVELS, ""):
        for place, dyad in enumerate(meant):
            fit = [] if place in chosen else [e for e in free if same_dyad(dyad, e, spans)]
            if level:
                fit = [e for e in fit if agrees(dyad, e, level, classes=classes)]
            if fit:  # of two directions within one phrase, the one whose actor codes agree
                chosen[place] = max(fit, key=partial(_codes_alike, dyad))
                free.remove(chosen[place])
    return [chosen.get(place) for place in range(len(meant))]


def _codes_alike(meant: Dyad, said: Dyad) -> int:
    sides = ((meant.source, said.source), (meant.target, said.target))
    return sum(same_code(m, s.code, whole=whole) for m, s in sides for whole in (False, True))


def same_dyad(meant: Dyad, said: Dyad, spans: str = "tolerant") -> bool:
    """Whether both sides are the same, in the right direction (either, where marked so)."""
    if same_side(meant.source, said.source, spans) and same_side(meant.target, said.target, spans):
        return True
    return (
        meant.both_ways
        and same_side(meant.source, said.target, spans)
        and same_side(meant.target, said.source, spans)
    )


def same_side(meant: Side, said: Side, spans: str = "tolerant") -> bool:
    """By span where both have one, else by words, else by the country of the actor code."""
    if not meant.marked:
        return True
    if meant.span and said.span:
        if spans == "exact":
            return meant.span == said.span
        return meant.span[0] < said.span[1] and said.span[0] < meant.span[1]
    if meant.text and said.text:
        if spans == "exact":
            return meant.text == said.text
        return bool(_words(meant.text) & _words(said.text))
    if not said.code or said.code.startswith("---"):
        return False
    return same_code(meant, said.code, whole=spans == "exact")


def same_code(meant: Side, code: str, *, whole: bool) -> bool:
    """Whether an actor code is the one meant, whole or its first three letters."""
    wanted = [c for c in (meant.code, *meant.also) if c]
    return code in wanted if whole else code[:3] in {c[:3] for c in wanted}


def _words(text: str) -> set[str]:
    found = _WORD.findall(text.lower().replace("'s", ""))
    return {w for w in found if w.strip(".") not in _EMPTY}
