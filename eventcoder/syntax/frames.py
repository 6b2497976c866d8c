"""Predicates of a sentence and the slots that their own dependents fill."""

from __future__ import annotations

from collections.abc import Collection

from eventcoder.dictionary.words import forms
from eventcoder.model.syntax import Phrase
from eventcoder.model.text import Parse
from eventcoder.syntax import slots as ud
from eventcoder.syntax.complements import COMPLEMENT_MARKS
from eventcoder.syntax.deep import Deep, Frame
from eventcoder.syntax.words import BEGINNINGS, TEMPORAL, measured, spelling


class SlotFiller(Deep):
    """Finds predicates and fills their slots; what comes from the governor is laid over in ``clauses``."""

    def __init__(
        self,
        parse: Parse,
        nouns: Collection[str],
        adjectives: Collection[str],
        predicates: Collection[tuple[str, str]],
        speech: Collection[str],
    ) -> None:
        super().__init__(parse, adjectives)
        self.predicates = predicates
        self.nouns = nouns
        self.speech = speech
        self.frames: dict[int, Frame] = {}
        self.turned: dict[int, tuple[int, str]] = {}
        """Governor and category of clauses whose order was turned round."""

    def _kind(self, index: int) -> str:
        token = self.parse.token(index)
        cat = self.cats[index]
        if (token.upos == "VERB" and not token.xpos.startswith("NN")) or self._is_done_to(index):
            carried = self._is_let_know(index) or self._has_done(index)
            kind = "adjective" if self._is_seeming(index) else "verb"
            return "" if carried or cat in ud.NOT_PREDICATE else kind
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
            if measured(self.parse, self.cats, index) or self._is_beginning(index):
                return ""  # a round of talks: the talks are the event
            if cat not in ("compound", "flat", "describer") and any(
                form in self.nouns for form in forms(token.lemma, spelling(self.parse, index))
            ):
                return "noun"
        if token.upos == "AUX" and cat not in ud.NOT_PREDICATE and lemma == "be":
            return "verb"
        if lemma in self.adjectives or token.text.lower() in self.adjectives:
            loose = token.upos in ("ADP", "ADV") and not self._kids(index, "copula")
            return "" if loose or cat in ud.NOT_PREDICATE else "adjective"
        return ""

    def _is_done_to(self, index: int) -> bool:
        """*were armed and paid by Peru*: a participle taken for an adjective, its doer with one beside."""
        if self.parse.token(index).upos != "ADJ" or not self._kids(index, "passive_auxiliary"):
            return False
        return any(self._kids(i, "agent") for i in (index, *self._kids(index, "conjunct")))

    def _is_beginning(self, index: int) -> bool:
        """*the launch of an attack*: the attack is the event."""
        if BEGINNINGS.isdisjoint(self._forms(index)):
            return False
        below = (c for c in self._kids(index, "nominal") if self._preposition(c) == "of")
        return any(form in self.nouns for child in below for form in self._forms(child))

    def _forms(self, index: int) -> tuple[str, ...]:
        return forms(self.parse.token(index).lemma, self.parse.token(index).text)

    def _prepositional(self, index: int) -> bool:
        """*is on alert, is at war with*: a noun as predicate under a preposition that adjectives list."""
        if not any(self.cats[c] == "copula" for c in self.parse.children[index]):
            return False
        prep, token = ud.preposition(self.parse, self.cats, index), self.parse.token(index)
        first = prep.partition(" ")[0]  # out of the question
        return any((first, form) in self.predicates for form in forms(token.lemma, token.text))

    def _frame(self, index: int, kind: str) -> Frame:
        frame = Frame(index, kind)
        if kind == "noun":
            self._noun_slots(frame)
        else:
            frame.passive = self._is_passive(index)
            self._verb_slots(frame)
            if causer := self._causer(index):
                self._caused(frame, causer)
            for doer in self._kids(self.parse.token(index).head, "object", "indirect"):
                if self._told_of(doer) == index:  # claimed Peru broke the truce
                    frame.put("subject", self._phrases(doer))
                    frame.surface = frame.slots["subject"]
            if "object" not in frame.slots and not frame.passive and kind == "verb":
                if shifted := self._shifted(index):
                    frame.put("object", self._phrases(shifted, tolerant=True))
            if frame.passive and "subject" not in frame.slots:
                self._deep_agent(frame)
        return frame

    def _is_passive(self, index: int) -> bool:
        token = self.parse.token(index)
        if self._kids(index, "passive_auxiliary"):
            return token.upos != "ADJ" or self._is_done_to(index)
        if self._kids(index, "passive_subject") and token.xpos not in ("VBD", "VBZ", "VBP"):
            # a finite verb without auxiliary is active, whatever the label; so is one with an object
            return token.upos != "ADJ" and not self._shifted(index)
        if token.xpos != "VBN" or self.cats[index] not in ("participial", "adverbial", "parataxis"):
            return False
        kids = self.parse.children[index]
        return not any(self.cats[c] in ("object", "auxiliary") for c in kids)

    def _caused(self, frame: Frame, causer: int) -> None:
        """*had five officers arrested*: who has it done does it, to the object of *had*."""
        frame.passive = True
        for slot, cat in (("subject", "subject"), ("object", "object")):
            for child in self._kids(causer, cat):
                frame.put(slot, self._phrases(child))
        frame.surface = frame.slots["object"]

    def _verb_slots(self, frame: Frame) -> None:
        for child in self.parse.children[frame.head]:
            cat = self.cats[child]
            if cat in ("subject", "passive_subject", "expletive"):
                self._subject(frame, child, cat)
            elif cat in ("object", "indirect") and self._told_of(child):
                continue
            elif cat in ("object", "indirect", "bare_oblique"):
                self._object(frame, child, cat)
            elif cat in ("open_complement", "complement", "adverbial"):
                self._clausal(frame, child, cat)
            elif cat in ("oblique", "agent") or (cat == "nominal" and frame.kind == "adjective"):
                self._oblique(frame, child, cat)
            elif cat in ("particle", "adverb"):
                frame.put("modifier", [Phrase(child)])
                if self._lemma(child) in ud.DIRECTIONS:
                    for deep in self._kids(child, "oblique"):  # stayed away from the summit
                        self._oblique(frame, deep, "oblique")

    def _subject(self, frame: Frame, child: int, cat: str) -> None:
        if cat == "subject" and self._is_raised(child):
            frame.put("to_do", [Phrase(child)])
        elif cat == "expletive" and frame.kind == "adjective":
            frame.put("subject", [Phrase(child)])
            frame.surface = frame.slots["subject"]
        elif cat == "subject" and self._is_late(frame, child):
            frame.put("object", self._phrases(child, tolerant=True))  # beat to death two traders
        elif cat == "subject" or (cat == "passive_subject" and not frame.passive):
            frame.put("subject", self._phrases(child))
            frame.surface = frame.slots.get("subject", [])
        elif cat == "passive_subject":
            frame.put("object", self._phrases(child))
            frame.surface = frame.slots["object"]
            if self._kids(frame.head, "object"):
                frame.put("to", self._phrases(child))  # was given the files
            self._deep(frame, child, 1)

    def _is_late(self, frame: Frame, child: int) -> bool:
        """Whether a noun behind the verb is called its subject though it has one."""
        noun = self.parse.token(child).upos in ("NOUN", "PROPN") and child > frame.head
        return noun and frame.kind == "verb" and "subject" in frame.slots

    def _object(self, frame: Frame, child: int, cat: str) -> None:
        if cat == "bare_oblique":
            if self._kids(frame.head, "indirect"):
                frame.put("object", self._phrases(child))  # gave them a month
            return
        frame.put("object", self._phrases(child))
        after = frame.head + 1
        if after < child and self._lemma(after) == "over" and after in self.parse.subtree(child):
            frame.put("modifier", [Phrase(after)])  # handed over fourteen jets
        if cat == "indirect":
            frame.put("to", self._phrases(child))
        self._deep(frame, child, 2 if cat == "object" else 1)
        for result in self._results(child):
            self._predicate(frame, result)

    def _clausal(self, frame: Frame, child: int, cat: str) -> None:
        if cat == "complement":
            done = self._bare_infinitive(child) or self._is_helped(child)
            frame.put("to_do" if done else "that", [Phrase(child)])
        elif cat == "adverbial":
            if self._is_complement(child):
                frame.put("to_do", [Phrase(child, tolerant=True)])
            elif self.parse.token(child).xpos == "VBG":
                frame.put("adjunct", [Phrase(child, tolerant=True)])
        elif self._verbal(child):
            if not self._causer(child):
                frame.put("to_do", [Phrase(child)])
            if self._is_let_know(child):
                frame.put("that", [Phrase(deep) for deep in self._kids(child, "complement")])
        elif self._preposition(child):
            self._oblique(frame, child, cat)
        else:
            self._predicate(frame, child)
            if frame.passive:
                frame.put("object", self._phrases(child))

    def _predicate(self, frame: Frame, child: int) -> None:
        """What somebody or something is made, called or found to be, and what hangs on it."""
        frame.put("complement", self._phrases(child))
        for deep in self._kids(child, "subject", "object"):  # held the firm liable
            frame.put("object", self._phrases(deep))
        for deep in self._kids(child, "oblique"):  # set himself ablaze in Oslo
            if prep := self._preposition(deep):
                self._put_prep(frame, prep, deep, tolerant=True)

    def _oblique(self, frame: Frame, child: int, cat: str) -> None:
        prep = self._preposition(child)
        if (cat == "agent" or (frame.passive and prep == "by")) and not self._is_means(child):
            frame.put("subject", self._phrases(child))
            return
        if prep:
            self._put_prep(frame, prep, child, tolerant=False)
            self._deep(frame, child, 1)

    def _noun_slots(self, frame: Frame) -> None:
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
        self._from_measure(frame)
        if "by" in frame.slots and "subject" not in frame.slots:
            frame.put("subject", frame.slots["by"])

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

    def _participle_of_noun(self, frame: Frame, child: int) -> None:
        mark = ud.marker(self.parse, self.cats, child)
        if mark in COMPLEMENT_MARKS:
            frame.put("to_do", [Phrase(child)])
            return
        for deep in self.parse.children[child]:
            if self.cats[deep] in ("oblique", "agent"):
                prep = ud.preposition(self.parse, self.cats, deep)
                beside = prep == "by" and self._lemma(child) in ud.BESIDE
                if prep and not beside:
                    self._put_prep(frame, prep, deep, tolerant=True)
