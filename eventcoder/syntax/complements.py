"""What a dependent of a verb is to it: infinitive, participle, result, or an object that the parser mislaid."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from eventcoder.dictionary.words import forms
from eventcoder.model.text import Parse
from eventcoder.syntax import slots as ud
from eventcoder.syntax.words import TEMPORAL

COMPLEMENT_MARKS = frozenset(
    {"for", "of", "from", "to", "against", "into", "on", "over", "in", "at", "about", "with"}
)

_MEASURES = frozenset(
    "percent mile kilometer kilometre km meter metre foot point degree dollar euro pound time way".split()
)
"""What is measured along: *marched 20 miles*, no object of the march."""

_MEANS = frozenset(
    "air airlift barge boat bus courier email fax ferry helicopter land letter lorry mail phone plane post radio rail "
    "road sea ship tanker telegram telephone text train truck video".split()
)
"""What is moved or told by, where nothing says whose."""


class Complements:
    """Questions about a verb's dependents that a label alone does not answer."""

    def __init__(self, parse: Parse, adjectives: Collection[str]) -> None:
        self.parse = parse
        self.cats = ud.categories(parse)
        self.adjectives = adjectives

    def _kids(self, index: int, *cats: str) -> list[int]:
        """The dependents of some categories, in text order."""
        return [child for child in self.parse.children[index] if self.cats[child] in cats]

    def _preposition(self, index: int) -> str:
        """Also *to* that the parser took for the mark of an infinitive: *agreed to negotiations*."""
        prep = ud.preposition(self.parse, self.cats, index)
        if not prep and self.parse.token(index).xpos.startswith("NN"):
            prep = ud.marker(self.parse, self.cats, index)
        return prep

    def _verbal(self, index: int) -> bool:
        token = self.parse.token(index)
        if token.xpos.startswith("NN"):
            return False
        return token.upos in ("VERB", "AUX") or token.lemma.lower() in self.adjectives

    def _is_complement(self, index: int) -> bool:
        mark = ud.marker(self.parse, self.cats, index)
        if mark == "with" and self._kids(index, "subject", "passive_subject"):
            return False  # apologised, with the king asking for pardon: beside, not inside
        return self._verbal(index) and mark in COMPLEMENT_MARKS

    def _is_means(self, index: int) -> bool:
        """*shipped by rail, told by telephone*: a bare noun says how, not who."""
        bare = not self._kids(index, "determiner", "possessor", "adjective", "number")
        return bare and self._lemma(index) in _MEANS

    # -- infinitives -------------------------------------------------------------------------------

    def _infinitive(self, head: int) -> bool:
        return any(self.parse.token(c).text.lower() == "to" for c in self._kids(head, "mark"))

    def _bare_infinitive(self, head: int) -> bool:
        """*told Armenia to hold talks*, where the parser says complement for open complement."""
        return self._infinitive(head) and not self._kids(head, "subject", "passive_subject")

    def _is_raised(self, index: int) -> bool:
        """*it is willing to leave*, where the parser takes the infinitive for the subject."""
        if self.cats[index] != "subject" or not self._infinitive(index):
            return False
        above = self.parse.token(self.parse.token(index).head)
        return above.upos == "ADJ" and bool(self._kids(above.index, "expletive"))

    def _is_helped(self, index: int) -> bool:
        """*helped Greece put out fires*: a bare verb with its own subject is what somebody is let or made to do."""
        token = self.parse.token(index)
        return (
            self.cats[index] in ("complement", "open_complement")
            and self._lemma(token.head) in ud.CAUSING
            and token.xpos in ("VB", "VBP", "VBN")
            and bool(self._kids(index, "subject") or self._kids(token.head, "object"))
            and not self._kids(index, "mark", "auxiliary", "passive_auxiliary", "copula")
        )

    def _is_let_know(self, index: int) -> bool:
        """*let it be known that*, *let them know that*: one verb of saying in two words."""
        above = self.parse.token(index).head
        knows = self.cats[index] == "open_complement" and self._lemma(index) == "know"
        return knows and self._lemma(above) == "let"

    def _is_let_go(self, index: int) -> bool:
        """*let go a reporter*: the object stands behind both verbs."""
        beside = self._lemma(index - 1) == "let" and self.parse.token(index).head == index - 1
        return beside and not self._kids(index, "subject")

    def _has_done(self, index: int) -> bool:
        """*had officers arrested*: a verb that only says on whose behalf."""
        below = self._kids(index, "open_complement")
        for noun in self._kids(index, "object") if self._lemma(index) in ("have", "get") else ():
            below.extend(self._kids(noun, "participial"))
        return any(self._causer(child) == index for child in below)

    def _is_seeming(self, index: int) -> bool:
        """*looks set to reopen*: the participle is an adjective."""
        token = self.parse.token(index)
        seems = self.cats[index] == "open_complement" and self._lemma(token.head) in ud.SEEMING
        return seems and token.xpos == "VBN" and token.text.lower() in self.adjectives

    def _lemma(self, index: int) -> str:
        return self.parse.token(index).lemma.lower() if index else ""

    # -- participles -------------------------------------------------------------------------------

    def _is_ordered(self, index: int) -> bool:
        """*ordered him freed, want the towers torn down*: the participle says what shall be done to the object."""
        token = self.parse.token(index)
        noun = self.parse.token(token.head)
        if self.cats[index] != "participial" or token.xpos != "VBN" or index < noun.index:
            return False
        return self.cats[noun.index] == "object" and self._lemma(noun.head) in ud.ORDERING

    def _causer(self, index: int) -> int:
        """*had five officers arrested*: the verb whose subject has it done, or 0."""
        token = self.parse.token(index)
        if token.xpos != "VBN" or self.cats[index] not in ("open_complement", "participial"):
            return 0
        at = token.head
        if self.cats[at] == "object" and at < index:
            at = self.parse.token(at).head
        if not at or self._lemma(at) not in ("have", "get") or not self._kids(at, "subject"):
            return 0
        own = [self._kids(child, "possessor") for child in self._kids(at, "object")]
        if not own or any(self.parse.token(i).upos == "PRON" for kids in own for i in kids):
            return 0  # had her passport taken away
        done = self._kids(index, "object", "auxiliary", "passive_auxiliary", "mark", "agent")
        return 0 if done else at

    # -- predicates of objects ---------------------------------------------------------------------

    def _results(self, noun: int) -> Iterator[int]:
        """*held the company liable, called the move a crime*: what an object is found or made to be."""
        for child in self.parse.children[noun]:
            bare = self.cats[child] == "participial" and self.parse.token(child).upos == "ADJ"
            named = self.cats[child] == "apposition" and self._is_named_so(noun, child)
            if child > noun and (bare or named):
                yield child

    def _is_named_so(self, noun: int, child: int) -> bool:
        """An apposition with *a* and no comma is none."""
        articles = [
            c
            for c in self._kids(child, "determiner")
            if self.parse.token(c).text.lower() in ("a", "an")
        ]
        between = range(noun + 1, articles[0]) if articles else ()
        return bool(articles) and all(self.cats[i] != "punctuation" for i in between)

    def _told_of(self, noun: int) -> int:
        """*claimed Peru broke the truce*: the verb that the object of a verb of saying is the subject of, or 0."""
        above = self.parse.token(noun).head
        if (
            self.cats[noun] not in ("object", "indirect")
            or self._lemma(above) not in ud.CLAIMING
            or noun < above
        ):
            return 0
        for child in self._kids(above, "complement"):
            finite = self.parse.token(child).xpos in ("VBD", "VBZ", "VBP", "VBN")
            bare = not self._kids(child, "subject", "passive_subject", "mark", "expletive")
            if child > noun and finite and bare:
                return child
        return 0

    # -- objects -----------------------------------------------------------------------------------

    def _shifted(self, head: int) -> int:
        """*freed on bail two reporters*: the object that the parser took for something else, or 0."""
        for child in self._kids(head, "oblique", "bare_oblique"):
            if child < head:
                continue
            if self._is_bare(child) and (
                self.cats[child] == "oblique" or self._behind(head, child)
            ):
                return child  # turned over the remains
            for deep in self._kids(child, "apposition", "bare_nominal", "object"):
                between = self.parse.tokens[child : deep - 1]
                whole = all(self.cats[t.index] != "punctuation" for t in between)
                if deep > child and whole and not self._measures(deep):
                    return deep
        for child in self._kids(head, "open_complement"):
            if self.parse.token(child).upos in ("NOUN", "PROPN") and self._kids(head, "particle"):
                return 0 if self._preposition(child) else child  # called off talks
        return 0

    def _behind(self, head: int, child: int) -> bool:
        """Whether a phrase stands between: *hacked to death 20 villagers*."""
        return any(
            head < other < child for other in self._kids(head, "oblique", "particle", "adverb")
        )

    def _is_bare(self, index: int) -> bool:
        token = self.parse.token(index)
        return (
            token.upos in ("NOUN", "PROPN")
            and not self._preposition(index)
            and not self._measures(index)
            and not self._kids(index, "case", "mark")
        )

    def _measures(self, index: int) -> bool:
        """Whether a phrase says how far, how much or when."""
        token = self.parse.token(index)
        return any(f in TEMPORAL or f in _MEASURES for f in forms(token.lemma, token.text))
