"""What a dictionary covers: codes, entries, sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from eventcoder.dictionary.entries import Entries
from eventcoder.ontology import load_ontology
from eventcoder.tools.recorded import all_examples


@frozen
class Stats:
    """Counts of one pack."""

    families: int
    silent_families: int
    patterns: int
    """Patterns, and verbs, adjectives and nouns as one each."""
    nest_rows: int
    sentences: int
    quiet: int
    actors: int
    names: int
    agent_nouns: int
    codes: dict[str, int]
    """Sentences whose expected events hold a code, by code."""
    reachable: frozenset[str]
    """Codes that a pattern, a mirror or the nesting table can give."""
    missing: tuple[str, ...]
    """Codes of the ontology that no sentence expects."""


def count(entries: Entries) -> Stats:
    """The counts of a pack, against CAMEO."""
    expected: Counter[str] = Counter()
    sentences = 0
    for example in all_examples(entries):
        sentences += 1
        if example.kind == "fires" and not example.known_failure:
            expected.update({event.split()[1] for event in example.events})
    reachable = frozenset(_codes(entries))
    codes = [code.label for code in load_ontology("cameo") if len(code.label) > 2]
    return Stats(
        families=len(entries.families),
        silent_families=sum(bool(f.silent_because) for f in entries.families),
        patterns=sum(
            len(f.patterns) + len(f.verbs) + len(f.nouns) + len(f.adjectives)
            for f in entries.families
        ),
        nest_rows=len(entries.nesting),
        sentences=sentences,
        quiet=sum(len(q.sentences) for q in entries.quiet),
        actors=len(entries.actors),
        names=sum(
            len(a.names) + len(a.people) + len(a.seats) + len(a.places) for a in entries.actors
        ),
        agent_nouns=sum(len(a.nouns) for a in entries.agents),
        codes=dict(expected),
        reachable=reachable,
        missing=tuple(code for code in codes if code not in expected),
    )


def _codes(entries: Entries) -> Iterator[str]:
    for family in entries.families:
        for pattern in family.patterns:
            yield pattern.code
            if pattern.mirror:
                yield pattern.mirror
    for row in entries.nesting:
        yield row.code
        yield row.inner_code


def render(stats: Stats) -> str:
    """The counts as a table."""
    rows = [
        ("families", stats.families),
        ("  of them silent", stats.silent_families),
        ("patterns, verbs and nouns", stats.patterns),
        ("nesting rows", stats.nest_rows),
        ("sentences", stats.sentences),
        ("  of them quiet", stats.quiet),
        ("actors", stats.actors),
        ("names", stats.names),
        ("agent nouns", stats.agent_nouns),
        ("codes with a sentence", len(stats.codes)),
    ]
    lines = [f"{name:28}{number:>8,}" for name, number in rows]
    names = {code.label: code.name for code in load_ontology("cameo")}
    lines.append("")
    lines.extend(
        f"{code:6}{number:>6}  {names.get(code, '?')}"
        for code, number in sorted(stats.codes.items())
    )
    if stats.missing:
        lines.append("\nno sentence expects:")
        lines.extend(f"{code:6}{names[code]}" for code in stats.missing)
    return "\n".join(lines)
