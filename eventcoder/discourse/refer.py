"""he, the minister, his Russian counterpart, the two leaders, both sides -> Actors. In doubt, nobody."""

from __future__ import annotations

from attrs import evolve

from eventcoder.actors.codes import has_place, is_armed, join, parse, validate
from eventcoder.actors.resolve import Actors
from eventcoder.dictionary.words import norm, plain
from eventcoder.discourse.grammar import (
    first_of_two,
    has_country,
    is_expletive,
    is_role,
    same_clause,
)
from eventcoder.discourse.memory import Remembered, Story
from eventcoder.discourse.mentions import find_mentions, is_named, same_office
from eventcoder.discourse.things import deed_meant, place_meant
from eventcoder.model.events import Actor
from eventcoder.model.text import Token

_HE = {
    "he": "m",
    "him": "m",
    "his": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
}
_THEY = frozenset({"they", "them", "their", "theirs"})
_IT = frozenset({"it", "its"})
_HOMELAND = frozenset({"country", "nation", "homeland", "government", "administration", "state"})
_PAIRS = frozenset(
    "side leader minister country president party government nation state neighbor diplomat official "
    "chief counterpart pair duo head delegation two both ally capital foe rival".split()
)
_GROUPS = frozenset({"group", "organization", "movement", "faction", "outfit", "network"})
_DEFINITE = frozenset({"the", "both", "these", "those", "this", "that", "two"})


