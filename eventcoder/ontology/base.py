"""CAMEO codes with their names, hierarchy, quad class and Goldstein score.

The tables stand in ``cameo.yaml``; another ontology is a file of the same shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import field, frozen

from eventcoder.errors import Issue, UsageError, Where, did_you_mean
from eventcoder.yamlfile import read_documents

SCHEMES = ("gdelt", "icews", "phoenix")
"""The public data sets whose quad classes and Goldstein scores are known."""

_BUILT_IN = ("cameo", "plover")
_ROOT_LENGTH = 2
_BASE_LENGTH = 3


@frozen
class Code:
    """One event code; ``quad_class`` and ``goldstein`` differ a little between public data sets."""

    label: str
    name: str
    parent: str
    """The code above it, empty for a root."""
    quads: dict[str, int] = field(eq=False, repr=False)
    scores: dict[str, float] = field(eq=False, repr=False)
    published: bool = True
    """False when no public table has a score: it is then the parent's."""

    @property
    def root(self) -> str:
        """The code at the top of the hierarchy: ``02`` for ``0231``."""
        return self.label[:_ROOT_LENGTH]

    @property
    def base(self) -> str:
        """The code at the second level: ``023`` for ``0231``, ``020`` for itself."""
        return self.label[:_BASE_LENGTH]

    def quad_class(self, scheme: str = "gdelt") -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return self.quads[_scheme(scheme)]

    def goldstein(self, scheme: str = "gdelt") -> float:
        """The Goldstein score, from -10 (worst conflict) to 10 (best cooperation)."""
        return self.scores[_scheme(scheme)]


@frozen
class Ontology:
    """A named set of codes."""

    name: str
    version: str
    codes: dict[str, Code] = field(repr=False)

    def __contains__(self, label: object) -> bool:
        return label in self.codes

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, label: str) -> Code:
        try:
            return self.codes[label]
        except KeyError:
            hint = did_you_mean(label, self.codes)
            raise UsageError(f"{self.name} has no code {label!r}; {hint}") from None

    def label_name(self, label: str) -> str:
        """Our short name of a code, empty for one that the ontology does not have."""
        code = self.codes.get(label)
        return code.name if code else ""


@lru_cache(maxsize=8)
def load_ontology(name: str = "cameo") -> Ontology:
    """The ontology of that name: ``cameo``, ``plover``, or the path of a YAML file."""
    table = read_table(name)
    if "categories" in table:
        return _categories(table)
    codes: dict[str, Code] = {}
    for root in table["roots"]:
        top = _code(root, root, "")
        codes[top.label] = top
        for row in root["codes"]:
            parent = row["code"][:-1]
            code = _code(row, root, parent if parent in codes else top.label)
            codes[code.label] = code
    return Ontology(table["ontology"], table["version"], codes)


def read_table(name: str) -> dict[str, Any]:
    """The YAML table of an ontology as plain values."""
    if name in _BUILT_IN:
        path = Path(__file__).parent / f"{name}.yaml"
    elif name.endswith((".yaml", ".yml")) and Path(name).is_file():
        path = Path(name)
    else:
        raise UsageError(f"unknown ontology {name!r}; {did_you_mean(name, _BUILT_IN)}")
    issues: list[Issue] = []
    documents = read_documents(path.read_text(encoding="utf-8"), str(path), issues)
    if issues or not documents:
        empty = Issue("EV001", "no ontology in this file", Where(str(path)))
        fault = issues[0] if issues else empty
        raise UsageError(str(fault))
    table: dict[str, Any] = documents[0].plain()
    return table


def _code(row: dict[str, str], root: dict[str, str], parent: str) -> Code:
    quads = {s: int(root.get(f"quad_{s}", root["quad"])) for s in SCHEMES}
    scores = {s: float(row.get(s, row["goldstein"])) for s in SCHEMES}
    return Code(row["code"], row["name"], parent, quads, scores, "unpublished" not in row)


def _categories(table: dict[str, Any]) -> Ontology:
    codes = {}
    for row in table["categories"]:
        quads = dict.fromkeys(SCHEMES, int(row["quad"]))
        scores = dict.fromkeys(SCHEMES, float(row["score"]))
        codes[row["code"]] = Code(row["code"], row["name"], "", quads, scores)
    return Ontology(table["ontology"], table["version"], codes)


def _scheme(name: str) -> str:
    if name not in SCHEMES:
        raise UsageError(f"unknown scheme {name!r}; {did_you_mean(name, SCHEMES)}")
    return name
