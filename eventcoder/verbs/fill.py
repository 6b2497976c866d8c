"""Do a pattern's `when` and `unless` hold? Each test that holds may fill a party."""

from __future__ import annotations

from attrs import evolve

from eventcoder.dictionary.compile import Rule, Test
from eventcoder.model.events import Actor
from eventcoder.model.syntax import Phrase
from eventcoder.syntax import slots as ud
from eventcoder.syntax.assertion import NEGATORS
from eventcoder.syntax.words import measured
from eventcoder.verbs.candidates import Candidate, Slots
from eventcoder.verbs.parties import PLACE_PREPS, Filling, actors_at, seat
from eventcoder.verbs.scene import Pair, Scene
from eventcoder.verbs.targets import host


def possible(rule: Rule, candidate: Candidate, scene: Scene) -> bool:
    """Whether the clause has the slots and words that a rule cannot do without; cheaper than to try."""
    slots = candidate.slots
    for slot in rule.bars:
        if slots.get(slot) or (slot == "to_do" and slots.get("adjunct")):
            return False
    for slot, test in rule.needs:
        phrases = slots.get(slot, ())
        if slot == "to_do":
            phrases = (*phrases, *_done_by(slots, test, scene))
        if not phrases:
            return False
        passes, words, verbal = scene.words.passes, test.words, test.verbal
        heads = (_named(slot, p.head, scene) for p in phrases)
        if words and all(passes(i, words, verbal=verbal) is None for i in heads):
            return False
    return True


def _done_by(slots: Slots, test: Test, scene: Scene) -> tuple[Phrase, ...]:
    """*barred him from standing*; a bare participle only where a pattern names its verb: *crossed, killing ten*."""
    marked = [(p, _mark(p, scene)) for p in slots.get("adjunct", ())]
    return tuple(p for p, mark in marked if mark not in _WHEN and (mark or test.words))


def _mark(phrase: Phrase, scene: Scene) -> str:
    return ud.marker(scene.parse, scene.actors.cats, phrase.head)


_WHEN = ("after", "before", "since", "until", "while", "when")
"""*told reporters after meeting him*: when, not what."""


def test_all(rule: Rule, candidate: Candidate, scene: Scene, filling: Filling) -> str:
    """Fill the parties by all tests; the first slot that fails, or an empty text."""
    noun = (
        scene.clauses[candidate.words[0]].kind == "noun"
        if candidate.words[0] in scene.clauses
        else False
    )
    for slot, test in rule.tests:
        phrases = candidate.slots.get(slot, ())
        if slot == "to_do":
            phrases = (*phrases, *_done_by(candidate.slots, test, scene))
        if test.role == "NONE":
            if phrases:
                return slot
            filling.tests += 1
            continue
        if slot == "to_do" and not phrases and noun:
            return slot
        if not phrases or not _test(slot, test, phrases, scene, filling):
            if test.role == "TARGET" and rule.both_ways and len(filling.sources) > 1:
                filling.targets = list(filling.sources)
            elif test.role == "TARGET" and slot == "object" and not phrases and not rule.both_ways:
                filling.tests -= 1
            elif test.role == "SOURCE" and not phrases and (found := host(rule, candidate, scene)):
                filling.sources.append(found)
                filling.tolerant = True
            elif _weapon(slot, test, phrases, rule, scene, filling):
                filling.tolerant = True
            elif scene.pair is None or not _lent(slot, phrases, test, scene, filling):
                return slot
    return ""


def _weapon(
    slot: str,
    test: Test,
    phrases: tuple[Phrase, ...],
    rule: Rule,
    scene: Scene,
    filling: Filling,
) -> bool:
    """*a rocket hit the base*: nobody says whose it is, so the weapon itself stands for who used it."""
    if slot != "subject" or test.owner != "SOURCE" or not rule.code.startswith(_ATTACKS):
        return False
    if any(a.known for p in phrases for a in scene.actors.doers(p.head)):
        return False  # killed by snipers and bombs
    used = tuple(p for p in phrases if _is_weapon(p.head, scene))
    if not used or not _test(slot, evolve(test, owner=""), used, scene, filling):
        return False
    filling.tests -= 2  # a place that stands for who laid it says more
    filling.sources.extend(evolve(scene.actors.unknown(p.head), confidence=0.5) for p in used)
    return True


def _is_weapon(head: int, scene: Scene) -> bool:
    """*missiles, a swarm of drones*."""
    heads = (head, *measured(scene.parse, scene.actors.cats, head))
    return any(scene.actors.in_set(i, "attack-weapons") for i in heads)


_ATTACKS = ("183", "19", "20")
"""Codes of bombings and of force with weapons of war."""


def _lent(
    slot: str, phrases: tuple[Phrase, ...], test: Test, scene: Scene, filling: Filling
) -> bool:
    """A marked side may stand for a subject or object, not for a phrase that is not there: *around Taiwan*.

    It may also own a thing whose owner nobody names: *violated the truce*.
    """
    if scene.pair is None:
        return False
    if test.owner and phrases:
        thing = evolve(test, owner="")
        return _test(slot, thing, phrases, scene, filling) and lend(test.owner, scene.pair, filling)
    return bool(slot in ("subject", "object") or phrases) and lend(test.role, scene.pair, filling)


