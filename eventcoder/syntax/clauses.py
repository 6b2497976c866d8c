"""Parse -> Clauses: find predicates, fill slots, undo passives, lend subjects across *and/to/who*."""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from eventcoder.dictionary.words import forms
from eventcoder.model.syntax import Assertion, Clause, Phrase
from eventcoder.model.text import Parse
from eventcoder.syntax import slots as ud
from eventcoder.syntax.assertion import assertion
from eventcoder.syntax.frames import Frame, SlotFiller
from eventcoder.syntax.words import QUANTITIES

_WHERE = frozenset({"where", "when", "why"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})

_VERBAL_LINKS = {
    "open_complement": "to_do",
    "complement": "that",
    "adverbial": "adverbial",
    "relative": "relative",
    "participial": "participial",
    "conjunct": "conj",
    "parataxis": "parataxis",
}

_OF_NOUN = frozenset({"to", "of", "for", "on", "against", "in"})
"""Marks of a verb that says what a plan, refusal or campaign is for."""

_PAPERS = frozenset(
    "resolution motion statement letter report declaration petition communique memorandum memo note message tweet "
    "decree order law bill speech article editorial document appeal cable telegram legislation amendment proclamation "
    "edict ruling measure act ordinance circular directive manifesto complaint indictment writ".split()
)
"""What is written in somebody's name: its words are the writer's."""

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


