"""Dependency trees for property tests: random ones by hypothesis, and hand-built ones."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from eventcoder.model.text import Parse, Sentence, Token
from eventcoder.parsing import conllu

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
XPOS = "NN NNS NNP NNPS VB VBD VBZ VBP VBG VBN IN TO DT PRP PRP$ JJ RB MD CC CD POS . _".split()
FEATS = ("_", "Number=Plur", "Mood=Imp", "Tense=Past|VerbForm=Part", "VerbForm=Ger")
LABELS = (
    "acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp clf compound "
    "compound:prt conj cop csubj csubj:pass dep det det:predet discourse dislocated expl fixed flat "
    "flat:foreign goeswith iobj list mark nmod nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod "
    "obj obl obl:agent obl:unmarked orphan parataxis punct reparandum vocative xcomp unheard:of"
).split()
"""Relations of Universal Dependencies 2 for English, and one that nobody knows."""

WORDS = (
    "Chile Peru Turkey Ankara Kurdish Washington U.S. Saudi-led United Nations NATO police troops minister "
    "president rebels protesters government jets he it they their counterpart former both sides two leaders "
    "attacked criticized met said agreed refused asked urged threatened visit visited talks strike strikes bombed "
    "signed agreement deal aid gave sent sanctions imposed withdraw stop killed arrested planned accused praised "
    "to of by with against between from in on for and or not never no will would may if after that who while "
    "Monday yesterday March 2018 last year 12 , . ? 's - ' \" €"
).split()


@st.composite
def parses(draw: st.DrawFn) -> Parse:
    """Any tree with one root over up to sixteen words, dictionary words and rubbish alike."""
    odd = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs")), min_size=1, max_size=5)
    words = draw(st.lists(st.one_of(st.sampled_from(WORDS), odd), min_size=1, max_size=16))
    order = draw(st.permutations(range(1, len(words) + 1)))
    heads = {order[0]: 0}
    for at, index in enumerate(order[1:], 1):
        heads[index] = order[draw(st.integers(0, at - 1))]
    rows = [
        (
            word,
            draw(st.one_of(st.just(word.lower()), st.sampled_from(WORDS))),
            draw(st.sampled_from(UPOS)),
            draw(st.sampled_from(XPOS)),
            draw(st.sampled_from(FEATS)),
            heads[index],
            draw(st.sampled_from(LABELS)) if heads[index] else "root",
        )
        for index, word in enumerate(words, 1)
    ]
    return made(rows)


@cache
def _recorded() -> tuple[Parse, ...]:
    folder = Path(__file__).parents[1] / "constructions" / "data"
    return tuple(p for path in sorted(folder.glob("*.conllu")) for p in conllu.read(path))


@st.composite
def bent_parses(draw: st.DrawFn) -> Parse:
    """A real parse with a few words, labels and heads changed; most give events."""
    parse = draw(st.sampled_from(_recorded()))
    rows = [(t.text, t.lemma, t.upos, t.xpos, t.feats, t.head, t.label) for t in parse.tokens]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(rows) - 1))
        text, lemma, upos, xpos, feats, head, label = rows[at]
        match draw(st.sampled_from(("word", "label", "tag", "head"))):
            case "word":
                text = lemma = draw(st.sampled_from(WORDS))
            case "label" if head:
                label = draw(st.sampled_from(LABELS))
            case "tag":
                upos, xpos = draw(st.sampled_from(UPOS)), draw(st.sampled_from(XPOS))
            case "head" if head:
                below = set(parse.subtree(at + 1))
                above = [i for i in range(1, len(rows) + 1) if i not in below]
                head = draw(st.sampled_from(above)) if above else head
        rows[at] = (text, lemma, upos, xpos, feats, head, label)
        parse = made(rows)
    return made(rows)


def made(rows: list[tuple[str, str, str, str, str, int, str]]) -> Parse:
    """A parse of words with lemma, tags, features, head and label; spaces stand between words."""
    tokens, start = [], 0
    for index, (word, *rest) in enumerate(rows, 1):
        tokens.append(Token(index, word, *rest, start=start, end=start + len(word)))
        start += len(word) + 1
    text = " ".join(row[0] for row in rows)
    return Parse(Sentence("made", 0, text, date=dt.date(2019, 6, 15)), tuple(tokens))


def active(source: str, verb: tuple[str, str], target: str) -> Parse:
    """*Chile criticized Peru.*; the verb as past form and lemma."""
    return made(
        [
            (source, source, "PROPN", "NNP", "Number=Sing", 2, "nsubj"),
            (verb[0], verb[1], "VERB", "VBD", "Tense=Past|VerbForm=Fin", 0, "root"),
            (target, target, "PROPN", "NNP", "Number=Sing", 2, "obj"),
            (".", ".", "PUNCT", ".", "_", 2, "punct"),
        ]
    )


def passive(source: str, verb: tuple[str, str], target: str, *, label: str = "obl:agent") -> Parse:
    """*Peru was criticized by Chile.*"""
    return made(
        [
            (target, target, "PROPN", "NNP", "Number=Sing", 3, "nsubj:pass"),
            ("was", "be", "AUX", "VBD", "_", 3, "aux:pass"),
            (verb[0], verb[1], "VERB", "VBN", "Tense=Past|VerbForm=Part|Voice=Pass", 0, "root"),
            ("by", "by", "ADP", "IN", "_", 5, "case"),
            (source, source, "PROPN", "NNP", "Number=Sing", 3, label),
            (".", ".", "PUNCT", ".", "_", 3, "punct"),
        ]
    )


def crowded(countries: list[str], verbs: list[tuple[str, str]]) -> Parse:
    """*A, B ... and C criticized, attacked and threatened D, E ... and F*: half of the countries on each side."""
    half = len(countries) // 2
    rows: list[tuple[str, str, str, str, str, int, str]] = []
    root = half + 1
    for at, name in enumerate(countries[:half]):
        rows.append((name, name, "PROPN", "NNP", "_", 1 if at else root, "conj" if at else "nsubj"))
    for at, (text, lemma) in enumerate(verbs):
        rows.append((text, lemma, "VERB", "VBD", "_", root if at else 0, "conj" if at else "root"))
    first = len(rows) + 1
    last = half + len(verbs)
    for at, name in enumerate(countries[half:]):
        rows.append(
            (name, name, "PROPN", "NNP", "_", first if at else last, "conj" if at else "obj")
        )
    return made(rows)
