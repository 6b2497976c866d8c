"""CoNLL-U in and out.

Offsets live in the MISC column as ``start_char`` and ``end_char`` (into the sentence's
text); files from elsewhere have them worked out from ``# text`` and ``SpaceAfter=No``.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from attrs import define, evolve, field

from eventcoder.errors import InputError, Where
from eventcoder.model.text import Parse, Sentence, Token
from eventcoder.parsing.offsets import word_spans

SPAN = re.compile(r"(start_char|end_char)=(\d+)")
COLUMNS = 10


def sentence_id(sentence: Sentence) -> str:
    """Document id and 1-based sentence number: ``story-7-1``; the bare id for one alone."""
    return f"{sentence.doc_id}-{sentence.number + 1}"


def dump(parse: Parse, *, sent_id: str | None = None) -> str:
    """One parse as CoNLL-U with a closing blank line."""
    sentence = parse.sentence
    notes = [
        ("doc_id", sentence.doc_id),
        ("sent_id", sentence_id(sentence) if sent_id is None else sent_id),
        ("sent_number", str(sentence.number)),
        ("sent_start", str(sentence.start) if sentence.start else ""),
        ("date", sentence.date.isoformat() if sentence.date else ""),
        ("publisher", sentence.publisher),
        ("url", sentence.url),
        ("parser", parse.parser),
        ("text", sentence.text.strip()),
        ("text_json", json.dumps(sentence.text) if _needs_json(sentence.text) else ""),
    ]
    lines = [f"# {key} = {_one_line(value)}" for key, value in notes if value]
    for group in _surface_groups(parse.tokens):
        if len(group) > 1:
            span = f"{group[0].index}-{group[-1].index}"
            start, end = group[0].start, group[-1].end
            misc = _misc(start, end, sentence.text)
            lines.append("\t".join([span, _cell(sentence.text[start:end]), *"_" * 7, misc]))
        lines.extend(_row(token, sentence.text, alone=len(group) == 1) for token in group)
    return "\n".join(lines) + "\n\n"


class Writer:
    """Writes parses with a ``# newdoc`` line before each new document."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self._last: str | None = None

    def add(self, parses: Iterable[Parse]) -> None:
        """Writes these parses after those before."""
        for parse in parses:
            if parse.sentence.doc_id != self._last:
                self._last = parse.sentence.doc_id
                self.out.write(f"# newdoc id = {_one_line(self._last)}\n")
            self.out.write(dump(parse))


def write(parses: Iterable[Parse], out: TextIO) -> None:
    """Writes parses of whole documents."""
    Writer(out).add(parses)


def read(path: str | Path) -> Iterator[Parse]:
    """Parses in a CoNLL-U file, ours or foreign.

    Raises InputError where a row, a head or the tree is not as the format wants it.
    """
    with Path(path).open(encoding="utf-8-sig") as handle:
        yield from read_lines(handle, str(path))


def loads(text: str, name: str = "<text>") -> list[Parse]:
    """Parses in CoNLL-U text."""
    return list(read_lines(text.split("\n"), name))


def read_lines(lines: Iterable[str], name: str) -> Iterator[Parse]:
    """Parses in the lines of a CoNLL-U file called ``name``."""
    state, block = _Document(name=name), _Block()
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        if line.startswith("#"):
            block.note(line)
        elif line.strip():
            block.rows.append((number, line.split("\t")))
        elif block.rows:
            yield state.parse(block)
            block = _Block()
    if block.rows:
        yield state.parse(block)


@define
class _Block:
    """The lines of one sentence."""

    notes: dict[str, str] = field(factory=dict)
    rows: list[tuple[int, list[str]]] = field(factory=list)

    def note(self, line: str) -> None:
        key, _, value = line[1:].partition("=")
        self.notes[key.strip()] = value.strip()


@define
class _Document:
    """What carries over from one sentence to the next."""

    name: str
    doc_id: str = ""
    number: int = -1
    date: dt.date | None = None
    plain: dict[str, str] = field(factory=dict)

    def parse(self, block: _Block) -> Parse:
        """The block as a parse."""
        notes = block.notes
        sent_id = notes.get("sent_id", "")
        doc_id = notes.get("doc_id") or notes.get("newdoc id") or self.doc_id or self.name
        if doc_id != self.doc_id or "newdoc id" in notes:
            self.doc_id, self.number = doc_id, -1
        self.number = int(notes.get("sent_number", self.number + 1))
        words, surface = _columns(block, self.name)
        text = json.loads(notes["text_json"]) if "text_json" in notes else notes.get("text")
        if text is None:
            text = "".join(form + (" " if space else "") for form, space, _ in surface).rstrip()
        spans = _spans(block, surface, text)
        tokens = tuple(_token(row, span) for row, span in zip(words, spans, strict=True))
        _check_tree(tokens, Where(self.name, block.rows[0][0]), sent_id)
        sentence = Sentence(
            doc_id=doc_id,
            number=self.number,
            text=text,
            start=int(notes.get("sent_start", 0)),
            date=_date(notes.get("date"), Where(self.name, block.rows[0][0])),
            publisher=notes.get("publisher", ""),
            url=notes.get("url", ""),
        )
        return Parse(sentence, tokens, notes.get("parser", ""))


