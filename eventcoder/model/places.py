"""Places as the gazetteer knows them."""

from __future__ import annotations

from attrs import frozen


@frozen
class Place:
    """A country, US state or city; codes as GDELT wants them."""

    kind: str
    """``country``, ``state`` or ``city``."""
    name: str
    country: str
    """ISO 3166 alpha-3, which CAMEO uses too but for a few countries."""
    country_name: str
    fips: str
    """Country by FIPS 10-4."""
    adm1: str
    """FIPS country and first-level division; for a country its own code."""
    lat: float | None = None
    long: float | None = None
    population: int = 0
    state_name: str = ""
    """For places in the United States."""

    @property
    def geo_type(self) -> int:
        """GDELT's resolution: 1 country, 2 US state, 3 US city, 4 city elsewhere."""
        if self.kind == "city":
            return 3 if self.fips == "US" else 4
        return {"country": 1, "state": 2}[self.kind]

    @property
    def full_name(self) -> str:
        """*Austin, Texas, United States*."""
        parts = (self.name, self.state_name, self.country_name)
        return ", ".join(dict.fromkeys(part for part in parts if part))
