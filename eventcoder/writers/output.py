"""Files that stand under their name only when they are whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from eventcoder.errors import UsageError
from eventcoder.model.records import Record, WriteOptions
from eventcoder.plugins import find_writer


@contextmanager
def atomic_output(path: str | Path) -> Iterator[BinaryIO]:
    """A file that gets the name ``path`` at the end; after a fault the old one stands."""
    target = Path(path)
    if target.is_symlink():
        target = target.resolve()
    if target.is_dir():
        raise UsageError(f"{target} is a folder; name a file")
    if target.exists() and not target.is_file():  # /dev/stdout, a pipe: nothing to rename
        with target.open("wb") as device:
            yield device
        return
    mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
    try:
        descriptor, name = tempfile.mkstemp(
            f".{os.getpid()}.tmp", f".{target.name}.", target.parent
        )
    except OSError as error:
        raise UsageError(f"cannot write to {target.parent}: {error.strerror}") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield _binary(file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode & 0o777)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _binary(file: IO[bytes]) -> BinaryIO:
    return file  # type: ignore[return-value]  # what fdopen gives in mode "wb" is one


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_records(
    records: Iterable[Record], path: str | Path, form: str, options: WriteOptions | None = None
) -> None:
    """Write rows to a file in the named format, wholly or not at all."""
    writer = find_writer(form)
    with atomic_output(path) as out:
        writer.write(records, out, options or WriteOptions())
