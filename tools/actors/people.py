"""Reads the hand-kept lists of people and turns them into members with dated roles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from tools.actors.reign import Spell, as_said, key

_TERM = re.compile(r"(?:([A-Z]{3}\.)?([A-Z]+)@)?(\d{4}-\d\d-\d\d)?/(\d{4}-\d\d-\d\d)?$")
_TITLES = frozenset("King Queen Prince Princess Emperor Pope Sheikh Sultan Mullah Grand".split())
_SURNAME_FIRST = frozenset({"CHN", "TWN", "PRK", "KOR", "KHM"})
_NO_SURNAME = frozenset({"MMR", "VNM", "LAO"})
_BARE = re.compile(r"[A-Z]{2,}$")


@frozen
class Term:
    """A role and the days it was held, both included; ``until`` is empty for still held."""

    role: str
    start: str
    until: str
    country: str = ""
    """Whose role it was, if not that of the country it is listed under (*YUG* for a Serb)."""


@define
class Person:
    """One line of a people list."""

    country: str
    names: list[str]
    strong: list[str]
    weak: list[str]
    terms: list[Term]
    rest: str
    note: str
    source: str = "hand"
    marked: bool = False
    heads: bool = False
    """Whether the factbook has them as chief of state or head of government."""
    remarks: list[str] = field(factory=list)

    @property
    def surname(self) -> str:
        """The last word of the first name, without *Jr* and ordinals."""
        words = [
            w for w in self.names[0].split() if w.rstrip(".") not in ("Jr", "II", "III", "VI", "V")
        ]
        return words[-1]


def read_people(folder: Path, spells: dict[str, list[Spell]]) -> list[Person]:
    """All people of the lists in a folder; ``spells`` are REIGN's, by country id."""
    people: list[Person] = []
    country = ""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                country = line[1:].strip()
            elif line.strip() and not line.startswith("#"):
                people.append(_person(country, line, spells.get(country, [])))
    return _merged(people)


def _person(country: str, line: str, spells: list[Spell]) -> Person:
    names, terms, note = ([part.strip() for part in line.split("|")] + ["", ""])[:3]
    words = [text.strip() for text in names.split(";") if text.strip()]
    person = Person(
        country,
        [w for w in words if w[0] not in "=~"],
        [w[1:] for w in words if w[0] == "="],
        [w[1:] for w in words if w[0] == "~"],
        [],
        "ELI",
        note,
    )
    person.marked = bool(person.strong or person.weak)
    for text in [t.strip() for t in terms.split(",")] if terms else ["R"]:
        _add_term(person, text, spells)
    person.terms = tidy(person.terms)
    return person


def _add_term(person: Person, text: str, spells: list[Spell]) -> None:
    match = _TERM.match(text)
    if match:
        role = {"D": "GOVMIL", None: "GOV"}.get(match[2], match[2] or "GOV")
        country = (match[1] or "").rstrip(".")
        person.terms.append(Term(role, match[3] or "", match[4] or "", country))
    elif text == "R" or text.startswith(("R:", "R-")):
        _add_reign(person, text, spells)
    elif _BARE.match(text):
        person.rest = text
    else:
        raise ValueError(f"{person.names[0]}: term not understood: {text!r}")


def _add_reign(person: Person, text: str, spells: list[Spell]) -> None:
    wanted, last = text[1:].lstrip(":"), ""
    match = re.search(r"-(\d{4}-\d\d-\d\d)$", wanted)
    if match:
        wanted, last = wanted[: match.start()], match[1]
    if re.fullmatch(r"\d+:\d+:\d+", wanted):
        month, day, year = (int(part) for part in wanted.split(":"))
        found = [s for s in spells if s.start == date(year, month, day).isoformat()]
    elif wanted:
        found = [s for s in spells if key(s.leader) == key(wanted)]
    else:
        words = set(key(person.surname).split())
        found = [s for s in spells if words <= set(key(s.leader).split())]
    if not found:
        raise ValueError(f"{person.country} {person.names[0]}: no REIGN spell for {text!r}")
    person.source = "REIGN"
    for spell in found:
        said = as_said(spell.leader)
        if key(said) not in map(key, (*person.names, *person.strong, *person.weak, person.surname)):
            person.weak.append(said)
        person.terms.append(Term("GOV", spell.start, spell.until or last))


def tidy(terms: Iterable[Term]) -> list[Term]:
    """Terms in order, those of one role joined where they touch, no day in two."""
    out: list[Term] = []
    for term in sorted(set(terms), key=lambda t: (t.start, t.until or "9999")):
        if out and _alike(out[-1], term) and _touch(out[-1].until, term.start):
            until = "" if not out[-1].until or not term.until else max(out[-1].until, term.until)
            out[-1] = evolve(out[-1], until=until)
            continue
        if out and (not out[-1].until or out[-1].until >= term.start):
            if out[-1].start >= term.start:
                continue
            out[-1] = evolve(out[-1], until=day_before(term.start))
        out.append(term)
    return out


