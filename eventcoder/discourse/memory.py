"""The memory of one document: people, groups and the parties in play."""

from __future__ import annotations

from collections import Counter

from attrs import field, frozen, mutable

from eventcoder.actors.codes import is_armed
from eventcoder.model.events import Actor


@frozen
class Remembered:
    """A mention that later words may mean."""

    actor: Actor
    kind: str
    """``person, group, country`` or ``thing``."""
    plural: bool
    gender: str
    words: frozenset[str]
    """Its words, normalised: a surname or a head noun finds it again."""
    subject: bool
    sentence: int
    main: bool = False
    """Whether it is the subject of its sentence's main clause."""
    others: tuple[Actor, ...] = ()
    """Whom *and* joins to it, where the mention is all of them: *Chile and Peru ... they*."""


@mutable(eq=False)
class Story:
    """What was said so far, newest last."""

    seen: list[Remembered] = field(factory=list)
    pair: tuple[Actor, Actor] | None = None
    """The two parties in play: the last two that an event joined."""
    countries: Counter[str] = field(factory=Counter)
    """How often the story named each country, people and bodies included."""
    entries: set[str] = field(factory=set)
    armed: set[str] = field(factory=set)
    """Codes of the armed groups that the story named."""
    places_last: list[str] = field(factory=list)
    """Codes of the towns and regions in the last sentence that named some."""
    countries_last: list[str] = field(factory=list)
    """Codes of the countries that were the scene in the last sentence that named some."""
    deed: tuple[Actor, ...] = ()
    """Whose decision or plan the last sentence spoke of, or who alone acted in it."""
    sentence: int = 0

    def note(self, mentions: list[Remembered]) -> None:
        """Remember the mentions of one sentence; only the last sixty are kept."""
        self.seen.extend(mentions)
        del self.seen[:-60]
        for item in mentions:
            self.entries.add(item.actor.entry.split(" ")[0])
            if is_armed(item.actor.code):
                self.armed.add(item.actor.code)
        self.sentence += 1

    def topic(self) -> str:
        """The country that has most of a story's mentions, if there are enough to tell."""
        total = self.countries.total()
        top = self.countries.most_common(1)
        return top[0][0] if top and top[0][1] >= 2 and top[0][1] >= 0.6 * total else ""
