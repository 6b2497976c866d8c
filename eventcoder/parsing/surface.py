"""Surface tokens between tokenizer and analysis: repairs, datelines, cuts in long sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve, frozen

MAX_WORDS = 160
"""Longer sentences are analysed in pieces, so that memory stays bounded."""
MAX_TOKEN = 40
"""Longer tokens are cut for the analysis: an encoder pads its whole batch to the longest."""
TITLES = frozenset(
    {
        "Adm", "Amb", "Brig", "Capt", "Cdr", "Cmdr", "Col", "Cpl", "Dr", "Fr", "Gen", "Gov",
        "Hon", "Insp", "Jr", "Lt", "Maj", "Messrs", "Mr", "Mrs", "Ms", "Msgr", "Pfc", "Pres",
        "Prof", "Pvt", "Rep", "Reps", "Rev", "Sen", "Sens", "Sgt", "Spc", "Sr", "St", "Supt",
    }
)  # fmt: skip
"""Abbreviated titles, which stand before a name: a full stop after them ends no sentence."""
GLUED = re.compile(r"([^\W\d_]*[a-z]{2}[”’\"')]?)([.!?])([A-Z][a-z]+|[A-Z])\Z")
"""Two sentences that touch: *talks.Turkey*."""
DASHES = frozenset({"-", "--", "---", "–", "—", "―", ":"})
DATELINE_WORDS = 12
"""A dateline ends within so many tokens."""
AFTER_DATELINE = 4
"""So many words, at the least, follow a dateline."""
AFTER_HYPHEN = 8
"""So many follow one that could be a mere pair (*Iran - Iraq*)."""
SHORT_FORMS = frozenset({"Co", "Corp", "Inc", "Ltd", "No", "Nos", "approx", "etc", "est", "vs"})
"""Abbreviations after which a small letter goes on, besides those like *U.S.*"""


PREFIXES = frozenset({"anti", "co", "ex", "mid", "non", "pre", "pro", "re"})
"""Prefixes that make one word with what follows their hyphen; other hyphens stand alone."""


@frozen
class Surface:
    """A surface token: its span in the sentence (or document) and the words it stands for."""

    start: int
    end: int
    words: tuple[str, ...]

    def moved(self, by: int) -> Surface:
        """The same token with its span shifted to the left."""
        return evolve(self, start=self.start - by, end=self.end - by)


def repaired(sentences: Sequence[list[Surface]], text: str) -> list[list[Surface]]:
    """Sentences joined again after *Gen.* and before small letters, and split where they touch."""
    out: list[list[Surface]] = []
    for sentence in sentences:
        for part in _split_glued(sentence):
            if out and _goes_on(out[-1], part, text):
                out[-1] = [*out[-1], *part]
            else:
                out.append(list(part))
    return [mended(sentence) for sentence in out]


def mended(sentence: list[Surface]) -> list[Surface]:
    """The tokens of a sentence, with titles, prefixes and hyphens as the treebanks have them."""
    return with_titles(with_hyphens(sentence))


def with_hyphens(sentence: list[Surface]) -> list[Surface]:
    """*anti-* + *Taliban* as one token, and *Saudi-* + *led* as three."""
    out: list[Surface] = []
    for token in (part for whole in sentence for part in _hyphen_apart(whole)):
        if len(out) > 1 and _prefixed(out[-2], out[-1], token):
            start, prefix = out[-2].start, out[-2].words[0]
            del out[-2:]
            out.append(Surface(start, token.end, (f"{prefix}-{token.words[0]}",)))
        else:
            out.append(token)
    return out


def _prefixed(prefix: Surface, hyphen: Surface, token: Surface) -> bool:
    """Whether the three touch and make one word."""
    touching = prefix.end == hyphen.start and hyphen.end == token.start
    single = len(prefix.words) == len(hyphen.words) == len(token.words) == 1
    known = hyphen.words == ("-",) and prefix.words[0].lower() in PREFIXES
    return touching and single and known and token.words[0][0].isalnum()


def _hyphen_apart(token: Surface) -> list[Surface]:
    """The token, its hyphen as one of its own where it stands at either end of a word."""
    word = token.words[0]
    if len(token.words) > 1 or word.count("-") != 1 or token.end - token.start != len(word):
        return [token]
    if word[:-1].replace(".", "").isalpha() and word.endswith("-"):
        at = token.end - 1
        return [Surface(token.start, at, (word[:-1],)), Surface(at, token.end, ("-",))]
    if word[1:].isalpha() and word.startswith("-"):
        at = token.start + 1
        return [Surface(token.start, at, ("-",)), Surface(at, token.end, (word[1:],))]
    return [token]


def with_titles(sentence: list[Surface]) -> list[Surface]:
    """The tokens, with *Gen* and its full stop as one where a word follows."""
    out: list[Surface] = []
    for number, token in enumerate(sentence, 1):
        last = number == len(sentence)
        if not last and out and token.words == (".",) and _is_title(out[-1], token):
            title = out.pop()
            out.append(Surface(title.start, token.end, (title.words[0] + ".",)))
        else:
            out.append(token)
    return out


def _is_title(word: Surface, stop: Surface) -> bool:
    return word.end == stop.start and len(word.words) == 1 and word.words[0] in TITLES


def _goes_on(left: list[Surface], right: list[Surface], text: str) -> bool:
    """Whether what was split was one sentence."""
    gap = text[left[-1].end : right[0].start]
    first = text[right[0].start]
    if "\n" in gap or not gap:
        return False
    end = left[-1].words[-1]
    if end == "." and len(left) > 1:
        end = left[-2].words[-1] + "."
    if end.endswith(".") and end[:-1] in TITLES:
        return first.isupper()
    stem = end.removesuffix(".")
    return stem != end and ("." in stem or stem in SHORT_FORMS) and first.islower()


def _split_glued(sentence: list[Surface]) -> list[list[Surface]]:
    """The sentence, cut after full stops that lack a space after them."""
    out: list[list[Surface]] = [[]]
    for token in sentence:
        match = GLUED.match(token.words[0]) if len(token.words) == 1 else None
        if not match or token.end - token.start != len(token.words[0]):
            out[-1].append(token)
            continue
        at = [token.start + match.start(k) for k in (1, 2, 3)]
        ends = [*at[1:], token.end]
        parts = [Surface(a, b, (w,)) for a, b, w in zip(at, ends, match.groups(), strict=True)]
        out[-1].extend(parts[:2])
        out.append([parts[2]])
    return out


def dateline(sentence: Sequence[Surface]) -> int:
    """Number of words in a dateline (*ANKARA (AP) --*) at the sentence's start, else 0."""
    inside = brackets = False
    words = 0
    for number, token in enumerate(sentence[:DATELINE_WORDS]):
        word = token.words[0]
        if number and word in DASHES and not inside:
            shape = _Head(sentence[0].words[0], brackets, word, _spaced(sentence, number))
            follows = sentence[number + 1 :]
            return words + 1 if _is_dateline(shape, follows) else 0
        if word == "(":
            inside = brackets = True
        elif word == ")":
            inside = False
        elif not inside and not (word[0].isupper() or word[0].isdigit() or word in {",", "/", "."}):
            return 0
        words += len(token.words)
    return 0


