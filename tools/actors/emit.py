"""Writes actor entries as YAML in the house style: short lists in flow style, codes quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

WIDTH = 120
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .()&/'’\-+éíóáúñçãôèêöüäåøşğı]*$")
_WORDS = {"no", "yes", "on", "off", "true", "false", "null", "y", "n"}


def scalar(text: str) -> str:
    """The text as a YAML scalar, quoted only where it must be."""
    if _PLAIN.match(text) and text.lower() not in _WORDS and not text.endswith((" ", ":")):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted(text: str) -> str:
    """The text in double quotes, as codes and dates stand."""
    return f'"{text}"'


def flow_list(key: str, values: Iterable[str], indent: str = "") -> list[str]:
    """``key: [a, b, c]``, wrapped at the house width."""
    items = [scalar(value) for value in values]
    line, lines = f"{indent}{key}: [", []
    for number, item in enumerate(items):
        piece = item + ("" if number == len(items) - 1 else ",")
        spaced = piece if line.endswith("[") else " " + piece
        if len(line) + len(spaced) + 1 > WIDTH:
            lines.append(line)
            line = f"{indent}  {piece}"
        else:
            line += spaced
    return [*lines, line + "]"]


def flow_table(table: Mapping[str, str]) -> str:
    """``{code: GRCGOV, from: "2001-01-01"}``."""
    cells = []
    for key, value in table.items():
        shown = quoted(value) if key in ("from", "until", "date", "checked") else scalar(value)
        cells.append(f"{scalar(key)}: {shown}")
    return "{" + ", ".join(cells) + "}"


def body_lines(body: Mapping[str, Any]) -> list[str]:
    """One state body, on one line where it fits."""
    names = ", ".join(scalar(name) for name in body["names"])
    tail = "".join(f', {key}: "{body[key]}"' for key in ("from", "until") if key in body)
    weak = ", ".join(scalar(name) for name in body.get("weak", ()))
    weak = f", weak: [{weak}]" if weak else ""
    line = f"  - {{id: {body['id']}, names: [{names}]{weak}, code: {body['code']}{tail}}}"
    if len(line) <= WIDTH:
        return [line]
    lines = [f"  - id: {body['id']}", *flow_list("names", body["names"], "    ")]
    if body.get("weak"):
        lines += flow_list("weak", body["weak"], "    ")
    lines.append(f"    code: {body['code']}")
    return lines + [f'    {key}: "{body[key]}"' for key in ("from", "until") if key in body]


def member_lines(member: Mapping[str, Any]) -> list[str]:
    """One person with dated roles."""
    lines = [f"  - id: {member['id']}", *flow_list("names", member["names"], "    ")]
    if member.get("weak"):
        lines += flow_list("weak", member["weak"], "    ")
    lines.append(f"    gender: {member['gender']}")
    lines.append("    roles:")
    lines += [f"      - {flow_table(role)}" for role in member["roles"]]
    lines.append(f"    source: {scalar(member['source'])}")
    if member.get("note"):
        lines.append(f"    note: {scalar(member['note'])}")
    return lines


def sentence_lines(sentence: Mapping[str, Any]) -> list[str]:
    """One ``fires`` or ``silent`` sentence with the actors it must give."""
    lines = [f"  - text: {scalar(sentence['text'])}"]
    if sentence.get("date"):
        lines.append(f'    date: "{sentence["date"]}"')
    lines.append(f"    actors: {flow_table(sentence['actors'])}")
    return lines


def country_text(entry: Mapping[str, Any]) -> str:
    """A whole country file."""
    lines = ["# yaml-language-server: $schema=../../schema/actors.json", 'format: "1"']
    lines += [f"id: {entry['id']}", f"kind: {entry['kind']}", f"code: {entry['code']}"]
    for key in ("names", "people", "seats", "places", "weak"):
        if entry.get(key):
            lines += flow_list(key, entry[key])
    for key in ("bodies", "members"):
        if entry.get(key):
            lines.append(f"{key}:")
            make = body_lines if key == "bodies" else member_lines
            lines += [line for item in entry[key] for line in make(item)]
    for key in ("source", "note"):
        if entry.get(key):
            lines.append(f"{key}: {scalar(entry[key])}")
    if entry.get("checked"):
        lines.append(f"checked: {quoted(entry['checked'])}")
    for key in ("fires", "silent"):
        lines.append(f"{key}:")
        lines += [line for item in entry[key] for line in sentence_lines(item)]
    return "\n".join(lines) + "\n"
