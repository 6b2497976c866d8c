"""The schemas that editors use say the same as the loader, and all shipped files keep to them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from eventcoder.dictionary.load import files_of, shipped
from tools import schema

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEAD = "# yaml-language-server: $schema="


def _kind(path: Path) -> str:
    first = path.relative_to(shipped()).parts[0]
    return first.removesuffix(".yaml")


def _as_editor(node: yaml.Node | None) -> Any:
    """What an editor makes of YAML 1.2: plain numbers and true/false are no text."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _as_editor(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_as_editor(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    if not node.style:
        if node.value in ("true", "false"):
            return node.value == "true"
        if node.value in ("", "~", "null"):
            return None
        if re.fullmatch(r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?", node.value):
            return float(node.value)
    return node.value


@cache
def _validator(kind: str) -> Any:
    return jsonschema.Draft7Validator(schema.schemas()[kind])


@pytest.mark.parametrize("kind", sorted(schema.schemas()))
def test_committed_is_what_the_script_makes(kind: str) -> None:
    text = (shipped() / "schema" / f"{kind}.json").read_text(encoding="utf-8")
    assert text == schema.text_of(schema.schemas()[kind]), "run `python -m tools.schema`"


@pytest.mark.parametrize("kind", sorted(schema.schemas()))
def test_shipped_files_keep_to_it(kind: str) -> None:
    wrong = [
        f"{path.name}: {fault.json_path}: {fault.message[:160]}"
        for path in files_of(shipped())
        if _kind(path) == kind
        for root in yaml.compose_all(path.read_text(encoding="utf-8"), Loader=_LOADER)
        for fault in _validator(kind).iter_errors(_as_editor(root))
    ]
    assert not wrong, "\n".join(wrong)


def test_first_line_names_the_schema() -> None:
    for path in files_of(shipped()):
        with path.open(encoding="utf-8") as stream:
            first = stream.readline().strip()
        assert first.startswith(_HEAD), path
        target = (path.parent / first.removeprefix(_HEAD)).resolve()
        assert target == shipped().resolve() / "schema" / f"{_kind(path)}.json", path
