"""The canonical form of a dictionary file says what the file said, and is its own canonical form."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.dictionary.load import files_of, shipped
from eventcoder.errors import Issue
from eventcoder.tools.fmt import format_text
from eventcoder.yamlfile import Node, read_documents

KEYS = st.sampled_from(
    "family verbs nouns code when unless patterns fires silent events id text is".split()
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40
)
LEAVES = st.one_of(
    st.sampled_from(
        ["call for", "no", "042", "set:aid", "He said: go.", "a # b", "two  spaces", 'say "no"']
    ),
    TEXTS,
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


def _meaning(text: str) -> tuple[list[Any], list[Issue]]:
    issues: list[Issue] = []
    return [_plain(node) for node in read_documents(text, "made.yaml", issues)], issues


def _plain(node: Node) -> Any:
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, dict):
        return {key: _plain(value) for key, value in node.value.items()}
    return [_plain(item) for item in node.value or ()]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_format_keeps_what_a_table_says(table: dict[str, Any]) -> None:
    text = yaml.safe_dump(table, allow_unicode=True, sort_keys=False, width=10_000)
    formatted = format_text(text)
    before, issues = _meaning(text)
    assert not issues
    after, issues = _meaning(formatted)
    assert not issues, formatted
    assert after == before
    assert format_text(formatted) == formatted


def test_format_keeps_what_the_shipped_files_say() -> None:
    for path in files_of(shipped())[::9]:
        text = path.read_text("utf-8")
        assert _meaning(format_text(text))[0] == _meaning(text)[0], path
