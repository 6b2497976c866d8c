"""The table of nesting.yaml at work: one event inside another becomes the event of both."""

from __future__ import annotations

from attrs import evolve

from eventcoder.actors.codes import parse, validate
from eventcoder.dictionary.entries import NestRow
from eventcoder.model.events import Actor, Match
from eventcoder.model.syntax import Clause
from eventcoder.verbs.contexts import put_back
from eventcoder.verbs.match import Reading, read_clause
from eventcoder.verbs.parties import seat
from eventcoder.verbs.scene import Scene

OUTER_TARGET = frozenset({"request", "demand", "order", "allow", "accuse", "praise", "blame"})
"""Classes whose target is the outer object first, then the inner target."""

OF_DEEDS = frozenset({"accuse", "praise", "blame"})
"""Classes that are about the doer alone: *accused A of arming B* says nothing to B."""

PASS = frozenset({"same", "report"})
"""Classes that leave the inner event as it is."""

ASKED = ("02", "10")

_ASKING = ("request", "demand", "order")

_WHOLE = ("name", "place", "seat")
"""Kinds of actors that are asked about as parties; *release the Ugandan soldiers* asks nothing of Uganda."""

_SURE = 0.9
"""Confidence of an actor that somebody is asked about, beside the one who is asked."""


class Nesting:
    """The readings of all clauses, and how an inner one is laid into an outer one."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.readings = {head: read_clause(clause, scene) for head, clause in scene.clauses.items()}
        self.inner: dict[int, list[Clause]] = {}
        for clause in scene.clauses.values():
            self.inner.setdefault(clause.outer, []).append(clause)
        self.swallowed: set[int] = set()
        self.done: dict[int, list[Match]] = {}
        self.history = put_back(scene)

    def _sources(self, reading: Reading) -> tuple[Actor, ...]:
        if reading.match is not None and reading.match.sources:
            return reading.match.sources
        phrases = reading.slots.get("subject", ())
        found = (a for p in phrases for a in self.scene.actors.at(p.head))
        return tuple(seat(a, "SOURCE", "subject") for a in found)

    def _unsaid(self, reading: Reading, nests: str) -> tuple[Actor, ...]:
        """*calls for Peru to act*: who asks is not Peru, and nobody says who it is."""
        if nests not in ("request", "demand", "accuse", "blame") or self.scene.pair is not None:
            return ()
        return (self.scene.actors.unknown(reading.clause.head),)

    def _speaker(self, reading: Reading) -> str:
        actors = self._sources(reading)
        return actors[0].code if actors and actors[0].known else (actors[0].text if actors else "")

    def _turned(self, match: Match, nests: str) -> Match | None:
        """The event as a class of the table makes it of itself (*will attack*), or nothing where it has no code."""
        row = longest_prefix(self.scene.rules.nesting.get(nests, {}), match.code)
        if row is None or row.code == "none":
            return None
        code = match.code if row.code == "inner" else row.code
        both = match.both_ways and joint(match)
        via = (f"{nests} {row.where}", *match.via)
        return evolve(match, code=code, mirror="", both_ways=both, via=via, nested=True)

    def _nested(self, reading: Reading, nests: str, match: Match, row: NestRow) -> list[Match]:
        code = match.code if row.code == "inner" else row.code
        second = match.code if row.inner_code == "inner" else row.inner_code or code
        said = self._sources(reading)
        own = _bids_own(nests, said, match)
        code, second = (match.code, match.code) if own else (code, second)
        if not said and nests in _ASKING and reading.clause.passive and self.scene.pair is None:
            return []  # was urged to act: nobody says by whom
        unsaid = () if said else self._unsaid(reading, nests)
        sources = said or unsaid or match.sources
        outer_targets = (
            self._outer_targets(reading, match) if nests in OUTER_TARGET and not own else ()
        )
        codes = {a.code for a in sources if a.known}
        sides = (match.targets, match.sources)
        if nests == "refuse" and match.code.startswith(ASKED):
            sides = (match.sources, match.targets)  # who asked is refused
        inner_targets = next(
            (left for side in sides if (left := tuple(a for a in side if a.code not in codes))), ()
        )
        if joint(match) and nests not in OUTER_TARGET:
            sources = inner_targets = match.sources
        merged = evolve(
            match,
            code=code,
            sources=sources,
            clause=reading.clause.head,
            words=tuple(sorted({reading.clause.head, *match.words})),
            mirror=match.mirror if code == match.code else "",
            via=(self._via(reading), *match.via),
            nested=True,
            kind=reading.clause.kind,
            score=(match.score[0] + 1, match.score[1] + 1),
            both_ways=match.both_ways
            and not outer_targets
            and (joint(match) or code == match.code),
        )
        out = []
        if outer_targets and code != "none":
            out.append(evolve(merged, targets=outer_targets))
        if not outer_targets:
            second = code if row.inner_code in ("", "none") else second
        if outer_targets:
            known = nests in OF_DEEDS and any(a.known for a in outer_targets)
            inner_targets = () if known else tuple(a for a in inner_targets if _party(a))
        if (
            second != "none"
            and inner_targets
            and not unsaid
            and not (
                outer_targets and {a.code for a in inner_targets} <= {a.code for a in outer_targets}
            )
        ):
            out.append(evolve(merged, targets=inner_targets, code=second))
        self._say(
            self.scene.clauses[match.clause],
            "nested",
            f"{nests} x {match.code} -> {code}",
            str(row.where),
        )
        return out

    def _second_dyad(
        self, reading: Reading, nests: str, own: Match, inner: list[Clause]
    ) -> list[Match]:
        """*urged Togo to stop attacking Benin*, where a pattern took all of it: Benin is asked for too."""
        if nests not in _ASKING or not own.code.startswith(ASKED) or self.scene.pair is not None:
            return []
        taken = {a.code for a in (*own.sources, *own.targets)}
        for match in (m for item in inner for m in self.done[item.head] if item.head in own.words):
            row = longest_prefix(self.scene.rules.nesting.get(nests, {}), match.code)
            named = (a for a in match.targets if _party(a) and a.kind in _WHOLE)
            others = tuple(a for a in named if a.confidence >= _SURE and a.code not in taken)
            if match.assertion or row is None or row.inner_code == "none" or not others:
                continue
            via = (f"{nests} {row.where}", *match.via)
            code = own.code if row.inner_code in ("", "inner") else row.inner_code
            second = evolve(own, targets=others, code=code, via=via, nested=True, both_ways=False)
            return [second]
        return []

    def _outer_targets(self, reading: Reading, match: Match) -> tuple[Actor, ...]:
        if reading.nests == "accuse" and "object" not in reading.slots:
            said = self._sources(reading)
            doers = tuple(a for a in match.sources if a.known and a not in said)
            if doers:  # alleged that Peru had pressed Chile: whoever did it
                return doers
        if reading.match is not None and reading.match.targets:
            known = tuple(a for a in reading.match.targets if a.known)
            if known:
                return known
        heads = [
            p.head
            for slot in ("object", "on", "upon", "to", "with")
            for p in reading.slots.get(slot, ())
        ]
        inner_heads = {match.clause, *match.words}
        found = [
            a for h in heads if h not in inner_heads for a in self.scene.actors.exact(h) if a.known
        ]
        if found:
            return tuple(found[:4])
        codes = {a.code for a in self._sources(reading)}
        return tuple(a for a in match.sources if a.code not in codes)

    def _via(self, reading: Reading) -> str:
        if reading.nester is not None:
            return f"{reading.nester.name} {reading.nester.where}"
        return f"{reading.group.name} {reading.group.where}" if reading.group else ""

    def _is_purpose(self, clause: Clause, item: Clause) -> bool:
        """*phoned him to discuss the raid*: one happening, not two."""
        return item.link == "adverbial" and any(
            phrase.head == item.head and phrase.tolerant for phrase in clause.slots.get("to_do", ())
        )

    def _say(self, clause: Clause, outcome: str, detail: str, where: str = "") -> None:
        if self.scene.trace is not None:
            self.scene.trace.add("nest", self.scene.text(clause.head), outcome, detail, where)


def joint(match: Match) -> bool:
    """*A and B agreed to meet*: both intend it; *A will meet B* is A's intent alone."""
    return match.sources == match.targets


def _bids_own(nests: str, said: tuple[Actor, ...], match: Match) -> bool:
    """*ordered its own troops out, his order for a withdrawal*: that is the retreat, and asks nothing of anybody."""
    bids = nests == "order" or (nests == "demand" and said)
    sides = {parse(a.code).country for a in (*said, *match.sources) if a.known}
    return bool(bids and match.code == "0874" and len(sides) == 1 and "" not in sides)


def _party(actor: Actor) -> bool:
    """Whether an actor stands on its own: a country, organisation or group, not a bare role."""
    if not actor.known or validate(actor.code):
        return False
    code = parse(actor.code)
    return bool(code.place or code.international or code.is_group)


def longest_prefix(table: dict[str, NestRow], code: str) -> NestRow | None:
    """The row of the longest prefix of a code; the empty prefix (`inner: "*"`) takes what is left."""
    for size in range(len(code), -1, -1):
        if code[:size] in table:
            return table[code[:size]]
    return None
