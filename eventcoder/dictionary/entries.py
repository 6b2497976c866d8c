"""Dictionary entries as written: frozen, with their place in a file."""

from __future__ import annotations

from attrs import field, frozen

from eventcoder.errors import Where

ROLE_WORDS = frozenset({"SOURCE", "TARGET", "ANY", "NONE", "IGNORE"})
"""What a slot's value may be when it is not a list of phrases."""


@frozen
class Example:
    """A sentence that proves an entry."""

    kind: str
    """``fires`` or ``silent``."""
    text: str
    events: tuple[str, ...] = ()
    """Exactly these events, ``SOURCE CODE TARGET``."""
    actors: dict[str, str] | None = field(default=None, eq=False)
    date: str = ""
    known_failure: str = ""
    where: Where = Where("")
    entry: str = ""
    """Id of the entry that it belongs to."""


@frozen
class SlotTest:
    """What must stand in a slot."""

    role: str = ""
    """One of ``ROLE_WORDS``, or empty when only words count."""
    words: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    owner: str = ""
    """``SOURCE`` or ``TARGET``: who the actor inside the phrase is."""


When = dict[str, SlotTest]


@frozen
class Pattern:
    """One reading of a family's verbs and nouns."""

    id: str
    code: str
    when: When = field(factory=dict, eq=False)
    unless: tuple[When, ...] = field(default=(), eq=False)
    mirror: str = ""
    both_ways: bool = False
    negated: bool = False
    place_target: bool = False
    swap: bool = False
    together: bool = False
    """Only for two or more sources, who do it with each other."""
    sources: tuple[str, ...] = ()
    """Roles of which a source must have one; a country or organisation alone counts too."""
    targets: tuple[str, ...] = ()
    """Roles of which a target must have one; a country alone does not count."""
    status: str = "reviewed"
    examples: tuple[Example, ...] = field(default=(), eq=False)
    where: Where = Where("")


@frozen
class Family:
    """Verbs, adjectives and event nouns that mean one kind of act."""

    name: str
    meaning: str = ""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    nests: str = ""
    silent_because: str = ""
    patterns: tuple[Pattern, ...] = field(default=(), eq=False)
    """The family's own default first, when it has a code."""
    examples: tuple[Example, ...] = field(default=(), eq=False)
    where: Where = Where("")


@frozen
class NestRow:
    """Event inside event: ``outer`` class and prefix of the inner code give a code."""

    outer: str
    inner: str
    code: str
    """``inner`` keeps the inner code, ``none`` makes no event."""
    inner_code: str = ""
    """Code of the second dyad, outer source to inner target; empty for the same, ``none`` for no such dyad."""
    where: Where = Where("")


@frozen
class WordSet:
    """A shared list of phrases, used as ``set:NAME``."""

    name: str
    phrases: tuple[str, ...]
    where: Where = Where("")


@frozen
class RoleRow:
    """An actor code and the days on which it holds, both included, ISO text, empty for open."""

    code: str
    start: str = ""
    until: str = ""

    def holds(self, day: str) -> bool:
        """Whether this row holds on a day (ISO text)."""
        return (not self.start or self.start <= day) and (not self.until or day <= self.until)

    @property
    def dated(self) -> bool:
        """Whether it has a first or last day."""
        return bool(self.start or self.until)


@frozen
class ActorEntry:
    """Somebody with a name: a country, body, group, organisation or person."""

    id: str
    kind: str
    """``country, body, group, international, company, ngo`` or ``person``."""
    roles: tuple[RoleRow, ...]
    names: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    gender: str = ""
    owner: str = ""
    """Id of the country or group it is listed under."""
    examples: tuple[Example, ...] = field(default=(), eq=False)
    where: Where = Where("")

    def code_on(self, day: str) -> str:
        """The code on a day (ISO text; empty for a day not known), dated rows before open ones."""
        open_code = ""
        for row in self.roles:
            if not row.dated:
                open_code = open_code or row.code
            elif day and row.holds(day):
                return row.code
        if open_code or not self.roles:
            return open_code
        return self._nearest(day)

    def _nearest(self, day: str) -> str:
        before = [row for row in self.roles if row.until and row.until < day]
        return (before[-1] if before else self.roles[0]).code


@frozen
class AgentEntry:
    """Nouns that say what sort of actor."""

    role: str
    nouns: tuple[str, ...]
    examples: tuple[Example, ...] = field(default=(), eq=False)
    where: Where = Where("")


@frozen
class Context:
    """Cues for one kind of context: ``background`` or ``discard``."""

    name: str
    cues: tuple[str, ...]
    where: Where = Where("")


@frozen
class QuietText:
    """Sentences of one topic that must give no event."""

    topic: str
    sentences: tuple[tuple[str, Where], ...]
    where: Where = Where("")


@frozen
class Entries:
    """All that a pack of dictionaries holds, as written."""

    families: tuple[Family, ...] = ()
    nesting: tuple[NestRow, ...] = ()
    sets: tuple[WordSet, ...] = ()
    actors: tuple[ActorEntry, ...] = ()
    agents: tuple[AgentEntry, ...] = ()
    contexts: tuple[Context, ...] = ()
    quiet: tuple[QuietText, ...] = ()
    digest: str = ""
    """SHA-256 over all files, first 16 hexadecimal digits."""
    root: str = ""
