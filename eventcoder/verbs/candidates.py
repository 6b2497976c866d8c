"""Clause -> the dictionary entries that its word calls up, with their slots laid out."""

from __future__ import annotations

from collections.abc import Container, Iterator

from attrs import evolve, frozen

from eventcoder.actors.codes import has_place
from eventcoder.actors.owners import counts_as_owner
from eventcoder.dictionary.compile import Group, VerbEntry
from eventcoder.model.syntax import Clause, Phrase
from eventcoder.syntax import slots as ud
from eventcoder.syntax.words import PARTICLES, stance
from eventcoder.verbs.converse import apposed, converse, owned_victims
from eventcoder.verbs.scene import Scene
from eventcoder.verbs.setting import party_around

Slots = dict[str, tuple[Phrase, ...]]

TAKES = (
    "on",
    "against",
    "with",
    "to",
    "at",
    "toward",
    "towards",
    "over",
    "for",
    "about",
    "in",
    "into",
    "near",
)
"""Prepositions that lead to the target of an event noun, best first; *of* and *from* come last."""

_HAPPEN = frozenset(
    "begin start continue take break occur happen resume erupt follow end last come open erupt flare ensue intensify "
    "escalate rage be mark".split()
)
"""Verbs whose subject is only said to take place: *talks began between A and B*."""


@frozen
class Candidate:
    """A family called up by a clause."""

    group: Group
    slots: Slots
    words: tuple[int, ...]
    """Tokens of the verb phrase or noun that matched."""
    size: int
    """Words of the entry beyond the first."""
    light: bool = False
    """Whether an event noun stands under a light verb."""


def candidates(clause: Clause, scene: Scene) -> Iterator[Candidate]:
    """Every family whose verb, adjective or noun stands at the head of the clause."""
    if clause.kind == "noun":
        yield from _nouns(clause, scene)
        return
    table = scene.rules.adjectives if clause.kind == "adjective" else scene.rules.verbs
    seen = set()
    forms = scene.words.forms(clause.head)
    vocabulary = scene.words.vocabulary.union(*(slot.split() for slot in clause.slots))
    prep = (
        ud.preposition(scene.parse, scene.actors.cats, clause.head).partition(" ")[0]
        if clause.kind == "adjective"
        else ""
    )
    for form in (*forms, prep) if prep else _first_known(forms, table):
        for entry in table.get(form, ()):
            if entry.rest and not vocabulary.issuperset(entry.rest):
                continue
            if (id(entry.group), entry.rest) in seen or _other_verb(
                clause, entry, table[form], scene
            ):
                continue
            rest = entry.rest
            if prep and form == prep:
                if not rest or scene.words.fits(clause.head, {rest[-1]: (rest[:-1],)}) is None:
                    continue
                rest = ()
            found = _consume(clause, rest, scene) if rest else (clause.slots, ())
            if found is not None:
                seen.add((id(entry.group), entry.rest))
                slots, words = found
                yield Candidate(entry.group, slots, (clause.head, *words), len(entry.rest))


def _other_verb(
    clause: Clause, entry: VerbEntry, others: tuple[VerbEntry, ...], scene: Scene
) -> bool:
    """A verb with a particle is another verb than the bare one, when the dictionary knows it."""
    for phrase in clause.slots.get("modifier", ()):
        if scene.actors.cats[phrase.head] == "particle":
            word = scene.words.forms(phrase.head)[0]
            if word not in entry.rest and any(word in other.rest for other in others):
                return True
    leaving = "out of" in clause.slots and not clause.slots.get("object") and not entry.rest
    return leaving and any("out" in other.rest for other in others)


def _first_known(forms: tuple[str, ...], table: Container[str]) -> tuple[str, ...]:
    """The first form that the dictionary has: a stem counts only when lemma and text do not."""
    return next(((form,) for form in forms if form in table), ())


def _consume(
    clause: Clause, rest: tuple[str, ...], scene: Scene
) -> tuple[Slots, tuple[int, ...]] | None:
    """Lay a verb phrase over a clause: particle, noun object, preposition."""
    slots = dict(clause.slots)
    words: list[int] = []
    at = 0
    while at < len(rest):
        tail = " ".join(rest[at:])
        step = _particle(clause, rest[at], scene)
        if slots.get(tail) and not step:
            if len(rest) == 1 and not clause.passive and _has_object(clause, scene):
                return None
            slots["object"] = slots[tail]
            return slots, tuple(words)
        if step:
            words.append(step)
            at += 1
            continue
        leads = len(rest) > 1 or not _has_object(clause, scene)  # took the lead in seeking peace
        if at == len(rest) - 1 and leads and _before_gerund(clause, rest[at], scene):
            at += 1
            continue
        if rest[at] + " " in {slot[: len(rest[at]) + 1] for slot in slots}:
            at += 1
            continue
        noun = _noun_of_phrase(slots, rest, at, scene)
        if noun is None:
            return None
        found, at, slot = noun
        words.extend(found)
        if slot == "object":
            slots["object"] = tuple(p for p in slots["object"] if p.head not in found)
    return slots, tuple(words)


