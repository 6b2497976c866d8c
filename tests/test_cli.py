"""The command line: exit codes, clear messages, whole files, the same bytes again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import eventcoder.runs
from eventcoder.cli import main
from eventcoder.model.events import Event
from eventcoder.model.text import Document, Parse, Sentence

STORIES = [
    {"id": "a", "text": "Iran warned Iraq.", "date": "2019-02-21", "publisher": "AFP"},
    {"id": "b", "text": "Iran warned Iraq.", "date": "2019-02-21", "publisher": "AP"},
]


class FakeParser:
    """Takes each document for one sentence without words."""

    identity = "fake 1"

    def parse_documents(self, documents: Iterable[Document]) -> list[list[Parse]]:
        return [[Parse(Sentence(d.id, 0, d.text, 0, d.date, d.publisher), ())] for d in documents]


class FakeCoder:
    """Codes every text alike; breaks on one that asks for it."""

    def __init__(self) -> None:
        self.parser = FakeParser()

    def code_pair(
        self, text: str, source: tuple[int, int], target: tuple[int, int], _date: object
    ) -> list[Event]:
        event = self._event(Document("text", text))
        return [Event(event.doc_id, 0, "---", "---", "130", src_span=source, tgt_span=target)]

    def code_parses(self, parses: list[Parse]) -> list[Event]:
        one = parses[0].sentence
        if "break" in one.text:
            raise RuntimeError("no way")
        return [self._event(Document(one.doc_id, one.text, one.date, one.publisher))]

    def _event(self, document: Document) -> Event:
        return Event(
            document.id,
            0,
            "IRN",
            "IRQ",
            "130",
            date=document.date,
            publisher=document.publisher,
            sentence_text=document.text,
        )


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    monkeypatch.setattr(eventcoder.runs, "make_coder", lambda _config: FakeCoder())
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, **more: str) -> Result:
        return CliRunner().invoke(main, list(arguments), **more)  # type: ignore[arg-type]

    return call


def write(path: str, *rows: object) -> str:
    Path(path).write_text("".join(r if isinstance(r, str) else json.dumps(r) + "\n" for r in rows))
    return path


def test_stories_in_rows_out(run: Callable[..., Result]) -> None:
    result = run("code", write("s.jsonl", *STORIES), "--format", "jsonl")
    assert result.exit_code == 0
    assert [json.loads(line)["doc_id"] for line in result.stdout.splitlines()] == ["a", "b"]
    assert result.stderr == ""
    assert "IRN     130" in run("code", "s.jsonl").stdout


def test_bad_rows_are_told_and_the_others_coded(run: Callable[..., Result]) -> None:
    path = write("s.jsonl", STORIES[0], "nonsense\n", {"text": "break it"}, STORIES[1])
    result = run("code", path, "no.txt", "--format", "jsonl", "--date", "2020-01-01")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert "s.jsonl:2: not JSON" in result.stderr
    assert "s:3: not coded: RuntimeError: no way" in result.stderr
    assert "no.txt: there is no such file" in result.stderr
    assert "3 rows failed; 2 documents coded, 2 events" in result.stderr


def test_a_story_without_a_date_is_warned_of_once(run: Callable[..., Result]) -> None:
    result = run("code", write("s.jsonl", {"text": "x"}, {"text": "y"}), "--format", "jsonl")
    assert result.exit_code == 0
    assert result.stderr.count("no date") == 1
    dated = run("code", "s.jsonl", "--format", "jsonl", "--date", "2001-02-03")
    assert dated.stderr == ""
    assert json.loads(dated.stdout.splitlines()[0])["date"] == "2001-02-03"


def test_two_stories_of_one_id_are_told_of_once(run: Callable[..., Result]) -> None:
    result = run("code", write("s.jsonl", *STORIES, *STORIES), "--format", "jsonl")
    assert result.exit_code == 0
    assert result.stderr == "a: two stories have this id; their rows cannot be told apart\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--format", "gdelt3"), "unknown format 'gdelt3'; did you mean 'gdelt"),
        (("--date", "2019-02-30"), "'2019-02-30' is not a date"),
        (("--input-format", "docx"), "unknown input format 'docx'"),
        (("--added", "noon"), "Invalid isoformat"),
        (("-o", "no/such/folder/x.csv"), "cannot write to no/such/folder"),
    ],
)
def test_wrong_options_end_with_status_two(
    run: Callable[..., Result], arguments: tuple[str, ...], message: str
) -> None:
    result = run("code", write("s.jsonl", *STORIES), *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_merging_copies_and_one_a_day(run: Callable[..., Result]) -> None:
    path = write("s.jsonl", *STORIES)
    rows = run("code", path, "--format", "gdelt2").stdout.splitlines()
    assert len(rows) == 1
    assert rows[0].split("\t")[31:34] == ["2", "2", "2"]
    assert len(run("code", path, "--format", "gdelt2", "--no-merge").stdout.splitlines()) == 2
    once = run("code", path, "--format", "gdelt2", "--copies-once").stdout
    assert once.split("\t")[31:34] == ["1", "1", "1"]
    merged = json.loads(run("code", path, "--format", "jsonl", "--merge").stdout)
    assert merged["merged"] == ["b#0"]
    assert len(run("code", path, "--format", "jsonl", "--one-a-day").stdout.splitlines()) == 1
    assert len(run("code", path, "--format", "jsonl", "--copies-once").stdout.splitlines()) == 1


def test_pairs(run: Callable[..., Result]) -> None:
    row = {**STORIES[0], "src_span": [0, 4], "tgt_span": [12, 16]}
    result = run("code", "--pairs", write("p.jsonl", row, STORIES[1]), "--format", "jsonl")
    assert result.exit_code == 1
    assert "has no 'src_span'" in result.stderr
    made = json.loads(result.stdout)
    assert (made["doc_id"], made["tgt_span"], made["publisher"]) == ("a", [12, 16], "AFP")


def test_a_manifest_tells_what_made_the_file_and_replay_proves_it(
    run: Callable[..., Result],
) -> None:
    path = write("s.jsonl", *STORIES, {"text": "undated"})
    assert run("code", path, "-o", "out.jsonl").exit_code == 0
    manifest = json.loads(Path("out.jsonl.manifest.json").read_text())
    assert manifest["parsers"] == ["fake 1"]
    assert manifest["counts"]["documents"] == 3
    assert manifest["config"]["date"]
    assert manifest["output"]["sha256"]
    again = run("replay", "out.jsonl.manifest.json")
    assert again.exit_code == 0
    assert "the same bytes as out.jsonl" in again.stdout
    write("s.jsonl", STORIES[1])
    changed = run("replay", "out.jsonl.manifest.json", "-o", "new.jsonl")
    assert changed.exit_code == 1
    assert "input s.jsonl has changed" in changed.stderr
    assert "not the same bytes" in changed.stderr
    assert len(Path("new.jsonl").read_text().splitlines()) == 1


def test_what_cannot_be_replayed_says_why(run: Callable[..., Result]) -> None:
    run("code", "-", "-o", "out.jsonl", input=json.dumps(STORIES[0]))
    assert len(Path("out.jsonl").read_text().splitlines()) == 1
    result = run("replay", "out.jsonl.manifest.json")
    assert result.exit_code == 2
    assert "standard input" in result.stderr
    broken = run("replay", write("x.json", "{}"))
    assert broken.exit_code == 2
    assert "not a manifest" in broken.stderr


def test_a_failed_run_leaves_the_old_file(run: Callable[..., Result]) -> None:
    write("out.gdelt", "old")
    row = {**STORIES[0], "text": "x"}
    path = write("s.jsonl", row)
    result = run("code", path, "-o", "out.gdelt", "--format", "nonsense")
    assert result.exit_code == 2
    assert Path("out.gdelt").read_text() == "old"


def test_saved_parses_are_coded_without_a_parser(run: Callable[..., Result]) -> None:
    rows = (
        "# doc_id = a\n# date = 2019-02-21\n# text = Iran warned.\n"
        "1\tIran\tIran\tPROPN\t_\t_\t2\tnsubj\t_\t_\n"
        "2\twarned\twarn\tVERB\t_\t_\t0\troot\t_\t_\n"
        "3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n"
    )
    path = write("p.conllu", rows + rows.replace("= a", "= b").replace("-21", "-22"))
    result = run("code", path, "none.conllu", "--format", "jsonl")
    assert result.exit_code == 1
    assert "none.conllu: cannot be read" in result.stderr
    made = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["doc_id"], row["date"]) for row in made] == [
        ("a", "2019-02-21"),
        ("b", "2019-02-22"),
    ]


def test_every_command_and_option_is_documented() -> None:
    page = (Path(__file__).parents[1] / "docs" / "cli.md").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        inner = getattr(command, "commands", {name: command})
        for part, one in inner.items():
            title = f"eventcoder {name}" if inner.keys() == {name} else f"`dict {part}"
            assert title in page, f"{name} {part} is not in docs/cli.md"
            for parameter in one.params:
                for option in (o for o in parameter.opts if o.startswith("--")):
                    known = option in page or option == "--output"
                    assert known, f"{option} of {name} {part} is not in docs/cli.md"


def test_version_and_help(run: Callable[..., Result]) -> None:
    assert run("--version").stdout.startswith("eventcoder, version ")
    assert "Exit status" in run("--help").stdout


def test_plover_codes_need_rows_of_our_own(tmp_path: Path) -> None:
    story = tmp_path / "a.txt"
    story.write_text("Norway condemned the raid.", encoding="utf-8")
    found = CliRunner().invoke(
        main, ["code", str(story), "--ontology", "plover", "--format", "gdelt1"]
    )
    assert found.exit_code == 2
    assert "--ontology plover goes with table" in found.output
