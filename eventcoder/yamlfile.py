"""YAML in which every scalar is text and every value knows its line.

Plain YAML reads ``code: 010`` as 8 and ``NO`` as false, and keeps the last of two equal keys
without a word. This reader does none of that. The only module that imports yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from attrs import frozen

from eventcoder.errors import Issue, Where

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@frozen
class Node:
    """A YAML value with its place: ``value`` is str, tuple[Node, ...] or dict[str, Node]."""

    value: str | tuple[Node, ...] | dict[str, Node]
    where: Where

    @property
    def kind(self) -> str:
        """``text``, ``list`` or ``table``."""
        if isinstance(self.value, str):
            return "text"
        return "list" if isinstance(self.value, tuple) else "table"

    def plain(self) -> Any:
        """The same without places: str, list and dict."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return {key: node.plain() for key, node in self.value.items()}


def read_documents(text: str, path: str, issues: list[Issue]) -> list[Node]:
    """All documents of a YAML text; faults go to ``issues`` and the rest is kept."""
    try:
        roots = list(yaml.compose_all(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = Where(path, mark.line + 1, mark.column + 1) if mark else Where(path)
        hint = "quote text that holds ': ' or starts with a special sign"
        issues.append(Issue("EV001", f"not YAML: {error.problem}", where, hint=hint))
        return []
    except yaml.YAMLError as error:
        issues.append(Issue("EV001", f"not YAML: {error}", Where(path)))
        return []
    return [_convert(root, path, issues) for root in roots if root is not None]


def _convert(node: yaml.Node, path: str, issues: list[Issue]) -> Node:
    where = Where(path, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        return Node(node.value, where)
    if isinstance(node, yaml.SequenceNode):
        return Node(tuple(_convert(item, path, issues) for item in node.value), where)
    table: dict[str, Node] = {}
    for key, value in _pairs(node):
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        at = Where(path, key.start_mark.line + 1, key.start_mark.column + 1)
        if name in table:
            first = table[name].where.line
            hint = f"first in line {first}; join the two"
            issues.append(Issue("EV002", f"key {name!r} is given twice", at, hint=hint))
            continue
        table[name] = _convert(value, path, issues)
    return Node(table, where)


def _pairs(node: yaml.Node) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    yield from node.value


def write(value: Any) -> str:
    """YAML text of plain str, list and dict values, in the order given."""
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
    return text
