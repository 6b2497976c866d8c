"""The target that no slot names: matched phrases, then other phrases of the clause, then the place."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, field, frozen

from eventcoder.actors.codes import has_place, join, validate
from eventcoder.actors.codes import parse as parse_code
from eventcoder.dictionary.compile import Rule
from eventcoder.model.events import Actor
from eventcoder.syntax import slots as ud
from eventcoder.syntax.phrases import core
from eventcoder.verbs.aims import concerning, is_party, issue, judgement, spot
from eventcoder.verbs.alone import is_whole, nobody, own_objects
from eventcoder.verbs.candidates import Candidate
from eventcoder.verbs.forces import TOOLED, own_forces, watched
from eventcoder.verbs.parties import (
    OFFICES,
    THING,
    Filling,
    actors_at,
    is_possessed,
    plays,
)
from eventcoder.verbs.scene import Scene
from eventcoder.verbs.sought import (
    Groups,
    heads_in,
    in_clauses_beside,
    in_phrases_below,
    on_condition,
    sought,
    source_homes,
    yielded,
)


@frozen
class _Search:
    """What is known when nobody has filled the target yet."""

    rule: Rule
    candidate: Candidate
    scene: Scene
    filling: Filling
    own: list[Actor]
    """Targets that the pattern found, all of them the source's own."""
    groups: Groups
    tools: set[int]
    about: int
    """Head of what a protest is about, or 0."""

    codes: set[str] = field(init=False)
    """Codes of the sources."""
    doers: set[int] = field(init=False)
    """*remarks by A and others*: heads of the phrase that the sources come from; all of them act."""

    @codes.default
    def _codes(self) -> set[str]:
        return {actor.code for actor in self.filling.sources}

    @doers.default
    def _doers(self) -> set[int]:
        heads = {p.head for p in self.candidate.slots.get("subject", ())}
        return heads if any(a.head in heads for a in self.filling.sources) else set()

    inside: set[int] = field(init=False)
    """Tokens inside of the sources' phrases: *the Russian-backed army, the embassy in Oslo* say who acts."""

    @inside.default
    def _inside(self) -> set[int]:
        if self.scene.pair is not None:
            return set()
        parse, act = self.scene.parse, self.candidate.words[0]
        found: set[int] = set()
        for head in {actor.head for actor in self.filling.sources}:
            tokens = set(parse.subtree(head))
            if act in tokens:  # a drone that entered X
                tokens.difference_update(parse.subtree(act))
            elif ud.preposition(parse, self.scene.actors.cats, head) == "by":
                tokens = set(core(parse, self.scene.actors.cats, head))  # the arrest by police of X
            found |= tokens
        return found

    @property
    def everybody(self) -> Iterator[Actor]:
        """The actors of all groups, in their order."""
        return (actor for _, group in self.groups for actor in group)

    def usable(self, actor: Actor) -> bool:
        """Whether an actor is known and none of the sources."""
        fresh = actor.head not in self.doers and actor.head not in self.inside
        return actor.known and actor.code not in self.codes and fresh


def seek_target(rule: Rule, candidate: Candidate, scene: Scene, filling: Filling) -> None:
    """Whom the act is about when the pattern does not say: matched phrases, then other phrases."""
    codes = {a.code for a in filling.sources}
    if rule.both_ways and len(codes) > 1:
        filling.targets = list(filling.sources)
        return
    if (judged := judgement(rule, filling, scene)) is not None:
        filling.targets = [a for a in judged if a.code not in codes]
        return
    own, filling.targets = filling.targets, []
    search = _Search(
        rule,
        candidate,
        scene,
        filling,
        own,
        groups=list(sought(rule, candidate, scene, filling)),
        tools=own_forces(rule, candidate, scene, filling),
        about=issue(candidate, scene) if rule.code.startswith("14") and not scene.pair else 0,
    )
    for way in _WAYS:
        if found := way(search):
            filling.targets.extend(found)
            return
    if scene.pair is None and is_whole(rule, candidate, scene, filling):
        filling.targets.append(nobody(candidate, scene))


