"""One small function for each check of verb dictionaries; each yields issues and reports nothing itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise

from eventcoder.dictionary.compile import Dictionary, Group, Rule, Test, compile_entries
from eventcoder.dictionary.entries import Entries, Family, Pattern, SlotTest
from eventcoder.dictionary.fields import all_words
from eventcoder.dictionary.words import norm
from eventcoder.errors import Issue, Where, did_you_mean
from eventcoder.ontology import load_ontology

NEST_CLASSES = frozenset(
    "request demand intend offer refuse threaten deny accuse praise blame stop order allow consider unasserted report "
    "same fail resume".split()
)
"""What ``nests`` may say; docs/dictionary-format.md explains each."""

TWO_WAY = frozenset({"040", "041", "044", "046"})
"""Codes of events that two parties do together."""

SLOTS = frozenset(
    "subject object to_do that modifier complement owner about above according across after against ahead along "
    "alongside amid among around as aside at away because before behind below beneath beside between beyond by despite "
    "down during except following for from in inside instead into like near of off on onto opposite out outside over "
    "past per regarding since through throughout to toward towards under until up upon via with within without".split()
)
"""Slots that ``when`` may name; a preposition of several words counts by its first."""


def unknown_codes(entries: Entries) -> Iterator[Issue]:
    """EV101: a code that the ontology does not have."""
    known = load_ontology("cameo")
    labels = [code.label for code in known]
    for family in entries.families:
        for pattern in family.patterns:
            for code in (pattern.code, pattern.mirror):
                if code not in ("", "none") and code not in known:
                    yield Issue(
                        "EV101",
                        f"unknown code {code!r}",
                        pattern.where,
                        entry=pattern.id,
                        hint=did_you_mean(code, labels),
                    )
    for row in entries.nesting:
        for code in (row.code, row.inner_code):
            if code not in ("", "none", "inner") and code not in known:
                yield Issue(
                    "EV101", f"unknown code {code!r}", row.where, hint=did_you_mean(code, labels)
                )


def unknown_sets(entries: Entries) -> Iterator[Issue]:
    """EV102: a set that no file in sets/ defines."""
    known = {item.name for item in entries.sets}
    for name, where, words in _word_lists(entries):
        for word in words:
            if "set:" in word and word.strip().removeprefix("set:") not in known:
                yield Issue(
                    "EV102",
                    f"unknown set {word!r}",
                    where,
                    entry=name,
                    hint=did_you_mean(word.removeprefix("set:"), known),
                )


def _word_lists(entries: Entries) -> Iterator[tuple[str, Where, tuple[str, ...]]]:
    for item in entries.sets:
        yield item.name, item.where, item.phrases
    for family in entries.families:
        yield family.name, family.where, family.light
        for pattern in family.patterns:
            for when in (pattern.when, *pattern.unless):
                yield pattern.id, pattern.where, tuple(all_words(when.values()))


def unknown_slots(entries: Entries) -> Iterator[Issue]:
    """EV103: a slot that the engine never fills."""
    for family in entries.families:
        for pattern in family.patterns:
            for when in (pattern.when, *pattern.unless):
                for slot in when:
                    if slot.split(" ")[0] not in SLOTS:
                        yield Issue(
                            "EV103",
                            f"unknown slot {slot!r}",
                            pattern.where,
                            entry=pattern.id,
                            hint=did_you_mean(slot, SLOTS),
                        )


def unknown_classes(entries: Entries) -> Iterator[Issue]:
    """EV104: a nesting class that the engine does not know."""
    for family in entries.families:
        if family.nests and family.nests not in NEST_CLASSES:
            yield Issue(
                "EV104",
                f"unknown nesting class {family.nests!r}",
                family.where,
                entry=family.name,
                hint=did_you_mean(family.nests, NEST_CLASSES),
            )
    for row in entries.nesting:
        if row.outer not in NEST_CLASSES:
            yield Issue(
                "EV104",
                f"unknown nesting class {row.outer!r}",
                row.where,
                hint=did_you_mean(row.outer, NEST_CLASSES),
            )


def contradictions(entries: Entries) -> Iterator[Issue]:
    """EV105: two patterns that ask for the same and give different codes."""
    seen: dict[tuple[object, ...], tuple[Rule, str]] = {}
    rules = compile_entries(entries)
    for word, rule in _rules_by_word(rules):
        key = (word, rule.negated, _key(rule.tests), tuple(map(_key, rule.unless)))
        if key in seen:
            other, _ = seen[key]
            if other.code != rule.code and other.id != rule.id:
                yield Issue(
                    "EV105",
                    f"{' '.join(word[1:])!r}: {rule.id} ({rule.code or 'none'}) asks for the same as "
                    f"{other.id} ({other.code or 'none'}) at {other.where}",
                    _where(rule.where),
                    entry=rule.id,
                    hint="give one of them a word list, or drop the verb from one family",
                )
        else:
            seen[key] = (rule, rule.code)


def _rules_by_word(rules: Dictionary) -> Iterator[tuple[tuple[str, ...], Rule]]:
    for kind, table in (("verb", rules.verbs), ("adjective", rules.adjectives)):
        for word, entries in table.items():
            for entry in entries:
                for rule in filter(_decides(entry.group), entry.group.rules):
                    yield (kind, word, *entry.rest), rule
    for word, nouns in rules.nouns.items():
        for noun in nouns:
            for rule in filter(_decides(noun.group), noun.group.rules):
                yield ("noun", *noun.modifiers, word), rule


def _decides(group: Group) -> Callable[[Rule], bool]:
    """An outer verb's `code: none` leaves the word to other families when nothing stands inside."""
    return lambda rule: bool(rule.code) or not group.nests


