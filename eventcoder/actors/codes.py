"""The algebra of actor codes: parse, validate, put in CAMEO order, join, project; render last.

An actor code is a row of three-letter parts. What a part means depends on where it stands: ``SHN``
is a country at the head and a religion after a role. So a code is kept as parts with their kinds.

The order (CAMEO manual 1.1b3, chapter 3): international type, country or region, primary roles, party,
ethnic group, religion, denomination, secondary roles, tertiary role, organisation. After an
organisation roles may begin anew: ``IGOUNO`` + ``REF`` + ``HCR``. Ethnic codes are lower case,
as in GDELT's tables (all but ``ARB``, ``KUR`` and ``PAL``). A body of one country that is no
state puts its type after the country, as any other role: ``NLDNGO``, ``FRAMNC``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from attrs import frozen

KINDS = (
    "international",
    "country",
    "region",
    "primary",
    "party",
    "ethnic",
    "religion",
    "denomination",
    "secondary",
    "tertiary",
    "organisation",
)
_RANK = {kind: rank for rank, kind in enumerate(KINDS)} | {"region": 1}
_ROLES = frozenset({"primary", "party", "secondary", "tertiary"})
_MOST = {"primary": 2, "secondary": 3}
"""How many parts of a kind may follow one another; one of the others."""

_NATIONAL = frozenset({"NGO", "MNC", "NGM"})
"""International types that bodies of one country may have, after its code."""

_INSIDE = frozenset({("CHN", "HKG"), ("CHN", "MAC")})
"""Countries of the table that may stand as part of another."""

STATE = frozenset({"GOV", "MIL", "COP", "JUD", "SPY", "LEG"})
"""Roles of the bodies of a state."""

_SIDES = frozenset({"REB", "INS", "SEP", "UAF", "OPP"})
"""Roles of groups that have leaders, fighters and officials of their own."""
_OFFICE = frozenset({"GOV", "LAB", "BUS", "PTY", "MOD", "RAD"})
"""Roles of nouns that name no more than people of a body: *official, leader, employee*."""

_UNDER_ARMS = frozenset({"SPY", "JUD"})
"""Roles that an army has of its own: *army intelligence* is MILSPY."""


class ActorCodeError(ValueError):
    """A text that is no actor code; the message says which part and what stands there."""


@frozen
class Part:
    """One three-letter part of a code and its kind, one of ``KINDS``."""

    kind: str
    code: str


@frozen
class ActorCode:
    """An actor code as its parts, in order."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return "".join(part.code for part in self.parts)

    def all(self, *kinds: str) -> tuple[str, ...]:
        """The codes of the parts of these kinds, in order."""
        return tuple(part.code for part in self.parts if part.kind in kinds)

    def first(self, *kinds: str) -> str:
        """The first code of these kinds, or empty."""
        return next((part.code for part in self.parts if part.kind in kinds), "")

    @property
    def country(self) -> str:
        """The country, or empty."""
        return self.first("country")

    @property
    def place(self) -> str:
        """The country or region, or empty."""
        return self.first("country", "region")

    @property
    def international(self) -> str:
        """``IGO, NGO, MNC ...``, or empty."""
        return self.first("international")

    @property
    def organisation(self) -> str:
        """The (last) organisation, or empty."""
        return (self.all("organisation") or ("",))[-1]

    @property
    def roles(self) -> tuple[str, ...]:
        """Primary, party, secondary and tertiary roles in order."""
        return self.all(*_ROLES)

    @property
    def ethnic(self) -> str:
        """The ethnic group, or empty."""
        return self.first("ethnic")

    @property
    def religions(self) -> tuple[str, ...]:
        """Religion and denomination."""
        return self.all("religion", "denomination")

    @property
    def is_state(self) -> bool:
        """Whether it is a country alone or one with roles of the state only."""
        rest = self.parts[1:]
        return bool(self.country) and all(p.kind in _ROLES and p.code in STATE for p in rest)

    @property
    def is_group(self) -> bool:
        """Whether it is a body of its own: an organisation, or a side in a conflict."""
        return bool(self.organisation) or any(role in _SIDES for role in self.roles)


@cache
def table() -> dict[str, dict[str, str]]:
    """Code to kind to name, from ``codes.tsv``; the sources stand in that file."""
    text = resources.files("eventcoder.actors").joinpath("codes.tsv").read_text("utf-8")
    out: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith(("#", "kind\t")):
            continue
        kind, code, name, _ = line.split("\t")
        out.setdefault(code, {})[kind] = name
    return out


def name_of(part: Part) -> str:
    """What a part stands for, in words."""
    return table()[part.code][part.kind]


def _kinds(text: str) -> list[Part]:
    """What three letters may be, in order of preference."""
    known = [Part(kind, text) for kind in table().get(text, ())]
    return sorted(known, key=lambda part: _RANK[part.kind])


def _may_follow(before: list[Part], part: Part) -> bool:
    """Whether a part may stand after these."""
    if not before:
        return True
    if part.kind in ("country", "region"):
        return _place_may_follow(before, part)
    if part.kind == "international":
        return len(before) == 1 and before[0].kind == "country" and part.code in _NATIONAL
    return part not in before and _role_may_follow(before, part)


def _role_may_follow(before: list[Part], part: Part) -> bool:
    last = before[-1]
    if last.kind == "organisation":
        return part.kind in _ROLES or part.kind == "organisation"
    if part.kind == last.kind:
        return part.code not in ("GOV", "OPP") and _run(before) < _MOST.get(part.kind, 1)
    if part.kind == "primary" and _transnational(before[0]):
        return all(p.kind in ("ethnic", "religion", "denomination") for p in before)
    return last.kind == "international" or _RANK[part.kind] > _RANK[last.kind]


