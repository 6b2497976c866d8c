"""Everything that can go wrong, and where.

``EventcoderError``
    ``InputError``        a story, row or date that cannot be read
    ``ModelError``        a parser model that is missing or broken
    ``DictionaryError``   a dictionary that cannot be used; carries all its faults
    ``UsageError``        an unknown name or an option that makes no sense

Faults in dictionaries are collected as ``Issue`` values; only the end of a load raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from attrs import field, frozen


@frozen(order=True)
class Where:
    """A place in a file; line and column are 1-based, 0 when unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@frozen
class Issue:
    """One fault in a file that people keep."""

    number: str
    """``EV101`` and the like; each is described in ``docs/issues.md``."""
    message: str
    where: Where
    severity: str = field(default="error")
    """``error`` or ``warning``."""
    entry: str = ""
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.severity} {self.number}: {self.message}"
        return f"{text} ({self.hint})" if self.hint else text


class EventcoderError(Exception):
    """Root of all errors that eventcoder raises on purpose; the message says what to do."""


class InputError(EventcoderError):
    """A story, row or date that cannot be read."""

    def __init__(self, message: str, where: Where | None = None) -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.where = where


class ModelError(EventcoderError):
    """A parser model that is missing, broken or of another version."""


class UsageError(EventcoderError):
    """An unknown name or an option that makes no sense."""


class DictionaryError(EventcoderError):
    """A dictionary with errors; ``issues`` holds them all."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__("\n".join(map(str, issues)))
        self.issues = tuple(issues)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, else all known words (at most twelve)."""
    names = sorted(set(known))
    near = get_close_matches(word, names, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"known: {shown}" if names else ""
