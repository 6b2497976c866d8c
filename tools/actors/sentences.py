"""Makes the ``fires`` and ``silent`` sentences of a country from templates of our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zlib import crc32

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
    needs = ("Islands", "Republic", "Netherlands", "Philippines", "Maldives", "Solomons")
    if name.startswith(("The ", "the ")):
        return "the " + name[4:]
    if name.endswith(needs) or name.startswith(("United ", "Republic ", "Democratic ", "Soviet ")):
        return "the " + name
    return name


def sentences_for(entry: Mapping[str, Any]) -> tuple[list[Sentence], list[Sentence]]:
    """The ``fires`` and ``silent`` sentences of one country."""
    code, key = entry["code"], entry["id"]
    (partner, other), (second, third) = partners(code, key, 2)
    name = article(entry["names"][0])
    fires = [
        {
            "text": pick(_NAME, key).format(p=partner, x=name),
            "actors": {partner: other, entry["names"][0]: code},
        }
    ]
    if entry["seats"]:
        seat = entry["seats"][0]
        text = pick(_SEAT, key).format(p=partner, s=seat)
        fires.append({"text": text, "actors": {partner: other, seat: code + "GOV"}})
    text, shown = _SILENT[crc32(key.encode()) % len(_SILENT)]
    actors = {partner: other, second: third} if len(shown) == 2 else {partner: other}
    silent = [{"text": text.format(p=partner, q=second), "actors": actors}]
    return fires, silent
