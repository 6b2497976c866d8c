"""Two coders of the same texts: percent agreement, Cohen's kappa, Krippendorff's alpha, disagreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import frozen

from eventcoder.score.labels import LEVELS, level_of
from eventcoder.score.match import answer_all, distinct
from eventcoder.score.types import Coded, Dyad, Unit

NONE = "(none)"
"""Label of a dyad that one of the coders did not mark."""

Pairs = Sequence[tuple[str, str]]


@frozen
class Agreement:
    """How far two coders agree on one label."""

    count: int
    percent: float
    kappa: float | None
    """Cohen's; None where both use one label only."""
    alpha: float | None
    """Krippendorff's, nominal; None where both use one label only."""


@frozen
class Disagreement:
    """A dyad that two coders see differently."""

    unit: Unit
    one: Dyad | None
    two: Dyad | None


@frozen
class TwoCoders:
    """Agreement at each level, for each code, and what to talk about."""

    levels: dict[str, Agreement]
    codes: dict[str, Agreement]
    """Each full code against all else."""
    disagreements: tuple[Disagreement, ...]


def compare(units: Iterable[Unit], other: Coded, *, spans: str, classes: bool) -> TwoCoders:
    """Two coders over the union of the dyads that either marked."""
    found = answer_all(units, other, spans=spans, classes=classes)
    rows: list[tuple[Unit, Dyad | None, Dyad | None]] = []
    for one in found:
        rows.extend((one.unit, a.meant, a.said) for a in one.answers)
        rows.extend((one.unit, None, e) for e in distinct(one.events) if id(e) not in one.used)
    levels = {}
    for level in LEVELS:
        pairs = [_labels(one, two, level, classes=classes) for _, one, two in rows]
        if any(a not in ("", NONE) for a, _ in pairs):
            levels[level] = agreement(pairs)
    finest = "full" if "full" in levels else "root"
    pairs = [_labels(one, two, finest, classes=classes) for _, one, two in rows]
    names = sorted({label for pair in pairs for label in pair} - {NONE, ""})
    codes = {
        name: agreement([(str(a == name), str(b == name)) for a, b in pairs]) for name in names
    }
    differ = (
        Disagreement(unit, one, two)
        for (unit, one, two), (a, b) in zip(rows, pairs, strict=True)
        if a != b
    )
    return TwoCoders(levels, codes, tuple(differ))


def _labels(one: Dyad | None, two: Dyad | None, level: str, *, classes: bool) -> tuple[str, str]:
    first, second = (level_of(d, level, classes=classes) if d else NONE for d in (one, two))
    return first, second


def agreement(pairs: Pairs) -> Agreement:
    """The three figures for pairs of labels."""
    same = sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0
    return Agreement(len(pairs), round(same, 4), kappa(pairs), alpha(pairs))


def kappa(pairs: Pairs) -> float | None:
    """Cohen (1960): agreement beyond what each coder's own label shares would give by chance."""
    count = len(pairs)
    if not count:
        return None
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[name] * second[name] for name in first) / count**2
    if chance == 1:
        return None
    seen = sum(a == b for a, b in pairs) / count
    return round((seen - chance) / (1 - chance), 4)


def alpha(pairs: Pairs) -> float | None:
    """Krippendorff (2011), nominal, two coders, nothing missing."""
    values = Counter(label for pair in pairs for label in pair)
    count = sum(values.values())
    expected = count * count - sum(n * n for n in values.values())
    if not expected:
        return None
    observed = 2 * sum(a != b for a, b in pairs)
    return round(1 - (count - 1) * observed / expected, 4)