def _key(tests: tuple[tuple[str, Test], ...]) -> tuple[object, ...]:
    return tuple(
        (slot, t.role, t.owner, tuple(sorted(t.words.items())), tuple(sorted(t.excluded.items())))
        for slot, t in sorted(tests, key=lambda pair: pair[0])
    )


def _where(text: str) -> Where:
    path, line, column = [*text.split(":"), "0", "0"][:3]
    return Where(path, int(line), int(column))


def duplicate_words(entries: Entries) -> Iterator[Issue]:
    """EV106: a verb, noun or set phrase written twice in one list."""
    for family in entries.families:
        for words in (family.verbs, family.nouns, family.adjectives):
            yield from _twice(words, family.where, family.name)
    for item in entries.sets:
        yield from _twice(item.phrases, item.where, item.name)


def _twice(words: tuple[str, ...], where: Where, entry: str) -> Iterator[Issue]:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            yield Issue("EV106", f"{word!r} is listed twice", where, entry=entry, hint="drop one")
        seen.add(word)


def missing_examples(entries: Entries) -> Iterator[Issue]:
    """EV107: a reviewed pattern without a sentence of each kind."""
    for family in entries.families:
        for pattern in family.patterns:
            if pattern.status == "reviewed" and pattern.code != "none":
                for kind in ("fires", "silent"):
                    if not any(example.kind == kind for example in pattern.examples):
                        yield Issue(
                            "EV107",
                            f"{pattern.id} has no {kind!r} sentence",
                            pattern.where,
                            entry=pattern.id,
                            hint="write one, or say `status: imported`",
                        )


def one_way(entries: Entries) -> Iterator[Issue]:
    """EV108: a code for what two parties do together, in one direction only."""
    for family in entries.families:
        for pattern in family.patterns:
            if pattern.code in TWO_WAY and not pattern.both_ways and not pattern.mirror:
                yield Issue(
                    "EV108",
                    f"{pattern.id} codes {pattern.code} in one direction",
                    pattern.where,
                    severity="warning",
                    entry=pattern.id,
                    hint="add `both_ways: true`",
                )


def not_lemmas(entries: Entries) -> Iterator[Issue]:
    """EV109: a verb that is written in another form than its lemma."""
    stems = {
        norm(verb.split()[0])
        for family in entries.families
        for verb in family.verbs
        if verb.split()
    }
    for family in entries.families:
        for verb in family.verbs:
            first = norm(verb.split()[0]) if verb.split() else ""
            stem = _stem(first, stems)
            if stem:
                yield Issue(
                    "EV109",
                    f"{verb!r} is no lemma",
                    family.where,
                    severity="warning",
                    entry=family.name,
                    hint=f"write {stem!r}",
                )


def _stem(word: str, known: set[str]) -> str:
    for end, repairs in (("ing", ("", "e")), ("ed", ("", "e")), ("s", ("",))):
        if word.endswith(end) and not word.endswith("ss"):
            for repair in repairs:
                if word[: -len(end)] + repair in known:
                    return word[: -len(end)] + repair
    return ""


def duplicate_ids(entries: Entries) -> Iterator[Issue]:
    """EV110: two families or patterns of one name."""
    seen: dict[str, Where] = {}
    for name, where in _ids(entries):
        if name in seen:
            yield Issue(
                "EV110",
                f"the id {name!r} is taken by {seen[name]}",
                where,
                entry=name,
                hint="rename one",
            )
        seen.setdefault(name, where)


def _ids(entries: Entries) -> Iterator[tuple[str, Where]]:
    for family in entries.families:
        yield family.name, family.where
        for pattern in family.patterns:
            if pattern.id != family.name:
                yield pattern.id, pattern.where
    for actor in entries.actors:
        yield f"actor {actor.id}", actor.where


def shadowed(entries: Entries) -> Iterator[Issue]:
    """EV111: a pattern that can never win: another of its family asks for no more and scores no less."""
    for family in entries.families:
        by_tests: defaultdict[tuple[object, ...], list[Pattern]] = defaultdict(list)
        for pattern in family.patterns:
            by_tests[_shape(pattern)].append(pattern)
        for patterns in by_tests.values():
            for first, second in pairwise(patterns):
                if first.code == second.code:
                    yield Issue(
                        "EV111",
                        f"{second.id} repeats {first.id}",
                        second.where,
                        entry=second.id,
                        severity="warning",
                        hint="join the two",
                    )


def _shape(pattern: Pattern) -> tuple[object, ...]:
    def one(test: SlotTest) -> tuple[object, ...]:
        return (test.role, test.owner, tuple(sorted(test.words)), tuple(sorted(test.excluded)))

    when = tuple(sorted((slot, one(test)) for slot, test in pattern.when.items()))
    unless = tuple(
        tuple(sorted((slot, one(test)) for slot, test in item.items())) for item in pattern.unless
    )
    return (when, unless, pattern.negated)


def empty_families(entries: Entries) -> Iterator[Issue]:
    """EV112: a family that no word calls up."""
    for family in entries.families:
        if not _words(family):
            yield Issue(
                "EV112",
                f"family {family.name!r} has no verb, noun or adjective",
                family.where,
                entry=family.name,
                hint="list at least one",
            )


def _words(family: Family) -> tuple[str, ...]:
    return (*family.verbs, *family.nouns, *family.adjectives)