def _parties(search: _Search) -> list[Actor]:
    """Whom the matched phrases and then the other phrases name: another country, any country, anybody."""
    issues = set(search.scene.parse.subtree(search.about)) if search.about else set()
    first = _foreign_or_official if search.rule.code.startswith("09") else _foreign
    for fits in (first, _placed, _anybody):
        for tolerant, group in search.groups:
            found = [a for a in group if search.usable(a) and fits(a, search.codes)]
            found = [a for a in found if a.head not in search.tools]
            if search.about:
                found = [a for a in found if is_party(a) and (a.head in issues or len(a.code) > 3)]
            if found:
                search.filling.tolerant |= tolerant
                return _placed_role(found, search.groups, search.tools, search.codes)
    return []


def _yielded(search: _Search) -> list[Actor]:
    """Who is let go, what is left, who takes power: no stranger of another phrase is the target."""
    heads = yielded(search.rule, search.candidate, search.scene)
    found = [a for h in heads for a in actors_at(h, "TARGET", "object", search.scene)]
    if search.rule.code == "0831":
        return [a for a in found if search.usable(a)][:1]
    return [] if any(_foreign(a, search.codes) for a in found if a.known) else found[:1]


def _watched(search: _Search) -> list[Actor]:
    """*ringed her house in Minsk*: the place that police and soldiers stand at, of whoever it belongs to."""
    for head in watched(search.rule, search.candidate, search.scene):
        found = [a for a in search.scene.actors.at(head) if search.usable(a)]
        if head not in search.tools and any(has_place(a.code) or len(a.code) == 3 for a in found):
            return found if any(has_place(a.code) for a in found) else _of_here(found, search)
    return []


def _of_here(found: list[Actor], search: _Search) -> list[Actor]:
    """A bare role is of the place that is named beside, or of the source's country."""
    named = [a.code[:3] for a in search.everybody if a.kind in ("place", "seat")]
    homes = [*named, *(a.code[:3] for a in search.filling.sources if has_place(a.code))]
    joined = [join(homes[0], a.code) for a in found] if homes else [a.code for a in found]
    return [evolve(a, code=c) for a, c in zip(found, joined, strict=True) if c not in search.codes]


def _concerned(search: _Search) -> list[Actor]:
    """What a protest is about."""
    if not search.about:
        return []
    search.filling.tolerant = True
    groups = [*search.groups, (True, source_homes(search.candidate, search.scene))]
    return concerning(search.about, groups, search.codes, search.scene)


def _kept(search: _Search) -> list[Actor]:
    """What is the source's own, as somebody else."""
    if len(search.codes) != 1:
        return []
    return [_others(a, search.scene) for a in search.own]


def _conditional(search: _Search) -> list[Actor]:
    """*would block roads if the government raised the tax*: whom a harm is threatened to sway."""
    found = on_condition(search.rule, search.candidate, search.scene)
    search.filling.tolerant |= any(search.usable(a) for a in found)
    return [a for a in found if search.usable(a)][:1]


def _around(search: _Search) -> list[Actor]:
    """Who stands in a clause beside; else what is acted on, of the place where the source is."""
    beside = [
        a
        for a in in_clauses_beside(search.candidate, search.scene)
        if search.usable(a) and (_foreign(a, search.codes) or _yields(a, search.rule))
    ]
    taken = {(a.code, a.head) for a in search.filling.sources}
    homes = [
        a for a in source_homes(search.candidate, search.scene) if (a.code, a.head) not in taken
    ]
    if search.rule.code.startswith(_WORDS):
        homes = []  # the spokesman in London said it to nobody there
    search.filling.tolerant |= bool(beside or homes)
    if beside or not homes:
        return beside[:1]
    thing = next(_acted_on(search), None)
    return [evolve(thing, code=homes[0].code[:3], kind="owner") if thing else homes[0]]


