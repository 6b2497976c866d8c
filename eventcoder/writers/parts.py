"""Actor codes as the columns of public data sets want them: country, group, roles apart."""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from eventcoder.actors.codes import ActorCode, ActorCodeError, name_of, parse
from eventcoder.model.events import UNKNOWN

_PART = 3
_PLACES = ("country", "region")
_SECTORS = ("international", "primary", "party", "secondary", "tertiary")


@frozen
class ActorParts:
    """What the columns of an actor hold; all empty for one that no dictionary knows."""

    code: str
    country: str = ""
    """Country or region."""
    country_name: str = ""
    kind: str = ""
    """``IGO, NGO, IMG, MNC`` ..."""
    group: str = ""
    ethnic: str = ""
    religions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    """Kind and roles in words."""
    pieces: tuple[str, ...] = ()
    """All three-letter parts, in order."""

    @property
    def types(self) -> tuple[str, ...]:
        """What GDELT calls types: the international kind, then the roles."""
        return (self.kind, *self.roles) if self.kind else self.roles


@lru_cache(maxsize=8192)
def actor_parts(code: str) -> ActorParts:
    """The parts of a code; one that is none of CAMEO's is given whole and otherwise empty."""
    if not code or code == UNKNOWN:
        return ActorParts("")
    try:
        return _parts(code, parse(code))
    except ActorCodeError:
        return ActorParts(code, pieces=(code,))


def _parts(code: str, read: ActorCode) -> ActorParts:
    return ActorParts(
        code,
        country=read.place,
        country_name=next((name_of(p) for p in read.parts if p.kind in _PLACES), ""),
        kind=read.international,
        group=read.organisation,
        ethnic=read.ethnic,
        religions=read.religions,
        roles=read.roles,
        sectors=tuple(_capital(name_of(p)) for p in read.parts if p.kind in _SECTORS),
        pieces=tuple(code[i : i + _PART] for i in range(0, len(code), _PART)),
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
