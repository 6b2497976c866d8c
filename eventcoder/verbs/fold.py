"""An event inside an outer verb: what is asked, promised, refused or denied, by the table in nesting.yaml."""

from __future__ import annotations

from attrs import evolve

from eventcoder.actors.codes import parse, validate
from eventcoder.dictionary.entries import NestRow
from eventcoder.model.events import Actor, Match
from eventcoder.model.syntax import Clause
from eventcoder.verbs.contexts import put_back
from eventcoder.verbs.match import Reading, only_thing, read_clause
from eventcoder.verbs.scene import Scene

OUTER_TARGET = frozenset({"request", "demand", "order", "allow", "accuse", "praise", "blame"})
"""Classes whose target is the outer object first, then the inner target."""

OF_DEEDS = frozenset({"accuse", "praise", "blame"})
"""Classes that are about the doer alone: *accused A of arming B* says nothing to B."""

PHASES = frozenset({"same", "resume", "stop", "fail"})
"""Classes of verbs that say how far an act has come."""

PASS = frozenset({"same", "report"})

NOUN_LINKS = frozenset(
    {
        "noun:object",
        "noun:for",
        "noun:of",
        "noun:on",
        "noun:to",
        "noun:in",
        "noun:with",
        "noun:from",
        "noun:against",
        "noun:complement",
        "noun:about",
    }
)

INNER_LINKS = frozenset({"to_do", "that"})

WISHES = {
    "hypothetical: must": "demand",
    "hypothetical: should": "request",
    "hypothetical: ought": "request",
}


