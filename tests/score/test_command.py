"""`eventcoder score` on the shipped gold corpus, and error analysis."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from eventcoder.cli import main

GOLD = Path(__file__).parents[2] / "benchmarks" / "gold"
STORIES, PARSES = str(GOLD / "stories.jsonl"), str(GOLD / "parses.conllu")


def run(*words: str) -> str:
    result = CliRunner().invoke(main, ["score", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_figures_and_misses_as_json() -> None:
    found = json.loads(run(STORIES, PARSES, "--errors", "--json"))
    assert found["sentences"] == 416
    assert found["dyads"] == 358
    assert found["complete"]
    assert 0.4 < found["figures"]["root.right"]["value"] <= 1
    wrong = found["dyads"] * (1 - found["figures"]["root.right"]["value"])
    assert len(found["misses"]) == round(wrong)
    assert {"stage", "family", "meant", "text"} <= found["misses"][0].keys()


def test_as_text() -> None:
    text = run(STORIES, PARSES, "--errors", "--confusion")
    assert "macro F1" in text
    assert "misses" in text
    assert "meant: said" in text


def test_given_actors() -> None:
    assert "events a sentence" in run(STORIES, PARSES, "--match", "pair")


def test_a_coder_agrees_with_himself() -> None:
    text = run(STORIES, STORIES, "--coders")
    assert "full        358  100.0%   1.000   1.000" in text
    assert "0 disagreements" in text


def test_errors_need_parses(tmp_path: Path) -> None:
    coded = tmp_path / "c.jsonl"
    coded.write_text('{"id": "g01#0", "events": []}\n')
    result = CliRunner().invoke(main, ["score", STORIES, str(coded), "--errors"])
    assert result.exit_code == 2
    assert "--errors needs the parses" in result.output
