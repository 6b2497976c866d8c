"""An event inside an outer verb: what is asked, promised, refused or denied, by the table in nesting.yaml."""

from __future__ import annotations

from attrs import evolve

from eventcoder.model.events import Match
from eventcoder.model.syntax import Clause
from eventcoder.verbs.match import Reading, only_thing
from eventcoder.verbs.nesting import PASS, longest_prefix
from eventcoder.verbs.speech import Speech

PHASES = frozenset({"same", "resume", "stop", "fail"})
"""Classes of verbs that say how far an act has come."""

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

_REFUSABLE = ("intend", "offer")
"""Outer classes under which a negated act is refused: *promised not to meet*."""

_MUST = {"need": "must", "have": "must", "ought": "ought"}
"""Verbs that say what somebody *must* do: *needs to withdraw*."""


class Folder(Speech):
    """Reads every clause and folds inner events into outer verbs."""

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
            elif (
                nests == "intend" and clause.passive and item.link == "noun:object" and complements
            ):
                continue  # the strikes were intended to warn: they took place
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
                evolve(match, assertion=f"hypothetical: {_MUST[reading.clause.lemma]}")
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
