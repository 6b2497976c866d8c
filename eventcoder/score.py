"""Agreement of coded events with a hand-coded set.

A hand-coded row has ``id`` (the document id of its events), ``src_span`` and ``tgt_span`` into its
text, and ``code`` (CAMEO) or ``root`` (a root code, or the name of its class). The first event
whose actors overlap both spans in the right direction counts (either direction where the row says
``reciprocal``); silence is always wrong.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from eventcoder.errors import InputError, Where
from eventcoder.model.events import Event

CLASSES = {
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
_SILENT = "(none)"


@frozen
class Score:
    """Shares of the hand-coded dyads, and F1 by class."""

    dyads: int
    found: float
    """An event links both actors in the right direction."""
    right: float
    """The first such event has the right class."""
    code_right: float | None
    """The first such event has the right CAMEO code; None where the set has no codes."""
    f1: dict[str, float]
    """By class, classes of the set only."""

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the classes of the set."""
        return sum(self.f1.values()) / len(self.f1) if self.f1 else 0.0

    def __str__(self) -> str:
        lines = [
            f"dyads        {self.dyads:6}",
            f"dyad found   {self.found:6.1%}",
            f"class right  {self.right:6.1%}",
            f"macro F1     {self.macro_f1:6.1%}",
        ]
        if self.code_right is not None:
            lines.insert(3, f"code right   {self.code_right:6.1%}")
        return "\n".join([*lines, "", *(f"{n:12} {v:6.1%}" for n, v in sorted(self.f1.items()))])


def score(gold: Iterable[Mapping[str, Any]], events: Iterable[Event]) -> Score:
    """How well events agree with hand-coded rows."""
    by_document: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_document[event.doc_id].append(event)
    pairs: list[tuple[str, str]] = []
    codes: list[bool] = []
    for row in gold:
        match = next((e for e in by_document[str(row["id"])] if _same_dyad(e, row)), None)
        pairs.append((_class_of(row), _class(match.code) if match else _SILENT))
        wanted = row.get("code") or row.get("cameo")
        if wanted:
            codes.append(match is not None and match.code == wanted)
    count = len(pairs)
    return Score(
        dyads=count,
        found=_share(said != _SILENT for _, said in pairs),
        right=_share(meant == said for meant, said in pairs),
        code_right=_share(codes) if codes else None,
        f1=_f1(pairs),
    )


def _share(values: Iterable[bool]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def _class(code: str) -> str:
    return CLASSES.get(code[:2], code[:2])


def _class_of(row: Mapping[str, Any]) -> str:
    label = str(row.get("root") or row.get("code") or row.get("cameo") or "")
    return _class(label) if label[:2].isdigit() else label.upper()


def _same_dyad(event: Event, row: Mapping[str, Any]) -> bool:
    source, target = row["src_span"], row["tgt_span"]
    straight = _overlap(event.src_span, source) and _overlap(event.tgt_span, target)
    if straight or not row.get("reciprocal"):
        return straight
    return _overlap(event.src_span, target) and _overlap(event.tgt_span, source)


def _overlap(one: tuple[int, int], two: list[int] | None) -> bool:
    return two is None or (one[0] < two[1] and two[0] < one[1])


def _f1(pairs: list[tuple[str, str]]) -> dict[str, float]:
    meant = Counter(m for m, _ in pairs)
    said = Counter(s for _, s in pairs)
    both = Counter(m for m, s in pairs if m == s)
    return {name: 2 * both[name] / (meant[name] + said[name]) for name in sorted(meant)}


def read_gold(path: str | Path) -> list[dict[str, Any]]:
    """The rows of a hand-coded set (JSON lines)."""
    rows = []
    with Path(path).open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            where = Where(str(path), number)
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"not JSON: {error.msg}", where) from None
            if not {"id", "src_span", "tgt_span"} <= row.keys():
                raise InputError("a hand-coded row needs id, src_span and tgt_span", where)
            rows.append(row)
    return rows