class Referrer:
    """Answers what a pronoun or a bare description means, from this sentence and the story so far."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._named_here: list[Remembered] = []
        """Whom the sentence at hand names without pronouns."""
        self._met: Actors | None = None
        self._busy = False
        self._here = False
        """Whether the last answer stands in the sentence at hand: then its own words are shown."""

    def knows(self, actor_id: str) -> bool:
        """Whether the story named this actor in full before."""
        return actor_id in self.story.entries

    def contested(self, country: str) -> bool:
        """Whether several armed groups of a country were named."""
        here = {m.actor.code for m in self._named_here if is_armed(m.actor.code)}
        return sum(code.startswith(country) for code in here | self.story.armed) > 1

    def count_countries(self, actors: Actors) -> None:
        """Remember which countries a sentence names."""
        for span in actors.spans:
            code = span.names[0].actor.code_on(actors.day)
            if code and _has_place(code):
                self.story.countries[code[:3]] += 1

    def home(self, actors: Actors, *, told: bool) -> str:
        """The only country that a sentence names, inside a story, or the one that the story is about.

        Its *demonstrators* and *police* are of that country; between several, nobody's. ``told`` asks
        that the story is about it, not the sentence alone.
        """
        if not self.story.sentence:
            return ""
        codes = {span.names[0].actor.code_on(actors.day) for span in actors.spans}
        countries = {code[:3] for code in codes if code and _has_place(code)}
        topic = self.story.topic()
        if not countries and not codes:
            return topic
        if len(countries) > 1 or len(codes) > 3 or not countries:
            return ""
        return countries.pop() if topic in countries or not (topic or told) else ""

    def meet(self, actors: Actors) -> None:
        """Look over a sentence first, so that the answers do not hang on the order of the questions."""
        self._busy, self._met = True, None
        self._named_here = self.mentions(actors)
        self._busy, self._met = False, actors

    def refer(self, actors: Actors, head: int) -> tuple[Actor, ...]:
        """The actors meant, or nothing."""
        if self._busy:
            actors.unsettled += 1
            pair = self._pair(actors, actors.parse.token(head))
            return tuple(evolve(a, **actors.place(head), head=head) for a in pair)
        self._busy = True
        try:
            found = self._find(actors, head)
        finally:
            self._busy = False
        place = {} if self._here else {**actors.place(head), "head": head}
        sure = 0.8 if self._here or len(found) == 2 else 0.6  # both sides: the pair in play
        return tuple(
            evolve(
                a,
                kind="place" if a.kind == "place" else "reference",
                confidence=a.confidence * sure,
                **place,
            )
            for a in found
        )

    def _find(self, actors: Actors, head: int) -> tuple[Actor, ...]:
        self._here = False
        token = actors.parse.token(head)
        word = token.text.lower()
        if word in _HE:
            return self._one(actors, token, kinds=("person",), plural=False, gender=_HE[word])
        if word in _THEY:
            return self._they(actors, token)
        if word in _IT:
            return self._it(actors, token)
        if word in ("former", "latter"):
            return self._ordered(actors, token, word)
        if token.upos == "PRON":
            return ()  # also *himself*: what one does to oneself is done to nobody
        lemma = norm(token.lemma)
        if lemma == "counterpart":
            return self._counterpart(actors, token)
        if lemma in _HOMELAND:
            return self._homeland(actors, token)
        if token.upos == "PROPN" and lemma not in actors.rules.agents:
            return self._surname(actors, token)
        return self._description(actors, token, lemma)

    # -- candidates --------------------------------------------------------------------------------

    def _before(self, actors: Actors, head: int) -> list[Remembered]:
        """Mentions before a token in this sentence, then those of earlier sentences; oldest first."""
        here = [m for m in self._named_here if m.actor.head < head]
        return [*self.story.seen, *here]

    def mentions(self, actors: Actors) -> list[Remembered]:
        """The actors of a sentence that later words may mean, in text order."""
        if self._met is actors and not actors.unsettled:
            return self._named_here
        return find_mentions(actors, self.story.sentence)

    def _one(
        self,
        actors: Actors,
        token: Token,
        kinds: tuple[str, ...],
        *,
        plural: bool,
        gender: str = "",
        sure: bool = False,
    ) -> tuple[Actor, ...]:
        """The latest subject that fits; ``sure`` asks that an earlier sentence has no other.

        From an earlier sentence only a subject is sure, and a thing that nobody knows is one too.
        """
        now = self.story.sentence
        fits = [
            m
            for m in self._before(actors, token.index)
            if (m.kind in kinds or (m.kind == "unknown" and (m.sentence == now or sure)))
            and m.plural == plural
            and (not gender or not m.gender or m.gender == gender)
            and not same_clause(actors, token, m, now)
            and not (m.sentence == now and is_role(actors, m))
        ]
        fits = [m for m in fits if m.sentence == now or not sure or m.subject]
        if not fits:
            return ()
        newest = max(m.sentence for m in fits)
        if newest < now - 2:
            return ()
        self._here = newest == now
        latest = [m for m in fits if m.sentence == newest]
        likely = [m for m in latest if m.subject] or latest
        if not self._here:
            likely = [m for m in likely if m.main] or likely
            codes = {m.actor.code for m in likely}
            if sure and (len(codes) > 1 or likely[-1].kind == "unknown"):
                return ()
        return self._all_of(likely[-1], actors, token)

    def _all_of(self, item: Remembered, actors: Actors, token: Token) -> tuple[Actor, ...]:
        """A mention's actors; of several, *their* own things are nobody's."""
        if item.kind == "unknown" and item.actor.head < token.index and self._here:
            if found := self._find(actors, item.actor.head):
                return found  # it, of *the group*
            self._here = True
            return (item.actor,)
        if item.others and actors.cats[token.index] == "possessor":
            return ()
        return (item.actor, *item.others)

    def _they(self, actors: Actors, token: Token) -> tuple[Actor, ...]:
        """Plural mentions first, then bodies that news calls *they*."""
        if (first := first_of_two(actors, token)) is not None:
            return actors.exact(first)
        kinds = ("person", "group", "country")
        found = self._one(actors, token, kinds, plural=True, sure=True)
        joint = (m for m in self._named_here if m.others and m.actor.head < token.index)
        if found or any(not same_clause(actors, token, m, self.story.sentence) for m in joint):
            return found
        for other in actors.parse.tokens[: token.index - 1]:
            if other.text.lower() == "they" and actors.cats[other.index] == "subject":
                return self._find(actors, other.index)  # the same again
        return self._one(actors, token, ("group", "country"), plural=False, sure=True)

    def _it(self, actors: Actors, token: Token) -> tuple[Actor, ...]:
        if is_expletive(actors, token):
            return ()
        return self._one(
            actors, token, kinds=("country", "group", "inside"), plural=False, sure=True
        )

    def _surname(self, actors: Actors, token: Token) -> tuple[Actor, ...]:
        word = plain(token.text)
        for item in reversed(self.story.seen):
            if item.kind == "person" and word in item.words and item.actor.known:
                return (item.actor,)
        return ()

    def _counterpart(self, actors: Actors, token: Token) -> tuple[Actor, ...]:
        """*his Russian counterpart*: the role of whose counterpart it is, the country of the adjective."""
        parse, head = actors.parse, token.index
        whose: tuple[Actor, ...] = ()
        for child in parse.children[head]:
            if actors.cats[child] == "possessor":
                if (
                    parse.token(child).text.lower() in _HE
                    or parse.token(child).text.lower() in _THEY | _IT
                ):
                    whose = self._one(
                        actors, parse.token(child), ("person", "group", "country"), plural=False
                    )
                else:
                    whose = actors.exact(child)
        countries = [
            span.names[0].actor.code_on(actors.day)
            for i in parse.subtree(head)
            if (span := actors.span(i)) is not None
            and span.first == i
            and span.kind in ("people", "name")
            and not span.is_person
            and span.last < head
        ]
        if not countries:
            return ()
        self._here = False
        role = (
            whose[0].code[3:]
            if whose and len(whose[0].code) > 3 and whose[0].code[:3].isalpha()
            else "GOV"
        )
        return tuple(
            actors.actor(join(c, role), head, "reference", "counterpart", 0.9)
            for c in countries[:2]
        )

    def _ordered(self, actors: Actors, token: Token, word: str) -> tuple[Actor, ...]:
        """*the former, the latter*: of the two named together last in the sentence, or in play before."""
        words = {actors.parse.token(c).text.lower() for c in actors.parse.children[token.index]}
        if "the" not in words:
            return ()
        here = {m.actor.head: m.actor for m in self._named_here if m.actor.head < token.index}
        for head, second in sorted(here.items(), reverse=True):
            first = here.get(actors.parse.token(head).head)
            if first is not None and actors.cats[head] == "conjunct":
                self._here = True
                return (second if word == "latter" else first,)
        return (self.story.pair[word == "latter"],) if self.story.pair is not None else ()

    def _homeland(self, actors: Actors, token: Token) -> tuple[Actor, ...]:
        """*his country, their government*: the state of whom the pronoun means."""
        for child in actors.parse.children[token.index]:
            owner = actors.parse.token(child)
            if actors.cats[child] != "possessor" or owner.upos != "PRON":
                continue
            word = owner.text.lower()
            kinds = ("person",) if word in _HE else ("person", "group", "country")
            whose = self._one(actors, owner, kinds, plural=word in _THEY)
            role = "GOV" if norm(token.lemma) in ("government", "administration") else ""
            return tuple(
                evolve(a, code=join(a.code[:3], role)) for a in whose if _has_place(a.code)
            )
        return self._description(actors, token, norm(token.lemma))

    def _named_together(self, words: set[str]) -> tuple[Actor, ...]:
        """*the two countries, both countries*: those whom *and* joined last."""
        for item in reversed(self.story.seen):
            if item.sentence < self.story.sentence - 2:
                break
            everybody = (item.actor, *item.others)
            countries = all(len(a.code) == 3 and has_place(a.code) for a in everybody)
            if countries and len(everybody) == (3 if "three" in words else 2):
                return everybody
        return ()

    def _pair(self, actors: Actors, token: Token) -> tuple[Actor, ...]:
        """*the ministers, both sides, the two leaders*: the two parties in play."""
        words = {actors.parse.token(c).text.lower() for c in actors.parse.children[token.index]}
        plural = "Number=Plur" in token.feats or token.xpos in ("NNS", "NNPS")
        if (
            plural
            and norm(token.lemma) in ("country", "nation")
            and words & {"two", "both", "three"}
        ):
            if together := self._named_together(words):
                return together
        if not (plural and self.story.pair and words & _DEFINITE and norm(token.lemma) in _PAIRS):
            return ()
        named = norm(token.lemma) in ("side", "minister", "leader", "president")
        return self.story.pair if named or words & {"two", "both"} else ()

    def _description(self, actors: Actors, token: Token, lemma: str) -> tuple[Actor, ...]:
        """*the group, the president*, or the two parties in play."""
        pair = self._pair(actors, token)
        if pair:
            return pair
        words = {actors.parse.token(c).text.lower() for c in actors.parse.children[token.index]}
        plural = "Number=Plur" in token.feats or token.xpos in ("NNS", "NNPS")
        if has_country(actors, token):
            return ()
        if thing := self._thing(actors, token):
            return thing
        if not words & _DEFINITE:
            return ()
        recent = [
            m
            for m in self._before(actors, token.index)
            if m.sentence >= self.story.sentence - 3 and m.actor.known and not m.others
        ]
        found: list[Remembered] = []
        if lemma in _GROUPS or actors.in_set(token.index, "irregulars"):
            found = self._the_group(actors, token.index)
        elif plural:
            return ()
        if not found:
            found = [
                m
                for m in recent
                if lemma in m.words and m.plural == plural and same_office(actors, token, m)
            ]
            if plural and len({m.actor.code for m in found}) > 1:
                return ()
        if not found:
            return ()
        self._here = found[-1].sentence == self.story.sentence
        return (found[-1].actor,)

    def _thing(self, actors: Actors, token: Token) -> tuple[Actor, ...]:
        """*the city, the country*: a place; *this move, a plan that*: whose it is."""
        self._here = False
        code = place_meant(actors, token, self.story)
        if code:
            return (actors.actor(code, token.index, "place", "", 0.9),)
        return tuple(
            evolve(a, head=token.index, **actors.place(token.index))
            for a in deed_meant(actors, token, self.story)
        )

    def _the_group(self, actors: Actors, head: int) -> list[Remembered]:
        """*the group, the militants*: the only armed group that the last sentences name."""
        named = [
            m
            for m in self._before(actors, head)
            if m.sentence >= self.story.sentence - 5
            and is_armed(m.actor.code)
            and is_named(actors, m.actor)
        ]
        return named if len({m.actor.code for m in named}) == 1 else []


def _has_place(code: str) -> bool:
    return not validate(code) and bool(parse(code).country)
