"""Countries: everything the factbook calls them is found, leaders hold office in their terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import frozen

from eventcoder.actors.codes import validate
from eventcoder.actors.resolve import Actors
from eventcoder.dictionary.compile import Dictionary, compile_entries, name_keys
from eventcoder.dictionary.entries import ActorEntry, Entries
from eventcoder.dictionary.load import load
from eventcoder.model.text import Parse, Sentence, Token

ROOT = Path(__file__).resolve().parents[2]
FACTBOOK = ROOT / "tests" / "data" / "factbook_names.tsv"
HEADS = ROOT / "tests" / "data" / "factbook_heads.tsv"
REIGN = ROOT.parent / "shared" / "reference" / "leaders_reign_1945_2021.csv"
FOLDER = "actors/countries/"
DAY = "2024-05-14"

LOST = frozenset({"Tommy Ray Franks", "Jay Garner", "Paul Bremer", "Attas", "Saddam Hussein"})
"""Leaders whom REIGN gives to a country that was not theirs (occupiers), or of whom too little is known."""


@cache
def entries() -> Entries:
    """All of the dictionary."""
    return load()[0]


@cache
def rules() -> Dictionary:
    """The dictionary as the engine looks things up."""
    return compile_entries(entries())


@cache
def ours() -> tuple[ActorEntry, ...]:
    """The entries of the country files."""
    return tuple(actor for actor in entries().actors if FOLDER in actor.where.path)


@cache
def countries() -> dict[str, ActorEntry]:
    """Country entries by id."""
    return {actor.id: actor for actor in ours() if actor.kind == "country"}


def read_names() -> Iterator[tuple[str, str, str]]:
    """Id, kind and name of the factbook's table."""
    for line in FACTBOOK.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            ident, kind, name = line.split("\t")
            yield ident, kind, name


def phrase(before: list[str], name: str, day: str) -> tuple[Parse, int]:
    """``BEFORE NAME waited .`` as a parse, and the head of the name: its last word."""
    words = [*before, *name.replace("-", " ").replace(",", "").split()]
    head = len(words)
    rows = [(w, "PROPN", head, "compound") for w in words[:-1]]
    rows += [
        (words[-1], "PROPN", head + 1, "nsubj"),
        ("waited", "VERB", 0, "root"),
        (".", "PUNCT", head + 1, "punct"),
    ]
    text, tokens = "", []
    for index, (word, upos, governor, label) in enumerate(rows, 1):
        start = len(text) + bool(text)
        text = f"{text} {word}".strip()
        tokens.append(
            Token(index, word, word.lower(), upos, "_", "_", governor, label, start, len(text))
        )
    sentence = Sentence("test", 0, text, date=dt.date.fromisoformat(day))
    return Parse(sentence, tuple(tokens)), head


def codes_of(before: list[str], name: str, day: str) -> set[str]:
    """The codes that the resolver gives the phrase."""
    parse, head = phrase(before, name, day)
    return {actor.code for actor in Actors(parse, rules(), day).exact(head)}


def is_weak(ident: str, name: str) -> bool:
    """Whether a name counts only beside the country's full name."""
    return name_keys(name) in {name_keys(weak) for weak in countries()[ident].weak}


def test_every_factbook_country_has_a_file() -> None:
    missing = {ident for ident, _, _ in read_names()} - set(countries())
    assert not missing
    assert len({ident for ident, _, _ in read_names()}) == 254


@pytest.mark.parametrize("kind", ["short", "adjective", "people", "capital"])
def test_factbook_names_are_found(kind: str) -> None:
    wrong = []
    for ident, wanted, name in read_names():
        if wanted != kind or is_weak(ident, name):
            continue
        code = countries()[ident].roles[0].code
        found = codes_of([], name, DAY)
        if not any(c[:3] == code for c in found):
            wrong.append(f"{ident} {name!r}: {sorted(found)}")
    assert not wrong


def test_weak_factbook_names_are_known_to_their_country() -> None:
    weak = [(ident, name) for ident, _, name in read_names() if is_weak(ident, name)]
    assert 0 < len(weak) < 40
    for ident, name in weak:
        keys = name_keys(name)
        assert any(n.actor.id == ident and n.keys == keys for n in rules().names[keys[0]])


@frozen
class Spell:
    """A leader's spell in REIGN."""

    country: str
    leader: str
    day: str


