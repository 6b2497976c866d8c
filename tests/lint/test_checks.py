"""Each check has a file that it faults and one that it lets pass: ``EV###/bad.yaml`` and ``ok.yaml``."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import eventcoder
from eventcoder.dictionary.load import load
from eventcoder.errors import Issue
from eventcoder.tools.actor_checks import stale
from eventcoder.tools.lint import lint

HERE = Path(__file__).parent
PACKAGE = Path(eventcoder.__file__).parent
DOCS = PACKAGE.parent / "docs"
AS_OF = "2019-06-15"

NUMBERS = sorted(
    {
        number
        for path in PACKAGE.rglob("*.py")
        if path.name != "errors.py"
        for number in re.findall(r"\bEV\d{3}\b", path.read_text(encoding="utf-8"))
    }
)
"""Every number that the code names."""


def _issues(path: Path, folder: Path) -> list[Issue]:
    shutil.copy(path, folder / path.name)
    if path.parent.name == "EV205":  # `dict stale`: no part of lint, since it needs a day
        return [*lint(folder), *stale(load(folder)[0], AS_OF)]
    return lint(folder)


def test_every_check_is_seen() -> None:
    assert NUMBERS[0] == "EV001"
    assert "EV205" in NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_bad_is_faulted(number: str, tmp_path: Path) -> None:
    """The fault names the check, a line, and is the only one of the file."""
    issues = _issues(HERE / number / "bad.yaml", tmp_path)
    assert {issue.number for issue in issues} == {number}, issues
    assert all(issue.where.path == "bad.yaml" and issue.where.line for issue in issues)


@pytest.mark.parametrize("number", NUMBERS)
def test_ok_passes(number: str, tmp_path: Path) -> None:
    assert not _issues(HERE / number / "ok.yaml", tmp_path)


def test_no_folder_is_left_over() -> None:
    assert sorted(path.name for path in HERE.iterdir() if path.name.startswith("EV")) == NUMBERS


def test_every_number_is_documented() -> None:
    text = (DOCS / "issues.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| (EV\d{3}) \|", text, re.MULTILINE)) == NUMBERS
