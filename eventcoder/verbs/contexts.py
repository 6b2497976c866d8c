"""Cues of `contexts/`: phrases that discard a sentence, or put what they stand on in the past."""

from __future__ import annotations

from eventcoder.dictionary.compile import Dictionary
from eventcoder.dictionary.words import split
from eventcoder.model.text import Parse
from eventcoder.verbs.scene import Scene

HISTORY_ENDS = 1946
"""What ended before this year is history, no event in the default output: no event series of the field goes back so far
(COPDAB, the first, starts in 1948)."""

_SUBJECTS = ("subject", "passive_subject")
_OF_THINGS = ("adjective", "compound", "object")
_OPEN = frozenset({"of", "for", "to", "about", "from"})
"""A cue that ends so speaks of what stands under it: *anniversary of the attack*."""


def find_cues(parse: Parse, rules: Dictionary, context: str) -> list[tuple[int, int, str]]:
    """First token, last token and words of every cue of a context."""
    table = rules.contexts.get(context)
    if not table:
        return []
    words: list[str] = []
    owners: list[int] = []
    for token in parse.tokens:
        for word in split(token.text):
            words.append(word)
            owners.append(token.index)
    out = []
    for at, pair in enumerate(zip(words, [*words[1:], *words[:1]], strict=True)):
        cues = (*table.get(pair, ()), *table.get(pair[:1], ()))
        for cue in cues:
            if tuple(words[at : at + len(cue)]) == cue:
                out.append((owners[at], owners[at + len(cue) - 1], " ".join(cue)))
                break
    return out


def discarded(parse: Parse, rules: Dictionary) -> str:
    """The cue that discards a whole sentence (sport, markets), or an empty text."""
    cues = find_cues(parse, rules, "discard")
    return cues[0][2] if cues else ""


def put_back(scene: Scene) -> dict[int, str]:
    """Heads of the clauses that a background cue sets in history, with the cue."""
    out: dict[int, str] = {}
    for first, last, words in find_cues(scene.parse, scene.rules, "background"):
        for head in scene.parse.subtree(first):
            if head in scene.clauses:
                out[head] = words
        if words.rsplit(" ", 1)[-1] not in _OPEN and (at := _clause_of(first, last, scene)):
            out[at] = words
    out.update(_old_years(scene))
    return out


def _clause_of(first: int, last: int, scene: Scene) -> int:
    """The clause that a cue stands in, or 0 where it only says what a thing is: *shelled a 16th-century fort*."""
    at = last
    while at and at not in scene.clauses:
        above = scene.parse.token(at).head
        if scene.actors.cats[at] in _OF_THINGS and not first <= above <= last:
            return 0
        at = above
    return at


def _old_years(scene: Scene) -> dict[int, str]:
    """Clauses with a year before all event series on them or on their subject: *the treaty of 1648 ended the war*."""
    out: dict[int, str] = {}
    for token in scene.parse.tokens:
        if (
            len(token.text) == 4
            and token.text.isdigit()
            and "1500" < token.text < str(HISTORY_ENDS)
        ):
            above = token.head
            if above not in scene.clauses and scene.actors.cats[above] in _SUBJECTS:
                above = scene.parse.token(above).head
            if above in scene.clauses:
                out[above] = token.text
    return out
