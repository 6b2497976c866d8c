"""Does a phrase hold these words? Heads, modifiers and quantities (*tons of aid*)."""

from __future__ import annotations

from functools import cached_property

from eventcoder.dictionary.words import forms
from eventcoder.model.text import Parse
from eventcoder.syntax import slots as ud

Phrases = dict[str, tuple[tuple[str, ...], ...]]

QUANTITIES = frozenset(
    "number ton tonne ten dozen hundred thousand million billion series lot couple majority batch wave round cycle "
    "kind type package pair group handful string spate range amount total part piece score bulk rest most some "
    "many much several half third quarter percent set all one two three four five six seven eight nine ten least "
    "shipment load barrage swarm team contingent convoy consignment planeload truckload tranche "
    "megawatt gigawatt kilowatt metre meter barrel gallon litre liter kilogram kilo bushel cargo "
    "first last fifth tenth day week month year hour minute".split()
)
"""Heads that only measure what stands under their *of*."""

TEMPORAL = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december day week month year today yesterday tomorrow morning evening night afternoon "
    "weekend hour minute decade century midnight noon time moment spring summer autumn winter fall date period while "
    "eve dawn dusk past future recent mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept "
    "oct nov dec christmas easter ramadan thanksgiving".split()
)
"""Heads of phrases that say when."""


_JOINING = frozenset({"of", "for", "in", "to", "by"})
"""Prepositions under which a word may still belong to its noun: *law of war*, *right to vote*."""


BEGINNINGS = frozenset(
    "start beginning launch opening resumption holding conduct staging outbreak".split()
)
"""Heads that only say that what stands under their *of* takes place: *the launch of an attack*."""


def measured(parse: Parse, cats: tuple[str, ...], head: int) -> tuple[int, ...]:
    """What stands under the *of* of a word that only measures: *tons of **aid***; else nothing."""
    token = parse.token(head)
    if QUANTITIES.isdisjoint(forms(token.lemma, token.text)):
        return ()
    return tuple(
        child
        for child in parse.children[head]
        if cats[child] == "nominal" and ud.preposition(parse, cats, child) == "of"
    )


PARTICLES = frozenset("in out off up down over by between on back away around through".split())

_OTHER_VERBS = {("wound", "up"): "wind", ("wound", "down"): "wind"}
"""Forms that are another verb before a particle."""
_HOMOGRAPHS = frozenset(text for text, _ in _OTHER_VERBS)


def spelling(parse: Parse, index: int) -> str:
    """A token's text, or the whole of a noun that the parser splits at its hyphen: *sit-in, go-between*."""
    token = parse.tokens[index - 1]
    after = parse.tokens[index : index + 2]
    if len(after) < 2 or after[0].text != "-" or after[1].text.lower() not in PARTICLES:
        return token.text
    tight = token.end == after[0].start and after[0].end == after[1].start
    return f"{token.text}-{after[1].text}" if tight and token.upos == "NOUN" else token.text


def stance(parse: Parse, index: int, prefixes: tuple[str, ...] = ("anti", "pro")) -> bool:
    """*anti-Russian, pro-Assad*: a stand towards somebody, not who it is."""
    first, hyphen, _ = parse.token(index).text.lower().partition("-")
    joined = index > 2 and parse.token(index - 1).text == "-"
    before = parse.token(index - 2).text.lower() if joined else ""
    return (bool(hyphen) and first in prefixes) or before in prefixes


