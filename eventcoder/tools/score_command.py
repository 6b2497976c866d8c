"""``eventcoder score``: a hand-coded set against coded rows, saved parses or another coder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from eventcoder.errors import UsageError
from eventcoder.model.text import Parse


@click.command("score")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False))
@click.argument("coded", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--match",
    type=click.Choice(["dyad", "pair"]),
    default="dyad",
    show_default=True,
    help="pair: the actors were given, rows go by the id of the gold record.",
)
@click.option(
    "--spans",
    type=click.Choice(["tolerant", "exact"]),
    default="tolerant",
    show_default=True,
    help="tolerant: spans that overlap are the same actor.",
)
@click.option("--confusion", is_flag=True, help="Also what was said for what was meant.")
@click.option("--errors", is_flag=True, help="Sort the misses by the stage that lost them.")
@click.option("--parses", default="", metavar="CONLLU", help="Saved parses, for --errors.")
@click.option("--dictionary", default="", metavar="DIR", help="Dictionary folder, for .conllu.")
@click.option("--coders", is_flag=True, help="GOLD and CODED are two people: kappa and alpha.")
@click.option("--json", "as_json", is_flag=True, help="All figures as JSON.")
def score(gold: str, coded: str, **options: Any) -> None:
    """Compare CODED with the hand-coded set GOLD.

    GOLD: our .jsonl, PLOVER .json, PETRARCH .xml, or .tsv with <S> and <T> marks. CODED: rows that
    `eventcoder code` made, {"id", "events"} rows, another gold file, or .conllu to be coded now.
    """
    from eventcoder import score as scoring
    from eventcoder.score import report as reports

    units = scoring.read_gold(gold)
    classes = scoring.uses_classes(units)
    parses = options["parses"] or (coded if coded.endswith(".conllu") else "")
    if options["errors"] and not parses:
        raise UsageError("--errors needs the parses: CODED as .conllu, or --parses FILE")
    run = _Run(parses, options["dictionary"]) if parses else None
    if run and coded.endswith(".conllu"):
        units = run.placed(units)
        marks = run.given(units) if options["match"] == "pair" else run.coded
    else:
        marks = scoring.read_coded(coded)
    if options["coders"]:
        found = scoring.compare(units, marks, spans=options["spans"], classes=classes)
        click.echo(_json(found) if options["as_json"] else reports.render_coders(found))
        return
    answers = scoring.answer_all(
        units, marks, match=options["match"], spans=options["spans"], classes=classes
    )
    report = scoring.measure(answers, classes=classes)
    misses = run.misses(answers, classes=classes) if run and options["errors"] else []
    if options["as_json"]:
        values = reports.as_values(report)
        click.echo(json.dumps({**values, "misses": [_plain(m) for m in misses]}, indent=1))
        return
    click.echo(reports.render(report, confusion=options["confusion"]))
    if options["errors"]:
        from eventcoder.score.errors import render_misses

        click.echo("\n" + render_misses(misses))


class _Run:
    """Saved parses, coded now with a trace."""

    def __init__(self, path: str, dictionary: str) -> None:
        from eventcoder.dictionary.store import load_dictionary
        from eventcoder.score import engine

        if not Path(path).is_file():
            raise UsageError(f"there is no file {path}")
        self.rules = load_dictionary(dictionary or None)
        self.documents = engine.read_parses(path)
        self.coded, self.steps = engine.code_parses(self.documents, self.rules)

    def placed(self, units: Any) -> Any:
        """Units with the whole text of sentences that a set knows by a part."""
        from eventcoder.score.engine import placed

        return placed(units, self.documents)

    def given(self, units: Any) -> Any:
        """Events of marked pairs."""
        from eventcoder.score.engine import code_given

        return code_given(units, self.documents, self.rules)

    def misses(self, answers: Any, *, classes: bool) -> Any:
        """Misses by stage."""
        from eventcoder.score.errors import sort_misses

        by_text: dict[str, Parse] = {
            p.sentence.text: p for parses in self.documents.values() for p in parses
        }
        return sort_misses(answers, by_text, self.steps, self.rules, classes=classes)


def _plain(value: Any) -> Any:
    from attrs import asdict

    return asdict(value)


def _json(value: Any) -> str:
    return json.dumps(_plain(value), indent=1, ensure_ascii=False)
