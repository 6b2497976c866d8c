"""Match + Actors -> Events: dyads, coordination, mirror and two-way events."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import combinations, pairwise

from attrs import evolve

from eventcoder.actors.codes import has_place, join
from eventcoder.model.events import Actor, Event, Match
from eventcoder.model.text import Parse
from eventcoder.syntax import slots as ud
from eventcoder.syntax.phrases import extent
from eventcoder.times import event_date
from eventcoder.verbs.contexts import HISTORY_ENDS
from eventcoder.verbs.parties import may_act
from eventcoder.verbs.scene import Scene

BACKGROUND_DAYS = 45
"""An event that ended longer before its story is background, not news."""

MAX_DYADS = 24
"""Most dyads that one match may give: six parties with four others, both ways; more is a list, not a dyad."""


def build_events(matches: list[Match], scene: Scene) -> list[Event]:
    """All events of all matches, in the matches' order of preference."""
    out: list[Event] = []
    for match in (_dated(match, scene) for match in matches):
        pairs = list(_pairs(_without_things(match, scene), scene.parse))
        if len(pairs) > MAX_DYADS and scene.trace is not None:
            scene.trace.add(
                "event", scene.text(match.clause), "capped", f"{len(pairs)} dyads, {MAX_DYADS} kept"
            )
        out.extend(_event(match, scene, *pair) for pair in pairs[:MAX_DYADS])
    return out


def _dated(match: Match, scene: Scene) -> Match:
    """The match with its date: long past is background, the times before all event series are history."""
    story = scene.parse.sentence.date
    date = event_date(scene.parse, match.clause, story)
    if date is None:
        return match
    past = date.end.year < HISTORY_ENDS and not match.assertion
    return evolve(
        match,
        date=date,
        background=match.background
        or (story is not None and (story - date.end).days > BACKGROUND_DAYS),
        assertion=f"history: {date.start.year}" if past else match.assertion,
    )


def _without_things(match: Match, scene: Scene) -> Match:
    """*took towns and roads*: beside a known party a thing is no target, and of several things one will do.

    A thing does nothing either: *the focus is damage limitation, urging Chad to wait*.
    """
    sources = {actor.code for actor in match.sources}
    party = any(actor.known and actor.code not in sources for actor in match.targets)
    kept = [
        actor
        for at, actor in enumerate(match.targets)
        if actor.kind != "unknown"
        or scene.parse.token(actor.head).upos == "PROPN"
        or scene.actors.in_set(actor.head, "human-nouns")
        or not (party or any(other.kind == "unknown" for other in match.targets[:at]))
    ]
    told = (match.clause, *match.words)  # demands for Peru to leave: nobody says whose
    acting = tuple(
        a for a in match.sources if a.known or scene.pair or a.head in told or may_act(a, scene)
    )
    return evolve(match, sources=acting, targets=tuple(kept or match.targets))


def _pairs(match: Match, parse: Parse) -> Iterator[tuple[Actor, Actor, str]]:
    """Source, target and code of every dyad."""
    if match.both_ways and match.sources == match.targets:
        together = _together(match.sources, parse)
        for source in match.sources:
            for target in match.targets:
                facing = frozenset({source.head, target.head}) in together
                if facing and _differ(source, target, match.code):
                    yield source, target, match.code
        return
    back = match.mirror or (match.code if match.both_ways else "")
    for source in match.sources:
        for target in (_at_home(source, each, match.code) for each in match.targets):
            if _differ(source, target, match.code):
                yield source, target, match.code
                if back and (match.mirror or target.kind != "place"):
                    yield target, source, back


def _at_home(source: Actor, target: Actor, code: str) -> Actor:
    """*the regime cracked down on demonstrators*: repression falls on people of one's own country."""
    bare = code == "175" and target.code in ("OPP", "EDU", "LAB", "MED", "CVL")
    if bare and source.known and has_place(source.code) and len(source.code) > 3:
        return evolve(target, code=join(source.code[:3], target.code))
    return target


def _together(parties: tuple[Actor, ...], parse: Parse) -> set[frozenset[int]]:
    """*between A and B, C and D*: the heads of those who face each other; all of a plain list do."""
    heads = sorted({actor.head for actor in parties})
    words = [{parse.token(i).text.lower() for i in range(a, b)} for a, b in pairwise(heads)]
    joined = ["," not in between and "and" in between for between in words]
    if sum(joined) < 2:
        pairs = list(combinations(heads, 2))
    elif len(heads) % 2 == 0 and all(joined[::2]):
        pairs = list(zip(heads[::2], heads[1::2], strict=True))
    else:
        pairs = [(heads[0], other) for other in heads[1:]]
    return {frozenset(pair) for pair in pairs} | {frozenset({head}) for head in heads}


def _differ(source: Actor, target: Actor, code: str) -> bool:
    overlap = source.start < target.end and target.start < source.end
    if (source.start, source.end) == (target.start, target.end) and target.code == source.code[:3]:
        return False  # areas retaken by Damascus
    if source.kind == target.kind == "given":
        return not overlap  # the caller says that they are two
    if source.code == target.code and source.known:
        if _namesakes(source, target) and not overlap:
            return True
        if _colleagues(source, target, code):
            return True
        theirs = code.startswith(_OUTWARD) and target.text.lower().startswith(_POSSESSED)
        own = _OWN + _WITHIN if code.startswith(_INWARD) or theirs else _OWN
        placed = has_place(source.code)  # two doctors nobody places are no dyad
        return target.kind in own and not overlap and placed
    return not overlap or (source.known and target.known)


