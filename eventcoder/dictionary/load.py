"""Files of a dictionary pack -> entries and issues; never stops at the first fault."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from attrs import evolve, field, mutable

from eventcoder.dictionary import fields as read
from eventcoder.dictionary.entries import (
    ActorEntry,
    AgentEntry,
    Context,
    Entries,
    Family,
    NestRow,
    Pattern,
    QuietText,
    RoleRow,
    SlotTest,
    When,
    WordSet,
)
from eventcoder.dictionary.fields import Fields
from eventcoder.errors import DictionaryError, Issue, UsageError, Where
from eventcoder.yamlfile import Node, read_documents

PATTERN_KEYS = (
    "id code when unless mirror both_ways negated place_target swap together sources targets status note origin "
    "fires silent replaces"
).split()
FAMILY_KEYS = (
    "format family meaning verbs nouns adjectives light takes nests silent_because patterns"
).split() + [key for key in PATTERN_KEYS if key != "id"]
ACTOR_KEYS = (
    "format id kind code roles names weak people seats places bodies members gender from until source checked note "
    "fires silent iso2 fips replaces wikidata"
).split()
AGENT_KEYS = "format role meaning nouns fires silent note replaces".split()
ROLE_KEYS = "code from until note office source".split()
SET_KEYS = "format set meaning phrases stands_for note".split()
NESTING_KEYS = "format nesting meaning note".split()
NEST_ROW_KEYS = "outer inner code inner_code note".split()
CONTEXT_KEYS = "format context meaning cues note".split()
QUIET_KEYS = "format topic meaning sentences note".split()


def shipped() -> Path:
    """The folder of the dictionaries that ship with eventcoder."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "dictionaries"
    return inside if inside.is_dir() else package.parent / "dictionaries"


def files_of(root: Path) -> list[Path]:
    """All YAML files of a pack in a stable order."""
    if not root.is_dir():
        raise UsageError(
            f"no dictionary folder at {root}: name a folder that holds verbs/, actors/, agents/"
        )
    paths = sorted(path for path in root.rglob("*.yaml") if "schema" not in path.parts)
    if not paths:
        raise UsageError(f"the dictionary folder {root} holds no .yaml file")
    return paths


