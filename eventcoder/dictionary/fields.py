"""Small readers that turn YAML nodes into values and faults into issues."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import field, frozen

from eventcoder.dictionary.entries import ROLE_WORDS, Example, SlotTest, When
from eventcoder.errors import Issue, Where, did_you_mean
from eventcoder.yamlfile import Node


@frozen
class Fields:
    """A YAML table whose keys are read one by one; unknown keys become issues."""

    node: Node
    issues: list[Issue]
    table: dict[str, Node] = field(factory=dict)

    @classmethod
    def of(cls, node: Node, known: Collection[str], issues: list[Issue]) -> Fields:
        """The fields of a table node, with every key checked against the known ones."""
        if not isinstance(node.value, dict):
            issues.append(Issue("EV003", f"expected a table, found {node.kind}", node.where))
            return cls(node, issues, {})
        for key, value in node.value.items():
            if key not in known:
                hint = did_you_mean(key, known)
                issues.append(Issue("EV004", f"unknown key {key!r}", value.where, hint=hint))
        return cls(node, issues, node.value)

    @property
    def where(self) -> Where:
        """Place of the table."""
        return self.node.where

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """A text value."""
        node = self.table.get(key)
        if node is None:
            if required:
                self.fault("EV005", f"key {key!r} is missing", self.where)
            return default
        if isinstance(node.value, str):
            return node.value
        self.fault("EV003", f"{key!r} must be text, found {node.kind}", node.where)
        return default

    def flag(self, key: str) -> bool:
        """A yes or no; absent means no."""
        value = self.text(key, "false")
        if value not in ("true", "false"):
            self.fault("EV006", f"{key!r} must be true or false", self.table[key].where)
        return value == "true"

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text counts as a list of one."""
        node = self.table.get(key)
        return () if node is None else texts(node, self.issues)

    def nodes(self, key: str) -> tuple[Node, ...]:
        """A list of nodes."""
        node = self.table.get(key)
        if node is None:
            return ()
        if isinstance(node.value, tuple):
            return node.value
        self.fault("EV003", f"{key!r} must be a list, found {node.kind}", node.where)
        return ()

    def fault(self, number: str, message: str, where: Where, hint: str = "") -> None:
        """Remember an issue."""
        self.issues.append(Issue(number, message, where, hint=hint))


def texts(node: Node, issues: list[Issue]) -> tuple[str, ...]:
    """The texts of a list node or of a single text."""
    if isinstance(node.value, str):
        return (node.value,)
    if isinstance(node.value, dict):
        issues.append(Issue("EV003", "expected a list of words, found a table", node.where))
        return ()
    out = []
    for item in node.value:
        if isinstance(item.value, str):
            out.append(item.value)
        else:
            hint = "quote words that hold ':' or start with a bracket"
            issues.append(
                Issue("EV003", f"expected text, found {item.kind}", item.where, hint=hint)
            )
    return tuple(out)


TEST_KEYS = ("is", "not", "owner")


def slot_test(node: Node, issues: list[Issue]) -> SlotTest:
    """What a slot's value asks for."""
    if isinstance(node.value, str):
        if node.value in ROLE_WORDS:
            return SlotTest(role=node.value)
        return SlotTest(words=(node.value,))
    if isinstance(node.value, tuple):
        return SlotTest(words=texts(node, issues))
    fields = Fields.of(node, TEST_KEYS, issues)
    owner = fields.text("owner")
    if owner not in ("", "SOURCE", "TARGET"):
        fields.fault("EV007", f"owner must be SOURCE or TARGET, not {owner!r}", fields.where)
    words = fields.texts("is")
    role = ""
    if len(words) == 1 and words[0] in ROLE_WORDS:
        role, words = words[0], ()
    return SlotTest(role=role, words=words, excluded=fields.texts("not"), owner=owner)


def when(node: Node | None, issues: list[Issue]) -> When:
    """The slots of a ``when`` table."""
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        issues.append(Issue("EV003", f"'when' must be a table, found {node.kind}", node.where))
        return {}
    return {slot: slot_test(value, issues) for slot, value in node.value.items()}


EXAMPLE_KEYS = ("text", "events", "actors", "date", "known_failure", "note")


def examples(fields: Fields, entry: str) -> tuple[Example, ...]:
    """The ``fires`` and ``silent`` sentences of an entry."""
    return tuple(
        _example(kind, node, fields.issues, entry)
        for kind in ("fires", "silent")
        for node in fields.nodes(kind)
    )


def _example(kind: str, node: Node, issues: list[Issue], entry: str) -> Example:
    fields = Fields.of(node, EXAMPLE_KEYS, issues)
    actors = fields.table.get("actors")
    pairs: dict[str, str] | None = None
    if actors is not None and isinstance(actors.value, dict):
        pairs = {name: str(code.value) for name, code in actors.value.items()}
    return Example(
        kind=kind,
        text=" ".join(fields.text("text", required=True).split()),
        events=tuple(sorted(" ".join(event.split()) for event in fields.texts("events"))),
        actors=pairs,
        date=fields.text("date"),
        known_failure=fields.text("known_failure"),
        where=fields.where,
        entry=entry,
    )


def all_words(tests: Iterable[SlotTest]) -> Iterable[str]:
    """Every word that these tests name."""
    for test in tests:
        yield from test.words
        yield from test.excluded