class Folder:
    """Reads every clause and folds inner events into outer verbs."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.readings = {head: read_clause(clause, scene) for head, clause in scene.clauses.items()}
        self.inner: dict[int, list[Clause]] = {}
        for clause in scene.clauses.values():
            self.inner.setdefault(clause.outer, []).append(clause)
        self.swallowed: set[int] = set()
        self.done: dict[int, list[Match]] = {}
        self.history = put_back(scene)

    def _inner_of(self, clause: Clause, nests: str) -> list[Clause]:
        """Clauses and event nouns that the outer verb may be about."""
        complements = {phrase.head for slot in INNER_LINKS for phrase in clause.slots.get(slot, ())}
        clauses = self.scene.clauses
        out = [
            clauses[h]
            for h in sorted(complements)
            if h in clauses and clauses[h].outer != clause.head
        ]
        todo = list(self.inner.get(clause.head, ()))
        joined: set[int] = set()
        while todo:
            item = todo.pop(0)
            if nests == "report" and self._is_purpose(clause, item):
                continue
            if item.head in complements or item.link in INNER_LINKS or item.head in joined:
                out.append(item)
                more = [i for i in self.inner.get(item.head, ()) if i.link == "conj"]
                joined.update(i.head for i in more)
                todo.extend(more)
            elif item.kind == "noun" and self.readings[item.head].light:
                continue  # the outer verb only carries it
            elif nests in PHASES and item.link not in ("noun:object", "noun:complement"):
                continue  # what talks are *on* is their topic
            elif nests and nests != "report" and item.link in NOUN_LINKS:
                out.append(item)
        return out

    def _fold(self, reading: Reading, nests: str, inner: list[Clause]) -> list[Match] | None:
        scene, outer = self.scene, reading.match
        events = [
            (item, match)
            for item in inner
            for match in self.done[item.head]
            if not match.assertion
            or nests in PASS
            or (match.assertion == "negated" and nests in _REFUSABLE)
        ]
        if outer is not None:
            events = self._with_parties(nests, events)
            if nests == "refuse":
                events = self._own_refusals(reading, events)
        if nests == "unasserted":
            return self._unasserted(reading, events)
        wished = self._bare_wishes(reading, inner) if nests == "report" else []
        if not events:
            return wished or None
        if nests in PASS:
            passed = self._pass_on(reading, nests, events)
            return [*wished, *(passed or ())] if wished else passed
        out: list[Match] = []
        for item, match in events:
            self.swallowed.add(item.head)
            kind = "refuse" if match.assertion == "negated" else nests  # vowed never to talk
            row = longest_prefix(scene.rules.nesting.get(kind, {}), match.code)
            if row is None:
                self._say(item, "dropped", f"no row for {kind} x {match.code}")
                continue
            out.extend(self._nested(reading, kind, evolve(match, assertion=""), row))
        return out or None

    def _with_parties(
        self, nests: str, events: list[tuple[Clause, Match]]
    ) -> list[tuple[Clause, Match]]:
        """*threatened to shut the strait*: the threat says enough where the inner act finds nobody."""
        if nests not in PASS:
            self.swallowed.update(item.head for item, match in events if only_thing(match))
        return [(item, match) for item, match in events if not only_thing(match)]

    def _unasserted(
        self, reading: Reading, events: list[tuple[Clause, Match]]
    ) -> list[Match] | None:
        """What is hoped or tried has not come about; *Chile needs to free him* is a wish if somebody says it."""
        self.swallowed.update(item.head for item, _ in events)
        if reading.match is None and reading.clause.lemma in _MUST:
            return [
                evolve(match, assertion="hypothetical: must")
                for item, match in events
                if item.link == "to_do"
            ]
        for item, _ in events:
            self._say(item, "dropped", f"under {self.scene.text(reading.clause.head)!r}")
        return None if reading.match is not None else []

    def _own_refusals(
        self, reading: Reading, events: list[tuple[Clause, Match]]
    ) -> list[tuple[Clause, Match]]:
        """*rejected Peru's decision to quit*: what another does is not refused, it is rejected."""
        mine = {a.code for a in self._sources(reading) if a.known}
        out = []
        for item, match in events:
            theirs = {a.code for a in match.sources if a.known}
            deed = self.scene.clauses[match.clause].kind != "noun"
            if deed and mine and theirs and mine.isdisjoint(theirs):
                self.swallowed.add(item.head)
            else:
                out.append((item, match))
        return out

    def _pass_on(
        self, reading: Reading, nests: str, events: list[tuple[Clause, Match]]
    ) -> list[Match] | None:
        """*continued to send*, *said that*: the inner event stands; the saying names its speaker."""
        if nests == "report":
            for item in {item.head: item for item, _ in events}.values():
                self.done[item.head] = [
                    said for match in self.done[item.head] for said in self._said(reading, match)
                ]
            return []
        out = []
        for item, match in events:
            self.swallowed.add(item.head)
            sources = match.sources
            if item.kind == "noun" and reading.clause.slots.get("subject") and not match.sources:
                sources = self._sources(reading)
            out.append(evolve(match, sources=sources, via=(self._via(reading), *match.via)))
        return out

    def _said(self, reading: Reading, match: Match) -> list[Match]:
        """A reported event names its speaker; what one says another *must* or *should* do is asked of him."""
        wish = WISHES.get(match.assertion)
        if wish is None and reading.clause.lemma == "insist" and self._subjunctive(match):
            wish = "demand"
        if wish is None:
            said = evolve(match, reported_by=match.reported_by or self._speaker(reading))
            return [self._to_listener(reading, said)]
        row = longest_prefix(self.scene.rules.nesting.get(wish, {}), match.code)
        if row is None:
            return [match]
        plain = evolve(match, assertion="")
        return self._nested(evolve(reading, match=None), wish, plain, row) or [match]

    def _to_listener(self, reading: Reading, match: Match) -> Match:
        """*told Japan it stands ready to help*: what is promised to nobody else is promised to who is told."""
        codes = {a.code for a in self._sources(reading) if a.known}
        held = any(a.known or a.kind == "given" for a in match.targets)
        if held or not match.code.startswith(_VERBAL):
            return match
        if codes.isdisjoint(a.code for a in match.sources):
            return match
        told = (p.head for slot in ("object", "to") for p in reading.slots.get(slot, ()))
        listeners = tuple(
            a
            for a in dict.fromkeys(a for h in told for a in self.scene.actors.exact(h))
            if a.known and a.code not in codes and not a.code.endswith("MED")
        )
        return evolve(match, targets=listeners) if listeners else match

    def _subjunctive(self, match: Match) -> bool:
        """*insisted that Chile release them*: the bare verb under one subject asks for what is not yet."""
        token = self.scene.parse.token(match.clause)
        subjects = self.scene.clauses[match.clause].slots.get("subject", ())
        return (
            token.xpos in ("VB", "VBP")
            and token.text == token.lemma
            and any(self.scene.parse.token(p.head).xpos in ("NN", "NNP") for p in subjects)
            and all(
                self.scene.actors.cats[c] != "auxiliary"
                for c in self.scene.parse.children[match.clause]
            )
        )

    def _bare_wishes(self, reading: Reading, inner: list[Clause]) -> list[Match]:
        """*said Syria must do more*: something is asked of Syria, whatever it is."""
        speakers = tuple(a for a in self._sources(reading) if a.known)
        out = []
        for item in inner:
            wish = WISHES.get(f"hypothetical: {item.assertion.hypothetical}")
            if wish is None or not speakers or self.done[item.head] or item.assertion.negated:
                continue
            row = longest_prefix(self.scene.rules.nesting.get(wish, {}), "")
            asked = [
                a for p in item.slots.get("subject", ()) for a in self.scene.actors.exact(p.head)
            ]
            targets = tuple(
                a for a in asked if a.known and a.code not in {s.code for s in speakers}
            )
            if row is not None and targets:
                out.append(
                    Match(
                        clause=item.head,
                        code=row.code,
                        sources=speakers,
                        targets=targets,
                        entry_id=f"nesting.{wish}",
                        entry=str(row.where),
                        words=(item.head,),
                        nested=True,
                        confidence=0.6,
                    )
                )
        return out

    def _speaker(self, reading: Reading) -> str:
        actors = self._sources(reading)
        return actors[0].code if actors and actors[0].known else (actors[0].text if actors else "")

    def _sources(self, reading: Reading) -> tuple[Actor, ...]:
        if reading.match is not None and reading.match.sources:
            return reading.match.sources
        phrases = reading.slots.get("subject", ())
        return tuple(a for p in phrases for a in self.scene.actors.at(p.head))

    def _nested(self, reading: Reading, nests: str, match: Match, row: NestRow) -> list[Match]:
        code = match.code if row.code == "inner" else row.code
        second = match.code if row.inner_code == "inner" else row.inner_code or code
        sources = self._sources(reading) or match.sources
        outer_targets = self._outer_targets(reading, match) if nests in OUTER_TARGET else ()
        codes = {a.code for a in sources if a.known}
        sides = (match.targets, match.sources)
        if nests == "refuse" and match.code.startswith(_ASKED):
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

    def _outer_targets(self, reading: Reading, match: Match) -> tuple[Actor, ...]:
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


_REFUSABLE = ("intend", "offer")
"""Outer classes under which a negated act is refused: *promised not to meet*."""


_ASKED = ("02", "10")
_VERBAL = ("03", "12", "13")
"""Acts of words that may be meant for who hears them."""
_MUST = ("need", "have")
"""Verbs that say what somebody *must* do: *needs to withdraw*."""


def joint(match: Match) -> bool:
    """*A and B agreed to meet*: both intend it; *A will meet B* is A's intent alone."""
    return match.sources == match.targets


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
