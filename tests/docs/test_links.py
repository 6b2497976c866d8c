"""Links of the docs lead somewhere, the index names every page, and every key is described."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eventcoder.dictionary import load
from eventcoder.dictionary.fields import TEST_KEYS
from eventcoder.tools.checks import NEST_CLASSES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (page.parent / link).exists(), link


def test_the_index_names_every_page() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    for page in PAGES[1:]:
        name = str(page.relative_to(DOCS))
        assert name == "README.md" or f"]({name})" in index, name


def test_every_key_is_described() -> None:
    text = (DOCS / "dictionary-format.md").read_text(encoding="utf-8")
    keys = {*load.PATTERN_KEYS, *load.FAMILY_KEYS, *load.AGENT_KEYS, *load.SET_KEYS, *TEST_KEYS}
    keys |= {*load.ACTOR_KEYS, *load.ROLE_KEYS, *load.NEST_ROW_KEYS}
    keys |= {*load.CONTEXT_KEYS, *load.QUIET_KEYS}
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", text)) == []


def test_every_nesting_class_is_described() -> None:
    text = (DOCS / "dictionary-format.md").read_text(encoding="utf-8")
    assert (
        sorted(name for name in NEST_CLASSES if f"`{name}`" not in text.replace(", ", "`, `")) == []
    )
