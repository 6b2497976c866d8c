"""Makes the ``fires`` and ``silent`` sentences of a country from templates of our own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from attrs import frozen

Sentence = dict[str, Any]

_PARTNERS = (
    ("Norway", "NOR"),
    ("Chile", "CHL"),
    ("Kenya", "KEN"),
    ("Portugal", "PRT"),
    ("Malaysia", "MYS"),
    ("Canada", "CAN"),
    ("Hungary", "HUN"),
    ("Jordan", "JOR"),
)
_NAME = (
    "{p} signed a fisheries agreement with {x} on Tuesday.",
    "{p} has urged {x} to reopen its consulate.",
    "{p} accused {x} of breaking the treaty.",
    "{p} sent a trade delegation to {x} last week.",
    "{p} praised {x} for its help after the floods.",
    "{p} suspended flights to {x} in a dispute over fees.",
)
_SEAT = (
    "{p} warned {s} against further delay.",
    "{s} rejected a proposal by {p} on Friday.",
    "{s} invited {p} to a second round of talks.",
    "{s} criticized {p} over the new tariffs.",
)
_PEOPLE = (
    "{x} officials asked {p} for more time.",
    "{p} welcomed {x} officials at the border on Sunday.",
    "{x} officials have criticized {p} over the visas.",
    "{p} told {x} officials that the ferry would not sail.",
)
_BODY = (
    "{b} refused to answer questions from {p}.",
    "{p} complained about {b} in a letter.",
    "{b} thanked {p} for its advice.",
    "{p} and {b} have agreed to exchange data.",
)
_MEMBER = (
    "{p} invited {m} to a conference on drought.",
    "{m} congratulated {p} on its national day.",
    "{m} told {p} that the talks had failed.",
    "{p} rejected a proposal by {m}.",
    "{m} will visit {p} in the spring.",
    "{p} awarded {m} a medal at the harbour.",
)
_SILENT = (
    ("{p} won the volleyball final in straight sets.", ("{p}",)),
    ("{p} thanked {q} for the gift of two elephants.", ("{p}", "{q}")),
    ("{p} asked {q} for an explanation.", ("{p}", "{q}")),
)


def partners(code: str, salt: str, count: int) -> list[tuple[str, str]]:
    """Countries for the other side of a sentence, never the one tested itself."""
    start = crc32((code + salt).encode()) % len(_PARTNERS)
    ring = [*_PARTNERS[start:], *_PARTNERS[:start]]
    return [pair for pair in ring if pair[1] != code][:count]


def pick(options: tuple[str, ...], key: str) -> str:
    """One of the options, the same one on every run."""
    return options[crc32(key.encode()) % len(options)]


def article(name: str) -> str:
    """The name as it stands inside a sentence."""
    needs = ("Islands", "Republic", "Netherlands", "Philippines", "Maldives", "Solomons", "of Man")
    if name.startswith(("The ", "the ")):
        return "the " + name[4:]
    if name.endswith(needs) or name.startswith(("United ", "Republic ", "Democratic ", "Soviet ")):
        return "the " + name
    return name


@frozen
class Written:
    """A hand-written sentence of a country."""

    kind: str
    sentence: Sentence


def read_written(path: Path) -> dict[str, list[Written]]:
    """Hand-written sentences by country id."""
    out: dict[str, list[Written]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        country, kind, day, text, pairs = line.split("|")
        actors = dict(pair.split("=") for pair in pairs.split(";"))
        sentence = {"text": text, "date": day, "actors": actors}
        out.setdefault(country, []).append(Written(kind, sentence))
    return out


def sentences_for(
    entry: Mapping[str, Any], written: Mapping[str, list[Written]]
) -> tuple[list[Sentence], list[Sentence]]:
    """The ``fires`` and ``silent`` sentences of one country."""
    code, key = entry["code"], entry["id"]
    (partner, other), (second, third) = partners(code, key, 2)
    bare = entry["names"][0]
    text = pick(_NAME, key).format(p=partner, x=article(bare))
    fires: list[Sentence] = [{"text": text, "actors": {partner: other, bare: code}}]
    people = next((text for text in entry["people"] if "Islander" not in text), "")
    if people:
        text = pick(_PEOPLE, key).format(p=partner, x=people)
        fires.append(
            {"text": text, "actors": {partner: other, f"{people} officials": code + "GOV"}}
        )
    if entry["seats"]:
        seat = entry["seats"][0]
        text = pick(_SEAT, key).format(p=partner, s=seat)
        fires.append({"text": text, "actors": {partner: other, seat: code}})
    fires += [_of_body(body, partner, other) for body in entry["bodies"][:2]]
    fires += [_of_member(m, partner, other) for m in _tested(entry["members"])]
    shape, shown = _SILENT[crc32(key.encode()) % len(_SILENT)]
    actors = {partner: other, second: third} if len(shown) == 2 else {partner: other}
    silent: list[Sentence] = [{"text": shape.format(p=partner, q=second), "actors": actors}]
    for item in written.get(key, ()):
        (fires if item.kind == "fires" else silent).append(item.sentence)
    return fires, silent


def _of_body(body: Mapping[str, Any], partner: str, other: str) -> Sentence:
    name = body["names"][0]
    text = pick(_BODY, body["id"]).format(p=partner, b="the " + name)
    return {"text": text[0].upper() + text[1:], "actors": {name: body["code"], partner: other}}


def _tested(members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first and the last person of a country who held office."""
    held = [m for m in members if any(_of_late(t) for t in m["terms"])]
    return [held[0], held[-1]] if len(held) > 1 else held


def _of_late(term: Any) -> bool:
    """Whether a term in government reaches into 1990 or later."""
    late = not term.until or term.until >= "1990-01-01"
    return term.role == "GOV" and bool(term.start) and not term.country and late


def _of_member(member: Mapping[str, Any], partner: str, other: str) -> Sentence:
    """A sentence on a day in the person's last term."""
    number = max(i for i, t in enumerate(member["terms"]) if _of_late(t))
    term = member["terms"][number]
    first = max(date.fromisoformat(term.start), date(1985, 1, 1))
    last = date.fromisoformat(term.until) if term.until else date(2026, 1, 15)
    middle = first + (last - first) / 2 if last > first else first
    text = pick(_MEMBER, member["id"]).format(p=partner, m=member["names"][0])
    actors = {member["names"][0]: member["roles"][number]["code"], partner: other}
    return {"text": text, "date": middle.isoformat(), "actors": actors}