def lend(role: str, pair: Pair, filling: Filling) -> bool:
    """The caller marked both actors: a side that the clause leaves open is theirs."""
    if role == "SOURCE":
        filling.sources.append(evolve(pair.source, confidence=0.4))
    elif role == "TARGET":
        filling.targets.append(evolve(pair.target, confidence=0.4))
    else:
        return False
    filling.tolerant = True
    return True


def holds(tests: tuple[tuple[str, Test], ...], candidate: Candidate, scene: Scene) -> bool:
    """Whether all tests of an `unless` hold."""
    scratch = Filling()
    for slot, test in tests:
        phrases = candidate.slots.get(slot, ())
        if test.role == "NONE":
            if phrases:
                return False
        elif not phrases or not _test(slot, test, phrases, scene, scratch):
            return False
    return True


def _test(
    slot: str, test: Test, phrases: tuple[Phrase, ...], scene: Scene, filling: Filling
) -> bool:
    if test.role in ("SOURCE", "TARGET") and not test.excluded:
        return _fill(slot, test.role, phrases, scene, filling)
    kept = [p for p in phrases if not _excluded(test, p, scene)]
    if not kept:
        return False
    if test.role in ("SOURCE", "TARGET"):
        return _fill(slot, test.role, tuple(kept), scene, filling)
    if test.words:
        passes = scene.words.passes
        hits = [
            (p, found)
            for p in kept
            if (found := passes(_named(slot, p.head, scene), test.words, verbal=test.verbal))
            is not None
            and not (test.verbal and _denied(p.head, found, scene))
        ]
        if not hits:
            return False
        for phrase, found in hits:
            filling.words.extend(found)
            filling.tolerant |= phrase.tolerant
            filling.matched_heads.append(phrase.head)
        filling.tests += 2
        kept = [phrase for phrase, _ in hits]
    elif not test.owner:
        filling.tests += 1
        if slot not in ("subject", "object"):
            filling.matched_heads.extend(phrase.head for phrase in kept)
    return not test.owner or _own(test.owner, kept, scene, filling)


def _named(slot: str, head: int, scene: Scene) -> int:
    """*miners said they would block roads*: what the pattern asks of *they* is asked of who says so."""
    if slot != "subject" or scene.parse.token(head).upos != "PRON":
        return head
    meant = {a.code for a in scene.actors.exact(head) if a.known}
    for clause in scene.clauses.values():
        for phrase in clause.slots.get("subject", ()) if meant else ():
            if phrase.head < head and scene.parse.token(phrase.head).upos == "NOUN":
                if any(a.code in meant for a in scene.actors.exact(phrase.head)):
                    return phrase.head
    return head


def _denied(head: int, found: tuple[int, ...], scene: Scene) -> bool:
    """*vowed not to resign* is no *vow: resign*, unless the words of the pattern say *not*."""
    clause = scene.clauses.get(head)
    if clause is None or not clause.assertion.negated:
        return False
    return NEGATORS.isdisjoint(scene.text(i).lower() for i in found)


def _excluded(test: Test, phrase: Phrase, scene: Scene) -> bool:
    if not test.excluded:
        return False
    return scene.words.passes(phrase.head, test.excluded, verbal=test.verbal) is not None


def _fill(
    slot: str, role: str, phrases: tuple[Phrase, ...], scene: Scene, filling: Filling
) -> bool:
    found: list[Actor] = []
    for phrase in phrases:
        if scene.words.temporal(phrase.head):
            continue
        filling.tolerant |= phrase.tolerant
        found.extend(actors_at(phrase.head, role, slot, scene, doing=filling.positive))
    if not found:
        return False
    if role == "TARGET" and slot == "object":
        found = _recipients(found, scene)
    elif role == "TARGET" and slot in PLACE_PREPS:
        found = [a for a in found if a.known] or found  # in Egypt, in a surprising turn
    (filling.sources if role == "SOURCE" else filling.targets).extend(found)
    filling.asked_target |= role == "TARGET"
    filling.tests += 1
    return True


def _recipients(found: list[Actor], scene: Scene) -> list[Actor]:
    """*promised Egypt a share*: the recipient is the party, not the thing."""
    if not any(a.known and scene.actors.cats[a.head] == "indirect" for a in found):
        return found
    return [a for a in found if a.known or scene.actors.cats[a.head] != "object"]


def _own(role: str, phrases: list[Phrase], scene: Scene, filling: Filling) -> bool:
    found = [a for p in phrases for a in scene.actors.owners_of(p.head, acting=role == "SOURCE")]
    if not found:
        return False
    side = "subject" if role == "SOURCE" else "object"
    (filling.sources if role == "SOURCE" else filling.targets).extend(
        seat(a, role, side) for a in found
    )
    filling.tests += 1
    return True
