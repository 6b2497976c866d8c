"""Whether what a clause tells is a fact: negation, future and doubt from itself and from what stands around it."""

from __future__ import annotations

from attrs import evolve

from eventcoder.model.syntax import Assertion, Clause
from eventcoder.syntax import slots as ud
from eventcoder.verbs.fold import Folder
from eventcoder.verbs.nesting import PASS

_LEADS = frozenset(
    "lead result end pave spark trigger cause provoke escalate develop spill erupt precipitate prompt ignite bring "
    "mean jeopardise jeopardize risk threaten herald usher".split()
)
"""Verbs that say what comes of something."""

ABLE = ("can", "could", "ca")
"""With a negation they refuse: *we cannot accept the plan*."""


_WISHING = ("request", "demand", "unasserted", "order")
_AUXILIARIES = ("auxiliary", "passive_auxiliary", "copula")
_WH = ("WRB", "WP", "WDT", "WP$")
_TOLD_BY_NOUN = ("relative", "participial", "complement", "adverbial")


class Moods(Folder):
    """Says how real each clause is."""

    def _mood(self, clause: Clause) -> Assertion:
        """A conjunct without an auxiliary of its own shares its governor's."""
        mood = clause.assertion
        outer = self.scene.clauses.get(clause.outer)
        if not mood.hypothetical and (doubt := self._doubt(clause)):
            return evolve(mood, hypothetical=doubt)
        if outer is not None and (lent := self._lent_mood(clause, outer)) is not None:
            return lent
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

    def _lent_mood(self, clause: Clause, outer: Clause) -> Assertion | None:
        """The mood that a clause has of the clause around it."""
        mood = clause.assertion
        if clause.link == "to_do" and (doubt := self._doubt(outer)):
            return evolve(mood, hypothetical=mood.hypothetical or doubt)
        if clause.link == "that" and outer.assertion.hypothetical == "if":
            return evolve(mood, hypothetical="if")  # if proof emerges that Peru did it
        if self._is_outcome(clause, outer):
            return Assertion(hypothetical=outer.assertion.hypothetical or "will")
        if self._is_unreal_purpose(clause, outer):
            return Assertion(hypothetical="to")
        if mood == Assertion() and self._is_then(clause, outer):
            return Assertion(hypothetical=outer.assertion.hypothetical or "will")
        return None

    def _doubt(self, clause: Clause) -> str:
        """The word that makes a clause no fact though none of its auxiliaries does, or an empty text."""
        scene = self.scene
        for child in scene.parse.children[clause.head]:
            adverb = scene.actors.cats[child] == "adverb"
            if adverb and scene.actors.in_set(child, "perhaps"):
                return scene.text(child).lower()
        if clause.kind != "noun":
            if self._is_asked(clause):
                return "?"
            if self._is_under_proposal(clause):
                return "would"
            if self._is_kept_from(clause):
                return "from"
            if self._is_too(clause):
                return "too"
            if self._is_bare_conjunct(clause):
                return "to"
        elif self._is_thwarted(clause):
            return "thwarted"
        return self._nothing_of(clause)

    def _is_thwarted(self, clause: Clause) -> bool:
        """*his plan to attack was blocked*: what was planned will not be."""
        outer = self.scene.clauses.get(clause.outer)
        planned = self.readings[clause.head].nests == "intend" and clause.link == "noun:object"
        if outer is None or not planned or not outer.passive:
            return False
        return self.scene.actors.in_set(outer.head, "thwarting")

    def _is_kept_from(self, clause: Clause) -> bool:
        """*bars firms from joining a boycott*: what somebody is kept from is not done."""
        outer = self.scene.clauses.get(clause.outer)
        if outer is None or self.readings[outer.head].nests not in ("", "report"):
            return False
        mark = ud.marker(self.scene.parse, self.scene.actors.cats, clause.head)
        if mark == "about" and outer.kind == "verb":
            return self.scene.parse.token(clause.head).xpos == "VBG"  # tweeted about bombing Peru
        return mark == "from" and self.scene.actors.in_set(outer.head, "hindering")

    def _is_bare_conjunct(self, clause: Clause) -> bool:
        """*wants to stop a war and reassure Peru*, where the parser joins the bare verb to *wants*."""
        parse, cats = self.scene.parse, self.scene.actors.cats
        outer = self.scene.clauses.get(clause.outer)
        if clause.link != "conj" or outer is None or parse.token(clause.head).xpos != "VB":
            return False
        if any(cats[c] in ("auxiliary", "mark") for c in parse.children[clause.head]):
            return False
        if self._is_bare_conjunct(outer):
            return True
        finite = parse.token(outer.head).xpos in ("VBZ", "VBD", "VBP")
        wish = (
            self.readings[outer.head].nests == "unasserted"
            or parse.token(outer.head).lemma == "want"
        )
        return finite and wish and bool(outer.slots.get("to_do"))

    def _is_asked(self, clause: Clause) -> bool:
        """*is Peru willing to yield?*: the auxiliary before the subject asks."""
        if "?" not in self.scene.parse.sentence.text:
            return False
        subjects = [p.head for p in clause.slots.get("object" if clause.passive else "subject", ())]
        cats = self.scene.actors.cats
        kids = self.scene.parse.children[clause.head]
        first = [c for c in kids if cats[c] in _AUXILIARIES]
        asking = [c for c in kids if c < clause.head and self.scene.parse.token(c).xpos in _WH]
        return bool(
            first and subjects and not asking and first[0] < subjects[0] < clause.head
        ) and all(c in kids for c in subjects[:1])

    def _is_under_proposal(self, clause: Clause) -> bool:
        """*under the proposal, Peru would leave; a draft that would free him*: nobody has agreed to it."""
        kids = self.scene.parse.children[clause.head]
        would = any(self.scene.text(c).lower() == "would" for c in kids)
        return would and any(
            self.scene.actors.in_set(p.head, "proposals")
            for slot in ("under", "subject")
            for p in clause.slots.get(slot, ())
        )

    def _is_too(self, clause: Clause) -> bool:
        """*too weak to attack*: not done."""
        parse = self.scene.parse
        outer = self.scene.clauses.get(clause.outer)
        if outer is None or ud.marker(parse, self.scene.actors.cats, clause.head) != "to":
            return False
        return any(
            parse.token(i).text.lower() == "too" and parse.token(parse.token(i).head).upos == "ADJ"
            for i in range(outer.head + 1, clause.head)
        )

    def _nothing_of(self, clause: Clause) -> str:
        """*no sign that Peru attacked, any men who left*: what a noun with *no* or *any* tells is no fact."""
        scene = self.scene
        above = scene.parse.token(clause.head).head
        if not above or scene.actors.cats[clause.head] not in _TOLD_BY_NOUN:
            return ""
        if scene.parse.token(above).upos != "NOUN" or scene.actors.in_set(above, "undoubted"):
            return ""
        outer = self.readings.get(clause.outer)
        if outer is not None and outer.clause.head == above:
            over = self.readings.get(outer.clause.outer)
            if outer.nests and not (over is not None and over.nests == "deny"):
                return ""  # no plans to attack
            outer = over
        if outer is not None and outer.nests == "deny":
            return "denied"  # denied claims that it attacked
        if any(scene.text(i) == "," for i in range(above, clause.head)):
            return ""
        words = {scene.text(c).lower() for c in scene.parse.children[above] if c < above}
        return next((word for word in ("no", "any", "little") if word in words), "")

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
        light = self.readings[clause.head].light
        if (light and clause.link != "noun:object") or not self._is_new(clause.head):
            return ""
        mood = self._mood(outer)
        kids = self.scene.parse.children[outer.head]
        if any(self.scene.parse.token(c).lemma == "have" for c in kids if c < outer.head):
            return ""  # may have been hurt in an attack
        unreal = mood.hypothetical or ("future" if mood.future and not light else "")
        return f"hypothetical: {unreal}" if unreal else ""

    def _is_new(self, head: int) -> bool:
        """Whether a noun has *a* or *any*: nothing that the reader knows of."""
        words = {self.scene.text(c).lower() for c in self.scene.parse.children[head] if c < head}
        return bool(words & {"a", "an", "any"})

    def _is_any(self, head: int) -> bool:
        """*action by any party*: nobody has taken it."""
        return any(self.scene.text(c).lower() == "any" for c in self.scene.parse.children[head])

    def _is_then(self, clause: Clause, outer: Clause) -> bool:
        """*what will happen when troops leave*, *should answer by invading*: as unreal as the outer clause."""
        if clause.link != "adverbial" or clause.kind == "noun":
            return False
        children = self.scene.parse.children[clause.head]
        words = {self.scene.text(c).lower() for c in children if c < clause.head}
        unreal = outer.assertion.future or outer.assertion.hypothetical
        if unreal and words & {"when", "once", "after", "as", "where"}:
            return self.scene.parse.token(clause.head).xpos in ("VBP", "VBZ")
        tag = self.scene.parse.token(clause.head).xpos
        above = self.readings.get(outer.outer)
        aimed = outer.link == "to_do" and above is not None and above.nests not in ("", *PASS)
        mark = ud.marker(self.scene.parse, self.scene.actors.cats, clause.head)
        if mark not in ("by", "while", "including") or tag != "VBG":
            return False
        if mark == "while":
            return outer.assertion.hypothetical in ("should", "must", "ought")
        return bool(outer.assertion.hypothetical or aimed)

    def _is_unreal_purpose(self, clause: Clause, outer: Clause) -> bool:
        """*wants him to use the file to open a case*: what an act that is not yet is for."""
        if clause.link not in ("adverbial", "participial") or clause.kind == "noun":
            return False
        if outer.kind == "adjective":
            return False  # ready to meet
        if clause.link == "participial" and outer.kind == "noun":
            above = self.scene.clauses.get(outer.outer)
            if self.readings[outer.head].nests or above is None:
                return False  # their decision to meet
            outer = above  # could wage a campaign to oust them
        mark = ud.marker(self.scene.parse, self.scene.actors.cats, clause.head)
        return mark == "to" and self._is_unreal(outer)

    def _is_unreal(self, outer: Clause) -> bool:
        """Whether a clause is denied, supposed, to come, asked for or wished."""
        mood = outer.assertion
        if mood.negated or mood.hypothetical or mood.future or outer.link == "to_do":
            return True
        above = self.readings.get(outer.outer)
        asked = outer.link == "that" and above is not None and above.nests in _WISHING
        mark = ud.marker(self.scene.parse, self.scene.actors.cats, outer.head)
        noun = above is not None and above.clause.kind == "noun" and not above.nests
        effort = outer.link == "participial" and mark == "to" and noun
        return asked or effort or bool(self._doubt(outer))  # an attempt to get him to yield

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
