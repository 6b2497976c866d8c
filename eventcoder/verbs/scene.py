"""What the matcher sees: one sentence with its clauses, words and actors."""

from __future__ import annotations

from attrs import field, frozen

from eventcoder.actors.resolve import Actors
from eventcoder.dictionary.compile import Dictionary
from eventcoder.model.syntax import Clause
from eventcoder.model.text import Parse
from eventcoder.model.trace import Trace
from eventcoder.syntax.words import Words


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

    def text(self, index: int) -> str:
        """The word at a token index."""
        return self.parse.token(index).text
