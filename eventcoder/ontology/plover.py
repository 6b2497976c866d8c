"""From CAMEO codes to PLOVER categories, modes and contexts."""

from __future__ import annotations

from functools import lru_cache

from attrs import field, frozen

from eventcoder.ontology.base import read_table


@frozen
class PloverType:
    """What PLOVER says about a kind of event."""

    category: str
    mode: str
    contexts: tuple[str, ...]
    quad: int
    score: float


@frozen
class Plover:
    """The PLOVER tables; ``from_cameo`` looks a CAMEO code up in them."""

    scores: dict[str, float] = field(repr=False)
    quads: dict[str, int] = field(repr=False)
    modes: dict[str, dict[str, float]] = field(repr=False)
    contexts: tuple[str, ...] = field(repr=False)
    rows: dict[str, tuple[str, str, tuple[str, ...]]] = field(repr=False)

    def from_cameo(self, code: str) -> PloverType | None:
        """The PLOVER type of a CAMEO code: that of its longest known prefix, None for 01x."""
        for length in range(len(code), 1, -1):
            row = self.rows.get(code[:length])
            if row:
                category, mode, contexts = row
                score = self.modes[category][mode] if mode else self.scores[category]
                return PloverType(category, mode, contexts, self.quads[category], score)
        return None


@lru_cache(maxsize=1)
def load_plover() -> Plover:
    """The tables of ``plover.yaml``."""
    table = read_table("plover")
    modes = {
        category: {mode: float(score) for mode, score in scores.items()}
        for category, scores in table["modes"].items()
    }
    return Plover(
        {row["code"]: float(row["score"]) for row in table["categories"]},
        {row["code"]: int(row["quad"]) for row in table["categories"]},
        modes,
        tuple(table["contexts"]),
        {
            code: (row["category"], row.get("mode", ""), tuple(row.get("context", ())))
            for code, row in table["from_cameo"].items()
        },
    )
