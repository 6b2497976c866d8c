"""docs/cli.md names every command and every option."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from eventcoder.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")


def _commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


@pytest.mark.parametrize(("name", "command"), _commands(main), ids=lambda value: str(value)[:30])
def test_command_is_documented(name: str, command: click.Command) -> None:
    assert re.search(rf"\b{name.rsplit(maxsplit=1)[-1]}\b", PAGE)
    options = [param.opts for param in command.params if isinstance(param, click.Option)]
    assert [names for names in options if not any(_named(name) for name in names)] == []


def _named(option: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){option}(?![\w-])", PAGE))
