"""Who may import whom, and the single owners of stanza, yaml and the labels of Universal Dependencies."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import eventcoder

ROOT = Path(eventcoder.__file__).parent

LAYERS: dict[str, set[str]] = {
    "errors": set(),
    "yamlfile": {"errors"},
    "intervals": set(),
    "model": {"errors", "intervals"},
    "ontology": {"errors", "yamlfile", "model"},
    "dictionary": {"errors", "yamlfile", "model", "ontology"},
    "syntax": {"errors", "model", "dictionary"},
    "actors": {"errors", "yamlfile", "model", "syntax", "dictionary"},
    "dates": {"errors", "model", "intervals"},
    "times": {"errors", "model", "intervals", "dates", "syntax"},
    "places": {"errors", "model", "syntax", "actors", "dictionary"},
    "discourse": {"errors", "model", "syntax", "dictionary", "actors"},
    "verbs": {"errors", "model", "syntax", "dictionary", "actors"},
    "events": {
        "errors",
        "model",
        "syntax",
        "dictionary",
        "actors",
        "verbs",
        "times",
        "places",
        "ontology",
    },
    "parsing": {"errors", "model"},
}
"""Package to what it may import; what is not listed stands above all of these."""

OWNERS = {"stanza": {"parsing"}, "yaml": {"yamlfile.py"}}

UD_LABELS = {
    "nsubj",
    "obl",
    "obl:agent",
    "nmod",
    "nmod:poss",
    "xcomp",
    "ccomp",
    "advcl",
    "acl:relcl",
    "appos",
    "iobj",
}
UD_OWNERS = {"syntax/slots.py", "parsing"}


def _files() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _part(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", _files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    part = _part(path)
    if part not in LAYERS:
        pytest.skip("top layer")
    used = {name.split(".")[1] for name in _imports(path) if name.startswith("eventcoder.")}
    assert used <= LAYERS[part] | {part}, f"{part} may not import {used - LAYERS[part] - {part}}"


@pytest.mark.parametrize(("module", "owners"), sorted(OWNERS.items()))
def test_single_owners(module: str, owners: set[str]) -> None:
    users = {
        path.relative_to(ROOT).parts[0]
        for path in _files()
        if any(name.split(".")[0] == module for name in _imports(path))
    }
    assert users <= owners


def test_labels_have_one_home() -> None:
    users = set()
    for path in _files():
        name = str(path.relative_to(ROOT))
        if any(name.startswith(owner) for owner in UD_OWNERS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in UD_LABELS:
                users.add(name)
    assert not users, f"ask syntax/slots.py for categories instead: {sorted(users)}"
