"""The runner leaves out what is not here, compares runs and makes a page that needs no network."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HTTP = "http"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        from benchmarks.__main__ import known, run_all

        # parsing the invented sets would take the model half a minute
        quick = lambda *where: tuple(  # noqa: E731
            s for s in known(*where) if not s.name.startswith(("invented", "real"))
        )
        patch.setattr("benchmarks.__main__.known", quick)
        nowhere = tmp_path_factory.mktemp("nowhere") / "gold"
        found: dict[str, Any] = run_all(Namespace(gold=nowhere, parses=nowhere, texts=None))
        return found


def test_sets_that_are_not_here_are_skipped(run: dict[str, Any]) -> None:
    assert "is not on this machine" in run["sets"]["dev_check"]["skipped"]
    assert run["sets"]["own_gold"]["found"]["dyads"] == 358
    assert run["speed"]["sentences a second"] > 0
    json.dumps(run)


def test_the_page(run: dict[str, Any]) -> None:
    from benchmarks.page import render

    page = render(run, run)
    assert HTTP not in page
    assert "<script" not in page
    assert "<svg" in page
    assert "+0.0" in page
    assert page.count("<details id='own_gold-") == page.count("<a href='#own_gold-") > 0


def test_what_is_kept_holds_no_sentences(run: dict[str, Any], tmp_path: Path) -> None:
    from benchmarks.__main__ import _kept, last_run, told

    assert "examples" not in json.dumps(_kept(run))
    for name, when in (("a", "2026-01-01"), ("b", "2026-02-01")):
        (tmp_path / f"{name}.json").write_text(json.dumps({**_kept(run), "when": when}))
    newest = last_run(tmp_path)
    assert newest is not None
    assert newest["when"] == "2026-02-01"
    assert "(+0.0)" in told(run, newest)
    assert last_run(tmp_path / "none") is None


def test_a_share_of_judged_events() -> None:
    from benchmarks.wild import wilson

    low, high = wilson(50, 100)
    assert (round(low, 4), round(high, 4)) == (0.4038, 0.5962)  # Wilson's interval of 50 in 100


@pytest.mark.parametrize("name", ["tune", "check"])
def test_the_invented_sets_mark_what_stands_there(name: str) -> None:
    rows = (ROOT / f"benchmarks/invented/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(rows) > 600
    for row in map(json.loads, rows):
        for side, span in (("source", "src_span"), ("target", "tgt_span")):
            start, end = row[span]
            assert row["text"][start:end] == row[side], row["id"]


def test_the_corpus_is_built_from_its_coding() -> None:
    from benchmarks.gold.build import resolve, stories

    for pattern, name in (("stories-*.txt", "stories.jsonl"), ("second.txt", "second.jsonl")):
        made = [json.dumps(story, ensure_ascii=False) for story in stories(pattern)]
        assert made == (ROOT / "benchmarks/gold" / name).read_text(encoding="utf-8").splitlines()
    assert resolve("Tue", "2023-05-10") == "2023-05-09"
    assert resolve("today", "2023-05-10") == "2023-05-10"
    assert resolve("2021-06", "2021-09-02") == "2021-06-01"
