"""Whether what a clause tells is a fact: negation, future and doubt from itself and from what stands around it."""

from __future__ import annotations

from attrs import evolve

from eventcoder.model.syntax import Assertion, Clause
from eventcoder.syntax import slots as ud
from eventcoder.verbs.fold import Folder

_LEADS = frozenset(
    "lead result end pave spark trigger cause provoke escalate develop spill erupt precipitate prompt ignite bring "
    "mean jeopardise jeopardize risk threaten herald usher".split()
)
"""Verbs that say what comes of something."""

ABLE = ("can", "could", "ca")
"""With a negation they refuse: *we cannot accept the plan*."""


class Moods(Folder):
    """Says how real each clause is."""

    def _mood(self, clause: Clause) -> Assertion:
        """A conjunct without an auxiliary of its own shares its governor's."""
        mood = clause.assertion
        outer = self.scene.clauses.get(clause.outer)
        if outer is not None and self._is_outcome(clause, outer):
            return Assertion(hypothetical=outer.assertion.hypothetical or "will")
        if outer is not None and self._is_unreal_purpose(clause, outer):
            return Assertion(hypothetical="to")
        if outer is not None and mood == Assertion() and self._is_then(clause, outer):
            return Assertion(hypothetical=outer.assertion.hypothetical or "will")
        if clause.link == "conj" and outer is not None and not self._own_subject(clause):
            bare = mood.negated and self.scene.parse.token(clause.head).xpos == "VB"
            if mood == Assertion() or mood == Assertion(negated=bare):
                above = self._mood(outer)
                negated = mood.negated or (above.negated and not outer.assertion.negated)
                return evolve(above, negated=negated)
        if clause.link == "noun:subject" and mood.negated and outer is not None:
            above = self._mood(outer)  # there can be no talks
            return Assertion(negated=True, future=above.future or above.hypothetical in ABLE)
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

    def _is_outcome(self, clause: Clause, outer: Clause) -> bool:
        """*could lead to fighting between A and B*: what may come of something is not yet."""
        may = outer.assertion.hypothetical or outer.assertion.future
        if not may or outer.lemma not in _LEADS or clause.head < outer.head:
            return False
        if clause.head not in self.scene.parse.subtree(outer.head):
            return False
        return clause.link == "adverbial" or clause.link.startswith("noun:")

    def _supposed(self, clause: Clause) -> str:
        """*would not watch an attack on Peru, could flee in an assault*: *an* event of a clause that is no fact."""
        outer = self.scene.clauses.get(clause.outer)
        if clause.kind != "noun" or outer is None or outer.kind == "noun":
            return ""
        if self.readings[clause.head].light or not self._is_new(clause.head):
            return ""
        mood = self._mood(outer)
        kids = self.scene.parse.children[outer.head]
        if any(self.scene.parse.token(c).lemma == "have" for c in kids if c < outer.head):
            return ""  # may have been hurt in an attack
        unreal = mood.hypothetical or ("future" if mood.future else "")
        return f"hypothetical: {unreal}" if unreal else ""

    def _is_new(self, head: int) -> bool:
        """Whether a noun has *a* or *any*: nothing that the reader knows of."""
        words = {self.scene.text(c).lower() for c in self.scene.parse.children[head] if c < head}
        return bool(words & {"a", "an", "any"})

    def _is_then(self, clause: Clause, outer: Clause) -> bool:
        """*what will happen when troops leave*, *should answer by invading*: as unreal as the outer clause."""
        if clause.link != "adverbial" or clause.kind == "noun":
            return False
        children = self.scene.parse.children[clause.head]
        words = {self.scene.text(c).lower() for c in children if c < clause.head}
        unreal = outer.assertion.future or outer.assertion.hypothetical
        if unreal and words & {"when", "once", "after"}:
            return self.scene.parse.token(clause.head).xpos in ("VBP", "VBZ")
        return bool(outer.assertion.hypothetical and "by" in words)

    def _is_unreal_purpose(self, clause: Clause, outer: Clause) -> bool:
        """*wants him to use the file to open a case*: what an act that is not yet is for."""
        if clause.link != "adverbial" or clause.kind == "noun" or outer.kind == "adjective":
            return False  # ready to meet
        mark = ud.marker(self.scene.parse, self.scene.actors.cats, clause.head)
        mood = outer.assertion
        unreal = mood.negated or mood.hypothetical or mood.future or outer.link == "to_do"
        return mark == "to" and bool(unreal)

    def _would(self, clause: Clause) -> bool:
        """*the dockers would not unload it*: told of the past, they did refuse."""
        kids = self.scene.parse.children[clause.head]
        words = {self.scene.text(c).lower() for c in kids if c < clause.head}
        return "would" in words and clause.link != "that"

    def _own_subject(self, clause: Clause) -> bool:
        outer = self.scene.clauses[clause.outer]
        mine = clause.slots.get("object" if clause.passive else "subject", ())
        theirs = outer.slots.get("object" if outer.passive else "subject", ())
        return bool(mine) and [p.head for p in mine] != [p.head for p in theirs]
