"""What a clause takes from the one above it: subjects over *and/to/who*, objects shared, doers of plans and letters."""

from __future__ import annotations

from eventcoder.dictionary.words import forms
from eventcoder.model.syntax import Phrase
from eventcoder.syntax import slots as ud
from eventcoder.syntax.deep import Frame
from eventcoder.syntax.frames import SlotFiller
from eventcoder.syntax.phrases import members

_WHERE = frozenset({"where", "when", "why"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})

_OF_NOUN = frozenset({"to", "of", "for", "on", "against", "in"})
"""Marks of a verb that says what a plan, refusal or campaign is for."""

_WITNESSED = frozenset(
    "ignore disregard overlook dismiss hear watch see know doubt question mock ridicule".split()
)
"""Verbs whose object, a plan or an effort, is another's: *ignored efforts to end the war*."""

_MAYBE = frozenset({"could", "may", "might"})

_GIVEN = frozenset("give hand deny offer award grant fine".split())
"""Verbs that keep an object when passive: *was arrested and given a sentence*."""

_ONE_OF = frozenset(
    "country nation state government one first last second third group member organisation organization company party "
    "power force leader official those".split()
)
"""Words for what somebody is one of: *the first to leave, among the states that left*."""

_PAPERS = frozenset(
    "resolution motion statement letter report declaration petition communique memorandum memo note message tweet "
    "decree order law bill speech article editorial document appeal cable telegram legislation amendment proclamation "
    "edict ruling measure act ordinance circular directive manifesto complaint indictment writ".split()
)
"""What is written in somebody's name: its words are the writer's."""


