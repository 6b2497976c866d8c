"""Documents, sentences, tokens and parses."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from attrs import field, frozen


@frozen
class Document:
    """A story as it came in.

    Offsets everywhere in eventcoder count characters of ``text``.
    """

    id: str
    text: str
    date: dt.date | None = None
    publisher: str = ""
    url: str = ""


@frozen
class Sentence:
    """One sentence of a document; ``start`` is its offset in the document's text."""

    doc_id: str
    number: int
    """0-based position in the document."""
    text: str
    start: int = 0
    date: dt.date | None = None
    publisher: str = ""
    url: str = ""


@frozen
class Token:
    """One syntactic word of Universal Dependencies.

    ``start`` and ``end`` are offsets into the sentence's text. Words of a multi-word token
    (*don't*, *Syria's*) each carry their own share of it where it can be told apart,
    else the span of the whole.
    """

    index: int
    """1-based, as in CoNLL-U."""
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    """As in CoNLL-U, ``_`` when there are none: ``Mood=Ind|Tense=Past``."""
    head: int
    """Index of the governor, 0 for the root."""
    label: str
    """Dependency relation with its subtype: ``nsubj:pass``."""
    start: int
    end: int


@frozen(slots=False)
class Parse:
    """A parsed sentence. ``tokens[i - 1]`` is the token with index ``i``."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    parser: str = field(default="", eq=False)
    """Identity of what made it: name, version and digest of the model."""

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Dependents by governor index, in text order; entry 0 holds the roots."""
        out: list[list[int]] = [[] for _ in range(len(self.tokens) + 1)]
        for token in self.tokens:
            out[token.head].append(token.index)
        return tuple(map(tuple, out))

    def token(self, index: int) -> Token:
        """The token with this 1-based index."""
        return self.tokens[index - 1]

    def subtree(self, index: int) -> list[int]:
        """All indexes below and including ``index``, in text order."""
        out, todo = [], [index]
        while todo:
            at = todo.pop()
            out.append(at)
            todo.extend(self.children[at])
        return sorted(out)