def _yields(actor: Actor, rule: Rule) -> bool:
    """*ended the strike after the ministry gave in*: a strike or march is against government or company."""
    return rule.code.startswith(("082", "14")) and plays(actor, (*OFFICES, "BUS", "MNC"))


def _acted_on(search: _Search) -> Iterator[Actor]:
    """The object, or the phrase that the pattern matched: *gave their backing to a referendum*."""
    candidate, scene = search.candidate, search.scene
    verb = candidate.words[0]
    for phrase in own_objects(search.rule, scene.clauses[verb].slots, verb, scene):
        if phrase.head not in candidate.words and not scene.words.temporal(phrase.head):
            yield scene.actors.unknown(phrase.head)
    for head in heads_in(candidate, ("to", "for", "on", "against", "over"), scene):
        if scene.parse.token(head).upos == "NOUN":
            yield scene.actors.unknown(head)


def _under(search: _Search) -> list[Actor]:
    """Anybody below the clause; not whom mere words are only about."""
    if search.rule.code.startswith(_WORDS):
        return []
    below = in_phrases_below(search.rule, search.candidate, search.scene)
    found = [a for a in below if search.usable(a) and _foreign(a, search.codes)][:1]
    search.filling.tolerant |= bool(found)
    return [evolve(a, confidence=a.confidence * 0.7) for a in found]


_WORDS = ("010", "011")
"""Codes of comments, and of declining to comment."""


def _placed_tools(search: _Search) -> list[Actor]:
    """Where one's own forces go, and else the forces themselves."""
    if search.rule.code.startswith(TOOLED) and (where := _spot(search)):
        search.filling.tolerant = True
        return [where]
    found = [a for a in search.everybody if search.usable(a) and a.head in search.tools][:1]
    if found and search.scene.pair is None:  # one's own troops are nobody that it is done to
        return [evolve(nobody(search.candidate, search.scene), kind="unknown")]
    return found


def _spot(search: _Search) -> Actor | None:
    """Where forces go; police also for what: *for a march, ahead of the vote*."""
    aims = ("for", "ahead of", "before") if search.rule.code.startswith("15") else ()
    return spot(search.candidate, search.scene, aims)


def _names(search: _Search) -> list[Actor]:
    """A name that no dictionary knows."""
    return [a for a in search.everybody if not a.known and _is_name(a, search.scene)][:1]


def _things(search: _Search) -> list[Actor]:
    """The object itself: *lifted the curfew* says no more than what is done."""
    candidate, scene, words = search.candidate, search.scene, search.filling.words
    for phrase in own_objects(search.rule, candidate.slots, candidate.words[0], scene):
        thing = scene.actors.unknown(phrase.head)
        if phrase.head in words:
            search.filling.tolerant |= scene.pair is None
            return [evolve(thing, kind="thing", confidence=THING)] if scene.pair is None else []
        if not scene.words.temporal(phrase.head):
            return [thing]
    if not search.rule.code.startswith("08") or scene.pair is not None:
        return []
    given = {p.head for p in scene.clauses[candidate.words[0]].slots.get("object", ())}
    heads = [i for i in candidate.words[1:] if i in given and is_possessed(i, scene)]
    return [evolve(scene.actors.unknown(i), kind="thing", confidence=THING) for i in heads[:1]]


def _measures(search: _Search) -> list[Actor]:
    """Where a rule is imposed, or the rule itself: *imposed a curfew, suspended parliament*."""
    scene, candidate = search.scene, search.candidate
    called = candidate.light and search.rule.code == "154"  # declared general mobilisation
    if scene.pair is not None or not (called or search.rule.code.startswith(_RULED)):
        return []
    words = candidate.words if candidate.light else candidate.words[1:]
    nouns = [i for i in words if scene.parse.token(i).upos in ("NOUN", "PROPN")]
    search.filling.tolerant |= bool(nouns)
    there = heads_in(candidate, ("on", "in", "over", "across", "throughout"), scene)
    heads = [*there, *nouns][:1] if nouns else []
    return [evolve(scene.actors.unknown(i), kind="thing", confidence=THING) for i in heads]


