"""Noun phrases: coordination, core, extent."""

from __future__ import annotations

from eventcoder.model.text import Parse
from eventcoder.syntax.slots import CLAUSAL, MODIFIERS, NOMINAL

_OUTSIDE = frozenset(
    {
        "case",
        "punctuation",
        "conjunction",
        "mark",
        "copula",
        "parataxis",
        "relative",
        "adverbial",
        "subject",
        "auxiliary",
        "apposition",
        "conjunct",
    }
)


def members(parse: Parse, cats: tuple[str, ...], head: int) -> list[int]:
    """The heads of a coordination, in text order: *A, B and C*; *neighbours A and B*."""
    first = _listed(parse, cats, head) or head
    out = [first]
    todo = [first]
    while todo:
        at = todo.pop(0)
        for child in parse.children[at]:
            joined = cats[child] == "conjunct" or (
                cats[child] == "nominal" and _is_along(parse, child)
            )
            if joined and parse.token(child).upos in NOMINAL:
                out.append(child)
                todo.append(child)
    return out


def _listed(parse: Parse, cats: tuple[str, ...], head: int) -> int:
    """*former foes A and B*: the first of several names right behind a plural noun, or 0."""
    if parse.token(head).xpos != "NNS":
        return 0
    for child in parse.children[head]:
        named = cats[child] == "apposition" and parse.token(child).upos == "PROPN"
        inside = parse.tokens[head : child - 1]
        if named and child > head and all(token.upos in ("PROPN", "ADJ") for token in inside):
            if any(cats[deep] == "conjunct" for deep in parse.children[child]):
                return child
    return 0


def _is_along(parse: Parse, head: int) -> bool:
    """*Chile, along with Peru*: both."""
    first = parse.children[head][0] if parse.children[head] else head
    return first < head and parse.token(first).text.lower() in ("along", "together")


def core(parse: Parse, cats: tuple[str, ...], head: int) -> list[int]:
    """Head and its nominal modifiers, without prepositional phrases and clauses, in text order."""
    out = [head]
    todo = [head]
    while todo:
        at = todo.pop()
        for child in parse.children[at]:
            if cats[child] in MODIFIERS or (cats[child] == "conjunct" and at != head):
                out.append(child)
                todo.append(child)
    return sorted(out)


def extent(parse: Parse, cats: tuple[str, ...], head: int) -> tuple[int, int]:
    """First and last token index of a phrase without its preposition, apposition, co-ordinates and clauses."""
    first = last = head
    todo = [head]
    while todo:
        at = todo.pop()
        for child in parse.children[at]:
            cat = cats[child]
            if (at == head and cat in _OUTSIDE) or cat in CLAUSAL or cat == "punctuation":
                continue
            first, last = min(first, child), max(last, child)
            todo.append(child)
    return first, last
