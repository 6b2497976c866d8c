"""Figures as text and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import asdict

from eventcoder.score.agreement import TwoCoders
from eventcoder.score.labels import LEVELS
from eventcoder.score.measures import Interval, Report
from eventcoder.score.types import Dyad

_DETAILS = {
    "actor.country_right": "country of actor",
    "actor.code_right": "actor code",
    "date_right": "date",
    "false_events_a_quiet_sentence": "false events, quiet",
}


def render(report: Report, *, confusion: bool = False) -> str:
    """Figures with their intervals, roots, and where the silence is."""
    lines = [
        f"{report.sentences} sentences in {report.documents} documents",
        f"{report.dyads} marked dyads, {report.events} coded events",
        *_shares(report),
        *_events(report),
        *_roots(report),
    ]
    if confusion:
        lines += ["", "meant: said"]
        for meant, row in report.confusion.items():
            lines.append(f"{meant:10} " + ", ".join(f"{said} {n}" for said, n in row.items()))
    return "\n".join(lines)


def _shares(report: Report) -> Iterator[str]:
    figures = report.figures
    yield f"\n{'':8} {'recall':>21} {'precision':>21} {'F1':>21}"
    for part in ("source", "target", "dyad"):
        cells = (figures[f"{part}.{name}"] for name in ("recall", "precision", "f1"))
        yield f"{part:8} {' '.join(map(_cell, cells))}"
    heads = ("right", "of those answered", "micro F1", "macro F1")
    yield f"\n{'dyad and':8} {' '.join(f'{head:>21}' for head in heads)}"
    for level in LEVELS:
        if f"{level}.right" in figures:
            names = ("right", "precision", "micro_f1", "macro_f1")
            yield f"{level:8} {' '.join(_cell(figures[f'{level}.{n}']) for n in names)}"


def _events(report: Report) -> Iterator[str]:
    figures = report.figures
    bound = "" if report.complete else "  (a lower bound: the set marks some events only)"
    yield ""
    for level in LEVELS:
        if f"{level}.right" in figures:
            cell = _cell(figures[f"events.{level}.precision"])
            yield f"events right, {level:6} {cell}{bound}"
    yield f"events a sentence    {figures['events_a_sentence'].value:6.2f}"
    for name, label in _DETAILS.items():
        if name in figures:
            yield f"{label:20} {_cell(figures[name])}"
    yield f"silence              {_cell(figures['silence'])}"
    for kind, count in report.silent.items():
        yield f"  {kind:32} {count:4}"


def _roots(report: Report) -> Iterator[str]:
    yield f"\n{'root':10} {'P':>6} {'R':>6} {'F1':>6} {'meant':>6} {'said':>6}"
    for name, c in report.by_class.items():
        shares = " ".join(f"{100 * v:6.1f}" for v in (c.precision, c.recall, c.f1))
        yield f"{name:10} {shares} {c.meant:6} {c.said:6}"


def _cell(interval: Interval) -> str:
    value, low, high = (100 * v for v in (interval.value, interval.low, interval.high))
    return f"{value:6.1f} [{low:5.1f}, {high:5.1f}]"


def render_coders(found: TwoCoders) -> str:
    """Agreement at each level, for each code, and the list to adjudicate."""
    head = f"{'':8} {'dyads':>6} {'agree':>7} {'kappa':>7} {'alpha':>7}"
    lines = [head]
    for name, a in (*found.levels.items(), *found.codes.items()):
        figures = (f"{v:7.3f}" if v is not None else "      -" for v in (a.kappa, a.alpha))
        lines.append(f"{name:8} {a.count:6} {100 * a.percent:6.1f}% {' '.join(figures)}")
    lines.append(f"\n{len(found.disagreements)} disagreements")
    for item in found.disagreements:
        lines += [
            f"{item.unit.id}: {item.unit.text}",
            f"  1: {_told(item.one)}",
            f"  2: {_told(item.two)}",
        ]
    return "\n".join(lines)


def _told(dyad: Dyad | None) -> str:
    if dyad is None:
        return "(none)"
    sides = (s.code or s.text for s in (dyad.source, dyad.target))
    return f"{dyad.code or dyad.label}  " + " -> ".join(sides)


def as_values(report: Report) -> dict[str, Any]:
    """A report as plain values."""
    return asdict(report)
