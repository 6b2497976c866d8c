"""What a protest is about and where forces are sent: the thing that is named where no party is."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from eventcoder.actors.codes import has_place, join
from eventcoder.dictionary.compile import Rule
from eventcoder.model.events import UNKNOWN, Actor
from eventcoder.model.syntax import Clause
from eventcoder.syntax import slots as ud
from eventcoder.verbs.candidates import Candidate
from eventcoder.verbs.parties import OFFICES, THING, Filling
from eventcoder.verbs.scene import Scene
from eventcoder.verbs.sought import Groups, heads_in

_ABOUT = ("against", "over", "about", "at")
"""Prepositions between a protest and what it is about, most telling first."""

_WHERE = (
    "along",
    "toward",
    "towards",
    "near",
    "outside",
    "around",
    "off",
    "on",
    "at",
    "into",
    "to",
    "in",
)
"""Prepositions between forces and where they stand or go."""


_JUDGED = ("subject", "passive_subject")


def judgement(rule: Rule, filling: Filling, scene: Scene) -> list[Actor] | None:
    """*said the raid was illegal, he had lied*: what is judged is the subject there, and nobody else is blamed.

    None where a pattern passes no judgement in a *that*-clause.
    """
    if not rule.code.startswith("11") or scene.pair is not None:
        return None
    said = [slot for slot, test in rule.tests if slot == "that" and test.words]
    if not said or not filling.matched_heads:
        return None
    verbs = [h for h in filling.matched_heads if scene.parse.token(h).upos.startswith("V")]
    heads = [h for h in filling.matched_heads if h not in verbs]
    blamed = [_blamed(h, scene) for h in (*verbs, *(heads if rule.code != "111" else ()))]
    if any(blamed):
        return [actor for found in blamed for actor in found]
    return _judged(heads, scene) if heads and rule.code == "111" else None


def _blamed(head: int, scene: Scene) -> list[Actor]:
    """Who is said to have done it: a party, or a name that no dictionary knows."""
    clause = scene.clauses.get(head)
    doers = [p.head for p in clause.slots.get("subject", ())] if clause is not None else []
    known = [a for h in doers for a in scene.actors.at(h) if a.known]
    names = [h for h in doers if scene.parse.token(h).upos == "PROPN"]
    return known or [scene.actors.unknown(h) for h in names]


def _judged(heads: list[int], scene: Scene) -> list[Actor]:
    """The party that is the subject of an adjective, or inside of it."""
    out: list[Actor] = []
    for head in heads:
        below = [c for c in scene.parse.children[head] if scene.actors.cats[c] in _JUDGED]
        for subject in below:
            if ud.marker(scene.parse, scene.actors.cats, subject) == "to":
                continue  # wrong to call Peru a victim
            found = [a for a in scene.actors.at(subject) if a.known]
            deep = (a for i in scene.parse.subtree(subject) for a in scene.actors.exact(i))
            out.extend(found or [a for a in deep if a.known][:1] or _judged_thing(subject, scene))
    return out


def _judged_thing(subject: int, scene: Scene) -> list[Actor]:
    """*said that the plan was unacceptable*: nobody is named, what is judged is the target."""
    if not any(scene.actors.in_set(subject, name) for name in ("acts", "judged-things")):
        return []
    return [evolve(scene.actors.unknown(subject), kind="thing", confidence=THING)]


def issue(candidate: Candidate, scene: Scene) -> int:
    """The head of what people protest against, or 0: *walked out over a plan*, *marched to reject a law*."""
    for head in _issues(candidate, scene):
        token = scene.parse.token(head)
        place = any(a.kind in ("place", "seat") for a in scene.actors.exact(head))
        if token.upos in ("NOUN", "PROPN") and not place and not scene.words.temporal(head):
            return head
    return 0


def _issues(candidate: Candidate, scene: Scene) -> Iterator[int]:
    slots = candidate.slots
    for prep in _ABOUT[:3]:
        yield from (p.head for p in slots.get(prep, ()))
    inside = set(scene.parse.subtree(candidate.words[0]))
    for clause in scene.clauses.values():
        if clause.kind == "noun" and clause.head in inside and _in_protest(clause.head, scene):
            for prep in _ABOUT:
                yield from (p.head for p in clause.slots.get(prep, ()))
    for slot in ("to_do", "adjunct"):
        for phrase in slots.get(slot, ()):
            aim = scene.clauses.get(phrase.head)
            if aim is None:
                continue
            felt = [p.head for p in aim.slots.get("object", ())]
            if any(scene.actors.in_set(i, "protesting") for i in felt):  # vented anger at cuts
                for prep in _ABOUT:
                    yield from (p.head for p in aim.slots.get(prep, ()))
            elif scene.actors.in_set(phrase.head, "opposing"):
                for inner in ("object", *_ABOUT, "for"):
                    yield from (p.head for p in aim.slots.get(inner, ()))


def _in_protest(head: int, scene: Scene) -> bool:
    """*in protest, in anger*."""
    prep = ud.preposition(scene.parse, scene.actors.cats, head)
    return prep == "in" and scene.actors.in_set(head, "protesting")


def concerning(head: int, groups: Groups, sources: set[str], scene: Scene) -> list[Actor]:
    """Whom an issue touches: its own party, of the place of the protest if it is a bare office, else that place."""
    known = [a for _, group in groups for a in group if a.known]
    where = [a for tolerant, group in groups if tolerant for a in group]
    places = [a for a in where if a.known and len(a.code) == 3] or known
    home = next((a.code[:3] for a in places if has_place(a.code)), "")
    found = scene.actors.owners_of(head)
    if offices := [a for a in found if home and a.code[:3] in OFFICES]:
        return [evolve(a, code=join(home, a.code)) for a in offices]
    if parties := [a for a in found if is_party(a) and a.code not in sources]:
        return parties
    return [evolve(scene.actors.unknown(head), code=home or UNKNOWN, kind="owner", confidence=0.6)]


def is_party(actor: Actor) -> bool:
    """Whether an actor inside an issue is somebody of some place, not a place or a bare role."""
    return actor.known and actor.kind not in ("place", "seat") and has_place(actor.code)


def spot(candidate: Candidate, scene: Scene, aims: tuple[str, ...] = ()) -> Actor | None:
    """Where forces stand or go, known or not: *along the Line of Control*, *to guard the airport*."""
    for head in heads_in(candidate, (*_WHERE, *aims), scene):
        noun = scene.parse.token(head).upos in ("NOUN", "PROPN")
        if noun and head not in candidate.words and not scene.actors.in_set(head, "manners"):
            return scene.actors.at(head)[0]
    for clause in _purposes(candidate, scene):
        for phrase in clause.slots.get("object", ()):
            if scene.parse.token(phrase.head).upos in ("NOUN", "PROPN"):
                return scene.actors.at(phrase.head)[0]
    return None


def opponents(rule: Rule, candidate: Candidate, scene: Scene, filling: Filling) -> list[Actor]:
    """*an offensive in Syria against the rebels, to oust the rebels*: whom force is used on, not where."""
    if not rule.code.startswith(_FORCEFUL) or not all(_is_where(a) for a in filling.targets):
        return []
    taken = {a.code for a in (*filling.sources, *filling.targets)}
    heads = (*_against(candidate, scene), *_ousted(candidate, scene), *_addressed(candidate, scene))
    for head in heads:
        found = [a for a in scene.actors.at(head) if a.known and a.code not in taken]
        if found := [a for a in found if a.kind not in ("place", "seat")]:
            return found
    return []


_FORCEFUL = ("15", "19")
"""Codes of acts with armed force, which are done in one place and against somebody."""


def _is_where(actor: Actor) -> bool:
    return len(actor.code) == 3 and (actor.kind in ("place", "seat", "name", "owner", "stand-in"))


def _against(candidate: Candidate, scene: Scene) -> Iterator[int]:
    nouns = (scene.clauses.get(p.head) for p in candidate.slots.get("object", ()))
    for slots in (candidate.slots, *(c.slots for c in nouns if c is not None)):
        yield from (p.head for p in slots.get("against", ()))


def _ousted(candidate: Candidate, scene: Scene) -> Iterator[int]:
    """Objects of verbs of fighting in a purpose: *to oust X*, *in a bid to drive X out*, *aimed at X*."""
    for clause in _purposes(candidate, scene):
        if scene.actors.in_set(clause.head, "ousting"):
            yield from (p.head for p in clause.slots.get("object", ()))


def _addressed(candidate: Candidate, scene: Scene) -> Iterator[int]:
    """*moved jets to Guam, a warning to X; in response to X*: whom a show of force is meant for."""
    parse, cats = scene.parse, scene.actors.cats
    for index in parse.subtree(candidate.words[0]):
        if parse.token(index).upos == "NOUN" and scene.actors.in_set(index, "signals"):
            below = parse.children[index]
            yield from (
                c for c in below if ud.preposition(parse, cats, c) in ("to", "for", "against")
            )


def _purposes(candidate: Candidate, scene: Scene) -> Iterator[Clause]:
    """Clauses that say what an act is for."""
    for clause in scene.clauses.values():
        if clause.kind == "verb" and _is_purpose(clause.head, candidate.words[0], scene):
            yield clause


def _is_purpose(head: int, act: int, scene: Scene) -> bool:
    """Whether an infinitive or gerund hangs on an act, over nouns at most."""
    parse, cats = scene.parse, scene.actors.cats
    marks = (c for c in parse.children[head] if cats[c] in ("mark", "case") and c < head)
    if not any(parse.token(c).text.lower() in ("to", "at") for c in marks):
        return False
    above = parse.token(head).head
    while (
        above
        and above != act
        and (parse.token(above).upos == "NOUN" or parse.token(above).lemma == "aim")
    ):
        above = parse.token(above).head
    return above == act
