"""Agreement with hand-coded sets, and of two coders with each other.

``read_gold`` and ``read_coded`` read files; ``answer_all`` says which coded dyad answers which marked
one; ``measure`` makes the figures; ``compare`` is for two coders; ``sort_misses`` is error analysis.
"""

from eventcoder.score.agreement import TwoCoders, compare
from eventcoder.score.match import Answers, answer_all
from eventcoder.score.measures import Report, measure
from eventcoder.score.readers import read_coded, read_gold
from eventcoder.score.types import Coded, Dyad, Side, Unit

__all__ = [
    "Answers",
    "Coded",
    "Dyad",
    "Report",
    "Side",
    "TwoCoders",
    "Unit",
    "answer_all",
    "compare",
    "measure",
    "read_coded",
    "read_gold",
    "uses_classes",
]


def uses_classes(units: list[Unit]) -> bool:
    """Whether a set's roots are classes in PLOVER's manner, not CAMEO roots."""
    return any(dyad.label for unit in units for dyad in unit.dyads)
