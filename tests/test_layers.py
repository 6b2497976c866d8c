"""Who may import whom, and who alone may import what."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "eventcoder"
ORDER = (
    ("errors", "intervals"),
    ("yamlfile", "dates", "petrarch_xml"),
    ("model",),
    ("ontology", "plugins"),
    ("readers", "parsing"),
    ("dictionary",),
    ("syntax",),
    ("times", "places"),
    ("actors",),
    ("discourse", "verbs"),
    ("events",),
    ("pairs",),
    ("coder",),
    ("writers", "frames", "score"),
    ("api", "runs", "batch"),
    ("manifest", "tools"),
    ("cli", "__init__", "__main__"),
)
"""From the lowest up: a layer may import those before it. Units in one layer may share code."""
RANK = {unit: rank for rank, units in enumerate(ORDER) for unit in units}
OWNERS = {
    "yaml": "yamlfile.py",
    "stanza": "parsing/",
    "torch": "parsing/",
    "click": ("cli.py", "tools/commands.py"),
}


def imports() -> list[tuple[str, str, int]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found += [(place, alias.name, node.lineno) for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.append((place, node.module, node.lineno))
    return found


def unit(place: str) -> str:
    return place.split("/", maxsplit=1)[0].removesuffix(".py")


def test_layers_look_down_only() -> None:
    wrong = []
    for place, module, line in imports():
        parts = module.split(".")
        if parts[0] == "eventcoder" and len(parts) > 1:
            assert unit(place) in RANK, f"{place}: give {unit(place)} its layer in this test"
            if RANK[parts[1]] > RANK[unit(place)]:
                wrong.append(f"{place}:{line} imports {module}")
    assert not wrong


def test_some_packages_have_one_owner() -> None:
    wrong = [
        f"{place}:{line} imports {module}"
        for place, module, line in imports()
        if (owner := OWNERS.get(module.split(".")[0])) and not place.startswith(owner)
    ]
    assert not wrong


def test_nothing_is_printed_by_the_library() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            assert not (called and node.func.id == "print"), f"{path}:{node.lineno} prints"
