"""What ``eventcoder parse`` does once its flags are read: documents in, a CoNLL-U file out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from attrs import frozen

from eventcoder.model.text import Document, Parse
from eventcoder.parsing import conllu

BATCH_CHARS = 200_000
"""Characters of text held and parsed at one time."""

Item = TypeVar("Item")
Progress = Callable[["Count"], None]


class DocumentParser(Protocol):
    """What this module asks of a parser; ``StanzaParser`` fits."""

    identity: str

    def parse_documents(self, documents: Sequence[Document]) -> list[list[Parse]]:
        """The parses of each document's sentences."""
        ...

    def parse_words(self, parses: Sequence[Parse]) -> list[Parse]:
        """The same sentences and words analysed anew."""
        ...


@frozen
class Count:
    """How much has been written."""

    documents: int = 0
    sentences: int = 0
    words: int = 0

    def plus(self, parses: Sequence[Parse], documents: int) -> Count:
        """The count with these parses added."""
        words = sum(len(parse.tokens) for parse in parses)
        return Count(self.documents + documents, self.sentences + len(parses), self.words + words)


def parse_texts(
    documents: Iterable[Document],
    parser: DocumentParser,
    out: Path,
    progress: Progress | None = None,
) -> Count:
    """Parses documents into a CoNLL-U file, which appears once it is whole."""

    def chunks() -> Iterator[tuple[list[Parse], int]]:
        for group in _grouped(documents, lambda document: len(document.text)):
            yield [p for found in parser.parse_documents(group) for p in found], len(group)

    return _write(chunks(), out, progress)


def parse_tokenized(
    parses: Iterable[Parse], parser: DocumentParser, out: Path, progress: Progress | None = None
) -> Count:
    """Analyses the sentences and words of CoNLL-U files anew (``--pretokenized``)."""
    seen: set[str] = set()

    def chunks() -> Iterator[tuple[list[Parse], int]]:
        for group in _grouped(parses, lambda parse: len(parse.sentence.text)):
            new = {parse.sentence.doc_id for parse in group} - seen
            seen.update(new)
            yield parser.parse_words(group), len(new)

    return _write(chunks(), out, progress)


def _grouped(items: Iterable[Item], size: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Items in groups of about ``BATCH_CHARS`` characters."""
    group: list[Item] = []
    total = 0
    for item in items:
        group.append(item)
        total += size(item)
        if total >= BATCH_CHARS:
            yield group
            group, total = [], 0
    if group:
        yield group


def _write(
    chunks: Iterable[tuple[list[Parse], int]], out: Path, progress: Progress | None
) -> Count:
    count = Count()
    part = out.with_name(f"{out.name}.{os.getpid()}.tmp")
    try:
        with part.open("w", encoding="utf-8") as handle:
            writer = conllu.Writer(handle)
            for parses, documents in chunks:
                writer.add(parses)
                count = count.plus(parses, documents)
                if progress:
                    progress(count)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return count
