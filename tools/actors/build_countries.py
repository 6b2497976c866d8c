"""Builds dictionaries/actors/countries/*.yaml from fact tables and hand-kept lists.

    python -m tools.actors.build_countries --reference ../shared/reference

The YAML is what ships and may be edited by hand afterwards; this tool is how the facts got there.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from tools.actors.emit import country_text
from tools.actors.sentences import sentences_for

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "dictionaries" / "actors" / "countries"
CHECKED = "2026-11-22"
FIELDS = ("id", "code", "gec", "iso2", "names", "people", "seats", "weak", "note")


def read_base() -> list[dict[str, Any]]:
    """The hand-kept table of countries and territories."""
    rows = []
    for line in (HERE / "countries.psv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        row: dict[str, Any] = dict(zip(FIELDS, line.split("|"), strict=True))
        for key in ("names", "people", "seats", "weak"):
            row[key] = [text for text in row[key].split(";") if text]
        rows.append(row)
    return rows


def build_entry(row: dict[str, Any]) -> dict[str, Any]:
    """One country's entry, ready to write."""
    entry = {key: row[key] for key in ("id", "code", "names", "people", "seats", "weak", "note")}
    entry["kind"] = "country"
    entry["source"] = "CIA World Factbook; CAMEO actor tables"
    entry["checked"] = CHECKED
    entry["fires"], entry["silent"] = sentences_for(entry)
    return entry


def main() -> None:
    """Write every country file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args()
    options.target.mkdir(parents=True, exist_ok=True)
    for row in read_base():
        path = options.target / f"{row['id']}.yaml"
        path.write_text(country_text(build_entry(row)), encoding="utf-8")


if __name__ == "__main__":
    main()
