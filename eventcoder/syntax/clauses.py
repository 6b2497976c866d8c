"""Parse -> Clauses: find predicates, fill slots, undo passives, lend subjects across *and/to/who*."""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from eventcoder.dictionary.words import forms
from eventcoder.model.syntax import Assertion, Clause, Phrase
from eventcoder.model.text import Parse
from eventcoder.syntax import slots as ud
from eventcoder.syntax.assertion import assertion
from eventcoder.syntax.deep import Frame
from eventcoder.syntax.lending import Lender
from eventcoder.syntax.words import BEGINNINGS, QUANTITIES

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
    "question topic subject matter event scenario "
    "job task goal aim objective purpose merit impulse option thought burden imperative desirability difficulty "
    "impossibility feasibility".split()
)
"""Nouns under whose *of* an event is only thought of."""

_CHOICES = frozenset(
    "position option alternative solution answer key question challenge task job problem trick idea hope".split()
)
"""What an infinitive may be without having been done: *one option is to leave*."""

_THOUGHTS = _CHANCES | frozenset(
    "concern worry expectation suggestion proposal demand call request speculation doubt suspicion condition "
    "requirement insistence plea wish desire prediction theory anxiety alarm recommendation".split()
)
"""Nouns whose *that* tells what may be or should be, not what is."""

_MEANS = frozenset(
    "ability capability capacity potential temptation incentive reason excuse pretext "
    "ambition desire wish need right preparation incapacity obligation duty motive job task mandate coalition alliance "
    "opportunity law bill way inability failure eagerness reluctance unwillingness chance time suicide invitation "
    "impulse appetite power authority courage resolve strength resource imperative".split()
)
"""Nouns whose *to* tells what somebody could, would or should do."""

_MAY = frozenset({"will", "would", "could", "might", "may", "should", "must"})

_NOT_YET = frozenset(
    "near imminent possible impossible likely unlikely inevitable probable unthinkable close".split()
)
"""What is said of an event that has not come."""

_SCENES = frozenset({"scenario", "hypothesis", "eventuality"})
"""Nouns whose relative clause is only thought of: *a scenario where Peru attacks*."""

_UNDER_NOUNS = ("nominal", "participial", "adverbial", "relative")

_UNREAL = frozenset(
    "possible potential anticipated proposed planned alleged future upcoming prospective imminent expected threatened "
    "suspected hypothetical further any projected mooted impending".split()
)

_TAKING_PLACE = frozenset("hold take open begin start convene sign launch resume".split())
"""What is said of an event that is *to be held, to begin*."""

_DENIALS = frozenset(
    "specter potential eventuality veto lack absence prevention avoidance rejection refusal".split()
)
"""The same for event nouns alone: *their veto of an inquiry*."""


def find_clauses(
    parse: Parse,
    nouns: Collection[str],
    adjectives: Collection[str],
    predicates: Collection[tuple[str, str]] = (),
    speech: Collection[str] = (),
) -> tuple[Clause, ...]:
    """All predicates of a sentence, governors first.

    ``nouns`` and ``adjectives`` are the lemmas (normalised) that may hold an event, ``predicates`` pairs of
    preposition and noun (*on alert*), ``speech`` verbs of saying; verbs count always.
    """
    return _Finder(parse, nouns, adjectives, predicates, speech).clauses()