def _namesakes(source: Actor, target: Actor) -> bool:
    """*the Labour Party walked out of talks with the Green Party*: two names of one role are two parties."""
    named = source.kind == target.kind == "name" and source.entry != target.entry
    return named and has_place(source.code) and len(source.code) > 3


def _colleagues(source: Actor, target: Actor, code: str) -> bool:
    """*Peruvian senators accused the speaker of the senate*: who speaks of another of his own role names two people."""
    people = source.kind in _PEOPLE and target.kind in _PEOPLE
    placed = has_place(source.code) and len(source.code) > 3
    gap = max(source.start, target.start) - min(source.end, target.end)
    apart = gap > len(", ") and (source.kind != "name" or source.entry != target.entry)
    return people and placed and apart and code.startswith(_OUTWARD)


_PEOPLE = ("agent", "name")

_OWN = ("place", "owner")
"""Kinds of targets that may share the source's code: what is inside the country."""

_WITHIN = ("stand-in", "agent")
"""The same for acts that bodies of one country do to each other: *police arrested a policeman*."""

_POSSESSED = ("his ", "her ", "its ", "their ")
"""*defended his finance minister*: somebody else of the same office."""

_OUTWARD = ("05", "09", "10", "11", "12", "13")

_INWARD = ("08", "14", "15", "17", "18", "19", "20")


def _event(match: Match, scene: Scene, source: Actor, target: Actor, code: str) -> Event:
    parse = scene.parse
    sentence = parse.sentence
    at = sentence.start
    word = parse.token(match.clause)
    by, on = _span(source, scene), _span(target, scene)
    return Event(
        doc_id=sentence.doc_id,
        sentence=sentence.number,
        source=source.code,
        target=target.code,
        code=code,
        source_text=_text(source, by, parse),
        target_text=_text(target, on, parse),
        src_span=(at + by[0], at + by[1]),
        tgt_span=(at + on[0], at + on[1]),
        action_span=(at + word.start, at + word.end),
        date=match.date.start if match.date else sentence.date,
        precision=match.date.precision if match.date else "",
        assertion=match.assertion,
        reported_by=match.reported_by,
        background=match.background,
        count=_count(match, parse, scene),
        group=_group(sentence.doc_id, sentence.number, match),
        confidence=match.confidence,
        entry=match.entry,
        entry_id=match.entry_id,
        source_entry=source.entry,
        target_entry=target.entry,
        words=tuple(scene.text(i) for i in match.words),
        via=match.via,
        publisher=sentence.publisher,
        url=sentence.url,
        sentence_text=sentence.text,
    )


def _span(actor: Actor, scene: Scene) -> tuple[int, int]:
    """Where an actor stands, with the name that follows: *the Peruvian minister, Ana Rojas*."""
    parse, cats = scene.parse, scene.actors.cats
    if not actor.known or actor.kind == "place":
        return actor.start, actor.end
    for child in parse.children[actor.head]:
        token = parse.token(child)
        if cats[child] == "apposition" and token.upos == "PROPN" and token.start >= actor.end:
            if any(cats[i] == "conjunct" for i in parse.children[child]):
                continue  # our partners, Chile and Peru
            first, last = (parse.token(i) for i in extent(parse, cats, child))
            if not parse.sentence.text[actor.end : first.start].strip(" ,–—-"):
                return actor.start, max(actor.end, last.end)
    return actor.start, actor.end


def _text(actor: Actor, span: tuple[int, int], parse: Parse) -> str:
    """The words of a span that a name was added to, else the actor's own."""
    whole = parse.sentence.text[span[0] : span[1]]
    return whole if span != (actor.start, actor.end) else actor.text


def _group(doc: str, number: int, match: Match) -> str:
    key = f"{doc}\0{number}\0{match.clause}\0{match.code}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


_NUMBERS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}


def _count(match: Match, parse: Parse, scene: Scene) -> int:
    """*six meetings*, *met two times*: how many happenings one event stands for."""
    heads = [match.clause, *match.words]
    for index in heads:
        for child in parse.children[index]:
            token = parse.token(child)
            if index != match.clause or token.lemma in ("time", "times"):
                number = (
                    child
                    if token.upos == "NUM"
                    else next(
                        (
                            c
                            for c in parse.children[child]
                            if parse.token(c).upos == "NUM" and token.lemma == "time"
                        ),
                        0,
                    )
                )
            else:
                number = child if token.upos == "NUM" and parse.token(index).upos == "NOUN" else 0
            if number and ud.category(parse.token(number)) == "number":
                text = parse.token(number).text.lower()
                value = _NUMBERS.get(text, int(text) if text.isdigit() else 1)
                if (
                    1 < value < 100
                    and parse.token(index).upos in ("NOUN", "VERB")
                    and _counts(match, parse, index, scene)
                ):
                    return value
    return 1


def _counts(match: Match, parse: Parse, index: int, scene: Scene) -> bool:
    if parse.token(index).upos == "VERB":
        return True
    return any(form in scene.rules.nouns for form in scene.words.forms(index))