def _run(before: list[Part]) -> int:
    """How many parts at the end are of one kind."""
    kinds = [part.kind for part in before]
    return next((n for n, kind in enumerate(reversed(kinds)) if kind != kinds[-1]), len(kinds))


def _transnational(part: Part) -> bool:
    """An ethnic group or a faith as head: no country, the role follows."""
    return part.kind in ("ethnic", "religion")


def _place_may_follow(before: list[Part], part: Part) -> bool:
    if len(before) == 1 and before[0].kind == "international":
        return True
    if before[-1].kind == "region":
        return part.kind == "country" and len(before) <= 2
    return (before[-1].code, part.code) in _INSIDE


def _read(texts: list[str], done: list[Part]) -> tuple[Part, ...] | None:
    """The first reading of the parts that keeps the order, or None."""
    if len(done) == len(texts):
        return tuple(done)
    for part in _kinds(texts[len(done)]):
        if _may_follow(done, part):
            found = _read(texts, [*done, part])
            if found is not None:
                return found
    return None


@lru_cache(maxsize=8192)
def parse(text: str) -> ActorCode:
    """The code as parts; raises ``ActorCodeError`` where it is none."""
    problem = validate(text)
    if problem:
        raise ActorCodeError(problem)
    found = _read(_split(text), [])
    assert found is not None
    return ActorCode(found)


def _split(text: str) -> list[str]:
    return [text[i : i + 3] for i in range(0, len(text), 3)]


@lru_cache(maxsize=8192)
def validate(text: str) -> str:
    """Empty for a code that can be parsed, else what is wrong with it."""
    if not text or len(text) % 3:
        return f"{text!r} is no actor code: it is not made of three-letter parts"
    parts = _split(text)
    for part in parts:
        if not _kinds(part):
            return f"{text!r}: no table knows the part {part!r}"
    if _read(parts, []) is None:
        return f"{text!r}: the parts do not stand in CAMEO order"
    return ""


def in_order(parts: Iterable[Part]) -> ActorCode:
    """The parts of one body in CAMEO order, each once; raises where they do not fit together."""
    ordered = sorted(dict.fromkeys(parts), key=lambda part: _RANK[part.kind])
    return parse("".join(part.code for part in ordered))


def project(text: str, *kinds: str) -> str:
    """Only the parts of these kinds: ``project("TURGOVMIL", "country") == "TUR"``.

    ``role`` stands for the first role and ``roles`` for all of them; empty when nothing is left.
    """
    code = parse(text)
    keep: list[str] = []
    first_role = True
    for part in code.parts:
        is_role = part.kind in _ROLES
        if part.kind in kinds or (
            is_role and ("roles" in kinds or ("role" in kinds and first_role))
        ):
            keep.append(part.code)
        first_role = first_role and not is_role
    return "".join(keep)


@lru_cache(maxsize=65536)
def has_place(code: str) -> bool:
    """Whether a valid code names a country or region: ``KEN``, ``KENCOP``, not ``COP``."""
    return not validate(code) and bool(parse(code).place)


@lru_cache(maxsize=65536)
def join(base: str, role: str) -> str:
    """The code of somebody in ``role`` who belongs to ``base``.

    *Turkish* TUR + GOVMIL is TURGOVMIL; *government* TURGOV + MIL is TURMIL, for what a thing is goes
    before whose it is; an official of the UN or a commander of a rebel group stays with that body,
    a former one is an elite of his country.
    A base that is no code is given back as it is.
    """
    if not role or not base:
        return base or ("IGOPKO" if role == "PKO" else role)
    if validate(base):
        return base
    if validate(role):
        raise ActorCodeError(validate(role))
    code, added = parse(base), parse(role)
    if _stays(code, added):
        return base
    if code.is_group and code.country and not code.international and added.roles == ("ELI",):
        return code.country + "ELI"
    if code.is_group or code.international:
        return _append(base, added)
    drop = _ROLES if added.roles or added.international else frozenset()
    kept = [part for part in code.parts if part.kind not in drop]
    if code.roles == ("MIL",) and len(added.parts) == 1 and added.roles[0] in _UNDER_ARMS:
        kept = list(code.parts)
    return _combine(kept, added, base)


def _stays(code: ActorCode, added: ActorCode) -> bool:
    """Whether the role says nothing that the base does not say already or better."""
    roles = set(added.roles)
    if set(added.parts) <= set(code.parts):
        return True
    if code.international and code.international != "IMG":
        own = roles - _OFFICE - {"CVL"}
        return not own and not added.religions
    if code.is_group or code.international:
        return not roles & ({"MED", "ELI"} if code.country else {"MED"})
    if roles == {"LAB"} and not code.first("primary"):
        return False
    return bool(code.roles) and code.roles != ("CVL",) and bool(roles) and roles <= _OFFICE


def _append(base: str, added: ActorCode) -> str:
    """The role at the end, where CAMEO puts the speciality of a body."""
    longer = base + str(added)
    return base if validate(longer) else longer


def _combine(kept: list[Part], added: ActorCode, base: str) -> str:
    """Parts of both in order; the head of the base stays the head."""
    if not kept:
        return str(added)
    head, rest = kept[0], kept[1:]
    fresh = [part for part in added.parts if part.kind not in ("country", "region")]
    tail = sorted(dict.fromkeys([*rest, *fresh]), key=lambda part: _RANK[part.kind])
    text = head.code + "".join(part.code for part in tail)
    return base if validate(text) else text


def is_armed(code: str) -> bool:
    """Whether a code is of rebels, separatists, insurgents or of a movement across borders."""
    return code.startswith("IMG") or any(role in code[3:] for role in ("REB", "SEP", "INS"))
