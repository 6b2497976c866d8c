"""A predicate under construction, and the phrases that the parser hangs deeper than where they belong."""

from __future__ import annotations

from collections.abc import Collection

from attrs import field, mutable

from eventcoder.model.syntax import Phrase
from eventcoder.syntax import slots as ud
from eventcoder.syntax.complements import COMPLEMENT_MARKS, Complements
from eventcoder.syntax.phrases import members

_ARGUMENTS = frozenset({"with", "against", "between"})
"""Prepositions that lead to a party however deep the parser hangs them."""

_FIXED_PREPOSITIONS = frozenset(
    {
        "according to",
        "due to",
        "owing to",
        "prior to",
        "thanks to",
        "such as",
        "because of",
        "instead of",
        "as of",
    }
)
"""Prepositions of several words that do not count as their last word."""


@mutable(eq=False)
class Frame:
    """A predicate under construction."""

    head: int
    kind: str
    passive: bool = False
    slots: dict[str, list[Phrase]] = field(factory=dict)
    surface: list[Phrase] = field(factory=list)
    """What stands as grammatical subject, lent to verbs that have none."""
    link: str = ""
    outer: int = 0
    reported: bool = False

    def put(self, slot: str, phrases: Collection[Phrase]) -> None:
        """Add phrases to a slot, each head once."""
        if phrases:
            have = self.slots.setdefault(slot, [])
            heads = {phrase.head for phrase in have}
            have.extend(phrase for phrase in phrases if phrase.head not in heads)


class Deep(Complements):
    """Puts phrases into slots, and those below them too."""

    def _phrases(self, head: int, *, tolerant: bool = False) -> list[Phrase]:
        if not self._kids(head, "conjunct", "nominal", "apposition"):
            return [Phrase(head, tolerant)]
        return [Phrase(i, tolerant) for i in members(self.parse, self.cats, head)]

    def _put_prep(self, frame: Frame, prep: str, head: int, *, tolerant: bool) -> None:
        phrases = self._asked_about(head) or self._phrases(head, tolerant=tolerant)
        frame.put(prep, phrases)
        if " " in prep and prep not in _FIXED_PREPOSITIONS:
            frame.put(prep.rsplit(" ", 1)[1], [Phrase(p.head, True) for p in phrases])

    def _asked_about(self, head: int) -> list[Phrase]:
        """*a probe into how the brigade lost its tanks*: who and what the question is about."""
        if self.parse.token(head).xpos not in ("WRB", "WP"):
            return []
        return [
            phrase
            for verb in self._kids(head, "relative", "complement")
            for child in self._kids(verb, "subject", "passive_subject", "object")
            for phrase in self._phrases(child, tolerant=True)
        ]

    def _deep(self, frame: Frame, head: int, depth: int) -> None:
        """Prepositional phrases under a noun count for the verb too, tolerantly."""
        for child in self.parse.children[head]:
            cat = self.cats[child]
            if cat in ("relative", "participial") and frame.kind != "noun":
                self._deep_arguments(frame, child)
            if cat == "participial" and frame.kind != "noun" and self._verbal(child):
                mark = ud.marker(self.parse, self.cats, child)
                if mark == "that":
                    frame.put("that", [Phrase(child, tolerant=True)])
                elif mark in COMPLEMENT_MARKS or self._is_ordered(child):
                    frame.put("to_do", [Phrase(child, tolerant=True)])
                elif self.parse.token(child).xpos == "VBG":
                    frame.put("adjunct", [Phrase(child, tolerant=True)])
            if cat == "nominal":
                prep = ud.preposition(self.parse, self.cats, child)
                if prep and prep != "by" and (depth > 0 or prep in _ARGUMENTS):
                    self._put_prep(frame, prep, child, tolerant=True)
                if depth > -3:
                    self._deep(frame, child, depth - 1)
            elif cat == "conjunct" and depth > 1 and frame.kind != "noun":
                self._deep(frame, child, depth - 1)
            elif cat == "apposition" and depth > 1 and frame.kind != "noun":
                self._behind_comma(frame, child)

    def _behind_comma(self, frame: Frame, apposed: int) -> None:
        """*stripped X, the leader, of his seat*: what the parser hangs on the apposition behind its comma."""
        for child in self._kids(apposed, "nominal"):
            first = min(i for i in self.parse.subtree(child) if self.parse.token(i).text != ",")
            if first > apposed and self.parse.token(first - 1).text == ",":
                self._put_prep(frame, self._preposition(child), child, tolerant=True)

    def _deep_arguments(self, frame: Frame, verb: int) -> None:
        """*returned a painting stolen in 1989 to its owner*, where the parser hangs *to* on *stolen*."""
        for child in self.parse.children[verb]:
            if self.cats[child] == "oblique":
                prep = ud.preposition(self.parse, self.cats, child)
                if prep in _ARGUMENTS or prep in ("to", "from"):
                    self._put_prep(frame, prep, child, tolerant=True)

    def _deep_agent(self, frame: Frame) -> None:
        """*was asked for a loan by Greece*, where the parser hangs *by* on the loan."""
        todo = [
            (p.head, 3)
            for slot, phrases in frame.slots.items()
            if slot != "subject"
            for p in phrases
        ]
        for head, depth in todo:
            for deep in self.parse.children[head]:
                if deep <= frame.head:
                    continue
                if self.cats[deep] in ("nominal", "agent", "oblique"):
                    if ud.preposition(self.parse, self.cats, deep) == "by":
                        frame.put("subject", self._phrases(deep, tolerant=True))
                        return
                    if depth:
                        todo.append((deep, depth - 1))

    def _from_measure(self, frame: Frame) -> None:
        """*a wave of strikes by miners against Peru*, where the parser hangs *by* on the wave."""
        above = self.parse.token(frame.head).head
        if self._preposition(frame.head) != "of" or self._lemma(above) not in ud.MEASURES:
            return
        for child in self.parse.children[above]:
            if child > frame.head and self.cats[child] == "nominal":
                self._put_prep(frame, self._preposition(child), child, tolerant=False)
                self._deep(frame, child, 1)

    def _agent_below(self, frame: Frame, child: int) -> None:
        """*the torture of prisoners by soldiers*, where the parser hangs *by* on the prisoners."""
        for deep in self.parse.children[child]:
            if (
                self.cats[deep] in ("nominal", "agent")
                and ud.preposition(self.parse, self.cats, deep) == "by"
            ):
                frame.put("by", self._phrases(deep, tolerant=True))
