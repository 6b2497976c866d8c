"""The command line: flags into calls, results into text, progress and exit codes.

Exit status: 0 all went well; 1 some rows or checks failed (each told on standard error), the
others were coded; 2 the command could not run: a wrong option, model or dictionary.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click
from tqdm import tqdm

from eventcoder.errors import EventcoderError
from eventcoder.manifest import package_version
from eventcoder.tools.commands import dict_group, explain
from eventcoder.tools.score_command import score

FAILED, UNUSABLE = 1, 2
_OWN_ROWS = ("table", "jsonl", "csv", "parquet")
"""Formats whose codes may be of another ontology."""


class _Group(click.Group):
    """Shows our own errors as one line and exit status 2, in place of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EventcoderError as error:
            click.echo(f"eventcoder: {error}", err=True)
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader of our output has gone: no fault of ours
                raise
            click.echo(f"eventcoder: {error.strerror or error}: {error.filename or ''}", err=True)
        return ctx.exit(UNUSABLE)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_version("eventcoder"), prog_name="eventcoder")
def main() -> None:
    """Code news text into CAMEO events: who did what to whom.

    Exit status: 0 fine; 1 some rows failed, the others were coded; 2 the command could not run.
    """


def _coder_options(command: Callable[..., Any]) -> Callable[..., Any]:
    options = (
        click.option("--date", default="", metavar="YYYY-MM-DD", help="Day of undated stories."),
        click.option("--model", default="", metavar="DIR", help="Model folder, or stanza:en."),
        click.option("--dictionary", default="", metavar="DIR", help="Dictionary folder."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("-o", "--output", default="", metavar="OUT", help="File; standard output if none.")
@click.option("--format", "form", default="", help="Of the rows; by OUT's ending if not given.")
@click.option("--input-format", default="", help="txt, jsonl, csv or petrarch-xml; by ending.")
@click.option("--pairs", is_flag=True, help="Rows mark two actors: src_span and tgt_span.")
@click.option(
    "--unknown-actors",
    type=click.Choice(["keep", "drop", "all"]),
    default="keep",
    show_default=True,
    help="Events with one unknown side: keep or drop; all: two unknown sides too.",
)
@click.option("--unasserted", is_flag=True, help="Also negated, future and hypothetical events.")
@click.option("--header/--no-header", default=None, help="As the format has it if not given.")
@click.option(
    "--scheme",
    type=click.Choice(["gdelt", "icews", "phoenix"]),
    help="Whose quad classes and Goldstein scores.",
)
@click.option(
    "--ontology",
    type=click.Choice(["cameo", "plover"]),
    default="cameo",
    show_default=True,
    help="Codes of the rows; plover leaves out 01x, which it does not have.",
)
@click.option("--merge/--no-merge", default=None, help="One row for all reports of an event.")
@click.option("--one-a-day", is_flag=True, help="One row a day, pair of actors and code.")
@click.option("--copies-once", is_flag=True, help="Count near-copies of a story once.")
@click.option("--added", default="", metavar="TIME", help="GDELT's DATEADDED; day of the story.")
@click.option("--data-version", "version", default="1", help="Version in Phoenix ids.")
@click.option("--manifest/--no-manifest", default=True, help="Write OUT.manifest.json.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
@_coder_options
def code(files: tuple[str, ...], **options: Any) -> None:
    """Code stories: FILES are text, JSONL, CSV, XML, folders, or - for standard input."""
    from eventcoder.manifest import write_manifest
    from eventcoder.runs import Run, RunConfig, guess_format

    output, quiet = options.pop("output"), options.pop("quiet")
    wants_manifest = options.pop("manifest")
    options["format"] = options.pop("form") or guess_format(output)
    options["scheme"] = options["scheme"] or ""
    _check(options)
    config = RunConfig(inputs=files, **options)
    with _progress(quiet=quiet) as bar:
        run = Run(config, note=bar.note, tick=bar.tick)
        _write(run.write, output)
    if wants_manifest and Path(output).is_file():
        write_manifest(run, output)
    if run.tally.errors:
        count = len(run.tally.errors)
        click.echo(f"{count} row{'s' * (count > 1)} failed; {_sum(run.tally)}", err=True)
        sys.exit(FAILED)


def _sum(tally: Any) -> str:
    return f"{tally.documents} documents coded, {tally.events} events"


def _check(options: dict[str, Any]) -> None:
    """Fail before the model loads, not after."""
    import datetime as dt

    from eventcoder.errors import UsageError
    from eventcoder.plugins import find_writer
    from eventcoder.readers import find_reader, parse_date

    find_writer(options["format"])
    if options["ontology"] == "plover" and options["format"] not in _OWN_ROWS:
        known = ", ".join(_OWN_ROWS)
        raise UsageError(
            f"--ontology plover goes with {known}; {options['format']} has codes of its own"
        )
    if options["input_format"]:
        find_reader(options["input_format"])
    try:
        if options["date"]:
            parse_date(options["date"])
        if options["added"]:
            dt.datetime.fromisoformat(options["added"])
    except (EventcoderError, ValueError) as error:
        raise UsageError(str(error)) from None


def _write(write: Callable[[BinaryIO], Any], output: str) -> None:
    from eventcoder.writers import atomic_output

    if output:
        with atomic_output(output) as out:
            write(out)
    else:
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()


class _Bar:
    """A bar on standard error that appears after some seconds, and lines that do not break it."""

    def __init__(self, *, quiet: bool) -> None:
        disable = True if quiet else None  # None: off where standard error is no terminal
        self._bar = tqdm(unit=" stories", delay=3, disable=disable, file=sys.stderr)

    def tick(self) -> None:
        """Count one story."""
        self._bar.update()

    def reach(self, count: Any) -> None:
        """Show how many stories are done."""
        self._bar.update(count.documents - self._bar.n)

    def note(self, line: str) -> None:
        """Say one line."""
        tqdm.write(line, file=sys.stderr)

    def close(self) -> None:
        """Take the bar away."""
        self._bar.close()


@contextmanager
def _progress(*, quiet: bool) -> Iterator[_Bar]:
    bar = _Bar(quiet=quiet)
    try:
        yield bar
    finally:
        bar.close()


@main.command()
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False))
@click.option("-o", "--output", default="", metavar="OUT", help="Keep the new rows here.")
def replay(manifest: str, output: str) -> None:
    """Repeat the run of a MANIFEST and say whether the same bytes come out (status 1: not)."""
    import tempfile

    from eventcoder.manifest import changes, config_of, read_manifest, same_bytes
    from eventcoder.runs import Run

    found = read_manifest(manifest)
    config = config_of(found)
    changed = changes(found)
    for line in changed:
        click.echo(line, err=True)
    with tempfile.TemporaryDirectory() as folder, _progress(quiet=False) as bar:
        made = Path(output) if output else Path(folder) / "rows"
        _write(Run(config, note=bar.note, tick=bar.tick).write, str(made))
        same = same_bytes(found, made)
    if same:
        click.echo(f"the same bytes as {found['output']['path']}")
        return
    click.echo(f"not the same bytes as {found['output']['path']}", err=True)
    if not changed:
        click.echo("(and nothing that the manifest records has changed)", err=True)
    sys.exit(FAILED)


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("-o", "--output", required=True, metavar="OUT", help="CoNLL-U file to write.")
@click.option("--whole", is_flag=True, help="Each text is one sentence: never split it.")
@click.option("--pretokenized", is_flag=True, help="FILES are CoNLL-U: keep sentences and words.")
@click.option("--input-format", default="", help="txt, jsonl, csv or petrarch-xml; by ending.")
@click.option("--date", default="", metavar="YYYY-MM-DD", help="Day of undated stories.")
@click.option("--model", default="", metavar="DIR", help="Model folder, or stanza:en.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
def parse(files: tuple[str, ...], output: str, model: str, *, quiet: bool, **how: Any) -> None:
    """Parse once, code many times: save parses of FILES as CoNLL-U for `eventcoder code`."""
    from itertools import chain

    from eventcoder.parsing import conllu
    from eventcoder.parsing.command import parse_texts, parse_tokenized
    from eventcoder.parsing.stanza import StanzaParser
    from eventcoder.parsing.whole import Whole
    from eventcoder.readers import parse_date, read_documents, with_default_date

    errors: list[str] = []
    day = parse_date(how["date"]) if how["date"] else None
    with _progress(quiet=quiet) as bar:

        def failed(error: EventcoderError) -> None:
            errors.append(str(error))
            bar.note(str(error))

        parser = StanzaParser(model or None)
        if how["pretokenized"]:
            count = parse_tokenized(
                chain.from_iterable(map(conllu.read, files)), parser, Path(output), bar.reach
            )
        else:
            found = (read_documents(path, how["input_format"], failed) for path in files)
            documents = with_default_date(chain.from_iterable(found), day)
            maker = Whole(parser) if how["whole"] else parser
            count = parse_texts(documents, maker, Path(output), bar.reach)
    words = f"{count.documents} documents, {count.sentences} sentences, {count.words} words"
    click.echo(words, err=True)
    if errors:
        sys.exit(FAILED)


main.add_command(explain)
main.add_command(dict_group)
main.add_command(score)

if __name__ == "__main__":
    main()
