"""What the matcher sees: one sentence with its clauses, words and actors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from eventcoder.actors.resolve import Actors
from eventcoder.dictionary.compile import Dictionary
from eventcoder.model.events import Actor, Match
from eventcoder.model.syntax import Clause
from eventcoder.model.text import Parse
from eventcoder.model.trace import Trace
from eventcoder.syntax.words import Words


@frozen
class Pair:
    """Two actors that the caller marked: the relation between them is sought."""

    source: Actor
    target: Actor

    def aligned(self, match: Match) -> int:
        """How many sides of a match are the marked ones: 0, 1 or 2."""
        return _has(match.sources, self.source) + _has(match.targets, self.target)

    def both_in(self, actors: Sequence[Actor]) -> bool:
        """Whether both marked actors stand among some."""
        return _has(actors, self.source) and _has(actors, self.target)


def _has(actors: Iterable[Actor], wanted: Actor) -> bool:
    return any(a.start < wanted.end and wanted.start < a.end for a in actors)


@frozen
class Scene:
    """One sentence, ready to be matched."""

    parse: Parse
    rules: Dictionary
    clauses: dict[int, Clause] = field(eq=False)
    """By head index, governors first."""
    actors: Actors = field(eq=False)
    words: Words = field(eq=False)
    trace: Trace | None = field(default=None, eq=False)
    pair: Pair | None = field(default=None, eq=False)

    def text(self, index: int) -> str:
        """The word at a token index."""
        return self.parse.token(index).text

    def note_parts(self) -> None:
        """Put clauses with their slots, and the actors found, into the trace."""
        if self.trace is None:
            return
        for clause in self.clauses.values():
            filled = "  ".join(
                f"{slot}={'+'.join(self.text(p.head) for p in phrases)}"
                for slot, phrases in clause.slots.items()
            )
            voice = " (passive)" if clause.passive else ""
            self.trace.add(
                "clause", f"{clause.lemma}{voice}", clause.link.partition(":")[0] or "main", filled
            )
        for actor in self.actors.found():
            self.trace.add("actor", actor.text, actor.code, actor.kind, actor.entry)
