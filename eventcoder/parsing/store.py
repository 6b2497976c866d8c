"""Saved parses, found again by sentence text and parser identity."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from eventcoder.model.text import Parse, Sentence
from eventcoder.parsing import conllu


class SentenceParser(Protocol):
    """What the store asks of a parser."""

    identity: str

    def parse(self, sentences: Sequence[Sentence]) -> list[Parse]:
        """One parse for each sentence."""
        ...


def key(text: str, identity: str) -> str:
    """First 32 hexadecimal digits of the SHA-256 of parser identity and text."""
    return hashlib.sha256(f"{identity}\n{text}".encode()).hexdigest()[:32]


class ParseStore:
    """Parses in CoNLL-U files of one folder, one file for each parser identity.

    The folder is made when the first parse is saved.
    """

    def __init__(self, folder: str | Path, identity: str) -> None:
        self.path = Path(folder) / f"{identity}.conllu"
        self.identity = identity
        self._known: dict[str, Parse] = {}
        if self.path.is_file():
            for parse in conllu.read(self.path):
                self._known[key(parse.sentence.text, identity)] = parse

    def __len__(self) -> int:
        return len(self._known)

    def get(self, sentence: Sentence) -> Parse | None:
        """The saved parse of this text under this sentence's own record, or None."""
        found = self._known.get(key(sentence.text, self.identity))
        return conllu.with_sentence(found, sentence) if found else None

    def add(self, parses: Iterable[Parse]) -> None:
        """Saves parses whose text is new."""
        fresh = []
        for parse in parses:
            name = key(parse.sentence.text, self.identity)
            if name not in self._known:
                self._known[name] = parse
                fresh.append(parse)
        if fresh:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as out:
                out.writelines(map(conllu.dump, fresh))


def parse_with_store(
    sentences: Sequence[Sentence], parser: SentenceParser, store: ParseStore
) -> list[Parse]:
    """Parses from the store, and from the parser where it has none; new ones are saved."""
    found = [store.get(sentence) for sentence in sentences]
    missing = [s for s, parse in zip(sentences, found, strict=True) if parse is None]
    made = parser.parse(missing) if missing else []
    store.add(made)
    fresh = iter(made)
    return [parse if parse is not None else next(fresh) for parse in found]
