"""Kappa and alpha of examples worked out by hand."""

from __future__ import annotations

import pytest

from eventcoder.score import Coded, Dyad, Side, Unit, compare
from eventcoder.score.agreement import agreement, alpha, kappa


def test_kappa_of_a_two_by_two_table() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert agreement(pairs).percent == 0.7
    assert kappa(pairs) == 0.4  # (0.7 - 0.5) / (1 - 0.5)


def test_alpha_is_one_minus_observed_over_expected() -> None:
    pairs = [("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2
    # values: 14 a and 6 b; 2 x 2 disagreeing cells; 20 x 20 - 14 x 14 - 6 x 6 = 168
    assert alpha(pairs) == pytest.approx(1 - 19 * 4 / 168, abs=1e-4)


def test_one_label_only_gives_no_figure() -> None:
    assert kappa([("a", "a")]) is None
    assert alpha([("a", "a")]) is None
    assert kappa([]) is None


def test_two_coders_over_the_union_of_their_dyads() -> None:
    def dyad(code: str, at: int) -> Dyad:
        return Dyad("x", Side(span=(at, at + 2)), Side(span=(9, 12)), code)

    units = [Unit("1", "1", "text " * 9, dyads=(dyad("040", 0), dyad("111", 4)), complete=True)]
    other = Coded({"1": (dyad("042", 0), dyad("190", 20))})
    found = compare(units, other, spans="tolerant", classes=False)
    assert found.levels["root"].count == 3
    assert found.levels["root"].percent == pytest.approx(0.3333)
    assert found.levels["full"].percent == 0.0
    assert [(d.one and d.one.code, d.two and d.two.code) for d in found.disagreements] == [
        ("040", "042"),
        ("111", None),
        (None, "190"),
    ]
    assert found.codes["190"].percent == pytest.approx(0.6667)
