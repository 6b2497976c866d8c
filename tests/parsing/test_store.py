"""Saved parses, without a model."""

from collections.abc import Sequence
from pathlib import Path

from eventcoder.model.text import Parse, Sentence, Token
from eventcoder.parsing.store import ParseStore, parse_with_store


class Counter:
    """A parser that says how many sentences it was given."""

    identity = "count-1"

    def __init__(self) -> None:
        self.seen = 0

    def parse(self, sentences: Sequence[Sentence]) -> list[Parse]:
        self.seen += len(sentences)
        return [
            Parse(s, (Token(1, s.text, s.text, "X", "_", "_", 0, "root", 0, len(s.text)),))
            for s in sentences
        ]


def test_a_text_is_parsed_once(tmp_path: Path) -> None:
    parser = Counter()
    sentences = [Sentence("a", 0, "Go"), Sentence("b", 3, "Stop")]
    first = parse_with_store(sentences, parser, ParseStore(tmp_path / "p", parser.identity))
    store = ParseStore(tmp_path / "p", parser.identity)
    moved = [Sentence("z", 9, "Stop"), Sentence("z", 10, "Wait")]
    second = parse_with_store(moved, parser, store)
    assert parser.seen == 3
    assert [parse.sentence for parse in second] == moved
    assert second[0].tokens == first[1].tokens
    assert len(store) == 3


def test_another_parser_has_its_own(tmp_path: Path) -> None:
    parser = Counter()
    parse_with_store([Sentence("a", 0, "Go")], parser, ParseStore(tmp_path, "count-1"))
    assert ParseStore(tmp_path, "count-2").get(Sentence("a", 0, "Go")) is None
