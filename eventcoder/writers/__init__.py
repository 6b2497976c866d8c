"""Records into the rows that event-data users work with."""

from eventcoder.writers.output import atomic_output, write_records

__all__ = ["atomic_output", "write_records"]
