"""Files into documents: text, folders of text, JSON lines, CSV and old PETRARCH XML.

A reader never stops at a bad row: it yields an ``InputError`` in its place, with file and line, and
goes on. ``read_documents`` keeps the documents and hands the errors to a callback.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from attrs import evolve, frozen

from eventcoder.errors import InputError, Where, did_you_mean
from eventcoder.model.text import Document
from eventcoder.plugins import load_plugin

Item = Document | InputError
Read = Callable[[BinaryIO, str, str], Iterator[Item]]
"""A reader: an open file, its name for messages, and the id for a document without one."""

MAX_ROW_BYTES = 20_000_000
"""A longer row of a JSON lines file is skipped without being held in memory."""
MAX_PARAGRAPH = 200_000
"""Characters; no story has such a paragraph, and a parser cannot be asked to read one."""

_SUFFIXES = {
    ".txt": "txt",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".xml": "petrarch-xml",
}
_FIELDS = ("id", "text", "date", "publisher", "url")
_SPAN = re.compile(r"\s*[\[(]?\s*(\d+)\s*[-,:;]\s*(\d+)\s*[\])]?\s*")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?")


@frozen
class PairRow:
    """A document in which the caller marked two actors (offsets into its text)."""

    document: Document
    source: tuple[int, int]
    target: tuple[int, int]


def raise_error(error: InputError) -> None:
    """Stop at the first bad row."""
    raise error


def read_documents(
    path: str | Path,
    kind: str = "",
    on_error: Callable[[InputError], None] = raise_error,
) -> Iterator[Document]:
    """The documents of a file or folder, ``-`` for standard input; bad rows go to ``on_error``."""
    for item in read_items(path, kind):
        if isinstance(item, InputError):
            on_error(item)
        else:
            yield item


def read_items(path: str | Path, kind: str = "") -> Iterator[Item]:
    """Documents and errors of a file or folder, in order."""
    if str(path) == "-":
        yield from _read_stream(io.BytesIO(sys.stdin.buffer.read()), "<stdin>", "stdin", kind)
        return
    place = Path(path)
    if place.is_dir():
        yield from _read_folder(place, kind)
        return
    try:
        with place.open("rb") as file:
            yield from _read_stream(file, str(path), place.stem, kind)
    except FileNotFoundError:
        yield InputError("there is no such file", Where(str(path)))
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror}", Where(str(path)))


def _read_folder(folder: Path, kind: str) -> Iterator[Item]:
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file())
    if not files:
        known = ", ".join(sorted(_SUFFIXES))
        yield InputError(f"no file in this folder ends in {known}", Where(str(folder)))
    for path in files:
        for item in read_items(path, kind):
            if isinstance(item, Document) and item.id == path.stem:
                yield evolve(item, id=path.relative_to(folder).with_suffix("").as_posix())
            else:
                yield item


def _read_stream(file: BinaryIO, name: str, stem: str, kind: str) -> Iterator[Item]:
    head = file.read(8192)
    file.seek(0)
    if not head.strip():
        yield InputError("the file is empty", Where(name))
        return
    if b"\0" in head:
        yield InputError("not a text file (it holds NUL bytes)", Where(name))
        return
    kind = kind or _SUFFIXES.get(Path(name).suffix.lower(), "") or _guess(head)
    yield from find_reader(kind)(file, name, stem)


def _guess(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        return "jsonl"
    return "petrarch-xml" if start.startswith((b"<?xml", b"<Sentences")) else "txt"


def find_reader(kind: str) -> Read:
    """The reader of that name, one of the entry points ``eventcoder.readers``."""
    reader: Read = load_plugin("eventcoder.readers", kind)
    return reader


def read_text_file(file: BinaryIO, name: str, stem: str) -> Iterator[Item]:
    """One document: the whole text."""
    data = file.read().removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield InputError(f"not UTF-8 (byte {error.start}: {error.reason})", Where(name, line))
        return
    yield _checked(Document(stem, text.replace("\r\n", "\n")), Where(name, 1))


def read_jsonl(file: BinaryIO, name: str, stem: str) -> Iterator[Item]:
    """One document a row: ``text``, and ``id``, ``date``, ``publisher``, ``url`` when there."""
    for _row, item in _json_documents(file, name, stem):
        yield item


def _json_documents(file: BinaryIO, name: str, stem: str) -> Iterator[tuple[dict[str, Any], Item]]:
    for where, row in _json_rows(file, name):
        if isinstance(row, InputError):
            yield {}, row
        else:
            yield row, _document(row, f"{stem}:{where.line}", where)


def _json_rows(file: BinaryIO, name: str) -> Iterator[tuple[Where, dict[str, Any] | InputError]]:
    number = 0
    while line := file.readline(MAX_ROW_BYTES):
        number += 1
        where = Where(name, number)
        if len(line) == MAX_ROW_BYTES and not line.endswith(b"\n"):
            _skip_line(file)
            yield where, InputError(f"row of more than {MAX_ROW_BYTES:,} bytes", where)
        elif line.strip():
            yield where, _json_row(line, where)


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(MAX_ROW_BYTES)) and not rest.endswith(b"\n"):
        pass


def _json_row(line: bytes, where: Where) -> dict[str, Any] | InputError:
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode())
    except UnicodeDecodeError as error:
        return InputError(f"not UTF-8 (byte {error.start} of the row: {error.reason})", where)
    except json.JSONDecodeError as error:
        return InputError(f"not JSON: {error.msg} at column {error.colno}", where)
    except RecursionError:
        return InputError("not a row: nested too deeply", where)
    if not isinstance(row, dict):
        return InputError("a row is a JSON object with a key 'text'", where)
    return row


def read_csv(file: BinaryIO, name: str, stem: str) -> Iterator[Item]:
    """One document a row; the header names ``text`` and any of the other fields."""
    for _row, item in _csv_documents(file, name, stem):
        yield item


def _csv_documents(file: BinaryIO, name: str, stem: str) -> Iterator[tuple[dict[str, Any], Item]]:
    # Bad bytes survive as surrogates, so that one bad row does not end the file.
    lines = io.TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="")
    rows = csv.reader(lines, delimiter="\t" if name.lower().endswith(".tsv") else ",")
    header: list[str] = []
    line = 1
    while True:
        where = Where(name, line)
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield {}, InputError(f"not CSV: {error}", where)
            line = rows.line_num + 1
            continue
        line = rows.line_num + 1
        if not header:
            header = [cell.strip().lower() for cell in cells]
            if "text" not in header:
                hint = did_you_mean("text", header)
                yield {}, InputError(f"the header has no column 'text'; {hint}", where)
                return
        elif any(cells):
            yield _csv_row(header, cells, where, f"{stem}:{where.line}")
    lines.detach()


def _csv_row(
    header: list[str], cells: list[str], where: Where, fallback: str
) -> tuple[dict[str, Any], Item]:
    if len(cells) != len(header):
        message = f"{len(cells)} cells where the header has {len(header)}"
        return {}, InputError(message, where)
    row: dict[str, Any] = dict(zip(header, cells, strict=True))
    if any("\udc80" <= char <= "\udcff" for cell in cells for char in cell):
        return {}, InputError("not UTF-8", where)
    return row, _document(row, fallback, where)


def read_petrarch_xml(file: BinaryIO, name: str, _stem: str) -> Iterator[Item]:
    """One document a ``<Sentence date= id= source=>`` with its ``<Text>``, as for PETRARCH."""
    from eventcoder.petrarch_xml import sentences

    for where, row in sentences(file, name):
        yield row if isinstance(row, InputError) else _document(row, f"{name}:{where.line}", where)


def read_pairs(
    path: str | Path, on_error: Callable[[InputError], None] = raise_error
) -> Iterator[PairRow]:
    """Rows of a JSONL or CSV file with ``src_span`` and ``tgt_span``, both ``[start, end]``."""
    name = "<stdin>" if str(path) == "-" else str(path)
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
    except OSError as error:
        on_error(InputError(f"cannot be read: {error.strerror}", Where(name)))
        return
    if not data.strip():
        on_error(InputError("the file is empty", Where(name)))
        return
    table = name.lower().endswith((".csv", ".tsv"))
    rows = (_csv_documents if table else _json_documents)(io.BytesIO(data), name, Path(name).stem)
    for number, (row, item) in enumerate(rows, start=1):
        pair = item if isinstance(item, InputError) else _pair(row, item, Where(name, number))
        if isinstance(pair, InputError):
            on_error(pair)
        else:
            yield pair


def _pair(row: dict[str, Any], document: Document, where: Where) -> PairRow | InputError:
    spans = []
    for key in ("src_span", "tgt_span"):
        span = _span(row.get(key))
        if span is None:
            return InputError(f"row {document.id!r} has no {key!r} like [start, end]", where)
        if not span[0] < span[1] <= len(document.text):
            message = f"{key} {list(span)} of {document.id!r} is not in its text"
            return InputError(f"{message} of {len(document.text)} characters", where)
        spans.append(span)
    if spans[0] == spans[1]:
        return InputError(f"row {document.id!r} marks the same actor twice", where)
    return PairRow(document, spans[0], spans[1])


def _span(value: object) -> tuple[int, int] | None:
    if isinstance(value, list):
        numbers = [n for n in value if isinstance(n, int) and not isinstance(n, bool) and n >= 0]
        return (numbers[0], numbers[1]) if len(numbers) == len(value) == len("ab") else None
    found = _SPAN.fullmatch(value) if isinstance(value, str) else None
    return (int(found[1]), int(found[2])) if found else None


def _document(row: dict[str, Any], fallback: str, where: Where) -> Item:
    if not isinstance(row.get("text"), str):
        what = "has no 'text'" if row.get("text") is None else "has a 'text' that is not a string"
        return InputError(f"the row {what}", where)
    values = {key: row.get(key) for key in _FIELDS if row.get(key) not in (None, "")}
    for key, value in values.items():
        if not isinstance(value, str | int):
            return InputError(f"{key!r} is not a string", where)
    try:
        date = parse_date(str(values["date"])) if "date" in values else None
    except InputError as error:
        return InputError(str(error), where)
    texts = {key: str(values.get(key, "")) for key in ("publisher", "url")}
    name = str(values.get("id", fallback))
    return _checked(Document(name, row["text"], date, **texts), where)


def _checked(document: Document, where: Where) -> Item:
    if not document.text.strip():
        return InputError("the text is empty", where)
    if "\0" in document.text:
        return InputError("the text holds NUL characters", where)
    if any("\ud800" <= char <= "\udfff" for char in document.text):
        return InputError("the text holds half of a surrogate pair", where)
    longest = max(map(len, document.text.splitlines()))
    if longest > MAX_PARAGRAPH:
        message = f"a line of {longest:,} characters; no paragraph of a story is that long"
        return InputError(f"{message} (limit {MAX_PARAGRAPH:,})", where)
    return document


def parse_date(text: str) -> dt.date:
    """The day of ``2019-02-21``, ``20190221`` or ``2019-02-21T08:00Z``."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise InputError(f"{text!r} is not a date like 2019-02-21")


def with_default_date(documents: Iterable[Document], date: dt.date | None) -> Iterator[Document]:
    """The same documents, those without a date with this one."""
    for document in documents:
        yield evolve(document, date=date) if date and document.date is None else document
