"""What docs/maintainers.md shows is loaded, linted and run.

``python tests/docs/test_maintainers.py`` parses its sentences anew with the shipped model.
"""

from __future__ import annotations

import re
import textwrap
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve

from eventcoder.dictionary.compile import Dictionary, compile_entries
from eventcoder.dictionary.entries import Entries, Example
from eventcoder.dictionary.load import load, load_or_raise
from eventcoder.model.text import Parse, Sentence
from eventcoder.parsing import conllu
from eventcoder.tools import lint
from eventcoder.tools.recorded import all_examples
from eventcoder.tools.testing import explained, run_example

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "maintainers.md"
PARSES = Path(__file__).parent / "parses.conllu"

_MEMBERS = 'format: "1"\nid: guide\nkind: country\ncode: NOR\nmembers:\n'
_FILE = re.compile(r"`dictionaries/(\S+\.yaml)`")


def blocks() -> dict[str, str]:
    """The YAML blocks of the page by the file that the words before each name last."""
    out = {}
    parts = re.split(r"```(\w*)\n(.*?)```\n", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    for words, language, body in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        if language == "yaml":
            fragment = body.startswith("  - ")
            out[_FILE.findall(words)[-1]] = _MEMBERS + body if fragment else body
    return out


def _write(folder: Path) -> Path:
    for name, body in blocks().items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Entries:
    return load_or_raise(_write(tmp_path_factory.mktemp("guide")))


@pytest.fixture(scope="module")
def rules(guide: Entries) -> Dictionary:
    """What ships, and the page's entries on top."""
    shipped = load_or_raise()
    return compile_entries(
        evolve(
            shipped,
            families=shipped.families + guide.families,
            actors=shipped.actors + guide.actors,
            agents=shipped.agents + guide.agents,
        )
    )


@cache
def _parses() -> dict[str, Parse]:
    return {parse.sentence.text: parse for parse in conllu.read(PARSES)}


def test_blocks_are_found() -> None:
    assert len(blocks()) == 5


def test_blocks_pass_lint(tmp_path: Path) -> None:
    assert not [str(issue) for issue in lint.lint(_write(tmp_path)) if issue.severity == "error"]


def test_sentences(guide: Entries, rules: Dictionary) -> None:
    outcomes = [run_example(example, _parses(), rules) for example in all_examples(guide)]
    assert len(outcomes) > 10
    assert not [(o.example.text, o.reason) for o in outcomes if o.status != "passed"]


def test_explanation(rules: Dictionary) -> None:
    """The page shows what `eventcoder explain` prints, confidence aside."""
    page = PAGE.read_text(encoding="utf-8")
    shown = re.search(r'\$ eventcoder explain "(Chile [^"]+)"\n(.*?)```', page, re.DOTALL)
    assert shown
    text, lines = shown[1], shown[2].splitlines()
    printed = explained(Example("fires", text), _parses()[text], rules)
    got = {re.sub(r"confidence \S+", "", line) for line in printed.splitlines()}
    assert [line for line in lines if re.sub(r"confidence \S+", "", line) not in got] == []


def test_tie_is_what_lint_says(tmp_path: Path) -> None:
    folder = _write(tmp_path)
    for name in ("appease", "yield"):
        code = {"appease": "050", "yield": "080"}[name]
        text = f"""\
            # a tie
            format: "1"
            family: {name}
            verbs: [appease]
            code: "{code}"
            """
        (folder / "verbs" / f"{name}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    printed = [str(issue) for issue in lint.lint(folder) if issue.number == "EV105"]
    page = PAGE.read_text(encoding="utf-8")
    shown = re.search(r"^verbs/yield.*EV105.*$", page, re.MULTILINE)
    assert shown
    assert printed[0].startswith(shown[0])


def _record() -> None:
    from eventcoder.parsing.stanza import StanzaParser

    folder = ROOT / "out" / "guide"
    examples = all_examples(load(_write(folder))[0])
    texts = sorted({example.text for example in examples})
    parser = StanzaParser(None)
    parsed = parser.parse([Sentence("guide", number, text) for number, text in enumerate(texts)])
    with PARSES.open("w", encoding="utf-8") as stream:
        conllu.write(parsed, stream)


if __name__ == "__main__":
    _record()
