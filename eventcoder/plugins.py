"""What can be plugged in, and the look-up of it by entry point.

Our own readers and writers register in ``pyproject.toml`` the same way as anybody's.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import Any, BinaryIO, ClassVar, Protocol

from eventcoder.errors import UsageError, did_you_mean
from eventcoder.model.records import Record, WriteOptions

_WORDS = {"writers": "format", "readers": "input format"}
"""What users call what stands in a group of entry points."""


class Writer(Protocol):
    """Rows into bytes."""

    merges: ClassVar[bool]
    """Whether reports of one happening become one row."""

    def write(self, records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
        """Write all rows."""


def known_names(group: str) -> list[str]:
    """Names registered in a group of entry points, sorted."""
    return sorted(entry_points(group=group).names)


def load_plugin(group: str, name: str) -> Any:
    """What is registered under a name; an unknown name lists the known ones."""
    found = list(entry_points(group=group, name=name))
    if not found:
        kind = group.rpartition(".")[2]
        what = _WORDS.get(kind, kind.removesuffix("s"))
        known = known_names(group)
        near = did_you_mean(name, known)
        listed = f"known: {', '.join(known)}"
        hint = f"{near} {listed}" if near.startswith("did") else listed
        raise UsageError(f"unknown {what} {name!r}; {hint}")
    return found[0].load()


def find_writer(name: str) -> Writer:
    """The writer of a format, such as ``jsonl`` or ``gdelt2``."""
    writer: Writer = load_plugin("eventcoder.writers", name)()
    return writer
