"""The code tables: complete, consistent, and equal to the public ones where those agree."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from eventcoder.errors import UsageError
from eventcoder.ontology import load_ontology, load_plover

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
CAMEO = load_ontology("cameo")
PLOVER = load_plover()


def test_a_code_knows_its_place_and_scores() -> None:
    code = CAMEO["0231"]
    assert code.name == "Ask for economic aid"
    assert (code.root, code.base, code.parent) == ("02", "023", "023")
    assert (code.quad_class(), code.quad_class("phoenix"), code.goldstein()) == (1, 0, 3.4)
    assert CAMEO["09"].parent == ""
    assert CAMEO["090"].quad_class("gdelt") == 2
    assert CAMEO["090"].quad_class("icews") == 3
    assert CAMEO["163"].goldstein("phoenix") == -6.5


def test_codes_without_a_published_score_take_the_parents() -> None:
    assert not CAMEO["1951"].published
    assert CAMEO["1951"].goldstein() == CAMEO["195"].goldstein()


def test_every_parent_exists_and_names_are_unique_within_a_root() -> None:
    for code in CAMEO:
        assert code.parent == "" or code.parent in CAMEO
        assert code.base in CAMEO
    names = [(code.root, code.name) for code in CAMEO]
    assert len(set(names)) == len(names) == 318


def test_unknown_names_say_what_is_known() -> None:
    with pytest.raises(UsageError, match="did you mean"):
        load_ontology("came")
    with pytest.raises(UsageError, match="has no code '999'"):
        CAMEO["999"]
    with pytest.raises(UsageError, match="unknown scheme"):
        CAMEO["190"].goldstein("acled")


def test_plover_uses_only_modes_and_contexts_of_its_lists() -> None:
    for category, mode, contexts in PLOVER.rows.values():
        assert not mode or mode in PLOVER.modes[category]
        assert set(contexts) <= set(PLOVER.contexts)
    for code in CAMEO:
        assert (PLOVER.from_cameo(code.label) is None) == (code.root == "01")


def test_plover_takes_the_longest_prefix() -> None:
    phone = PLOVER.from_cameo("041")
    assert phone
    assert (phone.category, phone.mode, phone.quad, phone.score) == ("CONSULT", "phone", 1, 1.5)
    drone = PLOVER.from_cameo("1952")
    assert drone
    assert drone.mode == "drone"
    assert load_ontology("plover")["ASSAULT"].goldstein() == -9.0


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="reference tables are not at hand")
def test_codes_agree_with_the_reference_table() -> None:
    with (REFERENCE / "cameo_codes.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {row["code"] for row in rows} == set(CAMEO.codes)
    for row in rows:
        code = CAMEO[row["code"]]
        assert (code.root, code.parent) == (row["root"], row["parent"])
        assert code.goldstein() == float(row["goldstein_with_fallback"])
        for scheme in ("icews", "phoenix"):
            if row[f"goldstein_{scheme}"]:
                assert code.goldstein(scheme) == float(row[f"goldstein_{scheme}"])
            assert code.quad_class(scheme) == int(row[f"quadclass_{scheme}"])
        assert code.quad_class() == int(row["quadclass"])
        plover = PLOVER.from_cameo(code.label)
        if row["plover_category"]:
            assert plover
            assert plover.category == row["plover_category"]