def digest_of(paths: Iterable[Path]) -> str:
    """SHA-256 over the content of files, first 16 hexadecimal digits."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def load(root: Path | None = None) -> tuple[Entries, list[Issue]]:
    """All entries below a folder (default: what ships), and all faults found on the way."""
    root = root or shipped()
    paths = files_of(root)
    issues: list[Issue] = []
    found = _Found()
    for path in paths:
        shown = str(path.relative_to(root))
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            issues.append(Issue("EV001", f"cannot be read: {error}", Where(shown)))
            continue
        for node in read_documents(text, shown, issues):
            _document(node, issues, found)
    digest = digest_of(paths)
    return evolve(found.entries(), digest=digest, root=str(root)), issues


def load_or_raise(root: Path | None = None) -> Entries:
    """All entries below a folder; raises DictionaryError with every fault when there is one."""
    entries, issues = load(root)
    errors = [issue for issue in issues if issue.severity == "error"]
    if errors:
        raise DictionaryError(errors)
    return entries


@mutable
class _Found:
    families: list[Family] = field(factory=list)
    nesting: list[NestRow] = field(factory=list)
    sets: list[WordSet] = field(factory=list)
    actors: list[ActorEntry] = field(factory=list)
    agents: list[AgentEntry] = field(factory=list)
    contexts: list[Context] = field(factory=list)
    quiet: list[QuietText] = field(factory=list)

    def entries(self) -> Entries:
        return Entries(
            tuple(self.families),
            tuple(self.nesting),
            tuple(self.sets),
            tuple(self.actors),
            tuple(self.agents),
            tuple(self.contexts),
            tuple(self.quiet),
        )


def _document(node: Node, issues: list[Issue], found: _Found) -> None:
    if not isinstance(node.value, dict):
        issues.append(Issue("EV003", f"expected a table, found {node.kind}", node.where))
        return
    keys = node.value.keys()
    readers: dict[str, Callable[[Node, list[Issue], _Found], None]] = {
        "family": lambda n, i, f: f.families.append(_family(n, i)),
        "set": lambda n, i, f: f.sets.append(_set(n, i)),
        "nesting": lambda n, i, f: f.nesting.extend(_nesting(n, i)),
        "role": lambda n, i, f: f.agents.append(_agent(n, i)),
        "context": lambda n, i, f: f.contexts.append(_context(n, i)),
        "topic": lambda n, i, f: f.quiet.append(_quiet(n, i)),
        "id": lambda n, i, f: f.actors.extend(_actor(n, i, "", "")),
        "pack": lambda *_: None,
    }
    for key, reader in readers.items():
        if key in keys:
            reader(node, issues, found)
            return
    hint = f"a document starts with one of: {', '.join(readers)}"
    issues.append(Issue("EV008", "cannot tell what this document is", node.where, hint=hint))


def _pattern(fields: Fields, name: str, base: When) -> Pattern:
    laid = {**base, **read.when(fields.table.get("when"), fields.issues)}
    laid = {slot: test for slot, test in laid.items() if test.role != "IGNORE"}
    return Pattern(
        id=name,
        code=fields.text("code", required=True),
        when=laid,
        unless=tuple(read.when(node, fields.issues) for node in fields.nodes("unless")),
        mirror=fields.text("mirror"),
        both_ways=fields.flag("both_ways") or fields.flag("together"),
        negated=fields.flag("negated"),
        place_target=fields.flag("place_target"),
        swap=fields.flag("swap"),
        together=fields.flag("together"),
        sources=fields.texts("sources"),
        targets=fields.texts("targets"),
        status=fields.text("status", "reviewed"),
        examples=read.examples(fields, name),
        where=fields.where,
    )


def _family(node: Node, issues: list[Issue]) -> Family:
    fields = Fields.of(node, FAMILY_KEYS, issues)
    name = fields.text("family", required=True)
    base = read.when(fields.table.get("when"), issues)
    base = base or {"subject": SlotTest(role="SOURCE"), "object": SlotTest(role="TARGET")}
    patterns: list[Pattern] = []
    if "code" in fields.table:
        patterns.append(_pattern(fields, name, base))
    for number, item in enumerate(fields.nodes("patterns"), 1):
        inner = Fields.of(item, PATTERN_KEYS, issues)
        patterns.append(_pattern(inner, inner.text("id") or f"{name}.{number}", base))
    nests, silent = fields.text("nests"), fields.text("silent_because")
    if not patterns and not nests and not silent:
        hint = "give a code, patterns, nests, or say why in silent_because"
        fields.fault("EV009", f"family {name!r} codes nothing", fields.where, hint)
    return Family(
        name=name,
        meaning=fields.text("meaning"),
        verbs=fields.texts("verbs"),
        nouns=fields.texts("nouns"),
        adjectives=fields.texts("adjectives"),
        light=fields.texts("light"),
        takes=fields.texts("takes"),
        nests=nests,
        silent_because=silent,
        patterns=tuple(patterns),
        examples=read.examples(fields, name),
        where=fields.where,
    )


def _set(node: Node, issues: list[Issue]) -> WordSet:
    fields = Fields.of(node, SET_KEYS, issues)
    return WordSet(fields.text("set", required=True), fields.texts("phrases"), fields.where)


def _nesting(node: Node, issues: list[Issue]) -> list[NestRow]:
    out = []
    for item in Fields.of(node, NESTING_KEYS, issues).nodes("nesting"):
        row = Fields.of(item, NEST_ROW_KEYS, issues)
        outer, inner, code = (row.text(key, required=True) for key in ("outer", "inner", "code"))
        out.append(NestRow(outer, inner, code, row.text("inner_code"), row.where))
    return out


def _agent(node: Node, issues: list[Issue]) -> AgentEntry:
    fields = Fields.of(node, AGENT_KEYS, issues)
    role = fields.text("role", required=True)
    return AgentEntry(role, fields.texts("nouns"), read.examples(fields, role), fields.where)


def _context(node: Node, issues: list[Issue]) -> Context:
    fields = Fields.of(node, CONTEXT_KEYS, issues)
    return Context(fields.text("context", required=True), fields.texts("cues"), fields.where)


def _quiet(node: Node, issues: list[Issue]) -> QuietText:
    fields = Fields.of(node, QUIET_KEYS, issues)
    pairs = []
    for item in fields.nodes("sentences"):
        if isinstance(item.value, str):
            pairs.append((" ".join(item.value.split()), item.where))
        else:
            hint = "quote sentences that hold ': '"
            fields.fault("EV003", f"expected a sentence, found {item.kind}", item.where, hint)
    return QuietText(fields.text("topic", required=True), tuple(pairs), fields.where)


def _actor(node: Node, issues: list[Issue], owner: str, kind: str) -> list[ActorEntry]:
    fields = Fields.of(node, ACTOR_KEYS, issues)
    name = fields.text("id", required=True)
    roles = tuple(_role(item, issues) for item in fields.nodes("roles"))
    if "code" in fields.table:
        row = RoleRow(fields.text("code"), fields.text("from"), fields.text("until"))
        roles = (*roles, row)
    if not roles:
        fields.fault("EV010", f"actor {name!r} has neither code nor roles", fields.where)
    entry = ActorEntry(
        id=name,
        kind=fields.text("kind", kind or "group"),
        roles=roles,
        names=fields.texts("names"),
        weak=fields.texts("weak"),
        people=fields.texts("people"),
        seats=fields.texts("seats"),
        places=fields.texts("places"),
        gender=fields.text("gender"),
        owner=owner,
        examples=read.examples(fields, name),
        where=fields.where,
    )
    out = [entry]
    for item in fields.nodes("bodies"):
        out.extend(_actor(item, issues, name, "body"))
    for item in fields.nodes("members"):
        out.extend(_actor(item, issues, name, "person"))
    return out


def _role(node: Node, issues: list[Issue]) -> RoleRow:
    fields = Fields.of(node, ROLE_KEYS, issues)
    return RoleRow(fields.text("code", required=True), fields.text("from"), fields.text("until"))
