"""Scores of parses against a treebank, on gold tokens and from raw text.

From raw text the scores are those of the CoNLL 2018 shared task: characters without white
space align the two sides, subtypes of relations are left aside, and a score is the F1 of
what both sides hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from eventcoder.model.text import Parse

RELATIONS = (
    "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod",
    "xcomp", "ccomp", "conj", "acl:relcl", "appos", "nmod:poss",
)  # fmt: skip


@frozen
class Word:
    """A word by where its characters stand in the whole text, white space aside."""

    span: tuple[int, int, int]
    """Start, end, and which of the words with that span it is."""
    sentence: tuple[int, int]
    head: tuple[int, int, int] | None
    """Span of the head, None for the root."""
    label: str
    upos: str
    lemma: str
    surface: tuple[int, int]
    """Span of the surface token the word belongs to."""


def base(label: str) -> str:
    """A relation without its subtype."""
    return label.partition(":")[0]


def words_of(parses: Sequence[Parse]) -> list[Word]:
    """All words, with spans that count non-space characters from the first sentence on."""
    out: list[Word] = []
    begin = 0
    for parse in parses:
        text = parse.sentence.text
        place = [begin]
        for char in text:
            place.append(place[-1] + (not char.isspace()))
        seen: Counter[tuple[int, int]] = Counter()
        spans = []
        for token in parse.tokens:
            span = (place[token.start], place[token.end])
            spans.append((*span, seen[span]))
            seen[span] += 1
        limits = (begin, place[-1])
        for token, span in zip(parse.tokens, spans, strict=True):
            head = spans[token.head - 1] if token.head else None
            tags = (token.label, token.upos, token.lemma)
            out.append(Word(span, limits, head, *tags, surface=span[:2]))
        begin = place[-1]
    return out


def f1(right: int, gold: int, system: int) -> float:
    """F1 in percent."""
    return 200 * right / (gold + system) if gold + system else 0.0


def from_raw_text(gold: Sequence[Parse], system: Sequence[Parse]) -> dict[str, float]:
    """F1 of words, sentences, UPOS, lemmas, UAS and LAS; both sides must spell the same text."""
    left, right = words_of(gold), words_of(system)
    known = {word.span: word for word in left}
    pairs = [(known[word.span], word) for word in right if word.span in known]
    counts = {
        "words": len(pairs),
        "UPOS": sum(a.upos == b.upos for a, b in pairs),
        "lemmas": sum(a.lemma == b.lemma for a, b in pairs),
        "UAS": sum(a.head == b.head for a, b in pairs),
        "LAS": sum(a.head == b.head and base(a.label) == base(b.label) for a, b in pairs),
    }
    scores = {name: f1(count, len(left), len(right)) for name, count in counts.items()}
    ends = [{word.sentence for word in side} for side in (left, right)]
    scores["sentences"] = f1(len(ends[0] & ends[1]), len(ends[0]), len(ends[1]))
    return scores


def on_gold_tokens(gold: Sequence[Parse], system: Sequence[Parse]) -> dict[str, float]:
    """Percentages of right UPOS, lemmas, heads (UAS) and heads with labels (LAS)."""
    pairs = [
        (a, b)
        for left, right in zip(gold, system, strict=True)
        for a, b in zip(left.tokens, right.tokens, strict=True)
    ]
    right = {
        "UPOS": sum(a.upos == b.upos for a, b in pairs),
        "XPOS": sum(a.xpos == b.xpos for a, b in pairs),
        "features": sum(a.feats == b.feats for a, b in pairs),
        "lemmas": sum(a.lemma == b.lemma for a, b in pairs),
        "UAS": sum(a.head == b.head for a, b in pairs),
        "LAS": sum(a.head == b.head and base(a.label) == base(b.label) for a, b in pairs),
    }
    return {name: 100 * count / len(pairs) for name, count in right.items()}


def by_relation(gold: Sequence[Parse], system: Sequence[Parse]) -> dict[str, float]:
    """F1 of each relation that event coding leans on: head and full label must be right."""
    counts: dict[str, Counter[str]] = {"gold": Counter(), "system": Counter(), "right": Counter()}
    for left, right in zip(gold, system, strict=True):
        for a, b in zip(left.tokens, right.tokens, strict=True):
            counts["gold"][a.label] += 1
            counts["system"][b.label] += 1
            counts["right"][a.label] += a.head == b.head and a.label == b.label
    return {
        name: f1(counts["right"][name], counts["gold"][name], counts["system"][name])
        for name in RELATIONS
    }