_WAYS = (
    _yielded,
    _watched,
    _parties,
    _concerned,
    _conditional,
    _kept,
    _around,
    _under,
    _placed_tools,
    _names,
    _things,
    _measures,
)
"""Ways of finding a target, best first."""


def _placed_role(
    found: list[Actor], groups: Groups, tools: set[int], codes: set[str]
) -> list[Actor]:
    """*marched through Budapest against the government*: a bare role of the matched thing is of the place."""
    if len(found) != 1 or found[0].kind != "place" or len(found[0].code) != 3:
        return found
    for tolerant, group in groups:
        for actor in group:
            if tolerant or not actor.known or actor.head in tools or actor.kind == "place":
                continue
            if actor.code[:3] in OFFICES:
                joined = join(found[0].code, actor.code)
                if joined not in codes:
                    return [evolve(actor, code=joined)]
    return found


def _others(actor: Actor, scene: Scene) -> Actor:
    """*its owners, his parents*: people who belong to somebody are somebody else."""
    human = scene.actors.in_set(actor.head, "human-nouns")
    role = len(actor.code) > 3 and has_place(actor.code)
    below = (scene.parse.token(i) for i in scene.parse.subtree(actor.head))
    own = role and any(token.upos == "PRON" for token in below)
    return scene.actors.unknown(actor.head) if actor.kind == "owner" and (human or own) else actor


_RULED = ("1723", "1724")
"""Codes of curfews and emergency rule, which fall on whoever is there."""

_OFFICIAL = ("081", "084", "09", "115", "116", "16", "17")
"""Codes of acts that only the authorities of a place do."""


def host(rule: Rule, candidate: Candidate, scene: Scene) -> Actor | None:
    """The country whose authorities must have acted: *the men were arrested in Turkey*.

    Who is moved was moved by others than those where he was or goes; where armed groups hold ground,
    others than the authorities hold people.
    """
    if not rule.code.startswith(_OFFICIAL) or scene.pair is not None:
        return None
    if rule.code.startswith(_HELD) and candidate.slots.get("to"):
        return None
    for slot in ("from",) if rule.code.startswith("174") else ("in", "at"):
        for phrase in candidate.slots.get(slot, ()):
            if scene.actors.in_set(phrase.head, "acts"):
                continue
            for actor in scene.actors.exact(phrase.head):
                if actor.known and (actor.kind in ("place", "seat") or len(actor.code) == 3):
                    if rule.code.startswith(_HELD) and scene.actors.contested(actor.code[:3]):
                        return None
                    return evolve(actor, kind="owner", confidence=0.6)
    return None


_HELD = ("171", "173")
"""Codes of seizing things and people, which armed groups do too."""


def _placed(actor: Actor, codes: set[str]) -> bool:
    """Whether an actor has a country at all."""
    return has_place(actor.code)


def _anybody(actor: Actor, codes: set[str]) -> bool:
    return True


def _is_name(actor: Actor, scene: Scene) -> bool:
    return scene.parse.token(actor.head).upos == "PROPN" and not scene.words.temporal(actor.head)


def _foreign(actor: Actor, codes: set[str]) -> bool:
    """Whether an actor is a party of its own, of another country than the sources."""
    if validate(actor.code):
        return False
    code = parse_code(actor.code)
    if code.place:
        return all(not known.startswith(actor.code[:3]) for known in codes)
    kinds = ("name", "stand-in")
    return bool(code.international or ((code.is_group or code.ethnic) and actor.kind in kinds))


def _foreign_or_official(actor: Actor, codes: set[str]) -> bool:
    """An inquiry may be into what one's own soldiers did abroad."""
    return _foreign(actor, codes) or (
        has_place(actor.code) and actor.code[3:6] in (*OFFICES, "SPY")
    )
