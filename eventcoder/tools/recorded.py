"""Recorded parses of the dictionaries' sentences: one CoNLL-U file beside each dictionary file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from eventcoder.dictionary.entries import Entries, Example
from eventcoder.model.text import Parse, Sentence
from eventcoder.parsing import conllu


@frozen
class Texts:
    """The sentences of one dictionary file."""

    path: str
    """Relative to the pack: ``verbs/ask.yaml``."""
    texts: tuple[str, ...]


def all_examples(entries: Entries) -> Iterator[Example]:
    """Every ``fires`` and ``silent`` sentence, and every quiet one as ``silent`` without events."""
    for family in entries.families:
        yield from family.examples
        for pattern in family.patterns:
            if pattern.id != family.name:
                yield from pattern.examples
    for actor in entries.actors:
        yield from actor.examples
    for agent in entries.agents:
        yield from agent.examples
    for quiet in entries.quiet:
        for text, where in quiet.sentences:
            yield Example("silent", text, (), where=where, entry=f"quiet.{quiet.topic}")


def texts_by_file(entries: Entries) -> list[Texts]:
    """The distinct sentences of each file, sorted."""
    found: dict[str, set[str]] = {}
    for example in all_examples(entries):
        if example.text:
            found.setdefault(example.where.path, set()).add(example.text)
    return [Texts(path, tuple(sorted(texts))) for path, texts in sorted(found.items())]


def parse_file(root: Path, path: str) -> Path:
    """Where the parses of a dictionary file are kept."""
    return root / "parses" / Path(path).with_suffix(".conllu")


def load_parses(root: Path, paths: Iterable[str] | None = None) -> dict[str, Parse]:
    """Recorded parses by sentence text, of some files or of all."""
    folder = root / "parses"
    if paths is None:
        files = sorted(folder.rglob("*.conllu"))
    else:
        files = [file for file in (parse_file(root, path) for path in paths) if file.is_file()]
    return {parse.sentence.text: parse for file in files for parse in conllu.read(file)}


def record(entries: Entries, root: Path, parser: object, *, everything: bool = False) -> int:
    """Parse the sentences that have no recorded parse and write them; returns how many were parsed."""
    done = 0
    for item in texts_by_file(entries):
        file = parse_file(root, item.path)
        old = (
            {}
            if everything or not file.is_file()
            else {p.sentence.text: p for p in conllu.read(file)}
        )
        new = [text for text in item.texts if text not in old]
        if not new and len(old) == len(item.texts):
            continue
        sentences = [Sentence(item.path, number, text) for number, text in enumerate(new)]
        parsed = {p.sentence.text: p for p in parser.parse(sentences)}  # type: ignore[attr-defined]
        done += len(new)
        both = {**old, **parsed}
        _write(file, [both[text] for text in item.texts])
    return done


def _write(file: Path, parses: list[Parse]) -> None:
    out = io.StringIO()
    conllu.write(parses, out)
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".tmp")
    temporary.write_text(out.getvalue(), encoding="utf-8")
    temporary.replace(file)
