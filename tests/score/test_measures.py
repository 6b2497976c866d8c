"""Figures that were worked out by hand."""

from __future__ import annotations

import pytest

from eventcoder.score import Coded, Dyad, Side, Unit, answer_all, measure
from eventcoder.score.labels import agrees, class_of, level_of
from eventcoder.score.match import same_side

A, B = (0, 4), (9, 12)


def dyad(
    code: str, source: tuple[int, int] = A, target: tuple[int, int] = B, **more: object
) -> Dyad:
    label = "" if code.isdigit() else code
    sides = Side(span=source), Side(span=target)
    return Dyad("x", *sides, "" if label else code, label, **more)  # type: ignore[arg-type]


def unit(name: str, *dyads: Dyad, complete: bool = False) -> Unit:
    return Unit(name, name, "a text long enough", dyads=dyads, complete=complete)


def test_the_first_event_of_the_dyad_counts() -> None:
    units = [
        unit("1", dyad("190")),
        unit("2", dyad("040", both_ways=True)),
        unit("3", dyad("041")),
        unit("4", dyad("111")),
    ]
    coded = Coded(
        {
            "1": (dyad("183", (2, 6), (10, 11)), dyad("190", (2, 6), (10, 11))),
            "2": (dyad("040", B, A),),
            "4": (dyad("111", A, (13, 15)),),
        }
    )
    report = measure(answer_all(units, coded, classes=True), classes=True)
    value = {name: figure.value for name, figure in report.figures.items()}
    assert value["dyad.recall"] == 0.5
    assert value["root.right"] == 0.5
    assert value["full.right"] == 0.25
    assert value["silence"] == 0.5
    assert report.by_class["ASSAULT"].f1 == 1.0
    assert report.by_class["CONSULT"].f1 == pytest.approx(0.6667)
    assert value["root.macro_f1"] == pytest.approx((1 + 2 / 3 + 0) / 3, abs=1e-4)
    assert value["source.recall"] == 0.75
    assert value["events.root.precision"] == 0.75
    assert report.confusion["ACCUSE"] == {"(none)": 1}
    assert report.silent == {"no event in the sentence": 1, "events, but not between the two": 1}


def test_where_all_is_marked_each_event_answers_once() -> None:
    units = [unit("1", dyad("111"), dyad("163"), complete=True), unit("2", complete=True)]
    coded = Coded({"1": (dyad("163"), dyad("112"), dyad("111", B, A)), "2": (dyad("190"),)})
    report = measure(answer_all(units, coded, classes=False), classes=False)
    value = {name: figure.value for name, figure in report.figures.items()}
    assert value["full.right"] == 0.5
    assert value["base.right"] == 0.5
    assert value["root.right"] == 1.0
    assert value["events.root.precision"] == 0.5
    assert value["events.full.precision"] == 0.25
    assert value["false_events_a_quiet_sentence"] == 1.0


def test_intervals_hold_the_value_and_repeat() -> None:
    units = [unit(str(n), dyad("040")) for n in range(40)]
    coded = Coded({str(n): (dyad("040"),) for n in range(0, 40, 2)})
    found = answer_all(units, coded, classes=False)
    one, two = (measure(found, classes=False).figures["root.right"] for _ in range(2))
    assert one == two
    assert one.low < one.value == 0.5 < one.high


def test_exact_spans_are_stricter() -> None:
    units = [unit("1", dyad("040"))]
    coded = Coded({"1": (dyad("040", (1, 4)),)})
    tolerant, exact = (
        answer_all(units, coded, spans=how, classes=False)[0].answers[0].said
        for how in ("tolerant", "exact")
    )
    assert tolerant is not None
    assert exact is None


def test_given_actors_go_by_the_id_of_the_record() -> None:
    units = [unit("1", dyad("040"))]
    coded = Coded({"x": (dyad("040", (50, 60), (70, 80)),)})
    found = answer_all(units, coded, match="pair", classes=False)
    assert measure(found, classes=False).figures["root.right"].value == 1.0


def test_sides_by_words_and_by_country() -> None:
    assert same_side(Side(text="the Turkish army"), Side(text="Turkish soldiers"))
    assert not same_side(Side(text="the army"), Side(text="the navy"))
    assert same_side(Side("TURGOV"), Side("TURMIL"))
    assert not same_side(Side("TURGOV"), Side("TURMIL"), "exact")
    assert not same_side(Side("TUR"), Side("---"))


def test_levels() -> None:
    assert [level_of(dyad("0231"), n, classes=False) for n in ("full", "base", "root", "quad")] == [
        *("0231", "023", "02", "1")
    ]
    assert level_of(dyad("193"), "root", classes=True) == class_of("FIGHT") == "ASSAULT"
    assert agrees(dyad("040", also=("036",)), dyad("036"), "root", classes=False)


def test_nothing_to_score() -> None:
    report = measure([], classes=False)
    assert report.figures["dyad.recall"].value == 0.0
