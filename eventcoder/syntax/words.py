"""Does a phrase hold these words? Heads, modifiers and quantities (*tons of aid*)."""

from __future__ import annotations

from functools import cached_property

from eventcoder.dictionary.words import forms
from eventcoder.model.text import Parse
from eventcoder.syntax import slots as ud

Phrases = dict[str, tuple[tuple[str, ...], ...]]

QUANTITIES = frozenset(
    "number ton tonne ten dozen hundred thousand million billion series lot couple majority batch wave round kind type "
    "package pair group handful string spate range amount total part piece score bulk rest most some many several "
    "half third quarter percent set all one two three four five six seven eight nine ten least shipment load "
    "barrage team contingent convoy consignment planeload truckload tranche "
    "day week month year hour minute".split()
)
"""Heads that only measure what stands under their *of*."""

TEMPORAL = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december day week month year today yesterday tomorrow morning evening night afternoon "
    "weekend hour minute decade century midnight noon time moment spring summer autumn winter fall date period while "
    "eve dawn dusk past future recent mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept "
    "oct nov dec".split()
)
"""Heads of phrases that say when."""


_JOINING = frozenset({"of", "for", "in", "to", "by"})
"""Prepositions under which a word may still belong to its noun: *law of war*, *right to vote*."""


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
            token = self.parse.tokens[index - 1]
            found = self._forms[index] = forms(token.lemma, token.text)
        return found

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
            found = next((i for i in below if word in self.forms(i)), None)
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
        for form in self.forms(head):
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
        return any(form in TEMPORAL for form in forms) and (
            self.cats[head] not in ("subject", "passive_subject")
            or any(form.endswith("day") for form in forms)
        )