def _alike(one: Term, other: Term) -> bool:
    return one.role == other.role and one.country == other.country


def _touch(until: str, start: str) -> bool:
    return not until or day_before(start) <= until


def day_before(day: str) -> str:
    """The day before, ISO text."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _merged(people: list[Person]) -> list[Person]:
    """One entry for each person: the lists may name somebody twice."""
    by_name: dict[tuple[str, str], Person] = {}
    for person in people:
        first = by_name.setdefault((person.country, key(person.names[0])), person)
        if first is not person:
            first.terms = tidy([*first.terms, *person.terms])
            for mine, more in ((first.names, person.names), (first.strong, person.strong)):
                mine.extend(name for name in more if name not in mine)
    return list(by_name.values())


def settle_surnames(people: list[Person], common: set[str]) -> None:
    """Give everybody without a marked surname one: it stands alone only if nobody else has it.

    ``common`` holds surnames that are words, first names or names of places.
    """
    count: Counter[str] = Counter()
    given: Counter[str] = Counter(key(person.names[0].split()[0]) for person in people)
    for person in people:
        count.update({key(name) for name in (*person.strong, *person.weak, person.surname)})
    for person in people:
        surname = _surname(person)
        if surname and given[key(surname)] < 2:
            alone = count[key(surname)] == 1 and key(surname) not in common
            first = person.country in _SURNAME_FIRST
            (person.strong if alone and not first else person.weak).append(surname)


def _surname(person: Person) -> str:
    """The surname of somebody for whom none is marked; empty where it would mislead."""
    words = person.names[0].split()
    if person.marked or len(words) == 1 or words[0] in _TITLES or person.country in _NO_SURNAME:
        return ""
    surname = words[0] if person.country in _SURNAME_FIRST else person.surname
    return surname if len(surname) > 2 and surname != "Friday" else ""


def read_women(path: Path) -> Callable[[Person], bool]:
    """Who is a woman, by first name or full name."""
    first: set[str] = set()
    full: dict[str, bool] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line[:1] in ("=", "!"):
            full |= {key(name): line[0] == "=" for name in line[1:].split(";") if name.strip()}
        elif not line.startswith("#"):
            first |= {key(name) for name in line.split()}
    skip = _SURNAME_FIRST | _NO_SURNAME

    def is_woman(person: Person) -> bool:
        name = key(person.names[0])
        alone = person.country not in skip and key(person.names[0].split()[0]) in first
        return full.get(name, alone)

    return is_woman


def members(
    people: list[Person], is_woman: Callable[[Person], bool]
) -> dict[str, list[dict[str, Any]]]:
    """YAML-ready members by country id."""
    out: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    seen: set[str] = set()
    for person in people:
        slug = re.sub(r"[^a-z0-9]+", "-", key(person.names[0])).strip("-")
        ident = f"{person.country}.{slug}"
        if ident in seen:
            raise ValueError(f"two people with the id {ident}")
        seen.add(ident)
        undated = ["dates open"] if person.rest != "ELI" and not person.terms else []
        notes = [person.note, *undated, *person.remarks]
        out[person.country].append(
            {
                "id": ident,
                "names": _unique([*person.names, *_titled(person.names), *person.strong]),
                "weak": [w for w in _unique(person.weak) if key(w) not in map(key, person.strong)],
                "gender": "f" if is_woman(person) else "m",
                "terms": person.terms,
                "rest": person.rest,
                "source": person.source,
                "note": "; ".join(note for note in notes if note),
            }
        )
    return out


def _titled(names: list[str]) -> list[str]:
    """*Sheikh Tamim bin Hamad* for one who is *Sheikh Tamim* and *Tamim bin Hamad*."""
    out = []
    for short in names:
        title, _, rest = short.partition(" ")
        if title in _TITLES and rest:
            out += [f"{title} {name}" for name in names if name.startswith(rest + " ")]
    return out


def _unique(names: Iterable[str]) -> list[str]:
    """Names that differ by more than accents, case, hyphens and full stops, in order."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(key(name), name.replace('"', ""))
    return list(kept.values())


def role_rows(code: str, member: dict[str, Any]) -> list[dict[str, str]]:
    """The ``roles`` of a member: dated rows in order, then the one for any other day."""
    rows = []
    for term in member["terms"]:
        row = {"code": (term.country or code) + term.role}
        if term.start:
            row["from"] = term.start
        if term.until:
            row["until"] = term.until
        rows.append(row)
    return [*rows, {"code": code + member["rest"]}]
