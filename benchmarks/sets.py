"""The sets that can be scored, and their scores: actors to be found, and actors given."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from benchmarks.real_news.judge import write_dyads
from eventcoder import score as scoring
from eventcoder.coder import Explained
from eventcoder.dictionary.compile import Dictionary
from eventcoder.model.text import Document, Parse
from eventcoder.score import engine
from eventcoder.score.errors import Miss, sort_misses
from eventcoder.tools.explain import render

HERE = Path(__file__).parent
EXAMPLES = 3
"""Sentences shown for each stage."""
UNDATED = dt.date(2015, 1, 1)
"""Day of sentences without one, about the middle of the years that the lent sets come from."""


@frozen
class Set:
    """A hand-coded set, where it may be on this machine."""

    name: str
    path: Path
    parses: str = ""
    """Recorded parses that ship; else they are made once and kept."""
    secret: bool = False
    """Scored, never shown: no sentence of it goes into the page."""
    pairs: bool = True
    """Whether spans mark the actors, so that they can be given."""
    story: Path | None = None
    """Text of the one story that the set is about."""


def known(gold: Path, parses: Path = Path("out/parses")) -> tuple[Set, ...]:
    """Every set, on this machine or not."""
    story, own = gold.parent / "news" / "turkey_russia_2019-02-21.txt", HERE / "gold"
    return (
        Set("own_gold", own / "stories.jsonl", str(own / "parses.conllu")),
        Set("dev_tune", gold / "dev_tune.jsonl"),
        Set("dev_check", gold / "dev_check.jsonl", secret=True),
        Set("cameo_dev", gold / "cameo_dev.jsonl"),
        Set("invented_tune", HERE / "invented" / "tune.jsonl"),
        Set("invented_check", HERE / "invented" / "check.jsonl", secret=True),
        Set("real_tune", parses / "real_tune.jsonl"),
        Set("real_check", parses / "real_check.jsonl", secret=True),
        Set("article", gold / "article.jsonl", pairs=False, story=story),
    )


def prepare(gold: Path, parses: Path) -> None:
    """Join the coded spans of lent stories with their texts, where these are on this machine."""
    stories = gold.parent / "news" / "stories_249.jsonl"
    if stories.is_file():
        write_dyads(stories, parses)


def parses_of(one: Set, units: list[scoring.Unit], folder: Path) -> dict[str, list[Parse]]:
    """Saved parses of a set; made with the model where there are none yet, or the set has other texts now."""
    path = Path(one.parses) if one.parses else folder / f"{one.name}.conllu"
    found = engine.read_parses(path) if path.is_file() else {}
    if found and (one.parses or one.story is not None or _holds(units, found)):
        return found
    _parse(one, units, path)
    return engine.read_parses(path)


def _holds(units: list[scoring.Unit], parses: dict[str, list[Parse]]) -> bool:
    parsed = {parse.sentence.text for story in parses.values() for parse in story}
    return all(unit.text in parsed for unit in units)


def _parse(one: Set, units: list[scoring.Unit], path: Path) -> None:
    from eventcoder.parsing.command import parse_texts
    from eventcoder.parsing.stanza import StanzaParser
    from eventcoder.parsing.whole import Whole

    path.parent.mkdir(parents=True, exist_ok=True)
    parser: Any = StanzaParser()
    if one.story:
        day = dt.date.fromisoformat(one.story.stem[-10:])
        documents = [Document(one.name, one.story.read_text(encoding="utf-8"), day)]
    else:
        documents = [Document(unit.id, unit.text, UNDATED) for unit in units]
        parser = Whole(parser)
    parse_texts(documents, parser, path)


def score_set(one: Set, rules: Dictionary, folder: Path) -> dict[str, Any]:
    """Figures of one set, and its misses unless they are secret."""
    units = scoring.read_gold(one.path)
    documents = parses_of(one, units, folder)
    units = engine.placed(units, documents)
    classes = scoring.uses_classes(units)
    coded, steps = engine.code_parses(documents, rules)
    answers = scoring.answer_all(units, coded, classes=classes)
    out: dict[str, Any] = {"found": asdict(scoring.measure(answers, classes=classes))}
    if one.pairs:
        marks = engine.code_given(units, documents, rules)
        given = scoring.answer_all(units, marks, match="pair", classes=classes)
        out["given"] = asdict(scoring.measure(given, classes=classes))
    by_text = {p.sentence.text: p for parses in documents.values() for p in parses}
    misses = sort_misses(answers, by_text, steps, rules, classes=classes)
    out["misses"] = _by_stage(misses, secret=one.secret)
    if not one.secret:
        out["examples"] = [
            {**asdict(miss), "why": _why(miss, by_text, steps)} for miss in _examples(misses)
        ]
    return out


def _by_stage(misses: list[Miss], *, secret: bool) -> dict[str, dict[str, int]]:
    """Counts by stage and family; of a secret set by stage only, as families tell its words."""
    out: dict[str, dict[str, int]] = {}
    for miss in misses:
        row, family = out.setdefault(miss.stage, {}), "" if secret else miss.family
        row[family or "-"] = row.get(family or "-", 0) + 1
    order = sorted(out, key=lambda stage: -sum(out[stage].values()))
    return {s: dict(sorted(out[s].items(), key=lambda item: (-item[1], item[0]))) for s in order}


def _examples(misses: list[Miss]) -> list[Miss]:
    out: list[Miss] = []
    for stage in sorted({m.stage for m in misses}):
        out += [m for m in misses if m.stage == stage][:EXAMPLES]
    return out


def _why(miss: Miss, parses: dict[str, Parse], steps: dict[str, Any]) -> str:
    if miss.text not in parses:
        return "no parse of this sentence at hand"
    return render(Explained(parses[miss.text], (), steps[miss.text]))
