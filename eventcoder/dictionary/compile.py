"""Entries -> Dictionary: everything keyed for look-up, nothing left to parse at run time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from attrs import field, frozen

from eventcoder.dictionary.entries import (
    ActorEntry,
    Entries,
    Family,
    NestRow,
    Pattern,
    SlotTest,
    When,
)
from eventcoder.dictionary.words import head_and_modifiers, plain, split

Phrases = dict[str, tuple[tuple[str, ...], ...]]
"""Head word to the sets of modifiers that it may need; an empty tuple needs none."""


@frozen
class Test:
    """A compiled ``SlotTest``."""

    role: str
    words: Phrases
    excluded: Phrases
    owner: str
    verbal: bool
    """Whether the slot holds verbs (``to_do``, ``that``)."""


@frozen
class Rule:
    """A compiled pattern of a family."""

    id: str
    code: str
    tests: tuple[tuple[str, Test], ...]
    unless: tuple[tuple[tuple[str, Test], ...], ...]
    mirror: str
    both_ways: bool
    negated: bool
    place_target: bool
    swap: bool
    together: bool
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    where: str
    needs: tuple[tuple[str, Test], ...] = ()
    """Tests of slots that nothing can stand in for."""
    bars: tuple[str, ...] = ()
    """Slots that must be empty."""


@frozen
class Group:
    """A compiled family."""

    name: str
    rules: tuple[Rule, ...]
    nests: str
    takes: tuple[str, ...]
    light: frozenset[str]
    silent: str
    where: str


@frozen
class VerbEntry:
    """A verb phrase: the words after the verb, and the family that it belongs to."""

    rest: tuple[str, ...]
    group: Group


@frozen
class NounEntry:
    """An event noun: the modifiers that it needs, and its family."""

    modifiers: tuple[str, ...]
    group: Group


@frozen
class Name:
    """One name of one actor."""

    keys: tuple[str, ...]
    actor: ActorEntry
    kind: str
    """``name, people, seat, place`` or ``weak``."""
    capitals: bool
    """Whether it counts only when written in capitals (*IS*, *US*)."""
    lower: bool = False
    """Whether the entry is written in lower case, so that case does not count."""


@frozen
class Agent:
    """An agent noun: words before its head, and the role."""

    modifiers: tuple[str, ...]
    role: str
    where: str


@frozen
class Dictionary:
    """All rules, keyed by the word that a sentence must hold to need them."""

    verbs: dict[str, tuple[VerbEntry, ...]] = field(factory=dict)
    adjectives: dict[str, tuple[VerbEntry, ...]] = field(factory=dict)
    predicates: frozenset[tuple[str, str]] = frozenset()
    """Preposition and noun of predicates listed as adjectives: *on alert*."""
    speech: frozenset[str] = frozenset()
    """Verbs of families that report what is said, or threaten: *, Peru warned*."""
    nouns: dict[str, tuple[NounEntry, ...]] = field(factory=dict)
    nesting: dict[str, dict[str, NestRow]] = field(factory=dict)
    """Outer class to inner prefix to row."""
    sets: dict[str, Phrases] = field(factory=dict)
    names: dict[str, tuple[Name, ...]] = field(factory=dict)
    """First word of a name to its names, longest first."""
    agents: dict[str, tuple[Agent, ...]] = field(factory=dict)
    """Head noun to its readings, longest first."""
    contexts: dict[str, dict[tuple[str, ...], tuple[tuple[str, ...], ...]]] = field(factory=dict)
    """Context name to the first two words of a cue (or its only one) to cues, longest first."""
    actors: dict[str, ActorEntry] = field(factory=dict)
    digest: str = ""

    def in_set(self, name: str, word: str) -> bool:
        """Whether a normalised word is a one-word phrase of a set."""
        return () in self.sets.get(name, {}).get(word, ())


def compile_entries(entries: Entries) -> Dictionary:
    """The look-up form of all entries. Faults were found by ``load`` and ``dict lint`` before."""
    raw_sets = {item.name: item.phrases for item in entries.sets}
    expand = _Expander(raw_sets)
    groups = [(family, _group(family, expand)) for family in entries.families]
    return Dictionary(
        verbs=_verbs((g, f.verbs) for f, g in groups),
        adjectives=_verbs((g, f.adjectives) for f, g in groups),
        predicates=frozenset(
            (words[0], words[-1])
            for family in entries.families
            for words in map(split, family.adjectives)
            if len(words) > 1
        ),
        speech=frozenset(
            words[0]
            for family in entries.families
            if family.nests in ("report", "threaten")
            for words in map(split, family.verbs)
            if len(words) == 1
        ),
        nouns=_nouns(groups),
        nesting=_nesting(entries),
        sets={name: expand.phrases((f"set:{name}",)) for name in raw_sets},
        names=_names(entries.actors),
        agents=_agents(entries),
        contexts=_contexts(entries),
        actors={actor.id: actor for actor in entries.actors},
        digest=entries.digest,
    )


@frozen
class _Expander:
    sets: dict[str, tuple[str, ...]]
    done: dict[tuple[bool, tuple[str, ...]], Phrases] = field(factory=dict)
    """What was compiled before: patterns with the same words share one table."""

    def flat(self, words: Iterable[str], seen: frozenset[str] = frozenset()) -> list[str]:
        out: list[str] = []
        for word in words:
            if not word.startswith("set:"):
                out.append(word)
            elif word not in seen:
                out.extend(self.flat(self.sets.get(word[4:], ()), seen | {word}))
        return out

    def phrases(self, words: Iterable[str], *, verbal: bool = False) -> Phrases:
        key = (verbal, tuple(words))
        if key not in self.done:
            self.done[key] = self._phrases(key[1], verbal)
        return self.done[key]

    def _phrases(self, words: tuple[str, ...], verbal: bool) -> Phrases:
        out: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for word in self.flat(words):
            parts = split(word)
            if verbal and parts[:1] == ("not",):
                parts = (*parts[1:2], "not", *parts[2:])  # the head is the verb: not tolerate
            head, rest = (parts[0], parts[1:]) if verbal and parts else head_and_modifiers(word)
            if head:
                out[head].append(rest)
        return {
            head: tuple(sorted(set(mods), key=lambda m: (-len(m), m))) for head, mods in out.items()
        }


VERBAL_SLOTS = frozenset({"to_do", "that"})


def _tests(when: When, expand: _Expander) -> tuple[tuple[str, Test], ...]:
    return tuple((slot, _test(slot, test, expand)) for slot, test in when.items())


def _test(slot: str, test: SlotTest, expand: _Expander) -> Test:
    verbal = slot in VERBAL_SLOTS
    words = expand.phrases(test.words, verbal=verbal)
    excluded = expand.phrases(test.excluded, verbal=verbal)
    return Test(test.role, words, excluded, test.owner, verbal)


def _rule(pattern: Pattern, expand: _Expander) -> Rule:
    tests = _tests(pattern.when, expand)
    return Rule(
        id=pattern.id,
        code="" if pattern.code == "none" else pattern.code,
        tests=tests,
        needs=tuple(item for item in tests if item[1].role not in ("SOURCE", "TARGET", "NONE")),
        bars=tuple(slot for slot, test in tests if test.role == "NONE"),
        unless=tuple(_tests(item, expand) for item in pattern.unless),
        mirror=pattern.mirror,
        both_ways=pattern.both_ways,
        negated=pattern.negated,
        place_target=pattern.place_target,
        swap=pattern.swap,
        together=pattern.together,
        sources=pattern.sources,
        targets=pattern.targets,
        where=str(pattern.where),
    )


def _group(family: Family, expand: _Expander) -> Group:
    return Group(
        name=family.name,
        rules=tuple(_rule(pattern, expand) for pattern in family.patterns),
        nests=family.nests,
        takes=family.takes,
        light=frozenset(split(word)[0] for word in expand.flat(family.light) if split(word)),
        silent=family.silent_because,
        where=str(family.where),
    )


def _verbs(pairs: Iterable[tuple[Group, tuple[str, ...]]]) -> dict[str, tuple[VerbEntry, ...]]:
    out: defaultdict[str, list[VerbEntry]] = defaultdict(list)
    for group, phrases in pairs:
        for phrase in phrases:
            words = split(phrase)
            if words:
                out[words[0]].append(VerbEntry(words[1:], group))
    return {word: tuple(sorted(items, key=lambda e: -len(e.rest))) for word, items in out.items()}


def _nouns(groups: list[tuple[Family, Group]]) -> dict[str, tuple[NounEntry, ...]]:
    out: defaultdict[str, list[NounEntry]] = defaultdict(list)
    for family, group in groups:
        for phrase in family.nouns:
            head, modifiers = head_and_modifiers(phrase)
            if head:
                out[head].append(NounEntry(modifiers, group))
    return {w: tuple(sorted(items, key=lambda e: -len(e.modifiers))) for w, items in out.items()}


def _nesting(entries: Entries) -> dict[str, dict[str, NestRow]]:
    out: defaultdict[str, dict[str, NestRow]] = defaultdict(dict)
    for row in entries.nesting:
        out[row.outer].setdefault("" if row.inner == "*" else row.inner, row)
    return dict(out)


def _contexts(
    entries: Entries,
) -> dict[str, dict[tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    out: defaultdict[str, defaultdict[tuple[str, ...], list[tuple[str, ...]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for context in entries.contexts:
        for cue in map(split, context.cues):
            if cue:
                out[context.name][cue[:2]].append(cue)
    return {
        name: {
            first: tuple(sorted(set(cues), key=lambda c: (-len(c), c)))
            for first, cues in table.items()
        }
        for name, table in out.items()
    }


def name_keys(text: str) -> tuple[str, ...]:
    """The words of a name as they are looked up."""
    parts = text.replace("-", " ").replace("–", " ").replace("’", "'").replace("'s ", " ").split()
    return tuple(key for key in map(plain, parts) if key)


def _names(actors: tuple[ActorEntry, ...]) -> dict[str, tuple[Name, ...]]:
    out: defaultdict[str, list[Name]] = defaultdict(list)
    for actor in actors:
        lists = (
            ("name", actor.names),
            ("weak", actor.weak),
            ("people", actor.people),
            ("seat", actor.seats),
            ("place", actor.places),
        )
        for kind, names in lists:
            for text in names:
                keys = name_keys(text)
                if keys:
                    letters = text.replace(".", "")
                    capitals = letters.isupper() and len(letters) <= 4
                    lower = text[:1].islower() and text.islower()
                    out[keys[0]].append(Name(keys, actor, kind, capitals, lower))
    order = {"name": 0, "people": 1, "seat": 2, "weak": 3, "place": 4}
    return {
        first: tuple(sorted(names, key=lambda n: (-len(n.keys), order[n.kind], n.actor.id)))
        for first, names in out.items()
    }


def _agents(entries: Entries) -> dict[str, tuple[Agent, ...]]:
    out: defaultdict[str, list[Agent]] = defaultdict(list)
    for entry in entries.agents:
        for noun in entry.nouns:
            head, modifiers = head_and_modifiers(noun)
            if head:
                out[head].append(Agent(modifiers, entry.role, str(entry.where)))
    return {
        h: tuple(sorted(items, key=lambda a: (-len(a.modifiers), a.role)))
        for h, items in out.items()
    }