def read_spells() -> Iterator[Spell]:
    """Spells that reach into 1990 or later, with the day in their middle."""
    from tools.actors.reign import as_said, read_spells

    for country, spells in read_spells(REIGN).items():
        for spell in spells:
            first = dt.date.fromisoformat(spell.start)
            last = dt.date.fromisoformat(spell.until or "2021-03-01")
            state = "SUN" if spell.leader == "Gorbachev" else country
            leader = as_said(spell.leader)
            yield Spell(state, leader, (first + (last - first) / 2).isoformat())


@pytest.mark.skipif(not REIGN.exists(), reason="needs ../shared/reference")
def test_leaders_resolve_by_title_and_surname() -> None:
    spells = [spell for spell in read_spells() if spell.leader not in LOST]
    wrong = []
    for spell in spells:
        entry = countries()[spell.country]
        code = entry.roles[0].code
        title = [(entry.people or entry.names)[0], "President"]
        found = codes_of([*title[0].split(), title[1]], spell.leader, spell.day)
        if not any(
            c.startswith((code + "GOV", "YUGGOV" if code == "SRB" else code + "GOV")) for c in found
        ):
            wrong.append(f"{spell.country} {spell.leader} {spell.day}: {sorted(found)}")
    share = 1 - len(wrong) / len(spells)
    assert share >= 0.97, "\n".join(wrong)


def test_heads_of_the_factbook_resolve_by_title_and_surname() -> None:
    lines = HEADS.read_text(encoding="utf-8").splitlines()[1:]
    wrong = []
    for line in lines:
        ident, surname, _ = line.split("\t")
        entry = countries()[ident]
        adjective = (entry.people or entry.names)[0].split()
        found = codes_of([*adjective, "President"], surname, "2026-01-15")
        if not any(code.startswith(entry.roles[0].code + "GOV") for code in found):
            wrong.append(f"{line}: {sorted(found)}")
    assert len(lines) > 350
    assert len(wrong) <= 0.03 * len(lines), "\n".join(wrong)


def test_roles_do_not_overlap() -> None:
    wrong = []
    for actor in ours():
        dated = sorted((r for r in actor.roles if r.dated), key=lambda r: r.start)
        for one, other in pairwise(dated):
            if not one.until or one.until >= other.start:
                wrong.append(f"{actor.id}: {one} and {other}")
        wrong += [
            f"{actor.id}: {r} ends before it begins" for r in dated if r.until and r.until < r.start
        ]
    assert not wrong


def test_codes_are_known() -> None:
    wrong = [f"{a.id}: {validate(r.code)}" for a in ours() for r in a.roles if validate(r.code)]
    assert not wrong


def test_ids_are_unique_and_names_plain() -> None:
    ids = [actor.id for actor in ours()]
    assert len(ids) == len(set(ids))
    for actor in ours():
        for name in (*actor.names, *actor.weak, *actor.people, *actor.seats, *actor.places):
            assert name == " ".join(name.split()), f"{actor.id}: {name!r}"


def test_every_member_has_roles_and_sentences_stand_in_every_file() -> None:
    assert all(actor.roles for actor in ours())
    for actor in countries().values():
        kinds = {example.kind for example in actor.examples}
        assert kinds == {"fires", "silent"}, actor.id


@pytest.mark.parametrize(
    ("day", "name", "code"),
    [
        ("2003-02-10", "George W. Bush", "USAGOV"),
        ("2018-05-10", "Vladimir Putin", "RUSGOV"),
        ("2012-05-14", "Angela Merkel", "DEUGOV"),
        ("2023-05-14", "Angela Merkel", "DEUELI"),
        ("2020-08-25", "Alexei Navalny", "RUSOPP"),
        ("2005-03-01", "Muammar Gaddafi", "LBYGOV"),
        ("2007-03-01", "Aung San Suu Kyi", "MMROPP"),
        ("2018-03-01", "Aung San Suu Kyi", "MMRGOV"),
        ("2013-07-01", "Recep Tayyip Erdogan", "TURGOV"),
        ("2018-07-01", "James Mattis", "USAGOVMIL"),
        ("2020-01-02", "Qassem Soleimani", "IRNMIL"),
        ("2019-04-01", "Juan Guaido", "VENOPP"),
        ("1999-03-24", "Slobodan Milosevic", "YUGGOV"),
        ("2019-06-15", "Revolutionary Guards", "IRNMIL"),
        ("2019-06-15", "Knesset", "ISRLEG"),
        ("2019-06-15", "Pentagon", "USAGOVMIL"),
        ("2019-06-15", "FSB", "RUSSPY"),
    ],
)
def test_well_known_names(day: str, name: str, code: str) -> None:
    assert codes_of([], name, day) == {code}
