"""JSON lines: every field that eventcoder knows, one object a row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO, ClassVar

from eventcoder.model.records import Record, WriteOptions
from eventcoder.writers.rows import as_row


class JsonlWriter:
    """One object a record, keys always in the same order."""

    merges: ClassVar[bool] = False

    def write(self, records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
        """Write each row as soon as it is there."""
        for record in records:
            text = json.dumps(as_row(record, options.scheme), ensure_ascii=False)
            out.write(text.encode("utf-8", "backslashreplace") + b"\n")
