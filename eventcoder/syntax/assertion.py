"""How a clause is put: negated, future, hypothetical, background."""

from __future__ import annotations

from eventcoder.dictionary.words import forms
from eventcoder.model.syntax import Assertion
from eventcoder.model.text import Parse
from eventcoder.syntax.slots import category, is_condition
from eventcoder.syntax.words import TEMPORAL

NEGATORS = frozenset(
    {"not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "hardly", "barely"}
)
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_BE = frozenset({"is", "are", "was", "were", "'s", "’s", "'re", "’re"})
_MODAL = frozenset({"could", "might", "may", "can", "should", "must", "ought", "ca"})
_ALMOST = frozenset({"nearly", "almost"})
_CONDITION = frozenset(
    {"if", "unless", "whether", "lest", "until", "till", "than", "rather", "instead"}
)


def assertion(
    parse: Parse, cats: tuple[str, ...], head: int, *, reported: bool = False
) -> Assertion:
    """The facts about one predicate; ``reported`` says that it stands under a verb of saying."""
    negated = future = False
    maybe = ""
    for child in parse.children[head]:
        token = parse.token(child)
        text = token.text.lower()
        cat = cats[child]
        if _no_longer(parse, child) or (text == "less" and parse.token(head).upos == "ADJ"):
            negated = True  # no longer critical, less willing to leave
        if cat in ("adverb", "auxiliary", "determiner", "conjunction") or text in NEGATORS:
            if text in NEGATORS and not _only(parse, child):
                negated = True
        if text in _ALMOST and cat == "adverb" and child < head and token.upos == "ADV":
            maybe = text
        if cat == "auxiliary":
            if text in _FUTURE:
                future = True
            elif text == "would":
                future, maybe = (
                    (True, maybe)
                    if reported or not _has_condition(parse, head)
                    else (future, "would")
                )
            elif text in _MODAL:
                maybe = "if" if is_condition(parse, cats, head) and text == "should" else text
            elif text in ("'d", "’d") and token.lemma == "would":
                maybe = "would"
        elif cat == "mark":
            if text in _CONDITION:
                maybe = text
            elif text == "without" or _never_to(parse, child):
                negated = True
        elif text == "yet" and cat == "adverb" and _yet_to(parse, child):
            maybe = text
        elif cat in ("subject", "passive_subject", "object") and _no_determiner(parse, cats, child):
            negated = True
    future = future or _is_to(parse, cats, head) or _is_planned(parse, cats, head)
    return Assertion(negated, future, maybe or _doubt(parse, cats, head))


def _no_longer(parse: Parse, index: int) -> bool:
    words = [token.text.lower() for token in parse.tokens[max(index - 2, 0) : index]]
    return words == ["no", "longer"]


def _doubt(parse: Parse, cats: tuple[str, ...], head: int) -> str:
    """Why a predicate is no fact though no word of its own says so, or an empty text."""
    if any(_any_subject(parse, cats, child) for child in parse.children[head]):
        return "any"
    if _imperative(parse, cats, head):
        return "imperative"
    question = parse.sentence.text.rstrip(" \"'”’").endswith("?")
    return "?" if question and parse.token(head).head == 0 else ""


def _is_to(parse: Parse, cats: tuple[str, ...], head: int) -> bool:
    """*are to meet, are due to meet*: *to* between a form of *be* and the bare verb."""
    be = 0
    for child in parse.children[head]:
        text = parse.token(child).text.lower()
        if cats[child] in ("auxiliary", "passive_auxiliary", "copula") and text in _BE:
            be = child
        elif be and child < head:
            due = text == "due" and parse.token(child + 1).text == "to"
            if due or (cats[child] == "mark" and text == "to"):
                return True
    return False


def _is_planned(parse: Parse, cats: tuple[str, ...], head: int) -> bool:
    """*meets Peru next week*: a present that is to come."""
    token = parse.token(head)
    kids = parse.children[head]
    if token.xpos not in ("VBZ", "VBP") or any(cats[c] == "auxiliary" for c in kids):
        return False
    return any(_is_coming(parse, cats, child) for child in kids if child > head)


def _is_coming(parse: Parse, cats: tuple[str, ...], index: int) -> bool:
    """Whether a phrase names a time still to come: *tomorrow, next week*."""
    if parse.token(index).lemma.lower() == "tomorrow":
        return True
    if cats[index] not in ("time", "bare_oblique", "oblique"):
        return False
    words = {parse.token(c).text.lower() for c in parse.children[index] if c < index}
    token = parse.token(index)
    return "next" in words and any(form in TEMPORAL for form in forms(token.lemma, token.text))


def _has_condition(parse: Parse, head: int) -> bool:
    """Whether an *if*-clause hangs on the predicate or on its governor."""
    above = parse.token(head).head
    for at in (head, above) if above else (head,):
        for child in parse.children[at]:
            if category(parse.token(child)) == "adverbial":
                for deep in parse.children[child]:
                    even = deep > 1 and parse.token(deep - 1).text.lower() == "even"
                    if parse.token(deep).text.lower() in ("if", "unless") and not even:
                        return True
    return False


def _any_subject(parse: Parse, cats: tuple[str, ...], index: int) -> bool:
    """*any attempt will be repelled*: nobody has attempted it yet."""
    return cats[index] in ("subject", "passive_subject") and any(
        cats[child] == "determiner" and parse.token(child).text.lower() == "any"
        for child in parse.children[index]
    )


def _never_to(parse: Parse, mark: int) -> bool:
    """*claimed never to have met*, where the parser hangs *never* on the verb above."""
    before = parse.token(mark - 1).text.lower() if mark > 1 else ""
    return parse.token(mark).text.lower() == "to" and before in NEGATORS


def _yet_to(parse: Parse, index: int) -> bool:
    """*is yet to offer*: not done, and nobody refuses."""
    after = parse.token(index + 1).text.lower() if index < len(parse.tokens) else ""
    return after == "to" and parse.token(index - 1).lemma.lower() == "be"


def _only(parse: Parse, index: int) -> bool:
    """Whether *not* belongs to *not only, not just*."""
    if index >= len(parse.tokens):
        return False
    return parse.tokens[index].text.lower() in ("only", "just", "merely", "least")


def _no_determiner(parse: Parse, cats: tuple[str, ...], index: int) -> bool:
    if parse.token(index).text.lower() in ("nobody", "none", "nothing", "neither"):
        return True
    return any(
        cats[child] in ("determiner", "conjunction")
        and parse.token(child).text.lower() in ("no", "neither")
        for child in parse.children[index]
    )


def _imperative(parse: Parse, cats: tuple[str, ...], head: int) -> bool:
    token = parse.token(head)
    if token.head != 0 or "Mood=Imp" not in token.feats or token.xpos not in ("VB", "_"):
        return False
    return not any(
        cats[c] in ("subject", "passive_subject", "auxiliary") for c in parse.children[head]
    )
