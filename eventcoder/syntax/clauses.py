"""Parse -> Clauses: find predicates, fill slots, undo passives, lend subjects across *and/to/who*."""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from eventcoder.dictionary.words import forms
from eventcoder.model.syntax import Assertion, Clause
from eventcoder.model.text import Parse
from eventcoder.syntax import slots as ud
from eventcoder.syntax.assertion import assertion
from eventcoder.syntax.frames import Frame
from eventcoder.syntax.lending import Lender
from eventcoder.syntax.words import QUANTITIES

_VERBAL_LINKS = {
    "open_complement": "to_do",
    "complement": "that",
    "adverbial": "adverbial",
    "relative": "relative",
    "participial": "participial",
    "conjunct": "conj",
    "parataxis": "parataxis",
}

_CHANCES = frozenset(
    "chance prospect possibility likelihood risk danger fear hope odds probability spectre idea notion dream "
    "question topic subject matter".split()
)
"""Nouns under whose *of* an event is only thought of."""

_UNREAL = frozenset(
    "possible potential proposed planned alleged future upcoming prospective imminent expected threatened "
    "suspected hypothetical further any projected mooted impending".split()
)

_DENIALS = frozenset(
    "specter potential eventuality veto lack absence prevention avoidance rejection refusal".split()
)
"""The same for event nouns alone: *their veto of an inquiry*."""


def find_clauses(
    parse: Parse,
    nouns: Collection[str],
    adjectives: Collection[str],
    predicates: Collection[tuple[str, str]] = (),
) -> tuple[Clause, ...]:
    """All predicates of a sentence, governors first.

    ``nouns`` and ``adjectives`` are the lemmas (normalised) that may hold an event, ``predicates`` pairs of
    preposition and noun (*on alert*); verbs count always.
    """
    return _Finder(parse, nouns, adjectives, predicates).clauses()


class _Finder(Lender):
    """Lays what comes from governors over the predicates' own slots."""

    def clauses(self) -> tuple[Clause, ...]:
        order = self._top_down()
        for index in order:
            kind = self._kind(index)
            if kind:
                self.frames[index] = self._frame(index, kind)
        for index in order:
            if index in self.frames:
                self._connect(self.frames[index])
        return tuple(self._finish(self.frames[i]) for i in order if i in self.frames)

    def _top_down(self) -> list[int]:
        out, todo = [], list(self.parse.children[0])
        for index in todo:
            out.append(index)
            todo.extend(self.parse.children[index])
        return out

    def _connect(self, frame: Frame) -> None:
        at, via = self.parse.token(frame.head).head, self.cats[frame.head]
        if (via == "complement" and self._bare_infinitive(frame.head)) or self._is_raised(
            frame.head
        ):
            via = "open_complement"
        frame.link = "noun" if frame.kind == "noun" else _VERBAL_LINKS.get(via, "main")
        if frame.kind != "noun" and via in ("relative", "participial"):
            self._fill_from_noun(frame, at, via)
        while at and at not in self.frames:
            at = self.parse.token(at).head
        frame.outer = at
        if at and frame.kind != "noun" and via in ud.LENDERS | {"complement"}:
            self._borrow(frame, self.frames[at], via)
        if frame.kind == "noun" and at:
            self._light(frame, self.frames[at])

    def _light(self, frame: Frame, outer: Frame) -> None:
        """An event noun under a verb may take the verb's parties (used when the verb is light)."""
        head = self._measured(frame.head)
        standing = [
            slot
            for slot, phrases in outer.slots.items()
            if slot not in ("modifier", "adjunct")
            and any(phrase.head == head for phrase in phrases)
        ]
        if not standing:
            frame.link = "deep"
            return
        frame.link = f"noun:{standing[0]}"

    def _measured(self, head: int) -> int:
        """*a round of exercises* stands where its *round* stands."""
        token = self.parse.token(head)
        if self.cats[head] == "nominal" and token.head and token.head not in self.frames:
            above = self.parse.token(token.head)
            if any(form in QUANTITIES for form in forms(above.lemma, above.text)):
                return token.head
        return head

    def _finish(self, frame: Frame) -> Clause:
        token = self.parse.token(frame.head)
        if frame.kind == "noun":
            mood = self._noun_mood(frame)
        else:
            mood = assertion(self.parse, self.cats, frame.head, reported=frame.reported)
        if chance := self._chance(frame.head, noun=frame.kind == "noun"):
            mood = evolve(mood, hypothetical=mood.hypothetical or chance)
        return Clause(
            head=frame.head,
            lemma=token.lemma.lower(),
            kind=frame.kind,
            slots={slot: tuple(phrases) for slot, phrases in frame.slots.items()},
            passive=frame.passive,
            assertion=mood,
            outer=frame.outer,
            link=frame.link,
        )

    def _chance(self, head: int, *, noun: bool) -> str:
        """*the chances of resuming talks*: the noun under whose *of* an event is only possible."""
        above = self.parse.token(head).head
        if not above or self.cats[head] not in ("nominal", "participial", "adverbial"):
            return ""
        token = self.parse.token(above)
        words = _CHANCES | _DENIALS if noun else _CHANCES
        found = next((f for f in forms(token.lemma, token.text) if f in words), "")
        of = ud.preposition(self.parse, self.cats, head) or ud.marker(self.parse, self.cats, head)
        return found if token.upos == "NOUN" and of == "of" else ""

    def _noun_mood(self, frame: Frame) -> Assertion:
        for child in self.parse.children[frame.head]:
            text = self.parse.token(child).text.lower()
            if text in ("no", "neither"):
                return Assertion(negated=True)
            if text in _UNREAL:
                return Assertion(hypothetical=text)
        return Assertion()
