"""Precision, recall and F1 with bootstrap intervals, from answers counted by document.

Every figure is a function of counts that add up over documents, so a resample of documents is one
product of matrices.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from attrs import frozen

from eventcoder.score.labels import LEVELS, agrees, level_of
from eventcoder.score.match import Answer, Answers, same_code, same_dyad, same_side
from eventcoder.score.types import Dyad, Side

Key = tuple[str, ...]
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
NONE = "(none)"
"""Stands in for a label where nothing was coded."""
RESAMPLES = 1000
SEED = 249


@frozen
class Interval:
    """A figure with the middle 95 % of its values over resampled documents."""

    value: float
    low: float
    high: float


@frozen
class Classes:
    """One label: how often meant, said and both, and what follows."""

    precision: float
    recall: float
    f1: float
    meant: int
    said: int


@frozen
class Report:
    """All that is measured; shares lie between 0 and 1."""

    sentences: int
    documents: int
    dyads: int
    events: int
    complete: bool
    """Whether the set marks every event; otherwise `events.*` is a lower bound."""
    figures: dict[str, Interval]
    by_class: dict[str, Classes]
    """At root level."""
    confusion: dict[str, dict[str, int]]
    """Meant root to said root."""
    silent: dict[str, int]
    """Marked dyads without an answer: why."""


def measure(
    found: Sequence[Answers], *, classes: bool, resamples: int = RESAMPLES, seed: int = SEED
) -> Report:
    """All figures of a set."""
    counts: defaultdict[str, Counter[Key]] = defaultdict(Counter)
    for one in found:
        _count(one, counts[one.unit.document], classes=classes)
    total = Counter[Key]()
    for counter in counts.values():
        total.update(counter)
    table = _Table(counts, resamples, seed)
    names = sorted({k[2] for k in total if k[0] == "meant" and k[1] == "root"})
    return Report(
        sentences=len(found),
        documents=len(counts),
        dyads=total["dyads",],
        events=total["events",],
        complete=all(one.unit.complete for one in found),
        figures={name: table.interval(figure) for name, figure in _figures(total).items()},
        by_class={name: _classes(total, name) for name in names},
        confusion=_confusion(found, classes=classes),
        silent=_silent(found),
    )


def _count(one: Answers, counter: Counter[Key], *, classes: bool) -> None:
    counter["sentences",] += 1
    counter["events",] += len(one.events)
    if not one.unit.dyads:
        counter["empty",] += 1
        counter["false",] += len(one.events)
    for event in one.events:
        _count_event(event, one, counter, classes=classes)
    for answer in one.answers:
        _count_answer(answer, one.events, counter, classes=classes)


def _count_event(event: Dyad, one: Answers, counter: Counter[Key], *, classes: bool) -> None:
    meant = one.unit.dyads
    both = [d for d in meant if d.both_ways]
    source = [*(d.source for d in meant), *(d.target for d in both)]
    target = [*(d.target for d in meant), *(d.source for d in both)]
    counter["event source",] += any(same_side(s, event.source) for s in source)
    counter["event target",] += any(same_side(s, event.target) for s in target)
    counter["event dyad",] += any(same_dyad(d, event) for d in meant)
    for level in LEVELS:
        if one.unit.complete:
            right = any(
                a.said is event and agrees(a.meant, event, level, classes=classes)
                for a in one.answers
            )
        else:
            right = any(
                same_dyad(d, event) and agrees(d, event, level, classes=classes) for d in meant
            )
        counter["event right", level] += right


def _count_answer(
    answer: Answer, events: Sequence[Dyad], counter: Counter[Key], *, classes: bool
) -> None:
    meant, said = answer.meant, answer.said
    counter["dyads",] += 1
    counter["answered",] += said is not None
    turned = _turned if meant.both_ways else _straight
    counter["source",] += any(
        same_side(meant.source, s) for e in events for s in (e.source, *turned(e)[:1])
    )
    counter["target",] += any(
        same_side(meant.target, s) for e in events for s in (e.target, *turned(e)[1:])
    )
    for level in LEVELS:
        wanted = level_of(meant, level, classes=classes)
        if not wanted:
            continue
        right = said is not None and agrees(meant, said, level, classes=classes)
        got = wanted if right else level_of(said, level, classes=classes) if said else NONE
        counter["meant", level, wanted] += 1
        counter["all", level] += 1
        counter["right", level] += right
        if said is not None:
            counter["said", level, got] += 1
            counter["both", level, wanted] += right
            counter["named", level] += 1
    _count_details(meant, said, counter)


def _turned(dyad: Dyad) -> tuple[Side, ...]:
    return (dyad.target, dyad.source)


def _straight(_: Dyad) -> tuple[Side, ...]:
    return ()


def _count_details(meant: Dyad, said: Dyad | None, counter: Counter[Key]) -> None:
    if said is None:
        return
    if meant.source.code and meant.target.code:
        sides = ((meant.source, said.source), (meant.target, said.target))
        counter["coded actors",] += 2
        counter["country",] += sum(same_code(m, s.code, whole=False) for m, s in sides)
        counter["actor code",] += sum(same_code(m, s.code, whole=True) for m, s in sides)
    if meant.date:
        counter["dated",] += 1
        counter["date right",] += meant.date == said.date


Get = Callable[[Key], Vector]
Figure = Callable[[Get], Vector]


class _Table:
    """Counts of each document as rows, and resamples of the documents."""

    def __init__(self, counts: dict[str, Counter[Key]], resamples: int, seed: int) -> None:
        keys = sorted({key for counter in counts.values() for key in counter})
        self._column = {key: place for place, key in enumerate(keys)}
        rows = [[counter[key] for key in keys] for counter in counts.values()]
        matrix = np.array(rows, dtype=np.float64).reshape(len(rows), len(keys))
        size = max(1, len(rows))
        draw = np.random.default_rng(seed).multinomial(size, [1 / size] * size, size=resamples)
        whole = np.ones((1, len(rows)))
        self._sums = np.vstack([whole, draw[:, : len(rows)]]) @ matrix

    def interval(self, figure: Figure) -> Interval:
        """A figure for all documents, and its spread over the resamples."""
        values = figure(self._get)
        low, high = np.quantile(values[1:], [0.025, 0.975]) if len(values) > 1 else (0.0, 0.0)
        return Interval(round(float(values[0]), 4), round(float(low), 4), round(float(high), 4))

    def _get(self, key: Key) -> Vector:
        place = self._column.get(key)
        if place is None:
            return np.zeros(len(self._sums))
        column: Vector = self._sums[:, place]
        return column


def _ratio(top: Vector, bottom: Vector) -> Vector:
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)


def _share(top: Key, bottom: Key) -> Figure:
    return lambda get: _ratio(get(top), get(bottom))


def _f1(right: Key, said: Key, meant: Key) -> Figure:
    return lambda get: _ratio(2 * get(right), get(said) + get(meant))


def _both(hit: Key, hit_events: Key) -> Figure:
    """F1 of a recall counted over marked dyads and a precision counted over events."""

    def figure(get: Get) -> Vector:
        recall = _ratio(get(hit), get(("dyads",)))
        precision = _ratio(get(hit_events), get(("events",)))
        return _ratio(2 * recall * precision, recall + precision)

    return figure


def _macro(level: str, names: Sequence[str]) -> Figure:
    """Mean F1 over the labels that a resample holds."""

    def figure(get: Get) -> Vector:
        total, held = np.zeros_like(get(("dyads",))), np.zeros_like(get(("dyads",)))
        for name in names:
            meant = get(("meant", level, name))
            total += _ratio(2 * get(("both", level, name)), get(("said", level, name)) + meant) * (
                meant > 0
            )
            held += meant > 0
        return _ratio(total, held)

    return figure


def _figures(total: Counter[Key]) -> dict[str, Figure]:
    out: dict[str, Figure] = {}
    for part in ("source", "target"):
        out[f"{part}.recall"] = _share((part,), ("dyads",))
        out[f"{part}.precision"] = _share((f"event {part}",), ("events",))
        out[f"{part}.f1"] = _both((part,), (f"event {part}",))
    out["dyad.recall"] = _share(("answered",), ("dyads",))
    out["dyad.precision"] = _share(("event dyad",), ("events",))
    out["dyad.f1"] = _both(("answered",), ("event dyad",))
    for level in LEVELS:
        names = sorted({k[2] for k in total if k[:2] == ("meant", level)})
        if not names:
            continue
        everything, right, named = ("all", level), ("right", level), ("named", level)
        out[f"{level}.right"] = _share(right, everything)
        out[f"{level}.precision"] = _share(right, named)
        out[f"{level}.micro_f1"] = _f1(right, named, everything)
        out[f"{level}.macro_f1"] = _macro(level, names)
        out[f"events.{level}.precision"] = _share(("event right", level), ("events",))
        out[f"events.{level}.f1"] = _f1(("event right", level), ("events",), everything)
    out["silence"] = lambda get: 1 - _ratio(get(("answered",)), get(("dyads",)))
    out["events_a_sentence"] = _share(("events",), ("sentences",))
    for name, top, bottom in (
        ("false_events_a_quiet_sentence", "false", "empty"),
        ("actor.country_right", "country", "coded actors"),
        ("actor.code_right", "actor code", "coded actors"),
        ("date_right", "date right", "dated"),
    ):
        if total[bottom,]:
            out[name] = _share((top,), (bottom,))
    return out


def _classes(total: Counter[Key], name: str) -> Classes:
    meant, said, both = (total[part, "root", name] for part in ("meant", "said", "both"))
    return Classes(
        precision=round(both / said, 4) if said else 0.0,
        recall=round(both / meant, 4) if meant else 0.0,
        f1=round(2 * both / (said + meant), 4) if said + meant else 0.0,
        meant=meant,
        said=said,
    )


def _confusion(found: Iterable[Answers], *, classes: bool) -> dict[str, dict[str, int]]:
    out: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for answer in (a for one in found for a in one.answers):
        meant = level_of(answer.meant, "root", classes=classes)
        said = level_of(answer.said, "root", classes=classes) if answer.said else NONE
        if answer.said and agrees(answer.meant, answer.said, "root", classes=classes):
            said = meant
        out[meant][said] += 1
    return {meant: dict(out[meant].most_common()) for meant in sorted(out)}


def _silent(found: Iterable[Answers]) -> dict[str, int]:
    out = Counter({"no event in the sentence": 0, "events, but not between the two": 0})
    for one in found:
        kind = "events, but not between the two" if one.events else "no event in the sentence"
        out[kind] += sum(a.said is None for a in one.answers)
    return dict(out)
