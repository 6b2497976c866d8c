"""Writes tests/data/factbook_names.tsv: what the CIA World Factbook calls each country, one name a line.

    python -m tools.actors.factbook_names ../shared/reference/countries_factbook.tsv > tests/data/factbook_names.tsv

The factbook is in the public domain. Borrowed adjectives (*Dutch* for Aruba) and remarks are left out.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.actors.build_countries import read_base
from tools.actors.reign import key

_SHORT = {
    "CT": "Central African Republic",
    "SH": "Saint Helena",
    "FM": "Micronesia",
    "AE": "United Arab Emirates",
    "IO": "British Indian Ocean Territory",
    "SV": "Svalbard",
    "DR": "Dominican Republic",
}
"""Short names where the factbook has *none* or a remark."""

_BORROWED = {
    "AA": {"dutch"},
    "UC": {"dutch"},
    "HK": {"chinese", "hong kong"},
    "MC": {"chinese"},
    "SB": {"french", "frenchman", "frenchmen", "frenchwoman", "frenchwomen"},
}
_DROP = {"", "none", "na", "on efate", "on viti levu", "located on tahiti", "aka yangon"}


def names_of(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Kind and name, each once: ``short``, ``adjective``, ``people``, ``capital``."""
    seen = set()
    for kind, texts in (
        ("short", _short(row)),
        ("adjective", _people(row["nationality_adjective"] or "")),
        ("people", _people(row["nationality_noun"] or "")),
        ("capital", _capitals(row["capital"] or "")),
    ):
        for text in texts:
            borrowed = _BORROWED.get(row["gec_code"], set())
            if key(text) not in _DROP | borrowed and (kind, key(text)) not in seen:
                seen.add((kind, key(text)))
                yield kind, text


def _short(row: dict[str, str]) -> list[str]:
    text = _SHORT.get(row["gec_code"], row["short_name"])
    match = re.match(r"(.+?) \((.+)\)$", text)
    if match and row["gec_code"] in ("FK", "VT"):
        return [match[1], match[2]]
    if row["gec_code"] in ("GZ", "UM"):
        return text.split(", ")
    return [text]


def _people(text: str) -> Iterator[str]:
    text = text.replace(" (or ", " or ").replace("nese)", "nese")
    text = re.sub(
        r"note -.*?(?=,|$)|; note.*|\((US|singular|plural|collective|colloquial)[^)]*\)", "", text
    )
    for piece in re.split(r",|;| or |/", text):
        part = re.sub(r"^\s*or ", "", piece).strip()
        match = re.match(r"(.+?)\s*\((s|men|women)\)$", part)
        if match and match[2] == "s":
            yield from (match[1], match[1] + "s")
        elif match:
            yield from (match[1], match[1].replace("woman", "women").replace("man", "men"))
        elif "still used" not in part:
            yield part


def _capitals(text: str) -> Iterator[str]:
    if text.startswith(("no official", "administered")):
        return
    text = text.replace(" (or ", " or ").replace("nese)", "nese")
    text = re.sub(r"note -.*| is the administrative capital|located in.*|in Romanian", "", text)
    text = re.sub(r"\((Kishinev) in Russian\)", "", text)
    text = re.sub(r"\([^)]*\)", "", text)
    for part in re.split(r"[;,](?! D\.C)", text):
        yield part.strip()


def main() -> None:
    """Print the table."""
    base = {row["gec"]: row["id"] for row in read_base() if row["gec"]}
    write = sys.stdout.write
    write(
        "# id, kind, name; from the CIA World Factbook (public domain, early 2026), by tools/actors/factbook_names.py\n"
    )
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for kind, name in names_of(row):
                write(f"{base[row['gec_code']]}\t{kind}\t{name}\n")


if __name__ == "__main__":
    main()