class Lender(SlotFiller):
    """Lays what comes from the clause above over the predicates' own slots."""

    def _fill_from_noun(self, frame: Frame, noun: int, via: str) -> None:
        embodied = self._embodiment(noun)
        if via == "relative" and not embodied:
            noun = self._antecedent(frame.head, noun)
        noun = embodied or noun
        heads = self._phrases(noun) if via == "participial" or embodied else [Phrase(noun)]
        if via == "participial":
            slot = "object" if frame.passive else "subject"
            mark = "" if embodied else ud.marker(self.parse, self.cats, frame.head)
            if slot == "subject" and not embodied and (mark in _OF_NOUN or self._is_paper(noun)):
                heads = self._doers_of(noun) or (heads if mark not in _OF_NOUN else [])
                mark = ""
            if mark != "to" and heads and slot not in frame.slots:
                frame.put(slot, heads)
                frame.surface = frame.slots[slot]
            return
        replaced = False
        for phrases in frame.slots.values():
            for at, phrase in enumerate(tuple(phrases)):
                token = self.parse.token(phrase.head)
                if token.text.lower() in _RELATIVE and token.upos in ("PRON", "DET", "SCONJ"):
                    phrases[at : at + 1] = [Phrase(p.head, phrase.tolerant) for p in heads]
                    replaced = True
        if not replaced and self._is_place_clause(frame.head):
            frame.put("in", heads)
        elif not replaced and not (frame.passive and frame.surface):
            slot = "object" if "subject" in frame.slots else "subject"
            if slot not in frame.slots:
                frame.put(slot, heads)
        if not frame.surface:
            frame.surface = frame.slots.get("subject", [])
        self._pass_down(frame, noun)

    def _embodiment(self, noun: int) -> int:
        """*Togo is the only state that backs Peru, was among those who fled*: who is one of them, or 0."""
        token = self.parse.token(noun)
        top = token.head if self._lemma(token.head) == "one" else noun
        if token.lemma.lower() not in _ONE_OF or not self._kids(top, "copula"):
            return 0
        return next(iter(self._kids(top, "subject")), 0)

    def _antecedent(self, verb: int, noun: int) -> int:
        """*friction between Chile and Peru, which has left*: the last, where the verb is singular."""
        pronoun = next((c for c in self.parse.children[verb] if self._is_which(c)), 0)
        verbs = (verb, *self._kids(verb, "auxiliary", "copula", "passive_auxiliary"))
        kinds = {self.parse.token(v).xpos for v in verbs}
        if "VBP" in kinds and any(self._is_who(c) for c in self.parse.children[verb]):
            return self._people_above(noun)
        if not pronoun or "VBZ" not in kinds:
            return noun
        below = [noun, *self._kids(noun, "nominal")]
        last = [i for head in below for i in members(self.parse, self.cats, head)[1:]]
        fits = [i for i in last if noun < i < pronoun and self._is_country(i)]
        return fits[-1] if fits else noun

    def _is_which(self, index: int) -> bool:
        """A *which* behind a comma or dash."""
        before = self.parse.token(index - 1).upos if index > 1 else ""
        return self.parse.token(index).text.lower() == "which" and before == "PUNCT"

    def _is_who(self, index: int) -> bool:
        return self.parse.token(index).text.lower() == "who"

    def _people_above(self, noun: int) -> int:
        """*the Kurds, armed by Norway, who are*: Norway is no *who are*."""
        participle = self.parse.token(noun).head
        above = self.parse.token(participle).head if participle else 0
        if not above or not self._is_country(noun) or self.cats[participle] != "participial":
            return noun
        return above if "Number=Plur" in self.parse.token(above).feats else noun

    def _is_country(self, index: int) -> bool:
        return self.parse.token(index).xpos == "NNP"

    def _pass_down(self, frame: Frame, noun: int) -> None:
        """*the women whom Chad wants to free*: they are freed, not wanted."""
        mine = [p for p in frame.slots.get("object", []) if p.head == noun]
        if not mine or frame.passive or self._lemma(frame.head) not in ud.WILLING:
            return
        for child in self.parse.children[frame.head]:
            inner = self.frames.get(child)
            if (
                inner is not None
                and self.cats[child] == "open_complement"
                and not inner.passive
                and "object" not in inner.slots
            ):
                inner.put("object", mine)
                frame.slots["object"] = [p for p in frame.slots["object"] if p.head != noun]
                return

    def _is_message(self, frame: Frame, outer: Frame | None) -> bool:
        """*wrote to Chile asking for help, phoned him urging restraint*: the participle says what was asked."""
        return (
            outer is not None
            and self._lemma(outer.head) in ud.CONTACTING
            and self._lemma(frame.head) in ud.ASKING
            and self.parse.token(frame.head).xpos == "VBG"
            and not outer.passive
        )

    def _address(self, frame: Frame, outer: Frame) -> None:
        """Lay who is written to, and who writes, over a participle of asking."""
        people = outer.slots.get("to", []) or [
            p for p in outer.slots.get("object", []) if not self._is_paper(p.head)
        ]
        here = {p.head for p in (*people, *outer.surface)}
        if any(p.head not in here for p in frame.surface):
            return
        frame.slots["subject"] = frame.surface = list(outer.surface)
        asked = frame.slots.get("object", [])
        if not any(self.parse.token(p.head).upos == "PROPN" for p in asked):
            frame.put("to", [Phrase(p.head, True) for p in people])

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
        if self._lemma(outer.head) in _WITNESSED:
            return []  # ignored efforts to end the war
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
        if via in ("open_complement", "complement"):
            self._lend_upwards(frame, outer)
        if via == "complement" and not frame.surface and not frame.passive:
            self._reclaim_subject(frame, outer)
        if self._kids(frame.head, "expletive"):
            return
        if via == "conjunct" and frame.surface:
            self._share_doer(frame, outer)
        if frame.surface or via in ("complement", "parataxis"):
            frame.reported = via == "complement" or outer.reported
            if via == "complement":
                self._foretell(frame, outer)
                self._speak(frame, outer)
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
            self._share_doer(frame, outer)
        frame.surface = list(lent)
        frame.put("object" if frame.passive else "subject", lent)

    def _lend_upwards(self, frame: Frame, outer: Frame) -> None:
        """*urged him to leave, let him leave, let go a reporter*: who stands inside is the outer verb's object too."""
        if "object" in outer.slots:
            return
        inside, to = frame.surface, ud.marker(self.parse, self.cats, frame.head) == "to"
        if self._is_let_go(frame.head):
            inside = frame.slots.get("object", [])
        elif not (to or self._infinitive(frame.head) or self._is_helped(frame.head)):
            return
        outer.put("object", [Phrase(p.head, True) for p in inside])

    def _foretell(self, frame: Frame, outer: Frame) -> None:
        """*told farmers that they would be paid*: who says so will do it, where nobody else is named."""
        if not frame.passive or "subject" in frame.slots or "to_do" in frame.slots:
            return
        words = (self.parse.token(c).text.lower() for c in self._kids(frame.head, "auxiliary"))
        depends = any(
            ud.is_condition(self.parse, self.cats, c) for c in self._kids(frame.head, "adverbial")
        )
        foretold = ud.FUTURE | (_MAYBE if depends else frozenset())  # it could be barred if it lied
        if not foretold.isdisjoint(words):
            speakers = outer.slots.get("subject", [])
            frame.put("subject", [Phrase(p.head, True) for p in speakers])

    def _speak(self, frame: Frame, outer: Frame) -> None:
        """*"We condemn it," said Ghana*: who says *we* means himself and his own."""
        speakers = outer.slots.get("subject", [])
        if not self._is_first_person(frame.surface) or self._is_first_person(speakers):
            return
        frame.surface = [Phrase(p.head, True) for p in speakers]
        if speakers:
            frame.slots["object" if frame.passive else "subject"] = list(frame.surface)

    def _is_first_person(self, phrases: list[Phrase]) -> bool:
        return any(self.parse.token(p.head).text.lower() in ("we", "i") for p in phrases)

    def _disown(self, frame: Frame, outer: Frame) -> None:
        """*said there would be no talks*: who says so is the one who will hold none."""
        speech = self.frames.get(outer.outer)
        if outer.link != "that" or speech is None or "subject" in frame.slots:
            return
        modal = (self.parse.token(c).text.lower() for c in self._kids(outer.head, "auxiliary"))
        there = self._kids(outer.head, "expletive")
        if there and not (ud.FUTURE | ud.ABLE).isdisjoint(modal):
            speakers = speech.slots.get("subject", [])
            frame.put("subject", [Phrase(p.head, True) for p in speakers])

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
        left = lemma == "leave" and self.parse.token(outer.head).xpos == "VBG"
        if lemma in ud.SUBJECT_CONTROL and not (outer.passive or left):
            return outer.surface  # flew off, leaving his deputy to hold talks
        objects = outer.slots.get("object", [])
        if any(self._is_empty(p.head) for p in objects):
            return outer.surface  # voted 14-0 to end the embargo, declared itself ready to meet
        return objects

    def _is_empty(self, index: int) -> bool:
        token = self.parse.token(index)
        return token.upos == "NUM" or token.text.lower().endswith(("self", "selves"))

    def _shares_passive(self, frame: Frame, outer: Frame) -> bool:
        if not outer.passive or frame.passive:
            return False
        token = self.parse.token(frame.head)
        kids = [self.cats[c] for c in self.parse.children[frame.head]]
        own = {"auxiliary", "subject"} | (set() if token.lemma in _GIVEN else {"object"})
        return token.xpos in ("VBN", "VBD") and own.isdisjoint(kids)

    def _share_doer(self, frame: Frame, outer: Frame) -> None:
        """*were rounded up and deported by police*: one doer for both verbs."""
        doers = [p for p in frame.slots.get("subject", []) if p.head > frame.head]
        if frame.passive and outer.passive and doers and not outer.slots.get("subject"):
            outer.put("subject", [Phrase(p.head, True) for p in doers])

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