def _before_gerund(clause: Clause, word: str, scene: Scene) -> bool:
    """*balked at sending troops*: the preposition of the entry marks the verb behind it."""
    return any(
        ud.marker(scene.parse, scene.actors.cats, phrase.head) == word
        for phrase in clause.slots.get("to_do", ())
    )


def _has_object(clause: Clause, scene: Scene) -> bool:
    """*fought rebels with tanks*, *the blows they took in Peru* are no *fight with* and *take in*."""
    return any(
        (scene.actors.cats[p.head] == "object" or clause.link == "relative") and not p.tolerant
        for p in clause.slots.get("object", ())
    )


def _particle(clause: Clause, word: str, scene: Scene) -> int:
    """A particle, adverb or bare complement: *call off*, *set free*, *let go*."""
    for slot in ("modifier", "complement", "to_do"):
        for phrase in clause.slots.get(slot, ()):
            if word in scene.words.forms(phrase.head):
                return phrase.head
    beside = clause.head + 1  # set free dissident Li Wei: the parser takes it for the object's
    for phrase in clause.slots.get("object", ()):
        if beside in scene.parse.children[phrase.head] and scene.parse.token(beside).upos == "ADJ":
            return beside if word in scene.words.forms(beside) else 0
    return 0


def _noun_of_phrase(
    slots: Slots, rest: tuple[str, ...], at: int, scene: Scene
) -> tuple[tuple[int, ...], int, str] | None:
    """*support* in *express support for*; *strike* in *go on strike*."""
    slot, start = "object", at
    if rest[at] in slots and at + 1 < len(rest):
        slot, start = rest[at], at + 1
    for standing in (slot, "complement") if slot == "object" else (slot,):
        for phrase in slots.get(standing, ()):
            for end in range(len(rest), start, -1):
                if rest[end - 1] in PARTICLES and not _is_word(phrase.head, rest[end - 1], scene):
                    continue  # *won the backing of* is no *win back*
                found = scene.words.fits(phrase.head, {rest[end - 1]: (rest[start : end - 1],)})
                if found is not None:
                    return found, end, standing
    return None


def _is_word(head: int, word: str, scene: Scene) -> bool:
    return word in scene.parse.token(head).text.lower().split("-")


# -- event nouns -----------------------------------------------------------------------------------


def _nouns(clause: Clause, scene: Scene) -> Iterator[Candidate]:
    for form in _first_known(scene.words.forms(clause.head), scene.rules.nouns):
        longest: set[str] = set()
        for entry in scene.rules.nouns[form]:
            if not scene.words.vocabulary.issuperset(entry.modifiers):
                continue
            if longest.issuperset(entry.modifiers) and len(entry.modifiers) < len(longest):
                continue
            if entry.modifiers:
                found = scene.words.fits(clause.head, {form: (entry.modifiers,)})
                if found is None:
                    continue
                longest = longest or set(entry.modifiers)
            else:
                found = (clause.head,)
            slots, light = _noun_slots(_without(clause, found, scene), entry.group, scene)
            yield Candidate(entry.group, slots, found, len(entry.modifiers), light)


def _without(clause: Clause, used: tuple[int, ...], scene: Scene) -> Clause:
    """The clause without phrases that belong to the entry: *cessation of hostilities*.

    Those of a party stay: *the withdrawal of Eritrean troops*.
    """
    if len(used) < 2:
        return clause
    slots = {
        slot: kept
        for slot, phrases in clause.slots.items()
        if (kept := tuple(p for p in phrases if p.head not in used or _is_placed(p.head, scene)))
    }
    return evolve(clause, slots=slots)


def _is_placed(head: int, scene: Scene) -> bool:
    return any(a.known and has_place(a.code) for a in scene.actors.exact(head))


