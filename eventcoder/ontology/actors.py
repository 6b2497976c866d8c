"""Actor codes taken apart: country, group, ethnicity, religion, roles."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from attrs import field, frozen

from eventcoder.errors import Issue
from eventcoder.yamlfile import read_documents

_UNKNOWN = "---"
_PART = 3


@frozen
class ActorParts:
    """The parts of an actor code, as GDELT and Phoenix list them in columns."""

    code: str
    country: str = ""
    """Country or region."""
    kind: str = ""
    """``IGO, NGO, IMG, MNC`` ...: what stands first when it is no country."""
    group: str = ""
    ethnic: str = ""
    religions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    """Parts that no table knows."""

    @property
    def types(self) -> tuple[str, ...]:
        """What GDELT calls types: the international kind, then the roles."""
        return (self.kind, *self.roles) if self.kind else self.roles


@frozen
class ActorCodes:
    """The tables of three-letter parts."""

    roles: dict[str, str] = field(repr=False)
    primary: tuple[str, ...] = field(repr=False)
    international: dict[str, str] = field(repr=False)
    countries: dict[str, str] = field(repr=False)
    """Countries and regions."""
    groups: frozenset[str] = field(repr=False)
    religions: frozenset[str] = field(repr=False)
    ethnic: frozenset[str] = field(repr=False)

    def split(self, code: str) -> ActorParts:
        """The parts of a code; the place decides what a part means when it could be two things."""
        if not code or code == _UNKNOWN:
            return ActorParts("")
        pieces = [code[i : i + _PART] for i in range(0, len(code), _PART)]
        found: dict[str, list[str]] = {}
        for number, piece in enumerate(pieces):
            found.setdefault(self._sort(piece, number, found), []).append(piece)
        first = {key: values[0] for key, values in found.items()}
        return ActorParts(
            code,
            first.get("country", ""),
            first.get("kind", ""),
            first.get("group", ""),
            first.get("ethnic", ""),
            tuple(found.get("religion", ())),
            tuple(found.get("role", ())),
            tuple(found.get("other", ())) + tuple(found.get("country", ())[1:]),
        )

    def _sort(self, piece: str, number: int, found: dict[str, list[str]]) -> str:
        if piece.islower():
            return "ethnic" if piece in self.ethnic else "other"
        tables = {
            "country": self.countries,
            "kind": self.international,
            "role": self.roles,
            "religion": self.religions,
            "group": self.groups,
        }
        order = ["country", "kind", "role", "group", "religion"]
        if number:
            order = ["role", "group", "religion", "kind", "country"]
            if "kind" in found and "group" not in found:
                order = ["group", *order]
        for name in order:
            if piece in tables[name]:
                return name
        return "other"

    def country_name(self, code: str) -> str:
        """Name of the country or region of an actor code, empty when it has none."""
        return self.countries.get(self.split(code).country, "")

    def sectors(self, code: str) -> tuple[str, ...]:
        """Names of the roles of an actor code, the international kind first."""
        names = {**self.roles, **self.international}
        return tuple(names[part] for part in self.split(code).types)


@lru_cache(maxsize=1)
def load_actor_codes() -> ActorCodes:
    """The tables of ``actor_codes.yaml``."""
    path = Path(__file__).parent / "actor_codes.yaml"
    issues: list[Issue] = []
    table = read_documents(path.read_text(encoding="utf-8"), str(path), issues)[0].plain()
    return ActorCodes(
        table["roles"],
        tuple(table["primary"]),
        table["international"],
        {**table["regions"], **table["countries"]},
        frozenset(table["groups"]),
        frozenset(table["religions"]),
        frozenset(table["ethnic"]),
    )