def _columns(block: _Block, name: str) -> tuple[list[list[str]], list[tuple[str, bool, int]]]:
    """Word rows, and surface tokens as form, whether a space follows, number of words."""
    words: list[list[str]] = []
    surface: list[tuple[str, bool, int]] = []
    until = 0
    for line, row in block.rows:
        where = Where(name, line)
        if len(row) != COLUMNS:
            raise InputError(f"a CoNLL-U row has {COLUMNS} columns, this one {len(row)}", where)
        if "." in row[0]:
            continue
        space = "SpaceAfter=No" not in row[9]
        first, _, last = row[0].partition("-")
        if not first.isdigit() or (last and not last.isdigit()):
            raise InputError(f"{row[0]!r} is no word number", where)
        if last:
            until = int(last)
            surface.append((row[1], space, until - int(first) + 1))
            continue
        words.append(row)
        if int(first) != len(words):
            raise InputError(f"word {row[0]} stands where {len(words)} was due", where)
        if not row[6].isdigit():
            raise InputError(f"word {row[0]} has no head: {row[6]!r}", where)
        if len(words) > until:
            surface.append((row[1], space, 1))
    return words, surface


def _spans(block: _Block, surface: list[tuple[str, bool, int]], text: str) -> list[tuple[int, int]]:
    """Span of each word: as recorded, else found in the text."""
    rows = [row for _, row in block.rows if row[0].isdigit()]
    recorded = [dict(SPAN.findall(row[9])) for row in rows]
    if all({"start_char", "end_char"} <= set(span) for span in recorded):
        spans = [(int(span["start_char"]), int(span["end_char"])) for span in recorded]
        if all(0 <= a <= b <= len(text) for a, b in spans):
            return spans
    out: list[tuple[int, int]] = []
    at = 0
    for form, _, count in surface:
        found = text.find(form, at)
        start = found if found >= 0 else at
        words = [row[1] for row in rows[len(out) : len(out) + count]]
        spans = word_spans(words, form, start)
        out.extend((min(a, len(text)), min(b, len(text))) for a, b in spans)
        at = start + len(form) if found >= 0 else at
    return out


def _token(row: list[str], span: tuple[int, int]) -> Token:
    return Token(
        index=int(row[0]),
        text=row[1],
        lemma=row[2] if row[2] != "_" or row[1] == "_" else row[1],
        upos=row[3],
        xpos=row[4],
        feats=row[5],
        head=int(row[6]),
        label=row[7],
        start=span[0],
        end=span[1],
    )


def _check_tree(tokens: tuple[Token, ...], where: Where, sent_id: str) -> None:
    """Raises InputError where heads point nowhere or in a circle."""
    name = f"sentence {sent_id}: " if sent_id else ""
    heads = [0, *(token.head for token in tokens)]
    if any(head >= len(heads) for head in heads):
        raise InputError(f"{name}a head lies outside of the sentence", where)
    good = {0}
    for token in tokens:
        path: list[int] = []
        at = token.index
        while at not in good and len(path) <= len(tokens):
            path.append(at)
            at = heads[at]
        if at not in good:
            raise InputError(f"{name}heads run in a circle at word {token.index}", where)
        good.update(path)


def _date(value: str | None, where: Where) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise InputError(f"{value!r} is no date (YYYY-MM-DD)", where) from error


def _surface_groups(tokens: tuple[Token, ...]) -> Iterator[list[Token]]:
    """Words that touch as one multi-word token: clitics, and words that share a span."""
    group: list[Token] = []
    for token in tokens:
        if group and not _joined(group[-1], token):
            yield group
            group = []
        group.append(token)
    if group:
        yield group


CLITIC = re.compile(r"(?:['’`´](?:s|m|d|ll|re|ve|em|t|)|n['’`´]?t|na|ta|not)\Z", re.IGNORECASE)


def _joined(left: Token, right: Token) -> bool:
    same = (left.start, left.end) == (right.start, right.end) and left.end > left.start
    touching = left.end == right.start and right.upos != "PUNCT" and left.upos != "PUNCT"
    return same or (touching and bool(CLITIC.match(right.text)))


def _row(token: Token, text: str, *, alone: bool) -> str:
    misc = _misc(token.start, token.end, text, space=alone)
    cells = (token.text, token.lemma, token.upos, token.xpos, token.feats)
    tree = (str(token.head), token.label, "_", misc)
    return "\t".join([str(token.index), *map(_cell, cells), *tree])


def _misc(start: int, end: int, text: str, *, space: bool = True) -> str:
    glued = space and end < len(text) and not text[end].isspace()
    after = ["SpaceAfter=No"] if glued else []
    return "|".join([*after, f"start_char={start}", f"end_char={end}"])


def _cell(value: str) -> str:
    return " ".join(value.split()) or "_"


def _one_line(value: str) -> str:
    return " ".join(value.splitlines())


def _needs_json(text: str) -> bool:
    """True where ``# text`` alone would not give the text back."""
    return text != text.strip() or len(text.splitlines()) > 1


def with_sentence(parse: Parse, sentence: Sentence) -> Parse:
    """The same tokens under another sentence record, such as one with its date."""
    return evolve(parse, sentence=sentence)