class _Finder(Lender):
    """Lays what comes from governors over the predicates' own slots."""

    def clauses(self) -> tuple[Clause, ...]:
        order = self._top_down()
        for index in order:
            kind = self._kind(index)
            if kind:
                self.frames[index] = self._frame(index, kind)
        order = self._turn_speech(order)
        for index in order:
            if index in self.frames:
                self._connect(self.frames[index])
        return tuple(self._finish(self.frames[i]) for i in order if i in self.frames)

    def _turn_speech(self, order: list[int]) -> list[int]:
        """*The town fell, officials said*, where the parser hangs the saying on what is said: governors first."""
        out = list(order)
        for index in order:
            if self.cats[index] != "parataxis" or not self._is_speech(index):
                continue
            said = self.frames.get(self.parse.token(index).head)
            if said is not None and said.kind != "noun" and said.head not in self.turned:
                self.turned[index] = self._governor(said.head)
                self.turned[said.head] = (index, "complement")
                self.frames[index].put("that", [Phrase(said.head)])
                out.remove(index)
                out.insert(out.index(said.head), index)
        return out

    def _is_speech(self, index: int) -> bool:
        """Whether a verb of saying lacks what is said."""
        token, frame = self.parse.token(index), self.frames.get(index)
        if frame is None or "subject" not in frame.slots or frame.passive:
            return False
        full = {"that", "to_do", "complement"} | ({"object"} if token.lemma != "tell" else set())
        return full.isdisjoint(frame.slots) and any(
            form in self.speech for form in forms(token.lemma, token.text)
        )

    def _governor(self, index: int) -> tuple[int, str]:
        """The token above and what the one below is to it."""
        return self.turned.get(index) or (self.parse.token(index).head, self.cats[index])

    def _top_down(self) -> list[int]:
        out, todo = [], list(self.parse.children[0])
        for index in todo:
            out.append(index)
            todo.extend(self.parse.children[index])
        return out

    def _connect(self, frame: Frame) -> None:
        at, via = self._governor(frame.head)
        if self._is_done_by_object(frame.head, via):
            via = "open_complement"
        frame.link = "noun" if frame.kind == "noun" else _VERBAL_LINKS.get(via, "main")
        caused = frame.kind == "verb" and self._causer(frame.head)
        if caused:
            frame.link = "caused"
        elif frame.kind != "noun" and via in ("relative", "participial"):
            self._fill_from_noun(frame, at, via)
        while at and at not in self.frames:
            at = self.parse.token(at).head
        frame.outer = at
        if at and not caused and frame.kind != "noun" and via in ud.LENDERS | {"complement"}:
            self._borrow(frame, self.frames[at], via)
        if via in ("adverbial", "participial") and self._is_message(frame, self.frames.get(at)):
            self._address(frame, self.frames[at])
        if frame.kind == "noun" and at:
            self._light(frame, self.frames[at])

    def _is_done_by_object(self, head: int, via: str) -> bool:
        """Whether a clause is an infinitive or participle that the object of the verb above is to do or undergo."""
        if via == "complement":
            return self._bare_infinitive(head) or self._is_helped(head)
        return self._is_raised(head) or (via == "participial" and self._is_ordered(head))

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
        if standing[0] == "subject" and self._noun_mood(frame).negated:
            self._disown(frame, outer)

    def _measured(self, head: int) -> int:
        """*a round of exercises* stands where its *round* stands."""
        token = self.parse.token(head)
        if self.cats[head] == "nominal" and token.head and token.head not in self.frames:
            if any(f in QUANTITIES or f in BEGINNINGS for f in self._forms(token.head)):
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
        if not noun and self._is_thought(head):
            return "that"
        if not above or self.cats[head] not in (*_UNDER_NOUNS, "subject" if noun else ""):
            return ""
        token = self.parse.token(above)
        if self.cats[head] == "subject":  # a war is now a possibility
            return next((f for f in forms(token.lemma, token.text) if f in _CHANCES), "")
        of = ud.preposition(self.parse, self.cats, head) or ud.marker(self.parse, self.cats, head)
        if of == "for" and self._infinitive(head):
            of = "to"
        by_mark = {"of": _CHANCES | _DENIALS if noun else _CHANCES, "that": _THOUGHTS, "to": _MEANS}
        words = by_mark.get(of, {"interest"} if of == "in" else ())
        if self.cats[head] == "relative":
            words = _THOUGHTS if not of and self._is_whole(head) else _SCENES
        found = next((f for f in forms(token.lemma, token.text) if f in words), "")
        return found if token.upos == "NOUN" else ""

    def _is_thought(self, head: int) -> bool:
        """*one option is that Peru would yield*, *it is unsafe to free him*: what is only talked of."""
        for child in self.parse.children[head]:
            token = self.parse.token(child)
            if token.label == "nsubj:outer" and self._infinitive(head):
                return token.lemma in _CHOICES
            if token.label == "nsubj:outer" and token.lemma in _CHANCES | _THOUGHTS:
                return True
        above = self.parse.token(head).head
        if self.cats[head] != "subject" or not self._infinitive(head):
            return False
        asked = any(self.parse.token(c).xpos == "WRB" for c in self.parse.children[above])
        if asked or self._lemma(above) in self.adjectives:
            return False  # why is it right to leave? it is willing to leave
        be = [self.parse.token(c).text.lower() for c in self._kids(above, "copula")]
        return be in (["is"], ["be"], ["'s"], ["’s"])

    def _is_whole(self, head: int) -> bool:
        """*speculation Peru would attack Chile*: no relative clause, for it lacks nobody."""
        own = {
            self.cats[child]
            for child in self.parse.children[head]
            if self.parse.token(child).xpos not in ("WDT", "WP")
        }
        return {"subject", "object"} <= own

    def _is_to_come(self, head: int) -> bool:
        """*a summit to be held in Oslo, talks due to begin*: it has not been yet."""
        words = {self.parse.token(c).text.lower() for c in self.parse.children[head]}
        return self._lemma(head) in _TAKING_PLACE and {"to"} <= words

    def _noun_mood(self, frame: Frame) -> Assertion:
        below = self.parse.children[frame.head]
        if any(self.cats[child] == "copula" for child in below):  # is not under attack
            mood = assertion(self.parse, self.cats, frame.head, reported=frame.reported)
            if mood.negated:
                return mood
        for child in below:
            text = self.parse.token(child).text.lower()
            if text in ("no", "neither"):
                return Assertion(negated=True)
            if text in _UNREAL or (text in _MAY and self.cats[child] == "auxiliary"):
                return Assertion(hypothetical=text)
        if any(
            self._is_to_come(child) for child in self._kids(frame.head, "participial", "relative")
        ):
            return Assertion(future=True)
        above = self.parse.token(self.parse.token(frame.head).head)
        if above.lemma in _NOT_YET and self.cats[frame.head] == "subject":
            return Assertion(hypothetical=above.lemma)
        return Assertion()
