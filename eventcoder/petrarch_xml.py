"""The XML that PETRARCH took as input, read sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from attrs import Factory, mutable

from eventcoder.errors import InputError, Where

Row = tuple[Where, "dict[str, Any] | InputError"]


@mutable
class _State:
    name: str
    rows: list[Row] = Factory(list)
    open: dict[str, Any] | None = None
    where: Where = Factory(lambda: Where(""))
    in_text: bool = False


def sentences(file: BinaryIO, name: str) -> Iterator[Row]:
    """Rows with ``text, id, date, publisher``; broken XML ends them with an error."""
    state = _State(name)
    parser = expat.ParserCreate()
    _connect(parser, state)
    for chunk in iter(lambda: file.read(65536), b""):
        fault = _feed(parser, chunk, last=False)
        yield from state.rows
        state.rows.clear()
        if fault:
            yield Where(name, parser.ErrorLineNumber), InputError(fault, _error_at(parser, name))
            return
    fault = _feed(parser, b"", last=True)
    yield from state.rows
    if fault:
        yield Where(name, parser.ErrorLineNumber), InputError(fault, _error_at(parser, name))


def _feed(parser: expat.XMLParserType, chunk: bytes, *, last: bool) -> str:
    try:
        parser.Parse(chunk, last)
    except expat.ExpatError as error:
        return f"not XML: {expat.ErrorString(error.code)}"
    except ValueError as error:
        return f"not read: {error}"
    return ""


def _error_at(parser: expat.XMLParserType, name: str) -> Where:
    return Where(name, parser.ErrorLineNumber, parser.ErrorColumnNumber + 1)


def _connect(parser: expat.XMLParserType, state: _State) -> None:
    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Sentence":
            row: dict[str, Any] = {
                key: attributes[key] for key in ("id", "date", "url") if key in attributes
            }
            row["publisher"] = attributes.get("source", "")
            state.open, state.where = row, Where(state.name, parser.CurrentLineNumber)
        elif tag == "EventCoding" and state.open is not None:  # of validation files, for scoring
            state.open.setdefault("events", []).append(attributes)
        state.in_text = tag == "Text"

    def characters(data: str) -> None:
        if state.in_text and state.open is not None:
            state.open["text"] = state.open.get("text", "") + data

    def end(tag: str) -> None:
        state.in_text = False
        if tag == "Sentence" and state.open is not None:
            if "text" in state.open:
                state.open["text"] = " ".join(state.open["text"].split())
            state.rows.append((state.where, state.open))
            state.open = None

    def refuse(*_: object) -> None:
        raise ValueError("entities of its own are not taken")

    parser.StartElementHandler = start
    parser.CharacterDataHandler = characters
    parser.EndElementHandler = end
    parser.EntityDeclHandler = refuse
