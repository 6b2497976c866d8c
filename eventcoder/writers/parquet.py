"""Parquet: the columns of the JSON rows with their types, codes as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, ClassVar

from eventcoder.frames import records_to_arrow
from eventcoder.model.records import Record, WriteOptions


class ParquetWriter:
    """Needs pyarrow: ``pip install 'eventcoder[parquet]'``."""

    merges: ClassVar[bool] = False

    def write(self, records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
        """Write all rows as one file."""
        table = records_to_arrow(records, options.scheme)
        from pyarrow import parquet

        parquet.write_table(table, out, compression="zstd")
