"""Event inside event: what is asked, promised, refused, denied -> one code, by the table in nesting.yaml."""

from __future__ import annotations

from attrs import evolve

from eventcoder.actors.codes import parse, validate
from eventcoder.dictionary.entries import NestRow
from eventcoder.model.events import Actor, Match
from eventcoder.model.syntax import Assertion, Clause
from eventcoder.verbs.contexts import put_back
from eventcoder.verbs.match import Reading, read_clause
from eventcoder.verbs.scene import Scene

_OUTER_TARGET = frozenset({"request", "demand", "order", "allow", "accuse", "praise", "blame"})
"""Classes whose target is the outer object first, then the inner target."""

_OF_DEEDS = frozenset({"accuse", "praise", "blame"})
"""Classes that are about the doer alone: *accused A of arming B* says nothing to B."""

_PHASES = frozenset({"same", "resume", "stop", "fail"})
"""Classes of verbs that say how far an act has come."""

_PASS = frozenset({"same", "report"})
_NOUN_LINKS = frozenset(
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
_INNER_LINKS = frozenset({"to_do", "that"})
_INFERIOR = {
    "relative": 2,
    "participial": 2,
    "adverbial": 2,
    "noun": 3,
    "deep": 4,
    "conj": 0,
    "parataxis": 1,
}


def find_matches(scene: Scene) -> list[Match]:
    """All events of a sentence in order of preference, nested ones folded into their outer verbs."""
    return _Nester(scene).matches()


class _Nester:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.readings = {head: read_clause(clause, scene) for head, clause in scene.clauses.items()}
        self.inner: dict[int, list[Clause]] = {}
        for clause in scene.clauses.values():
            self.inner.setdefault(clause.outer, []).append(clause)
        self.swallowed: set[int] = set()
        self.done: dict[int, list[Match]] = {}
        self.history = put_back(scene)

    def matches(self) -> list[Match]:
        out: list[Match] = []
        for head in reversed(list(self.scene.clauses)):
            self.done[head] = self._effective(self.readings[head])
        for head, clause in self.scene.clauses.items():
            if head in self.swallowed:
                continue
            rank = self._rank(clause)
            out.extend(evolve(match, rank=rank) for match in self.done[head])
        return sorted(out, key=_preference)

    def _rank(self, clause: Clause) -> int:
        rank, at = 0, clause
        while at.outer:
            link = at.link.partition(":")[0]
            outer = self.scene.clauses[at.outer]
            if link in _INNER_LINKS:
                above = self.readings[outer.head]
                rank += (
                    0 if above.group is None or above.nests in _PASS or above.group.silent else 1
                )
            elif link == "noun":
                rank += 1
            else:
                rank += _INFERIOR.get(link, 2)
            at = outer
        return rank

    # -- one clause ------------------------------------------------------------------------------

    def _effective(self, reading: Reading) -> list[Match]:
        """The matches that a clause stands for, its inner events folded in."""
        clause = reading.clause
        own = [] if reading.match is None or reading.idiom else [reading.match]
        nests = reading.nests
        inner = self._inner_of(clause, nests)
        if nests and inner and not (own and any(item.head in own[0].words for item in inner)):
            folded = self._fold(reading, nests, inner)
            if folded is not None:
                return [self._assert(match, clause) for match in folded]
        own = self._lift_light_noun(reading, own)
        self._swallow_topics(reading, own)
        self._demote_strangers(reading, inner)
        if clause.kind == "noun" and own and not self._noun_fires(clause, own[0], reading):
            own = []
        return [self._assert(match, clause) for match in own]

    def _inner_of(self, clause: Clause, nests: str) -> list[Clause]:
        """Clauses and event nouns that the outer verb may be about."""
        complements = {
            phrase.head for slot in _INNER_LINKS for phrase in clause.slots.get(slot, ())
        }
        clauses = self.scene.clauses
        out = [
            clauses[h]
            for h in sorted(complements)
            if h in clauses and clauses[h].outer != clause.head
        ]
        todo = list(self.inner.get(clause.head, ()))
        while todo:
            item = todo.pop(0)
            if nests == "report" and self._is_purpose(clause, item):
                continue
            if item.head in complements or item.link in _INNER_LINKS:
                out.append(item)
                todo.extend(i for i in self.inner.get(item.head, ()) if i.link == "conj")
            elif item.kind == "noun" and self.readings[item.head].light:
                continue  # the outer verb only carries it
            elif nests in _PHASES and item.link not in ("noun:object", "noun:complement"):
                continue  # what talks are *on* is their topic
            elif nests and nests != "report" and item.link in _NOUN_LINKS:
                out.append(item)
        return out

    def _fold(self, reading: Reading, nests: str, inner: list[Clause]) -> list[Match] | None:
        scene, outer = self.scene, reading.match
        events = [
            (item, match)
            for item in inner
            for match in self.done[item.head]
            if not match.assertion or nests in _PASS
        ]
        if nests == "unasserted":
            for item, _ in events:
                self.swallowed.add(item.head)
                self._say(item, "dropped", f"under {scene.text(reading.clause.head)!r}")
            return None if outer is not None else []
        wished = self._bare_wishes(reading, inner) if nests == "report" else []
        if not events:
            return wished or None
        if nests in _PASS:
            passed = self._pass_on(reading, nests, events)
            return [*wished, *(passed or ())] if wished else passed
        table = scene.rules.nesting.get(nests, {})
        out: list[Match] = []
        for item, match in events:
            self.swallowed.add(item.head)
            row = _longest_prefix(table, match.code)
            if row is None:
                self._say(item, "dropped", f"no row for {nests} x {match.code}")
                continue
            out.extend(self._nested(reading, nests, match, row))
        return out or None

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
        wish = _WISHES.get(match.assertion)
        if wish is None:
            said = evolve(match, reported_by=match.reported_by or self._speaker(reading))
            return [self._own_intent(reading, said)]
        row = _longest_prefix(self.scene.rules.nesting.get(wish, {}), match.code)
        if row is None:
            return [match]
        plain = evolve(match, assertion="")
        return self._nested(evolve(reading, match=None), wish, plain, row) or [match]

    def _bare_wishes(self, reading: Reading, inner: list[Clause]) -> list[Match]:
        """*said Syria must do more*: something is asked of Syria, whatever it is."""
        speakers = tuple(a for a in self._sources(reading) if a.known)
        out = []
        for item in inner:
            wish = _WISHES.get(f"hypothetical: {item.assertion.hypothetical}")
            if wish is None or not speakers or self.done[item.head] or item.assertion.negated:
                continue
            row = _longest_prefix(self.scene.rules.nesting.get(wish, {}), "")
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

    def _own_intent(self, reading: Reading, match: Match) -> Match:
        """*The president said his country would withdraw*: he intends it."""
        speakers = self._sources(reading)
        if (
            not match.nested
            or len(speakers) != 1
            or len(match.sources) != 1
            or not speakers[0].known
        ):
            return match
        country = match.sources[0].code
        if (
            len(country) == 3
            and speakers[0].code.startswith(country)
            and speakers[0].code != country
        ):
            return evolve(match, sources=speakers)
        return match

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
        outer_targets = self._outer_targets(reading, match) if nests in _OUTER_TARGET else ()
        codes = {a.code for a in sources if a.known}
        inner_targets = tuple(a for a in match.targets if a.code not in codes) or tuple(
            a for a in match.sources if a.code not in codes
        )
        if _joint(match) and nests not in _OUTER_TARGET:
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
            and (_joint(match) or code == match.code),
        )
        out = []
        if outer_targets and code != "none":
            out.append(evolve(merged, targets=outer_targets))
        if not outer_targets:
            second = code if row.inner_code in ("", "none") else second
        if outer_targets:
            known = nests in _OF_DEEDS and any(a.known for a in outer_targets)
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

    # -- assertion -------------------------------------------------------------------------------

    def _assert(self, match: Match, clause: Clause) -> Match:
        """Lay the clause's own negation, future and doubt over a match."""
        mood = self._mood(clause)
        if clause.head in self.history:
            return evolve(match, assertion=f"history: {self.history[clause.head]}")
        if match.nested and match.clause != clause.head:
            return match
        rule = self.readings[clause.head].rule
        negated = mood.negated and not (rule is not None and rule.negated)
        if mood.hypothetical:
            return evolve(match, assertion=f"hypothetical: {mood.hypothetical}")
        if mood.future:
            return self._turn(match, "refuse" if negated else "intend", negated)
        if negated:
            return evolve(match, assertion="negated")
        return match

    def _turn(self, match: Match, nests: str, negated: bool) -> Match:
        if match.code[:2] in _ALREADY_WORDS and not negated:
            return match
        row = _longest_prefix(self.scene.rules.nesting.get(nests, {}), match.code)
        if row is None or row.code == "none":
            return evolve(match, assertion="negated" if negated else "future")
        code = match.code if row.code == "inner" else row.code
        joint = match.both_ways and _joint(match)
        via = (f"{nests} {row.where}", *match.via)
        return evolve(match, code=code, mirror="", both_ways=joint, via=via, nested=True)

    def _mood(self, clause: Clause) -> Assertion:
        """A conjunct without an auxiliary of its own shares its governor's."""
        mood = clause.assertion
        outer = self.scene.clauses.get(clause.outer)
        if (
            clause.link == "conj"
            and outer is not None
            and mood == Assertion()
            and not self._own_subject(clause)
        ):
            return (
                evolve(self._mood(outer), negated=False)
                if outer.assertion.negated
                else self._mood(outer)
            )
        if (
            clause.kind == "noun"
            and outer is not None
            and clause.link in ("noun:object", "noun:subject")
        ):
            if clause.link == "noun:subject" and (
                outer.kind == "verb" or not self.readings[clause.head].light
            ):
                return self._mood(outer) if mood == Assertion() else mood
        return mood

    def _own_subject(self, clause: Clause) -> bool:
        outer = self.scene.clauses[clause.outer]
        mine = clause.slots.get("object" if clause.passive else "subject", ())
        theirs = outer.slots.get("object" if outer.passive else "subject", ())
        return bool(mine) and [p.head for p in mine] != [p.head for p in theirs]

    # -- event nouns -----------------------------------------------------------------------------

    def _lift_light_noun(self, reading: Reading, own: list[Match]) -> list[Match]:
        """*launched an attack on X*: the noun's reading is the verb's, unless the verb's pattern names the noun."""
        for item in self.inner.get(reading.clause.head, ()):
            if (
                item.kind != "noun"
                or not self.readings[item.head].light
                or not self.done.get(item.head)
            ):
                continue
            if item.link == "noun:subject" and own:
                continue
            if not own or item.head not in own[0].words:
                self.swallowed.add(item.head)
                return self.done[item.head]
        return own

    def _swallow_topics(self, reading: Reading, own: list[Match]) -> None:
        """Event nouns that a winning verb speaks of are no events of their own."""
        if not own or reading.clause.kind == "noun":
            return
        about = set(own[0].words) | {a.head for a in own[0].targets}
        for item in self.inner.get(reading.clause.head, ()):
            if item.kind != "noun" and (
                item.head in own[0].words or self._is_purpose(reading.clause, item)
            ):
                self.swallowed.add(item.head)
            if item.kind == "noun" and (item.head in about or item.link.startswith("noun:")):
                if item.link in (
                    "noun:subject",
                    "noun:after",
                    "noun:during",
                    "noun:following",
                    "noun:in",
                ):
                    if item.head not in about:
                        continue
                self.swallowed.add(item.head)

    def _demote_strangers(self, reading: Reading, inner: list[Clause]) -> None:
        """An infinitive under a verb that no entry knows is no plain fact."""
        if reading.group is not None and (
            reading.nests or (not reading.group.silent and reading.match is None)
        ):
            return
        for item in inner:
            if item.link == "to_do":
                self.done[item.head] = [
                    evolve(
                        m,
                        assertion=m.assertion
                        or f"hypothetical: {self.scene.text(reading.clause.head)}",
                    )
                    for m in self.done[item.head]
                ]

    def _noun_fires(self, clause: Clause, match: Match, reading: Reading) -> bool:
        """A noun alone needs both parties; under a verb of talk it is only a topic."""
        if reading.light:
            return True
        if not all(any(a.known for a in side) for side in (match.sources, match.targets)):
            return False
        outer = self.readings.get(clause.outer)
        if outer is None or clause.link == "noun:subject":
            return True
        if clause.link == "noun:object" or clause.link in _NOUN_LINKS:
            return outer.match is None and outer.nests != "unasserted"
        return True

    def _say(self, clause: Clause, outcome: str, detail: str, where: str = "") -> None:
        if self.scene.trace is not None:
            self.scene.trace.add("nest", self.scene.text(clause.head), outcome, detail, where)


_ALREADY_WORDS = frozenset({"01", "02", "03", "10", "12", "13", "11", "09"})
"""Roots that are words themselves: *will ask* is coded as asking would be."""


def _joint(match: Match) -> bool:
    """*A and B agreed to meet*: both intend it; *A will meet B* is A's intent alone."""
    return match.sources == match.targets


def _party(actor: Actor) -> bool:
    """Whether an actor stands on its own: a country, organisation or group, not a bare role."""
    if not actor.known or validate(actor.code):
        return False
    code = parse(actor.code)
    return bool(code.place or code.international or code.is_group)


_WISHES = {
    "hypothetical: must": "demand",
    "hypothetical: should": "request",
    "hypothetical: ought": "request",
}


def _longest_prefix(table: dict[str, NestRow], code: str) -> NestRow | None:
    for size in range(len(code), -1, -1):
        if code[:size] in table:
            return table[code[:size]]
    return None


def _preference(match: Match) -> tuple[bool, int, tuple[int, int], int]:
    tests, words = match.score
    return (bool(match.assertion), match.rank, (-tests, -words), match.clause)
