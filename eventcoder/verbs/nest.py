"""All events of a sentence in order of preference: inner ones folded, negation and future laid over."""

from __future__ import annotations

from attrs import evolve

from eventcoder.model.events import Match
from eventcoder.model.syntax import Clause
from eventcoder.syntax import slots as ud
from eventcoder.verbs.fold import INNER_LINKS, NOUN_LINKS
from eventcoder.verbs.match import Reading
from eventcoder.verbs.moods import ABLE, Moods
from eventcoder.verbs.nesting import ASKED, PASS
from eventcoder.verbs.scene import Scene
from eventcoder.verbs.second import second_parties

_INFERIOR = {
    "relative": 2,
    "participial": 2,
    "adverbial": 2,
    "noun": 3,
    "deep": 4,
    "conj": 0,
    "caused": 0,
    "parataxis": 1,
}

_ALREADY_WORDS = frozenset({"01", "02", "03", "10", "12", "13", "11", "09"})
"""Roots that are words themselves: *will ask* is coded as asking would be."""


def find_matches(scene: Scene) -> list[Match]:
    """All events of a sentence in order of preference, nested ones folded into their outer verbs."""
    return _Nester(scene).matches()


class _Nester(Moods):
    """Says which readings stand as events."""

    def matches(self) -> list[Match]:
        out: list[Match] = []
        for head in reversed(list(self.scene.clauses)):
            self.done[head] = self._effective(self.readings[head])
        for head, clause in self.scene.clauses.items():
            if head in self.swallowed:
                continue
            rank, doubt = self._rank(clause), self._supposed(clause)
            out.extend(
                evolve(match, rank=rank, assertion=match.assertion or doubt)
                for match in self.done[head]
            )
        out.sort(key=_preference)
        return [*out, *second_parties(out, self.readings)]

    def _rank(self, clause: Clause) -> int:
        rank, at = 0, clause
        while at.outer:
            link = at.link.partition(":")[0]
            outer = self.scene.clauses[at.outer]
            if link in INNER_LINKS:
                above = self.readings[outer.head]
                rank += 0 if above.group is None or above.nests in PASS or above.group.silent else 1
            elif link == "noun":
                rank += 1
            else:
                rank += _INFERIOR.get(link, 2)
            at = outer
        return rank

    def _effective(self, reading: Reading) -> list[Match]:
        """The matches that a clause stands for, its inner events folded in."""
        clause = reading.clause
        own = [] if reading.match is None or reading.idiom else [reading.match]
        if own and (self._is_state(clause) or self._opines(reading)):
            own = []
        nests = reading.nests
        if nests == "request" and self._claims(reading):
            said = any(actor.known for actor in self._sources(reading))
            own, nests = [], "accuse" if said else "unasserted"
        inner = self._inner_of(clause, nests)
        if nests and inner and not (own and any(item.head in own[0].words for item in inner)):
            folded = self._fold(reading, nests, inner)
            if folded is not None:
                return [self._assert(match, clause) for match in self._or_else(reading, folded)]
        own = self._or_else(reading, self._lift_light_noun(reading, own))
        own = self._noun_knows(reading, own)
        own.extend(self._second_dyad(reading, nests, own[0], inner) if own else ())
        self._swallow_topics(reading, own)
        self._demote_strangers(reading, inner)
        if clause.kind == "noun" and own and not self._noun_fires(clause, own[0], reading):
            own = []
        return [self._assert(match, clause) for match in own]

    def _is_state(self, clause: Clause) -> bool:
        """*a town held by rebels, the land that they control*: how things are, behind what happens there."""
        behind = (clause.passive and clause.link == "participial") or clause.link == "relative"
        return behind and self.scene.actors.in_set(clause.head, "holdings")

    def _claims(self, reading: Reading) -> bool:
        """*suggested that Peru was behind it*: an indicative says what is, and asks for nothing."""
        return reading.clause.lemma in _CLAIM_OR_ASK and self._indicates(reading, _INDICATIVE)

    def _opines(self, reading: Reading) -> bool:
        """*agreed that the raid was a mistake*: of one opinion about what is, with nothing agreed to be done."""
        return reading.clause.lemma in _OPINING and self._indicates(reading, _FACTUAL)

    def _indicates(self, reading: Reading, indicative: frozenset[str]) -> bool:
        """Whether the clause behind *that* says what is."""
        parse, cats = self.scene.parse, self.scene.actors.cats
        for phrase in reading.clause.slots.get("that", ()):
            token = parse.token(phrase.head)
            words = [parse.token(c).text.lower() for c in parse.children[phrase.head]]
            verbs = [c for c in parse.children[phrase.head] if cats[c] in _AUXILIARY]
            finite = (
                token.xpos in ("VBZ", "VBD") and token.text.lower() != token.lemma and not verbs
            )
            if finite or any(word in indicative for word in words):
                return True
        return False

    def _or_else(self, reading: Reading, matches: list[Match]) -> list[Match]:
        """What is asked of somebody *or else* is a threat."""
        asked = [m for m in matches if m.code.startswith((*ASKED, "161", "174"))]
        if not asked or not self._is_ultimatum(reading):
            return matches
        return [evolve(m, code="130") if m in asked else m for m in matches]

    def _assert(self, match: Match, clause: Clause) -> Match:
        """Lay the clause's own negation, future and doubt over a match."""
        mood = self._mood(clause)
        if clause.head in self.history:
            return evolve(match, assertion=f"history: {self.history[clause.head]}")
        if match.nested and match.clause != clause.head:
            return match
        if any(self._is_any(actor.head) for actor in match.sources):
            return evolve(match, assertion="hypothetical: any")
        rule = self.readings[clause.head].rule
        negated = mood.negated and not (rule is not None and rule.negated)
        if mood.hypothetical and not (
            rule is not None and rule.negated and mood.hypothetical in ABLE
        ):
            return evolve(match, assertion=f"hypothetical: {mood.hypothetical}")
        if mood.future and not (mood.negated and not negated and self._would(clause)):
            intent = "threaten" if self._has_condition(clause, match) else "intend"
            return self._turn(match, "refuse" if negated else intent, negated)
        if negated:
            return evolve(match, assertion="negated")
        return match

    def _has_condition(self, clause: Clause, match: Match) -> bool:
        """*will sue unless a road is built*: to refuse, protest or charge on a condition is to threaten."""
        parse, cats = self.scene.parse, self.scene.actors.cats
        return match.code.startswith(_HARSH) and any(
            ud.is_condition(parse, cats, item.head) for item in self.inner.get(clause.head, ())
        )

    def _turn(self, match: Match, nests: str, negated: bool) -> Match:
        if self._is_reaction(match):
            return evolve(match, assertion="future")
        words = match.code[:2] in _ALREADY_WORDS and not match.code.startswith(_AT_LAW)
        if words and not negated and nests != "threaten":
            return match
        turned = self._turned(match, nests)
        return turned or evolve(match, assertion="negated" if negated else "future")

    def _is_reaction(self, match: Match) -> bool:
        """*the visit will anger Peru*: how somebody will take it is foretold by others."""
        return match.code.startswith(("01", "11")) and self.scene.actors.in_set(
            match.clause, "reactions"
        )

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

    def _noun_knows(self, reading: Reading, own: list[Match]) -> list[Match]:
        """*a strike by pilots against Chile halted trains*: whom the noun is against, where the verb finds nobody."""
        for item in self.inner.get(reading.clause.head, ()):
            if not own or item.link != "noun:subject" or item.head not in own[0].words:
                continue
            same = [m for m in self.done[item.head] if m.code[:2] == own[0].code[:2]]
            told = [m for m in same if any(a.known for a in m.targets)]
            if told and not any(a.known for a in own[0].targets):
                self.swallowed.add(item.head)
                return told
        return own

    def _swallow_topics(self, reading: Reading, own: list[Match]) -> None:
        """Event nouns that a winning verb speaks of are no events of their own."""
        if not own or reading.clause.kind == "noun":
            return
        about = set(own[0].words) | {a.head for a in own[0].targets}
        for item in self.inner.get(reading.clause.head, ()):
            if item.kind != "noun" and (
                item.head in own[0].words
                or self._is_purpose(reading.clause, item)
                or self._is_aim(item, own[0].words)
            ):
                self.swallowed.add(item.head)
                self._swallow_joined(item)
            if item.kind == "noun" and (item.head in about or item.link.startswith("noun:")):
                if item.link in (
                    "noun:subject",
                    "noun:after",
                    "noun:during",
                    "noun:following",
                    "noun:in",
                ):
                    if item.head not in about or self._stands_beside(item, own[0]):
                        continue
                self.swallowed.add(item.head)
                self._swallow_aims(item)

    def _swallow_joined(self, item: Clause) -> None:
        """*urged Peru to free him and put him on trial*: the second verb is asked for as the first is."""
        for other in self.inner.get(item.head, ()):
            if other.link == "conj" and item.link in INNER_LINKS and not self._own_subject(other):
                self.swallowed.add(other.head)

    def _stands_beside(self, item: Clause, match: Match) -> bool:
        """*Cuba's refusal to meet Haiti angered Peru*: what Cuba did is an event too."""
        return item.link == "noun:subject" and item.head not in match.words

    def _is_aim(self, item: Clause, words: tuple[int, ...]) -> bool:
        """*killed a bill to arm Taiwan*: what a matched thing is for is no fact."""
        above = self.scene.parse.token(item.head).head
        return item.link == "participial" and above in words and self._says_what_for(item)

    def _swallow_aims(self, noun: Clause) -> None:
        """*rejected an appeal to free him*: what the noun is for goes with it."""
        for item in self.inner.get(noun.head, ()):
            if item.kind != "noun" and self._says_what_for(item):
                self.swallowed.add(item.head)

    def _says_what_for(self, item: Clause) -> bool:
        return ud.marker(self.scene.parse, self.scene.actors.cats, item.head) in ("to", "of")

    def _demote_strangers(self, reading: Reading, inner: list[Clause]) -> None:
        """An infinitive under a verb that no entry knows, or whose entries all fail, is no plain fact."""
        group = reading.group
        if group is not None and reading.nests:
            return
        failed = group is not None and not group.silent and reading.match is None
        heads = {
            item.head
            for item in inner
            if item.link == "to_do" and not (failed and self._states(item))
        }
        for item in inner:
            if item.head in heads or (item.link == "conj" and item.outer in heads):
                heads.add(item.head)
                self.done[item.head] = [
                    evolve(
                        m,
                        assertion=m.assertion
                        or f"hypothetical: {self.scene.text(reading.clause.head)}",
                    )
                    for m in self.done[item.head]
                ]

    def _states(self, item: Clause) -> bool:
        """*was killed fighting the rebels, remains deaf to pleas*: no infinitive, so a fact under any verb."""
        return self.scene.parse.token(item.head).xpos != "VB"

    def _noun_fires(self, clause: Clause, match: Match, reading: Reading) -> bool:
        """A noun alone needs both parties; under a verb of talk it is only a topic."""
        if reading.light:
            return True
        if not any(a.known for a in match.sources):
            return False
        if not any(a.known for a in match.targets) and not self._is_stand(clause, match):
            return False
        outer = self.readings.get(clause.outer)
        if outer is None or clause.link == "noun:subject":
            return True
        if clause.link == "noun:object" or clause.link in NOUN_LINKS:
            return outer.match is None and outer.nests != "unasserted"
        return True

    def _is_stand(self, clause: Clause, match: Match) -> bool:
        """*Germany's opposition to a writedown*: whose stand it is says enough."""
        owners = {
            c
            for c in self.scene.parse.children[clause.head]
            if self.scene.actors.cats[c] == "possessor"
        }
        return match.code.startswith(_STANDS) and any(a.head in owners for a in match.sources)


_STANDS = ("05", "11", "12")
"""Codes of what one is for or against."""

_CLAIM_OR_ASK = ("suggest", "imply", "hint")
"""Verbs that claim with an indicative and ask with a subjunctive: *suggested that Peru leave*."""

_AUXILIARY = ("auxiliary", "passive_auxiliary", "copula")
_FACTUAL = frozenset("is are was were has have had 's ’s".split())
_INDICATIVE = _FACTUAL | {"would", "will"}
_OPINING = ("agree", "concur")

_AT_LAW = ("115", "116")
"""Codes of words that courts make deeds of: *will prosecute them* is a threat."""

_HARSH = ("112", "115", "12", "14", "15")
"""Codes that are threats where they are done on a condition."""


def _preference(match: Match) -> tuple[bool, bool, int, tuple[int, int], int]:
    """What is asserted first, acts before remarks, then the main clause, then the more exact pattern."""
    tests, words = match.score
    return (
        bool(match.assertion),
        match.code.startswith("01"),
        match.rank,
        (-tests, -words),
        match.clause,
    )
