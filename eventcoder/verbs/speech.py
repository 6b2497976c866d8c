"""What becomes of an event under a verb of saying: its speaker, wishes, promises and threats."""

from __future__ import annotations

from attrs import evolve

from eventcoder.actors.codes import has_place
from eventcoder.model.events import Match
from eventcoder.model.syntax import Clause
from eventcoder.verbs.match import Reading
from eventcoder.verbs.nesting import Nesting, longest_prefix
from eventcoder.verbs.parties import OFFICES

WISHES = {
    "hypothetical: must": "demand",
    "hypothetical: should": "request",
    "hypothetical: ought": "request",
}

_VERBAL = ("03", "12", "13")
"""Acts of words that may be meant for who hears them."""

_MINDS = ("012", "013", "014")
"""States of mind, which nobody asks for."""

_HARM = ("12", "14", "15", "16", "17", "18", "19", "20")

_MAYBE = ("hypothetical: may", "hypothetical: might", "hypothetical: could")


class Speech(Nesting):
    """Reads what somebody says of somebody."""

    def _said(self, reading: Reading, match: Match) -> list[Match]:
        """A reported event names its speaker; what one says another *must* or *should* do is asked of him."""
        wish = None if self._is_own(reading, match) else WISHES.get(match.assertion)
        if match.code in _MINDS:
            wish = None  # should be worried
        if wish is None and reading.clause.lemma == "insist" and self._subjunctive(match):
            wish = "demand"
        if self._may_do_it(reading, match):
            match = self._turned(evolve(match, assertion=""), "threaten") or match
        if wish is None:
            said = evolve(match, reported_by=match.reported_by or self._speaker(reading))
            return [self._to_listener(reading, self._of_government(reading, said))]
        row = longest_prefix(self.scene.rules.nesting.get(wish, {}), match.code)
        if row is None:
            return [match]
        plain = evolve(match, assertion="")
        return self._nested(evolve(reading, match=None), wish, plain, row) or [match]

    def _is_own(self, reading: Reading, match: Match) -> bool:
        """*said we must act*: what one must do oneself is asked of nobody."""
        subjects = {p.head for p in self.scene.clauses[match.clause].slots.get("subject", ())}
        speakers = {a.code for a in self._sources(reading)}
        return any(a.head in subjects and a.code in speakers for a in match.sources)

    def _may_do_it(self, reading: Reading, match: Match) -> bool:
        """*said it might attack*: what harm one says one may do is threatened."""
        clause = self.scene.clauses[match.clause]
        if match.assertion not in _MAYBE or clause.assertion.negated:
            return False
        if not self._is_said(clause):
            return False
        speakers = {a.code[:3] for a in self._sources(reading) if a.known}
        own = all(a.known and a.code[:3] in speakers for a in match.sources)
        if speakers and speakers <= OFFICES:  # Serbia might send its army, the minister said
            own = all(a.known and has_place(a.code) for a in match.sources)
        return own and match.code.startswith(_HARM) and any(a.known for a in match.targets)

    def _is_said(self, clause: Clause) -> bool:
        """Whether a clause is what is said, itself or as what somebody there is forced to do."""
        outer = self.scene.clauses.get(clause.outer)
        if clause.link == "to_do" and outer is not None and outer.passive:
            return outer.link == "that"
        return clause.link == "that"

    def _is_ultimatum(self, reading: Reading) -> bool:
        """*told Lithuania to yield or face sanctions*: what else will befall it is a threat."""
        parse, cats = self.scene.parse, self.scene.actors.cats
        for phrase in reading.clause.slots.get("to_do", ()):
            for item in self.inner.get(phrase.head, ()):
                joined = {
                    parse.token(c).text.lower()
                    for c in parse.children[item.head]
                    if cats[c] == "conjunction"
                }
                if item.link == "conj" and "or" in joined:
                    return item.passive or self.scene.actors.in_set(item.head, "ultimatum-ends")
            if self._or_else_be(phrase.head):
                return True
        return False

    def _or_else_be(self, head: int) -> bool:
        """*to leave or face arrest, to go or be shot*, where the parser joins other words than the verbs."""
        parse = self.scene.parse
        for i in parse.subtree(head):
            if parse.token(i).text.lower() == "or" and i < len(parse.tokens):
                after = parse.token(i + 1)
                if after.text.lower() == "be" or self.scene.actors.in_set(i + 1, "ultimatum-ends"):
                    return True
        return False

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

    def _of_government(self, reading: Reading, match: Match) -> Match:
        """*made an announcement that the US would leave*: what a government announces for its state is its own."""
        objects = reading.clause.slots.get("object", ())
        spoken = any(p.head in self.readings and self.readings[p.head].nests for p in objects)
        if not match.code.startswith("03") or not spoken:
            return match
        states = {a.code for a in match.sources}
        speakers = [a for a in self._sources(reading) if a.code[3:6] == "GOV"]
        own = tuple(a for a in speakers if states == {a.code[:3]})
        return evolve(match, sources=own) if own else match

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