class Words:
    """The words of one sentence, normalised once."""

    def __init__(self, parse: Parse, cats: tuple[str, ...]) -> None:
        self.parse = parse
        self.cats = cats
        self._forms: dict[int, tuple[str, ...]] = {}
        self._measured: dict[int, tuple[int, ...]] = {}
        self._known: dict[tuple[int, int], tuple[int, ...] | None] = {}

    def forms(self, index: int) -> tuple[str, ...]:
        """Lemma and text of a token, normalised; the parts of a hyphenated word too."""
        found = self._forms.get(index)
        if found is None:
            lemma = self.parse.tokens[index - 1].lemma
            found = forms(lemma, spelling(self.parse, index))
            if other := self._other_verb(index):
                found = (other, *found)
            self._forms[index] = found
        return found

    def _other_verb(self, index: int) -> str:
        text = self.parse.tokens[index - 1].text.lower()
        if text not in _HOMOGRAPHS:
            return ""
        kids = (c for c in self.parse.children[index] if self.cats[c] in ("particle", "adverb"))
        words = (_OTHER_VERBS.get((text, self.parse.token(c).text.lower()), "") for c in kids)
        return next(filter(None, words), "")

    def predicate(self, head: int) -> tuple[str, ...]:
        """The preposition of a noun or verb that *be* makes a predicate: *was behind the attack, is to blame*."""
        kids = self.parse.children[head]
        if not any(self.cats[c] == "copula" for c in kids):
            return ()
        words = [self.parse.token(c).text.lower() for c in kids if self.cats[c] in ("case", "mark")]
        return tuple(word for word in words if word != "that")[:1]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every form of every word of the sentence."""
        return frozenset(form for token in self.parse.tokens for form in self.forms(token.index))

    def passes(self, head: int, phrases: Phrases, *, verbal: bool) -> tuple[int, ...] | None:
        """``fits`` or ``verb_fits`` for the phrases of a dictionary, which many patterns share."""
        key = (head, id(phrases))
        if key not in self._known:
            fits = self.verb_fits if verbal else self.fits
            self._known[key] = fits(head, phrases)
        return self._known[key]

    def fits(self, head: int, phrases: Phrases) -> tuple[int, ...] | None:
        """The tokens by which a phrase is one of these, or None."""
        for at in self._heads(head):
            for form in self.forms(at):
                options = phrases.get(form)
                if options:
                    for modifiers in options:
                        found = self._modified(at, modifiers)
                        if found is not None:
                            return (at, *found)
        return None

    def _heads(self, head: int) -> tuple[int, ...]:
        found = self._measured.get(head)
        if found is None:
            heads = [head]
            for at in heads:  # tens of thousands of people
                heads.extend(measured(self.parse, self.cats, at))
            found = self._measured[head] = tuple(heads)
        return found

    def _modified(self, head: int, modifiers: tuple[str, ...]) -> tuple[int, ...] | None:
        if not modifiers:
            return ()
        below = self._near(head, modifiers)
        out = []
        for word in modifiers:
            found = next((i for i in (*below, head) if word in self.forms(i)), None)
            if found is None:
                return None
            out.append(found)
        return tuple(out)

    def _near(self, head: int, modifiers: tuple[str, ...]) -> list[int]:
        out = []
        for child in self.parse.children[head]:
            if self.cats[child] == "nominal":
                prep = ud.preposition(self.parse, self.cats, child)
                if prep not in _JOINING and prep not in modifiers:
                    continue
            out.append(child)
            out.extend(self.parse.children[child])
        return out

    def verb_fits(self, head: int, phrases: Phrases) -> tuple[int, ...] | None:
        """The same for a verb phrase: head word first, the others anywhere under it."""
        for form in (*self.forms(head), *self.predicate(head)):
            for rest in phrases.get(form, ()):
                found = self._modified(head, rest)
                if found is not None:
                    return (head, *found)
        return None

    def temporal(self, head: int) -> bool:
        """Whether a phrase says when."""
        token = self.parse.token(head)
        if token.upos == "NUM" and token.text.isdigit() and len(token.text) == 4:
            return True
        forms = self.forms(head)
        if self._is_filled(head):
            return False
        return any(form in TEMPORAL for form in forms) and (
            self.cats[head] not in ("subject", "passive_subject")
            or any(form.endswith("day") for form in forms)
        )

    def _is_filled(self, head: int) -> bool:
        """*ignored days of rallies, bowed to weeks of strikes*: what filled that time is meant."""
        return (
            self.cats[head] in ("object", "oblique")
            and ud.preposition(self.parse, self.cats, head) in ("", "to")
            and bool(measured(self.parse, self.cats, head))
        )
