"""Where the target of an act may stand: matched phrases, other phrases, clauses beside and below."""

from __future__ import annotations

from collections.abc import Iterator

from eventcoder.dictionary.compile import Rule
from eventcoder.model.events import Actor
from eventcoder.model.syntax import Phrase
from eventcoder.syntax import slots as ud
from eventcoder.verbs.alone import own_objects
from eventcoder.verbs.candidates import Candidate
from eventcoder.verbs.parties import (
    NOT_SOUGHT,
    PLACE_PREPS,
    Filling,
    actors_at,
    is_person,
    prep_order,
    seat,
)
from eventcoder.verbs.scene import Scene

Groups = list[tuple[bool, list[Actor]]]
"""Actors that may be the target, best first, and whether each group is found tolerantly."""


def sought(
    rule: Rule, candidate: Candidate, scene: Scene, filling: Filling
) -> Iterator[tuple[bool, list[Actor]]]:
    """Groups of actors that may be the target, best first, and whether each is found tolerantly."""
    for head in _matched(candidate, scene, filling):
        yield False, [seat(a, "TARGET", "object") for a in scene.actors.owners_of(head)]
    for head in filling.words:
        yield False, _affected(head, scene)
    if rule.code.startswith(_EASED):  # wherever the parser hangs *on Peruvian fish*
        for head in heads_in(candidate, ("on", "against"), scene):
            yield False, actors_at(head, "TARGET", "object", scene)
    seen = {slot for slot, test in rule.tests if test.role == "SOURCE" or test.owner == "SOURCE"}
    slots = candidate.slots
    if "object" not in seen:
        for phrase in own_objects(rule, candidate.slots, candidate.words[0], scene):
            yield False, actors_at(phrase.head, "TARGET", "object", scene)
    for slot in sorted(slots, key=prep_order):
        if slot in NOT_SOUGHT or slot in seen:
            continue
        kept = [
            p
            for p in slots[slot]
            if not scene.words.temporal(p.head)
            and not _medium(slot, p.head, scene)
            and not (rule.code.startswith("01") and _venue(slot, p.head, scene))
        ]
        for joined in _joined(kept, scene):
            yield True, [a for p in joined for a in actors_at(p.head, "TARGET", slot, scene)]


def heads_in(candidate: Candidate, slots: tuple[str, ...], scene: Scene) -> Iterator[int]:
    """Heads of the phrases of some slots, in the order of the slots, without words of time."""
    for slot in slots:
        for phrase in candidate.slots.get(slot, ()):
            if not scene.words.temporal(phrase.head):
                yield phrase.head


def yielded(rule: Rule, candidate: Candidate, scene: Scene) -> list[int]:
    """*freed ten men after talks with Peru, left a hill under a deal with Peru, ceded power to rivals*: heads."""
    verb, slots = candidate.words[0], candidate.slots
    if scene.pair is not None or scene.clauses[verb].kind == "noun":
        return []
    if rule.code == "0841":
        return [p.head for p in own_objects(rule, slots, verb, scene) if is_person(p.head, scene)]
    if rule.code == "0831":
        return list(heads_in(candidate, ("to",), scene))
    beside = [p.head for p in slots.get("with", ()) if scene.parse.token(p.head).head == verb]
    if rule.code != "0874" or any(a.known for h in beside for a in scene.actors.at(h)):
        return []  # pulled back guns from the front with the rebels
    return list(heads_in(candidate, ("from", "out of"), scene))


def source_homes(candidate: Candidate, scene: Scene) -> list[Actor]:
    """Where the source is: *the coalition in Yemen declared a ceasefire*."""
    out: list[Actor] = []
    for phrase in candidate.slots.get("subject", ()):
        out.extend(scene.actors.homes(phrase.head))
    return out


def in_clauses_beside(candidate: Candidate, scene: Scene) -> list[Actor]:
    """Who stands in an adverbial clause: *called off the strike after a deal with the government*."""
    out: list[Actor] = []
    last: list[Actor] = []
    for clause in scene.clauses.values():
        if clause.outer == candidate.words[0] and clause.link == "adverbial":
            for slot in sorted(clause.slots, key=prep_order):
                found = [
                    a for p in clause.slots[slot] for a in actors_at(p.head, "TARGET", slot, scene)
                ]
                if slot == "object" or slot not in NOT_SOUGHT:
                    out.extend(found)
                elif slot == "subject":  # walked out after the ministry failed to pay
                    last.extend(found)
    return [*out, *last]


