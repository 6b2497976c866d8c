"""The fold over a document: what each sentence leaves for the next."""

from __future__ import annotations

from eventcoder.actors.resolve import Actors
from eventcoder.discourse.memory import Story
from eventcoder.discourse.refer import Referrer
from eventcoder.discourse.things import deed_of, places
from eventcoder.model.events import Actor, Match


class Reader:
    """Reads a document sentence by sentence and remembers."""

    def __init__(self) -> None:
        self.story = Story()
        self.referrer = Referrer(self.story)

    def remember(self, actors: Actors, matches: list[Match]) -> None:
        """Keep the mentions of a sentence and the two parties that its events joined."""
        mentions = self.referrer.mentions(actors)
        self.story.note(mentions)
        self.referrer.count_countries(actors)
        self.story.places_last = places(actors) or self.story.places_last
        self.story.countries_last = places(actors, whole=True) or self.story.countries_last
        self.story.deed = deed_of(actors, matches)
        parties: dict[str, Actor] = {}
        for match in matches:
            for actor in (*match.sources, *match.targets):
                if actor.known:
                    parties.setdefault(actor.code, actor)
            if len(parties) == 2:
                first, second = parties.values()
                self.story.pair = (first, second)
                return
