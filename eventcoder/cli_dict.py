"""``eventcoder dict``: what people who write dictionaries run."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from eventcoder.dictionary.entries import Example
from eventcoder.errors import Issue
from eventcoder.tools.testing import Outcome

FAILED = 1
_FOLDER = click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False
)


@click.group("dict")
def dictionary() -> None:
    """Check, test and keep dictionaries; FOLDER is the one that ships if none is named."""


@dictionary.command()
@_FOLDER
@click.option("--json", "as_rows", is_flag=True, help="One JSON object an issue.")
@click.option("--warnings/--no-warnings", default=True, help="Show warnings too.")
def lint(folder: Path | None, *, as_rows: bool, warnings: bool) -> None:
    """Find faults in entries: unknown codes, contradictions, missing sentences (status 1)."""
    from eventcoder.tools.lint import as_json
    from eventcoder.tools.lint import lint as find

    issues = find(folder)
    shown = [issue for issue in issues if warnings or issue.severity == "error"]
    _show(shown, as_json(shown) if as_rows else "\n".join(map(str, shown)), quiet=as_rows)
    if any(issue.severity == "error" for issue in issues):
        sys.exit(FAILED)


def _show(issues: list[Issue], text: str, *, quiet: bool) -> None:
    if text:
        click.echo(text)
    if not quiet:
        counts = Counter(issue.severity for issue in issues)
        click.echo(f"{counts['error']} errors, {counts['warning']} warnings", err=True)


@dictionary.command()
@_FOLDER
@click.option("-k", "only", default="", metavar="TEXT", help="Entries whose id or file holds this.")
def test(folder: Path | None, only: str) -> None:
    """Run the sentences of all entries on their recorded parses (status 1: some fail)."""
    from eventcoder.dictionary.load import load_or_raise, shipped
    from eventcoder.dictionary.store import load_dictionary
    from eventcoder.tools.recorded import all_examples, load_parses
    from eventcoder.tools.testing import run_examples

    root = folder or shipped()
    examples = [e for e in all_examples(load_or_raise(root)) if _wanted(e, only)]
    outcomes = run_examples(examples, load_parses(root), load_dictionary(root))
    _report(outcomes)


def _wanted(example: Example, only: str) -> bool:
    return only in example.entry or only in str(example.where)


def _report(outcomes: Iterable[Outcome]) -> None:
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        counts[outcome.status] += 1
        if outcome.status not in ("passed", "known"):
            example = outcome.example
            click.echo(f"{example.where}: {outcome.status} {example.entry}: {example.text}")
            click.echo(f"    {outcome.reason}")
    click.echo(", ".join(f"{n} {status}" for status, n in sorted(counts.items())), err=True)
    if set(counts) - {"passed", "known"}:
        sys.exit(FAILED)


@dictionary.command()
@_FOLDER
@click.option("--model", default="", metavar="DIR", help="Model folder, or stanza:en.")
@click.option("--all", "everything", is_flag=True, help="Parse all sentences, not only new ones.")
def record(folder: Path | None, model: str, *, everything: bool) -> None:
    """Parse the sentences of entries and keep the parses beside them, in parses/."""
    from eventcoder.dictionary.load import load_or_raise, shipped
    from eventcoder.parsing.stanza import StanzaParser
    from eventcoder.tools.recorded import record as keep

    root = folder or shipped()
    count = keep(load_or_raise(root), root, StanzaParser(model or None), everything=everything)
    click.echo(f"{count} sentences parsed", err=True)


@dictionary.command()
@_FOLDER
def stats(folder: Path | None) -> None:
    """Count entries, sentences, and the codes that they reach."""
    from eventcoder.dictionary.load import load_or_raise
    from eventcoder.tools.stats import count, render

    click.echo(render(count(load_or_raise(folder))))


@dictionary.command()
@_FOLDER
@click.option("--day", default="", metavar="YYYY-MM-DD", help="As of this day; today if not given.")
def stale(folder: Path | None, day: str) -> None:
    """List people whose dated roles have run out (status 1 when there are some)."""
    from eventcoder.dictionary.load import load_or_raise
    from eventcoder.readers import parse_date
    from eventcoder.tools.actor_checks import stale as find

    date = parse_date(day) if day else dt.datetime.now().astimezone().date()
    issues = list(find(load_or_raise(folder), date.isoformat()))
    _show(issues, "\n".join(map(str, issues)), quiet=False)
    if issues:
        sys.exit(FAILED)