def _noun_slots(clause: Clause, group: Group, scene: Scene) -> tuple[Slots, bool]:
    """Subject and object of an event noun, from the noun's phrases and from a light verb."""
    slots = dict(clause.slots)
    owners = tuple(p for p in slots.get("owner", ()) if _is_owner(p, clause.head, scene))
    if befallen := converse(clause, group, owners, scene):
        return {**slots, **befallen}, False
    outer = scene.clauses.get(clause.outer)
    light = outer is not None and _is_light(clause, outer, group, scene)
    lent = outer.slots if outer is not None and light else {}
    if victims := owned_victims(clause, scene):
        own = (clause.slots.get(slot, ()) for slot in ("by", "from", "subject"))
        by = next(filter(None, own), ()) or apposed(clause, scene) or lent.get("subject", ())
        slots["subject"], slots["object"] = by, victims
        return slots, light
    subject = slots.get("subject", ())
    if clause.link != "noun:subject" and lent.get("subject") and all(p.tolerant for p in subject):
        subject = lent["subject"]
    for slot, phrases in lent.items():
        if slot not in ("subject", "object", "modifier", "that", "complement"):
            others = tuple(p for p in phrases if p.head != clause.head)
            slots[slot] = (*slots.get(slot, ()), *others)
    if outer is not None and light and "with" not in slots:
        if shared := _shared_partner(outer, scene):
            slots["with"] = shared
    named = tuple(p for p in owners if not p.tolerant and scene.parse.token(p.head).upos == "PROPN")
    taker: tuple[Phrase, ...] = ()
    if named and subject and slots.get("subject", ()) is not subject:
        subject, owners, taker = named, (), subject  # won Peru's support
    if not subject and not owners and not light:
        subject = party_around(clause, group, scene)
    both = any(rule.both_ways for rule in group.rules)
    if both and not subject and not owners and _is_of_both(slots, scene):
        slots["between"] = slots["of"]  # a meeting of the French and German leaders
    if "between" in slots:
        sides = tuple(p for p in slots["between"] if not scene.actors.in_set(p.head, "acts"))
        slots["between"] = sides or slots["between"]  # a clash between A and B, and attacks by C
        slots["object"] = slots["between"]
        slots["subject"] = slots["between"] if both else subject or owners
        return slots, light
    subject, target = _noun_parties(clause, slots, subject, owners, group, scene)
    slots["subject"], slots["object"] = subject, target or taker
    return slots, light


def _shared_partner(outer: Clause, scene: Scene) -> tuple[Phrase, ...]:
    """*held talks and met with Togo*: the partner of both."""
    if outer.slots.get("object", ())[1:]:
        return ()
    for clause in scene.clauses.values():
        if clause.outer == outer.head and clause.link == "conj" and "with" in clause.slots:
            return tuple(evolve(p, tolerant=True) for p in clause.slots["with"])
    return ()


def _is_of_both(slots: Slots, scene: Scene) -> bool:
    found = {a.code for p in slots.get("of", ()) for a in scene.actors.exact(p.head) if a.known}
    return len(found) > 1 and not any(slots.get(prep) for prep in ("with", "on", "to", "against"))


def _noun_parties(
    clause: Clause,
    slots: Slots,
    subject: tuple[Phrase, ...],
    owners: tuple[Phrase, ...],
    group: Group,
    scene: Scene,
) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """Who acts and who is acted on: the noun's own phrases come before those of its light verb."""
    takes = group.takes or TAKES
    own = clause.slots
    target = _first(own, takes, scene)
    if not subject:
        subject, owners = owners, ()
    of = tuple(p for p in own.get("of", ()) if not p.tolerant)
    if not subject and target and of and target[0] not in of:
        subject = of
    elif not target:
        target = own.get("of", ()) or owners
    target = target or _first(slots, takes, scene)
    source_of = slots.get("from", ())
    if not subject:
        return source_of, target
    return subject, target or (source_of if subject is not source_of else ())


def _is_light(clause: Clause, outer: Clause, group: Group, scene: Scene) -> bool:
    forms = scene.words.forms(outer.head)
    if clause.link == "noun:object" or clause.link.startswith("noun:complement"):
        if any(form in group.light for form in forms) or _phrasal_light(outer, scene):
            return True
        modifiers = outer.slots.get("modifier", ())
        if any(scene.actors.cats[p.head] == "particle" for p in modifiers):
            return False  # took up the attacks
        return any(scene.rules.in_set("light-verbs", form) for form in forms)
    if clause.link.startswith("noun:") and clause.link != "noun:subject":
        options = scene.rules.sets.get("light-verbs", {}).get(clause.link[5:], ())
        return any(modifiers and modifiers[0] in forms for modifiers in options)
    return clause.link == "noun:subject" and any(form in _HAPPEN for form in forms)


def _phrasal_light(outer: Clause, scene: Scene) -> bool:
    """*carry out an attack*: a light verb of two words."""
    options = scene.rules.sets.get("light-verbs", {})
    for phrase in outer.slots.get("modifier", ()):
        for particle in scene.words.forms(phrase.head):
            for verb in scene.words.forms(outer.head):
                if (verb,) in options.get(particle, ()):
                    return True
    return False


def _is_owner(phrase: Phrase, noun: int, scene: Scene) -> bool:
    if stance(scene.parse, phrase.head) or not counts_as_owner(scene.actors, phrase.head, noun):
        return False  # a pro-Kurdish rally, a Russian-approved attack
    if scene.parse.token(phrase.head).upos == "ADJ" and scene.actors.span(phrase.head) is None:
        return False
    return any(actor.known for actor in scene.actors.exact(phrase.head))


def _first(slots: Slots, preps: tuple[str, ...], scene: Scene) -> tuple[Phrase, ...]:
    spare: tuple[Phrase, ...] = ()
    for prep in preps:
        phrases = tuple(p for p in slots.get(prep, ()) if not scene.words.temporal(p.head))
        if phrases and any(a.known for p in phrases for a in scene.actors.at(p.head)):
            return phrases
        if phrases and not spare and prep in ("on", "against", "with", "to"):
            spare = phrases
    return spare