_HARM = ("12", "13", "14", "15", "16", "17")
"""Codes of acts that are threats where they hang on a condition."""


def on_condition(rule: Rule, candidate: Candidate, scene: Scene) -> list[Actor]:
    """*would strike unless the ministry paid*: who is to do or not to do it, where nobody else is meant."""
    if not rule.code.startswith(_HARM):
        return []
    verb = scene.clauses[candidate.words[0]]
    heads = [verb.head, verb.outer] if verb.kind == "noun" else [verb.head]
    found = (i for head in heads for i in _on_condition(head, scene))
    return [a for i in found for a in actors_at(i, "TARGET", "subject", scene)]


def in_phrases_below(rule: Rule, candidate: Candidate, scene: Scene) -> list[Actor]:
    """Anybody below the clause, nearest first, when the pattern named more than a bare verb."""
    if not (candidate.size or candidate.light or any(test.words for _, test in rule.tests)):
        return []
    parse = scene.parse
    out: list[Actor] = []
    todo = [candidate.words[0]]
    for head in todo:
        for child in parse.children[head]:
            if scene.actors.cats[child] in ("relative", "parataxis"):
                continue
            todo.append(child)
            if parse.token(child).upos in ("NOUN", "PROPN") and not scene.words.temporal(child):
                out.extend(a for a in scene.actors.exact(child) if a.known)
    return [seat(a, "TARGET", "in") for a in out]


_EASED = ("081", "085")
"""Codes of easing what was put on somebody."""


def _affected(head: int, scene: Scene) -> list[Actor]:
    """*lifted its ban on Peruvian fish in a gesture to Chile*: whom the matched noun itself says it is on."""
    noun = scene.clauses.get(head)
    if noun is None or noun.kind != "noun":
        return []
    phrases = (p for slot in ("on", "against", "of") for p in noun.slots.get(slot, ()))
    own = (p for p in phrases if not p.tolerant and not scene.words.temporal(p.head))
    return [a for p in own for a in actors_at(p.head, "TARGET", "object", scene)]


def _matched(candidate: Candidate, scene: Scene, filling: Filling) -> list[int]:
    """Heads of the matched phrases, then what stands inside matched complement clauses."""
    out: list[int] = []
    for head in filling.matched_heads:
        inner = scene.clauses.get(head)
        if inner is not None and inner.kind != "noun":
            out.extend(p.head for p in inner.slots.get("subject", ()))
        out.append(head)
    out.extend(i for i in filling.words if i not in out and i not in candidate.words)
    for head in tuple(out):
        inner = scene.clauses.get(head)
        if inner is not None and inner.kind != "noun":
            for slot in sorted(inner.slots, key=prep_order):
                if slot == "object" or slot not in NOT_SOUGHT:
                    out.extend(
                        p.head for p in inner.slots[slot] if not scene.words.temporal(p.head)
                    )
            told = (p for slot in inner.slots if slot != "subject" for p in inner.slots[slot])
            if not any(a.known for p in told for a in scene.actors.at(p.head)):
                out.extend(_on_condition(head, scene))
            if "that" in inner.slots:
                said = scene.clauses.get(inner.slots["that"][0].head)
                out.extend(p.head for p in (said.slots.get("subject", ()) if said else ()))
    return out


def _on_condition(head: int, scene: Scene) -> Iterator[int]:
    """*said it would hit back if Peru attacked*: who is to do or not to do it."""
    for clause in scene.clauses.values():
        if clause.outer == head and ud.is_condition(scene.parse, scene.actors.cats, clause.head):
            for slot in ("subject", "object") if not clause.passive else ("subject", "by"):
                yield from (p.head for p in clause.slots.get(slot, ()))


def _joined(phrases: list[Phrase], scene: Scene) -> list[list[Phrase]]:
    """Phrases in groups: *a swap between A and B* speaks of both."""
    out: list[list[Phrase]] = []
    for phrase in phrases:
        if out and scene.actors.cats[phrase.head] == "conjunct":
            out[-1].append(phrase)
        else:
            out.append([phrase])
    return out


def _medium(slot: str, head: int, scene: Scene) -> bool:
    """*asked on Twitter*: where words are said is nobody they are said to."""
    if slot not in ("on", "in", "via", "through"):
        return False
    return scene.actors.in_set(head, "news-media")


def _venue(slot: str, head: int, scene: Scene) -> bool:
    """*read a statement in Geneva*: nor is the town where it is done."""
    return slot in PLACE_PREPS and any(a.kind in ("place", "seat") for a in scene.actors.at(head))
