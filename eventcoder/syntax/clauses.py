"""Parse -> Clauses: find predicates, fill slots, undo passives, lend subjects across *and/to/who*."""

from __future__ import annotations

from collections.abc import Collection

from attrs import field, mutable

from eventcoder.dictionary.words import forms
from eventcoder.model.syntax import Assertion, Clause, Phrase
from eventcoder.model.text import Parse
from eventcoder.syntax import slots as ud
from eventcoder.syntax.assertion import assertion
from eventcoder.syntax.phrases import members
from eventcoder.syntax.words import QUANTITIES, TEMPORAL

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

_COMPLEMENT_MARKS = frozenset({"for", "of", "from", "to", "against", "into", "on", "over", "in"})


@mutable(eq=False)
class _Frame:
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
        if phrases:
            have = self.slots.setdefault(slot, [])
            heads = {phrase.head for phrase in have}
            have.extend(phrase for phrase in phrases if phrase.head not in heads)


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


class _Finder:
    def __init__(
        self,
        parse: Parse,
        nouns: Collection[str],
        adjectives: Collection[str],
        predicates: Collection[tuple[str, str]],
    ) -> None:
        self.predicates = predicates
        self.parse = parse
        self.cats = ud.categories(parse)
        self.nouns = nouns
        self.adjectives = adjectives
        self.frames: dict[int, _Frame] = {}

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

    def _kind(self, index: int) -> str:
        token = self.parse.token(index)
        cat = self.cats[index]
        if token.upos == "VERB" and not token.xpos.startswith("NN"):
            return "" if cat in ud.NOT_PREDICATE else "verb"
        lemma = token.lemma.lower()
        if token.upos == "NOUN" and cat not in ud.NOT_PREDICATE and self._prepositional(index):
            return "adjective"
        if token.upos in ("NOUN", "PROPN", "X", "VERB"):
            if any(self.cats[c] == "object" for c in self.parse.children[index]) and any(
                self.cats[c] in ("subject", "passive_subject") for c in self.parse.children[index]
            ):
                return "verb"
            if token.upos == "PROPN" and token.text[:1].isupper() and lemma in TEMPORAL:
                return ""
            if self._is_measure(index):
                return ""
            if cat not in ("compound", "flat", "describer") and any(
                form in self.nouns for form in forms(token.lemma, token.text)
            ):
                return "noun"
        if token.upos == "AUX" and cat not in ud.NOT_PREDICATE and lemma == "be":
            return "verb"
        if lemma in self.adjectives or token.text.lower() in self.adjectives:
            return "adjective" if cat not in ud.NOT_PREDICATE else ""
        return ""

    def _is_measure(self, index: int) -> bool:
        """*a round of talks*: the talks are the event."""
        token = self.parse.token(index)
        if not any(form in QUANTITIES for form in forms(token.lemma, token.text)):
            return False
        return any(
            self.cats[c] == "nominal" and ud.preposition(self.parse, self.cats, c) == "of"
            for c in self.parse.children[index]
        )

    def _prepositional(self, index: int) -> bool:
        """*is on alert, is at war with*: a noun as predicate under a preposition that adjectives list."""
        if not any(self.cats[c] == "copula" for c in self.parse.children[index]):
            return False
        prep, token = ud.preposition(self.parse, self.cats, index), self.parse.token(index)
        return any((prep, form) in self.predicates for form in forms(token.lemma, token.text))

    # -- own dependents ------------------------------------------------------------------------

    def _frame(self, index: int, kind: str) -> _Frame:
        frame = _Frame(index, kind)
        if kind == "noun":
            self._noun_slots(frame)
        else:
            frame.passive = self._is_passive(index)
            self._verb_slots(frame)
            if frame.passive and "subject" not in frame.slots:
                self._deep_agent(frame)
        return frame

    def _is_passive(self, index: int) -> bool:
        token = self.parse.token(index)
        for child in self.parse.children[index]:
            if self.cats[child] == "passive_auxiliary":
                return token.upos != "ADJ"
            if self.cats[child] == "passive_subject" and token.xpos not in ("VBD", "VBZ", "VBP"):
                return (
                    token.upos != "ADJ"
                )  # a finite verb without auxiliary is active, whatever the label
        if token.xpos != "VBN" or self.cats[index] not in ("participial", "adverbial", "parataxis"):
            return False
        kids = self.parse.children[index]
        return not any(self.cats[c] in ("object", "auxiliary") for c in kids)

    def _phrases(self, head: int, *, tolerant: bool = False) -> list[Phrase]:
        if not any(self.cats[c] == "conjunct" for c in self.parse.children[head]):
            return [Phrase(head, tolerant)]
        return [Phrase(i, tolerant) for i in members(self.parse, self.cats, head)]

    def _verb_slots(self, frame: _Frame) -> None:
        for child in self.parse.children[frame.head]:
            cat = self.cats[child]
            if cat == "subject" and self._is_raised(child):
                frame.put("to_do", [Phrase(child)])
                continue
            if cat == "expletive" and frame.kind == "adjective":
                frame.put("subject", [Phrase(child)])
                frame.surface = frame.slots["subject"]
                continue
            if cat == "subject" or (cat == "passive_subject" and not frame.passive):
                frame.put("subject", self._phrases(child))
                frame.surface = frame.slots.get("subject", [])
            elif cat == "passive_subject":
                frame.put("object", self._phrases(child))
                frame.surface = frame.slots["object"]
                self._deep(frame, child, 1)
            elif cat == "object":
                frame.put("object", self._phrases(child))
                self._deep(frame, child, 2)
            elif cat == "indirect":
                frame.put("object", self._phrases(child))
                frame.put("to", self._phrases(child))
                self._deep(frame, child, 1)
            elif cat in ("oblique", "agent") or (cat == "nominal" and frame.kind == "adjective"):
                self._oblique(frame, child, cat)
            elif cat in ("particle", "adverb"):
                frame.put("modifier", [Phrase(child)])
            elif cat == "open_complement" and not self._verbal(child) and self._preposition(child):
                self._oblique(frame, child, cat)
            elif cat == "open_complement":
                slot = "to_do" if self._verbal(child) else "complement"
                frame.put(slot, self._phrases(child) if slot == "complement" else [Phrase(child)])
                if slot == "complement" and frame.passive:
                    frame.put("object", self._phrases(child))
            elif cat == "complement":
                frame.put("to_do" if self._bare_infinitive(child) else "that", [Phrase(child)])
            elif cat == "adverbial" and self._is_complement(child):
                frame.put("to_do", [Phrase(child, tolerant=True)])
            elif cat == "adverbial" and self.parse.token(child).xpos == "VBG":
                frame.put("adjunct", [Phrase(child, tolerant=True)])

    def _verbal(self, index: int) -> bool:
        token = self.parse.token(index)
        if token.xpos.startswith("NN"):
            return False
        return token.upos in ("VERB", "AUX") or token.lemma.lower() in self.adjectives

    def _is_complement(self, index: int) -> bool:
        return self._verbal(index) and ud.marker(self.parse, self.cats, index) in _COMPLEMENT_MARKS

    def _oblique(self, frame: _Frame, child: int, cat: str) -> None:
        prep = self._preposition(child)
        if cat == "agent" or (frame.passive and prep == "by"):
            frame.put("subject", self._phrases(child))
            return
        if prep:
            self._put_prep(frame, prep, child, tolerant=False)
            self._deep(frame, child, 1)

    def _preposition(self, index: int) -> str:
        """Also *to* that the parser took for the mark of an infinitive: *agreed to negotiations*."""
        prep = ud.preposition(self.parse, self.cats, index)
        if not prep and self.parse.token(index).xpos.startswith("NN"):
            prep = ud.marker(self.parse, self.cats, index)
        return prep

    def _put_prep(self, frame: _Frame, prep: str, head: int, *, tolerant: bool) -> None:
        phrases = self._phrases(head, tolerant=tolerant)
        frame.put(prep, phrases)
        if " " in prep and prep not in _FIXED_PREPOSITIONS:
            frame.put(prep.rsplit(" ", 1)[1], [Phrase(p.head, True) for p in phrases])

    def _deep(self, frame: _Frame, head: int, depth: int) -> None:
        """Prepositional phrases under a noun count for the verb too, tolerantly."""
        for child in self.parse.children[head]:
            cat = self.cats[child]
            if cat in ("relative", "participial") and frame.kind != "noun":
                self._deep_arguments(frame, child)
            if cat == "participial" and frame.kind != "noun" and self._verbal(child):
                mark = ud.marker(self.parse, self.cats, child)
                if mark == "that":
                    frame.put("that", [Phrase(child, tolerant=True)])
                elif mark in _COMPLEMENT_MARKS:
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

    def _deep_arguments(self, frame: _Frame, verb: int) -> None:
        """*returned a painting stolen in 1989 to its owner*, where the parser hangs *to* on *stolen*."""
        for child in self.parse.children[verb]:
            if self.cats[child] == "oblique":
                prep = ud.preposition(self.parse, self.cats, child)
                if prep in _ARGUMENTS or prep in ("to", "from"):
                    self._put_prep(frame, prep, child, tolerant=True)

    def _deep_agent(self, frame: _Frame) -> None:
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

    def _noun_slots(self, frame: _Frame) -> None:
        for child in self.parse.children[frame.head]:
            cat = self.cats[child]
            if cat == "subject":
                frame.put("subject", self._phrases(child))
                frame.surface = frame.slots["subject"]
            elif cat == "possessor":
                frame.put("owner", self._phrases(child))
            elif cat in ("adjective", "compound", "describer", "bare_nominal"):
                frame.put("owner", [Phrase(i, True) for i in self._inner(child)])
            elif cat in ("nominal", "oblique", "agent"):
                prep = ud.preposition(self.parse, self.cats, child)
                if prep:
                    self._put_prep(frame, prep, child, tolerant=False)
                    self._deep(frame, child, 1)
                    self._agent_below(frame, child)
            elif cat == "participial" and self._verbal(child):
                self._participle_of_noun(frame, child)
        if "by" in frame.slots and "subject" not in frame.slots:
            frame.put("subject", frame.slots["by"])

    def _agent_below(self, frame: _Frame, child: int) -> None:
        """*the torture of prisoners by soldiers*, where the parser hangs *by* on the prisoners."""
        for deep in self.parse.children[child]:
            if (
                self.cats[deep] in ("nominal", "agent")
                and ud.preposition(self.parse, self.cats, deep) == "by"
            ):
                frame.put("by", self._phrases(deep, tolerant=True))

    def _inner(self, head: int) -> list[int]:
        out = [head]
        for child in self.parse.children[head]:
            if self.cats[child] in (
                "compound",
                "adjective",
                "conjunct",
                "describer",
                "flat",
                "apposition",
            ):
                out.extend(self._inner(child))
        return out

    def _participle_of_noun(self, frame: _Frame, child: int) -> None:
        mark = ud.marker(self.parse, self.cats, child)
        if mark in _COMPLEMENT_MARKS:
            frame.put("to_do", [Phrase(child)])
            return
        for deep in self.parse.children[child]:
            if self.cats[deep] in ("oblique", "agent"):
                prep = ud.preposition(self.parse, self.cats, deep)
                if prep:
                    self._put_prep(frame, prep, deep, tolerant=True)

    # -- what comes from the governor ----------------------------------------------------------

    def _connect(self, frame: _Frame) -> None:
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

    def _fill_from_noun(self, frame: _Frame, noun: int, via: str) -> None:
        heads = self._phrases(noun) if via == "participial" else [Phrase(noun)]
        if via == "participial":
            slot = "object" if frame.passive else "subject"
            mark = ud.marker(self.parse, self.cats, frame.head)
            if mark != "to" and slot not in frame.slots:
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
        if not replaced:
            slot = "object" if "subject" in frame.slots else "subject"
            if slot not in frame.slots:
                frame.put(slot, heads)
        if not frame.surface:
            frame.surface = frame.slots.get("subject", [])

    def _borrow(self, frame: _Frame, outer: _Frame, via: str) -> None:
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

    def _bare_infinitive(self, head: int) -> bool:
        """*told Armenia to hold talks*, where the parser says complement for open complement."""
        kids = self.parse.children[head]
        return self._infinitive(head) and not any(
            self.cats[c] in ("subject", "passive_subject") for c in kids
        )

    def _is_raised(self, index: int) -> bool:
        """*it is willing to leave*, where the parser takes the infinitive for the subject."""
        if self.cats[index] != "subject" or not self._infinitive(index):
            return False
        above = self.parse.token(self.parse.token(index).head)
        kids = self.parse.children[above.index]
        return above.upos == "ADJ" and any(self.cats[c] == "expletive" for c in kids)

    def _infinitive(self, head: int) -> bool:
        return any(
            self.cats[c] == "mark" and self.parse.token(c).text.lower() == "to"
            for c in self.parse.children[head]
        )

    def _reclaim_subject(self, frame: _Frame, outer: _Frame) -> None:
        """*The president pardoned him, her spokesman said*, where both subjects hang on *said*."""
        subjects = outer.slots.get("subject", [])
        mine = [p for p in subjects if p.head < frame.head < outer.head]
        theirs = [p for p in subjects if p.head > frame.head]
        if mine and theirs:
            outer.slots["subject"] = outer.surface = theirs
            frame.put("subject", mine)
            frame.surface = frame.slots["subject"]

    def _is_tolerant_complement(self, frame: _Frame, via: str) -> bool:
        return via == "adverbial" and self._is_complement(frame.head)

    def _controller(self, outer: _Frame) -> list[Phrase]:
        lemma = self.parse.token(outer.head).lemma.lower()
        for prep in ud.PREP_CONTROL.get(lemma, ()):
            if prep in outer.slots:
                return [p for p in outer.slots[prep] if not p.tolerant] or outer.slots[prep]
        if lemma in ud.SUBJECT_CONTROL and not outer.passive:
            return outer.surface
        return outer.slots.get("object", [])

    def _shares_passive(self, frame: _Frame, outer: _Frame) -> bool:
        if not outer.passive or frame.passive:
            return False
        token = self.parse.token(frame.head)
        kids = [self.cats[c] for c in self.parse.children[frame.head]]
        return token.xpos in ("VBN", "VBD") and not {"auxiliary", "object", "subject"} & set(kids)

    def _share_object(self, frame: _Frame, outer: _Frame) -> None:
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

    def _light(self, frame: _Frame, outer: _Frame) -> None:
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

    # -- out -----------------------------------------------------------------------------------

    def _finish(self, frame: _Frame) -> Clause:
        token = self.parse.token(frame.head)
        if frame.kind == "noun":
            mood = self._noun_mood(frame)
        else:
            mood = assertion(self.parse, self.cats, frame.head, reported=frame.reported)
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

    def _noun_mood(self, frame: _Frame) -> Assertion:
        for child in self.parse.children[frame.head]:
            text = self.parse.token(child).text.lower()
            if text in ("no", "neither"):
                return Assertion(negated=True)
            if text in _UNREAL:
                return Assertion(hypothetical=text)
        return Assertion()


_UNREAL = frozenset(
    "possible potential proposed planned alleged future upcoming prospective imminent expected threatened "
    "suspected hypothetical further any".split()
)