@frozen
class _Head:
    first: str
    brackets: bool
    dash: str
    spaced: bool


def _spaced(sentence: Sequence[Surface], number: int) -> bool:
    """Whether there is a space on both sides of a token."""
    here = sentence[number]
    before = here.start > sentence[number - 1].end
    return before and number + 1 < len(sentence) and sentence[number + 1].start > here.end


def _is_dateline(head: _Head, follows: Sequence[Surface]) -> bool:
    if len(follows) < AFTER_DATELINE:
        return False
    first = follows[0].words[0][0]
    if not (first.isupper() or first.isdigit() or first in "\"'“‘`"):
        return False
    shouted = head.first.isupper() and len(head.first) > len("US")
    if head.dash == ":":
        return shouted or head.brackets
    if head.dash in {"-", "–"}:
        return head.spaced and (shouted or head.brackets or len(follows) >= AFTER_HYPHEN)
    return True


def cuts(words: Sequence[str]) -> list[int]:
    """Where the pieces of a long sentence begin, after punctuation where there is some."""
    out = [0]
    while len(words) - out[-1] > MAX_WORDS:
        start = out[-1]
        window = range(start + MAX_WORDS, start + MAX_WORDS // 2, -1)
        ends = (
            at for mark in (";", ":", ".", ",", "and") for at in window if words[at - 1] == mark
        )
        out.append(next(ends, start + MAX_WORDS))
    return out


def pieces(sentence: Sequence[Surface]) -> list[tuple[int, list[str]]]:
    """Parts of a sentence to be analysed apart, as first word's offset and words.

    The dateline comes last: the root of the first part becomes the root of the whole.
    """
    words = [word for token in sentence for word in token.words]
    if not words:
        return []
    head = dateline(sentence)
    body = words[head:]
    starts = cuts(body)
    ends = [*starts[1:], len(body)]
    out = [(head + a, body[a:b]) for a, b in zip(starts, ends, strict=True)]
    return [*out, (0, words[:head])] if head else out


def short(word: str) -> str:
    """The word, or its beginning where it is very long; never empty, no spaces."""
    return "".join(word[:MAX_TOKEN].split()) or "-"
