"""The commands for those who keep dictionaries; the work is done in the modules beside this one."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from eventcoder.dictionary.compile import compile_entries
from eventcoder.dictionary.load import load, load_or_raise, shipped
from eventcoder.dictionary.store import load_dictionary

_FOLDER = click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)


@click.group("dict")
def dict_group() -> None:
    """Look after the dictionaries: check, test, format, record, compare."""


@dict_group.command("lint")
@_FOLDER
@click.option("--json", "as_json", is_flag=True, help="JSON lines, for editors.")
@click.option("--warnings/--no-warnings", default=True, show_default=True)
def lint_command(folder: Path | None, *, as_json: bool, warnings: bool) -> None:
    """Faults and contradictions, each with file:line:column; exit status 1 when there is an error."""
    from eventcoder.tools import lint

    issues = [i for i in lint.lint(folder) if warnings or i.severity == "error"]
    text = lint.as_json(issues) if as_json else "\n".join(map(str, issues))
    if text:
        click.echo(text)
    counts = Counter(issue.severity for issue in issues)
    if not as_json:
        click.echo(f"{counts['error']} errors, {counts['warning']} warnings")
    sys.exit(1 if counts["error"] else 0)


@dict_group.command("test")
@_FOLDER
@click.option("--only", default="", metavar="PREFIX", help="Files that start so: verbs/ask.")
@click.option("--explain", "explained", is_flag=True, help="Every decision for each failure.")
def test_command(folder: Path | None, only: str, *, explained: bool) -> None:
    """Run the sentences of all entries on recorded parses; exit status 1 when one fails."""
    from eventcoder.tools import recorded, testing

    root = folder or shipped()
    entries = load_or_raise(root)
    rules = compile_entries(entries)
    examples = [
        e for e in recorded.all_examples(entries) if e.where.path.startswith(only) and e.text
    ]
    parses = recorded.load_parses(root, sorted({e.where.path for e in examples}))
    outcomes = testing.run_examples(examples, parses, rules)
    for outcome in outcomes:
        if outcome.status in ("failed", "mended", "unrecorded"):
            example = outcome.example
            click.echo(f"{example.where}: {outcome.status}: {example.text}\n    {outcome.reason}")
            if explained and example.text in parses:
                click.echo(testing.explained(example, parses[example.text], rules))
    counts = Counter(outcome.status for outcome in outcomes)
    click.echo(
        ", ".join(f"{number} {status}" for status, number in sorted(counts.items()))
        or "no sentences"
    )
    sys.exit(1 if counts["failed"] + counts["mended"] + counts["unrecorded"] else 0)


@dict_group.command("record")
@_FOLDER
@click.option("--model", default="", metavar="DIR", help="Model folder, or stanza:en.")
@click.option("--all", "everything", is_flag=True, help="Parse again what has a parse.")
def record_command(folder: Path | None, model: str, *, everything: bool) -> None:
    """Parse the sentences that are new, so that tests need no model."""
    from eventcoder.parsing.stanza import StanzaParser
    from eventcoder.tools import recorded

    root = folder or shipped()
    done = recorded.record(
        load_or_raise(root), root, StanzaParser(model or None), everything=everything
    )
    click.echo(f"{done} sentences parsed")


@dict_group.command("fmt")
@_FOLDER
@click.option(
    "--check", is_flag=True, help="Change nothing; exit status 1 when a file would change."
)
def fmt_command(folder: Path | None, *, check: bool) -> None:
    """Put verb, set and agent files into one canonical form."""
    from eventcoder.tools import fmt

    changed = fmt.format_folder(folder or shipped(), write=not check)
    for path in changed:
        click.echo(str(path))
    click.echo(f"{len(changed)} files {'would change' if check else 'changed'}")
    sys.exit(1 if check and changed else 0)


@dict_group.command("stats")
@_FOLDER
def stats_command(folder: Path | None) -> None:
    """What the dictionary covers: codes, entries, sentences."""
    from eventcoder.tools import stats

    click.echo(stats.render(stats.count(load(folder)[0])))


@dict_group.command("stale")
@_FOLDER
@click.option("--as-of", "day", default="", metavar="YYYY-MM-DD", help="Today if not given.")
def stale_command(folder: Path | None, day: str) -> None:
    """Offices that lapsed with nobody after."""
    from eventcoder.tools.actor_checks import stale

    issues = list(stale(load(folder)[0], day or dt.date.today().isoformat()))
    for issue in issues:
        click.echo(str(issue))
    click.echo(f"{len(issues)} offices")


@dict_group.command("diff")
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("parses", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def diff_command(before: Path, after: Path, parses: Path) -> None:
    """Events gained, lost and recoded between two dictionaries on a CoNLL-U file."""
    from eventcoder.parsing import conllu
    from eventcoder.tools import diff

    changes = diff.compare(conllu.read(parses), load_dictionary(before), load_dictionary(after))
    click.echo(diff.render(changes))


@dict_group.command("suggest")
@click.argument("parses", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dictionary", default="", metavar="DIR")
def suggest_command(parses: Path, dictionary: str) -> None:
    """Verbs and actors in a CoNLL-U file that no entry knows, most frequent first."""
    from eventcoder.parsing import conllu
    from eventcoder.tools import suggest

    rules = load_dictionary(dictionary or None)
    found = list(conllu.read(parses))
    click.echo(
        suggest.render(suggest.unknown_verbs(found, rules), suggest.unknown_actors(found, rules))
    )


@click.command("explain")
@click.argument("text")
@click.option(
    "--date", default="", metavar="YYYY-MM-DD", help="Day of the text; today if not given."
)
@click.option("--model", default="", metavar="DIR", help="Model folder, or stanza:en.")
@click.option("--dictionary", default="", metavar="DIR", help="Dictionary folder.")
@click.option("--all", "everything", is_flag=True, help="Every near miss.")
def explain(text: str, date: str, **options: Any) -> None:
    """Why a sentence gives its events, or none: clauses, actors, winner, beaten, near misses."""
    from eventcoder.coder import Coder
    from eventcoder.readers import parse_date
    from eventcoder.tools.explain import render

    coder = Coder(options["model"] or None, options["dictionary"] or None)
    day = parse_date(date) if date else None
    found = coder.explain(text, day)
    click.echo("\n\n".join(render(item, everything=options["everything"]) for item in found))
