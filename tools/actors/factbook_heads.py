"""Writes tests/data/factbook_heads.tsv: chiefs of state and heads of government, one a line.

    python -m tools.actors.factbook_heads ../shared/reference/countries_factbook.tsv > tests/data/factbook_heads.tsv

Of those who govern from abroad (the monarch of fifteen realms, the presidents of territories) only
their own country's line is kept. The factbook is in the public domain.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.actors.build_countries import read_base
from tools.actors.factbook import read_heads

_ABROAD = (
    "Emmanuel MACRON",
    "Donald J. TRUMP",
    "WILLEM-ALEXANDER",
    "FREDERIK X",
    "HARALD V",
    "President of China",
)
_HOME = {"FRA", "USA", "NLD", "DNK", "NOR", "CHN"}


def main() -> None:
    """Print the table."""
    country_of = {row["gec"]: row["id"] for row in read_base() if row["gec"]}
    write = sys.stdout.write
    write(
        "# id, name as the factbook prints it in capitals, since when; CIA World Factbook, early 2026\n"
    )
    for head in read_heads(Path(sys.argv[1]), country_of):
        if head.country in _HOME or not any(name in head.text for name in _ABROAD):
            write(f"{head.country}\t{head.caps.title().replace('’', chr(39))}\t{head.since}\n")


if __name__ == "__main__":
    main()