class _Finder(SlotFiller):
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

    def _fill_from_noun(self, frame: Frame, noun: int, via: str) -> None:
        heads = self._phrases(noun) if via == "participial" else [Phrase(noun)]
        if via == "participial":
            slot = "object" if frame.passive else "subject"
            mark = ud.marker(self.parse, self.cats, frame.head)
            if slot == "subject" and (mark in _OF_NOUN or self._is_paper(noun)):
                heads = self._doers_of(noun) or (heads if mark not in _OF_NOUN else [])
                mark = ""
            if mark != "to" and heads and slot not in frame.slots:
                frame.put(slot, heads)
                frame.surface = frame.slots[slot]
            return
        replaced = False
        for phrases in frame.slots.values():
            for at, phrase in enumerate(phrases):
                token = self.parse.token(phrase.head)
                if token.text.lower() in _RELATIVE and token.upos in ("PRON", "DET", "SCONJ"):
                    phrases[at] = Phrase(noun, phrase.tolerant)
                    replaced = True
        if not replaced and self._is_place_clause(frame.head):
            frame.put("in", heads)
        elif not replaced:
            slot = "object" if "subject" in frame.slots else "subject"
            if slot not in frame.slots:
                frame.put(slot, heads)
        if not frame.surface:
            frame.surface = frame.slots.get("subject", [])

    def _is_place_clause(self, head: int) -> bool:
        """*the town where they were killed* is no party of the killing."""
        return any(
            self.cats[child] == "adverb" and self.parse.token(child).text.lower() in _WHERE
            for child in self.parse.children[head]
        )

    def _is_paper(self, noun: int) -> bool:
        """*a resolution condemning Iran*: who adopts, signs or sends it condemns."""
        token = self.parse.token(noun)
        return any(form in _PAPERS for form in forms(token.lemma, token.text))

    def _doers_of(self, noun: int) -> list[Phrase]:
        """Whose plan, refusal or letter it is: the possessor, else the subject of the verb that it stands under."""
        for child in self.parse.children[noun]:
            if self.cats[child] == "possessor":
                return self._phrases(child)
        for child in self.parse.children[noun]:
            if self.cats[child] in ("adjective", "compound") and self._is_proper(child):
                return [Phrase(child, tolerant=True)]
        at = self.parse.token(noun).head
        outer = self.frames.get(at)
        if (
            outer is None
            or outer.kind == "noun"
            or self.cats[noun] in ("subject", "passive_subject")
        ):
            return []
        return list(outer.slots.get("subject", []))

    def _is_proper(self, index: int) -> bool:
        """*Swedish*, *Pentagon*: who it is, not what kind."""
        token = self.parse.token(index)
        return token.text[:1].isupper() and index > 1 and token.upos in ("ADJ", "PROPN")

    def _borrow(self, frame: Frame, outer: Frame, via: str) -> None:
        if outer.kind == "noun" and via != "conjunct":
            if via == "open_complement" and not frame.surface:
                frame.surface = outer.slots.get("subject", []) or outer.slots.get("owner", [])
                frame.put("object" if frame.passive else "subject", frame.surface)
            return
        if (
            via in ("open_complement", "complement")
            and frame.surface
            and "object" not in outer.slots
        ):
            if ud.marker(self.parse, self.cats, frame.head) == "to" or self._infinitive(frame.head):
                outer.put("object", [Phrase(p.head, True) for p in frame.surface])
        if via == "complement" and not frame.surface and not frame.passive:
            self._reclaim_subject(frame, outer)
        if any(self.parse.token(c).label == "expl" for c in self.parse.children[frame.head]):
            return
        if frame.surface or via in ("complement", "parataxis"):
            frame.reported = via == "complement" or outer.reported
            return
        lent = (
            self._controller(outer)
            if via == "open_complement" or self._is_tolerant_complement(frame, via)
            else []
        )
        lent = lent or outer.surface or outer.slots.get("subject", [])
        if via == "conjunct":
            frame.reported = outer.reported
            frame.link = "conj"
            if self._shares_passive(frame, outer):
                frame.passive = True
                lent = outer.slots.get("object", [])
                frame.put(
                    "subject", [p for p in outer.slots.get("subject", []) if p.head > frame.head]
                )
            self._share_object(frame, outer)
        frame.surface = list(lent)
        frame.put("object" if frame.passive else "subject", lent)

    def _reclaim_subject(self, frame: Frame, outer: Frame) -> None:
        """*The president pardoned him, her spokesman said*, where both subjects hang on *said*."""
        subjects = outer.slots.get("subject", [])
        mine = [p for p in subjects if p.head < frame.head < outer.head]
        theirs = [p for p in subjects if p.head > frame.head]
        if mine and theirs:
            outer.slots["subject"] = outer.surface = theirs
            frame.put("subject", mine)
            frame.surface = frame.slots["subject"]

    def _is_tolerant_complement(self, frame: Frame, via: str) -> bool:
        return via == "adverbial" and self._is_complement(frame.head)

    def _controller(self, outer: Frame) -> list[Phrase]:
        lemma = self.parse.token(outer.head).lemma.lower()
        for prep in ud.PREP_CONTROL.get(lemma, ()):
            if prep in outer.slots:
                return [p for p in outer.slots[prep] if not p.tolerant] or outer.slots[prep]
        if lemma in ud.SUBJECT_CONTROL and not outer.passive:
            return outer.surface
        objects = outer.slots.get("object", [])
        if any(self.parse.token(p.head).upos == "NUM" for p in objects):
            return outer.surface  # voted 14-0 to end the embargo
        return objects

    def _shares_passive(self, frame: Frame, outer: Frame) -> bool:
        if not outer.passive or frame.passive:
            return False
        token = self.parse.token(frame.head)
        kids = [self.cats[c] for c in self.parse.children[frame.head]]
        return token.xpos in ("VBN", "VBD") and not {"auxiliary", "object", "subject"} & set(kids)

    def _share_object(self, frame: Frame, outer: Frame) -> None:
        """*arrested and charged the men*: one object for both verbs."""
        if frame.passive or outer.passive:
            return
        mine, theirs = frame.slots.get("object"), outer.slots.get("object")
        if (
            mine
            and not theirs
            and not any(
                self.cats[c] in ("oblique", "open_complement", "complement")
                for c in self.parse.children[outer.head]
            )
        ):
            outer.put("object", [Phrase(p.head, True) for p in mine])
        elif theirs and not mine:
            later = [Phrase(p.head, True) for p in theirs if p.head > frame.head]
            frame.put("object", later)

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
