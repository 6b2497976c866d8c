"""Dictionary files in one canonical form: key order, quotes, line width."""

from __future__ import annotations

import re
from pathlib import Path

from eventcoder.dictionary.load import files_of
from eventcoder.errors import Issue
from eventcoder.yamlfile import Node, read_documents

WIDTH = 120
ORDER = (
    "format family set topic context role id kind meaning code names weak people seats places verbs nouns adjectives "
    "light takes when unless both_ways mirror together negated swap sources targets place_target nests silent_because "
    "status note origin source checked gender from until roles bodies members nesting outer inner inner_code phrases "
    "cues sentences stands_for text date events actors known_failure fires silent patterns is not owner"
).split()
"""Keys in the order in which they are written; others follow in the order given."""

QUOTED = frozenset(
    {"code", "mirror", "inner", "inner_code", "format", "date", "from", "until", "checked"}
)
FLAGS = frozenset({"together", "both_ways", "negated", "swap", "place_target"})
_PLAIN = re.compile(r"^[A-Za-z][A-Za-z0-9 _./'’()&+-]*$")
_LINE = re.compile(r"^[A-Za-z][A-Za-z0-9 _./'’()&+,;%$?!-]*$")
"""Text that needs no quotes inside brackets, and on a line of its own."""

_SPECIAL = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def format_folder(root: Path, *, write: bool = True) -> list[Path]:
    """Files below a folder that change (or would); a file with a comment in its body is left alone."""
    changed = []
    for path in files_of(root):
        old = path.read_text(encoding="utf-8")
        new = format_text(old, str(path))
        if new != old:
            changed.append(path)
            if write:
                path.write_text(new, encoding="utf-8")
    return changed


def format_text(text: str, path: str = "") -> str:
    """The canonical form of a file's text; what cannot be read, or holds comments inside, comes back as it is."""
    head = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        head.append(line)
    body = text.splitlines()[len(head) :]
    if any(line.lstrip().startswith("#") or " # " in line for line in body):
        return text
    issues: list[Issue] = []
    documents = read_documents(text, path, issues)
    if issues or not documents:
        return text
    out = "\n---\n".join("\n".join(_table(node, 0)) for node in documents)
    return "\n".join([*head, out]) + "\n"


def _keys(table: dict[str, Node]) -> list[str]:
    known = {key: at for at, key in enumerate(ORDER)}
    if "family" in table:
        known["code"] = known["takes"]  # a family's words come before what they mean
    return sorted(table, key=lambda key: known.get(key, len(ORDER)))


def _table(node: Node, indent: int) -> list[str]:
    assert isinstance(node.value, dict)
    pad = " " * indent
    out: list[str] = []
    for key in _keys(node.value):
        value = node.value[key]
        name = f"{pad}{_scalar(key)}:"
        if isinstance(value.value, str):
            flag = key in FLAGS and value.value in ("true", "false")
            out.append(
                f"{name} {value.value if flag else _scalar(value.value, quoted=key in QUOTED, block=True)}"
            )
        elif _is_block(value):
            out.append(name)
            for item in value.value:
                assert isinstance(item, Node)
                out.extend(_item(item, indent + 2))
        else:
            out.extend(_wrapped(name, _flow(value), indent + 2))
    return out


def _is_block(node: Node) -> bool:
    """Lists of tables with sentences or patterns, and lists of sentences, take a line each."""
    if not isinstance(node.value, tuple):
        return False
    return any(
        (
            isinstance(item.value, dict)
            and (len(_flow(item)) > 60 or "text" in item.value or "id" in item.value)
        )
        or (isinstance(item.value, str) and item.value.endswith((".", "?", "!", '."', ".'")))
        for item in node.value
    )


def _item(node: Node, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(node.value, str):
        return [f"{pad}- {_scalar(node.value, block=True)}"]
    if isinstance(node.value, dict) and ("text" in node.value or "id" in node.value):
        lines = _table(node, indent + 2)
        return [f"{pad}- {lines[0].lstrip()}", *lines[1:]]
    return [f"{pad}- {_flow(node)}"]


def _flow(node: Node) -> str:
    if isinstance(node.value, str):
        return _scalar(node.value)
    if isinstance(node.value, tuple):
        return "[" + ", ".join(_flow(item) for item in node.value) + "]"
    pairs = []
    for key in _keys(node.value):
        value = node.value[key]
        text = (
            _scalar(value.value, quoted=key in QUOTED)
            if isinstance(value.value, str)
            else _flow(value)
        )
        pairs.append(f"{_scalar(key)}: {text}")
    return "{" + ", ".join(pairs) + "}"


def _wrapped(name: str, text: str, indent: int) -> list[str]:
    """A flow value after its key, broken after commas where it is too long."""
    lines, line = [], name
    for word in re.findall(r'(?:"(?:[^"\\]|\\.)*"|[^\s"])+', text):
        if (
            len(line) + len(word) + 1 > WIDTH
            and line.strip() != name.strip()
            and line.endswith(",")
        ):
            lines.append(line)
            line = " " * indent + word
        else:
            line = f"{line} {word}"
    return [*lines, line]


def _scalar(text: str, *, quoted: bool = False, block: bool = False) -> str:
    """A text with quotes where it needs them, or where the key asks for them and it holds a digit."""
    if (
        not (quoted and any(ch.isdigit() for ch in text))
        and (_LINE if block else _PLAIN).match(text)
        and text.lower() not in _SPECIAL
        and not text.endswith(" ")
        and "  " not in text
    ):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
