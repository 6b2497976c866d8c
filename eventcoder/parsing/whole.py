"""A parser for texts that are one sentence each, as in hand-coded sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from eventcoder.model.text import Document, Parse, Sentence


class SentenceParser(Protocol):
    """What this module asks of a parser."""

    identity: str

    def parse(self, sentences: Sequence[Sentence]) -> list[Parse]:
        """One parse for each sentence."""
        ...

    def parse_words(self, parses: Sequence[Parse]) -> list[Parse]:
        """The same sentences and words analysed anew."""
        ...


class Whole:
    """Takes each document for one sentence and never splits it."""

    def __init__(self, parser: SentenceParser) -> None:
        self.parser = parser
        self.identity = parser.identity

    def parse_documents(self, documents: Sequence[Document]) -> list[list[Parse]]:
        """One parse for each document."""
        sentences = [Sentence(d.id, 0, d.text, 0, d.date, d.publisher, d.url) for d in documents]
        return [[parse] for parse in self.parser.parse(sentences)]

    def parse_words(self, parses: Sequence[Parse]) -> list[Parse]:
        """The same sentences and words analysed anew."""
        return self.parser.parse_words(parses)
