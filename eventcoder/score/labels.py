"""Codes at four levels: full, base, root and quad class."""

from __future__ import annotations

from eventcoder.errors import UsageError
from eventcoder.ontology import load_ontology
from eventcoder.score.types import Dyad, Side

LEVELS = ("full", "base", "root", "quad")

CLASSES = {
    "01": "STATEMENT",
    "02": "REQUEST",
    "03": "AGREE",
    "04": "CONSULT",
    "05": "SUPPORT",
    "06": "COOPERATE",
    "07": "AID",
    "08": "YIELD",
    "09": "ACCUSE",
    "10": "REQUEST",
    "11": "ACCUSE",
    "12": "REJECT",
    "13": "THREATEN",
    "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION",
    "17": "COERCE",
    "18": "ASSAULT",
    "19": "ASSAULT",
    "20": "ASSAULT",
}
"""CAMEO roots as the classes of hand-coded sets in PLOVER's manner (PLOVER manual, 2021)."""

_QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), 2),
    **dict.fromkeys(("ACCUSE", "REQUEST", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"), 4),
    "STATEMENT": 0,
}
"""Quad class of each class, as the hand-coded sets in PLOVER's manner have it; 0 for statements."""

_ALIASES = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
    "FIGHT": "ASSAULT",
}
"""Names of PLOVER categories of other years as the fifteen classes."""


def class_of(label: str) -> str:
    """The class of a CAMEO code or of a category's name."""
    if label[:2].isdigit():
        return CLASSES.get(label[:2], label[:2])
    return _ALIASES.get(label.upper(), label.upper())


def level_of(dyad: Dyad, level: str, *, classes: bool) -> str:
    """The label of a dyad at a level, empty where it has none; ``classes``: roots as classes."""
    if level == "full":
        return dyad.code
    if level == "base":
        return dyad.code[:3]
    if level == "root":
        if classes or not dyad.code:
            return class_of(dyad.label or dyad.code)
        return dyad.code[:2]
    if level == "quad":
        return _quad(dyad, classes=classes)
    raise UsageError(f"no level {level!r}: {', '.join(LEVELS)}")


def _quad(dyad: Dyad, *, classes: bool) -> str:
    if dyad.quad is not None:
        return str(dyad.quad)
    if classes or not dyad.code:
        name = class_of(dyad.label or dyad.code)
        return str(_QUADS[name]) if name in _QUADS else name
    codes = load_ontology("cameo").codes
    found = codes.get(dyad.code) or codes.get(dyad.code[:3]) or codes.get(dyad.code[:2])
    return str(found.quad_class()) if found else ""


def agrees(meant: Dyad, said: Dyad, level: str, *, classes: bool) -> bool:
    """Whether a coded dyad has the label that was meant, or another that the coder would take."""
    wanted = level_of(meant, level, classes=classes)
    label = level_of(said, level, classes=classes)
    if wanted == label:
        return bool(wanted)
    others = (Dyad("", Side(), Side(), code=code) for code in meant.also)
    return any(level_of(o, level, classes=classes) == label for o in others)
