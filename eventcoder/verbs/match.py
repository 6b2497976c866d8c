"""Clause -> Match: the most specific pattern that fits wins."""

from __future__ import annotations

from attrs import evolve, field, frozen

from eventcoder.actors.codes import has_place, parse, validate
from eventcoder.dictionary.compile import Group, Rule
from eventcoder.model.events import Actor, Match
from eventcoder.model.syntax import Clause, Phrase
from eventcoder.verbs.aims import opponents
from eventcoder.verbs.alone import all_own
from eventcoder.verbs.candidates import Candidate, candidates
from eventcoder.verbs.fill import holds, lend, possible, test_all
from eventcoder.verbs.parties import Filling, plays
from eventcoder.verbs.scene import Scene
from eventcoder.verbs.targets import seek_target


@frozen
class Reading:
    """What a clause means: its winning match, the family that won, and what lost."""

    clause: Clause
    group: Group | None = None
    match: Match | None = None
    rule: Rule | None = None
    slots: dict[str, tuple[Phrase, ...]] = field(factory=dict, eq=False)
    light: bool = False
    nests: str = ""
    """Nesting class of the first family of this word that has one."""
    nester: Group | None = None
    """That family."""
    idiom: bool = False
    """A pattern with ``code: none`` won."""
    losers: tuple[Match, ...] = ()
    """What other patterns made of it, most exact first."""


def read_clause(clause: Clause, scene: Scene) -> Reading:
    """The best reading of a clause; one without a match when nothing fits."""
    best: Reading | None = None
    silent: Reading | None = None
    losers: list[Match] = []
    nests = ""
    for candidate in candidates(clause, scene):
        if silent is None or (_may_nest(candidate.group, clause) and not nests):
            nests = candidate.group.nests if _may_nest(candidate.group, clause) else ""
            silent = Reading(clause, candidate.group, slots=candidate.slots, light=candidate.light)
        for rule in candidate.group.rules:
            if (
                not rule.code
                and candidate.group.nests
                and not any(test.words for _, test in rule.tests)
            ):
                continue  # such a family only says what becomes of the event inside
            if scene.trace is None and not possible(rule, candidate, scene):
                continue
            found = _try(rule, candidate, clause, scene)
            if found is None:
                continue
            if best is None or _beats(found, best, scene):
                best, found = found, best
            if found is not None and found.match is not None:
                losers.append(found.match)
    chosen = best or silent or Reading(clause, slots=clause.slots)
    nester = silent.group if silent is not None and nests else None
    if best is not None and best.group is not None and _may_nest(best.group, clause):
        if nests == "report" and "that" not in clause.slots:  # told him to leave
            nester, nests = best.group, best.group.nests
    losers.sort(key=lambda match: match.score, reverse=True)
    chosen = evolve(chosen, nests=nests, nester=nester, losers=tuple(losers))
    if scene.trace is not None:
        _explain(chosen, scene)
    return chosen


def _may_nest(group: Group, clause: Clause) -> bool:
    """Whether a family's nesting class holds for this clause; some hold only when it is negated."""
    if not group.nests:
        return False
    return clause.assertion.negated or not any(rule.negated for rule in group.rules)


def _beats(new: Reading, old: Reading, scene: Scene) -> bool:
    assert new.match is not None
    assert old.match is not None
    if scene.pair is not None:
        aligned = scene.pair.aligned(new.match), scene.pair.aligned(old.match)
        if aligned[0] != aligned[1]:
            return aligned[0] > aligned[1]
    things = only_thing(new.match), only_thing(old.match)
    thing, other = (new.match, old.match) if things[0] else (old.match, new.match)
    if things[0] != things[1] and (_named(other) or other.score[0] >= thing.score[0]):
        return things[1]
    named = _named(new.match), _named(old.match)
    if named[0] != named[1] and abs(new.match.score[0] - old.match.score[0]) <= 1:
        if new.match.code[:2] == old.match.code[:2]:
            return named[0]
    if new.match.score != old.match.score:
        return new.match.score > old.match.score
    if new.idiom != old.idiom:
        return new.idiom
    mutual = _mutual(new.match), _mutual(old.match)
    if mutual[0] != mutual[1]:
        return mutual[0]
    known = _known(new.match), _known(old.match)
    if known[0] != known[1]:
        return known[0] > known[1]
    if _of_place(new) != _of_place(old):
        return _of_place(new)
    return (new.match.code, new.match.entry_id) < (old.match.code, old.match.entry_id)


def _known(match: Match) -> tuple[int, int]:
    """How many sides hold somebody known, and how many hold him by name rather than as whom a thing is about."""
    known = [[a for a in side if a.known] for side in (match.sources, match.targets)]
    return (sum(map(bool, known)), sum(any(a.kind != "owner" for a in side) for side in known))


def _try(rule: Rule, candidate: Candidate, clause: Clause, scene: Scene) -> Reading | None:
    if rule.negated != clause.assertion.negated and rule.negated:
        return None
    filling = Filling(words=list(candidate.words), positive=rule.code.startswith("05"))
    missing = test_all(rule, candidate, scene, filling)
    if missing:
        _miss(rule, clause, scene, missing)
        return None
    if any(holds(unless, candidate, scene) for unless in rule.unless):
        _miss(rule, clause, scene, "an 'unless' holds")
        return None
    if rule.sources:
        filling.sources = [a for a in filling.sources if _has_role(a, rule.sources)]
    if rule.together:
        if not _do_together(filling, scene):
            _miss(rule, clause, scene, "two sources")
            return None
        filling.targets = list(filling.sources)
    if rule.code:
        if not filling.targets or all_own(filling):
            seek_target(rule, candidate, scene, filling)
        filling.targets = opponents(rule, candidate, scene, filling) or filling.targets
        if scene.pair is not None:
            if not filling.sources:
                lend("SOURCE", scene.pair, filling)
            if not filling.targets:
                lend("TARGET", scene.pair, filling)
        if not filling.sources or not filling.targets:
            _miss(rule, clause, scene, "source" if not filling.sources else "target")
            return None
    if unfit := _unfit(rule, filling):
        _miss(rule, clause, scene, unfit)
        return None
    score = (
        filling.tests + bool(rule.targets) + rule.negated + rule.together,
        candidate.size + len(set(filling.words)),
    )
    sources, targets = tuple(filling.sources), tuple(filling.targets)
    if rule.swap:
        sources, targets = targets, sources
    match = Match(
        clause=clause.head,
        code=rule.code,
        sources=sources,
        targets=targets,
        entry_id=rule.id,
        entry=rule.where,
        score=score,
        words=tuple(sorted(set(filling.words))),
        both_ways=rule.both_ways,
        mirror=rule.mirror,
        confidence=_confidence(rule, filling, clause),
        kind=clause.kind,
    )
    return Reading(
        clause, candidate.group, match, rule, candidate.slots, candidate.light, idiom=not rule.code
    )


def _of_place(reading: Reading) -> bool:
    """*seized Donetsk*: a pattern about places is the more exact one where a place is the target."""
    assert reading.match is not None
    places = any(a.kind in ("place", "seat") for a in reading.match.targets)
    return places and reading.rule is not None and reading.rule.place_target


def _mutual(match: Match) -> bool:
    """Two or more parties that do it with each other: *both sides signed*."""
    return match.both_ways and len({a.code for a in match.sources if a.known}) > 1


def _named(match: Match) -> bool:
    """Whether some target is known: of two patterns of one root the one that finds a party wins."""
    return any(a.known for a in match.targets)


def only_thing(match: Match) -> bool:
    """Whether a matched thing, or nobody at all, had to do as the target."""
    return bool(match.code) and all(a.kind in ("thing", "nobody") for a in match.targets)


def _do_together(filling: Filling, scene: Scene) -> bool:
    """Two known sources; where the caller marked a pair, both of them."""
    if scene.pair is not None:
        return scene.pair.both_in(filling.sources)
    return len({a.code for a in filling.sources if a.known}) >= 2


def _unfit(rule: Rule, filling: Filling) -> str:
    """What the targets of a match lack, or an empty text."""
    if rule.code in ("072", "074") and _at_home(filling):
        return "a target of another country"
    if rule.targets:
        filling.targets = [a for a in filling.targets if plays(a, rule.targets)]
        return "" if filling.targets else "a target of these roles"
    return ""


def _at_home(filling: Filling) -> bool:
    """*sent troops to its own province*: peace is kept among others, at home power is shown."""
    homes = {a.code[:3] for a in filling.sources if has_place(a.code)}
    return all(a.known and a.code[:3] in homes for a in filling.targets)


def _has_role(actor: Actor, roles: tuple[str, ...]) -> bool:
    """Whether an actor has one of some roles, or is a country or organisation alone."""
    if not actor.known:
        return False
    country = len(actor.code) == 3 and not validate(actor.code) and bool(parse(actor.code).place)
    if country or actor.code.startswith(("IGO", "IMG")):
        return actor.kind != "owner" or any(role in actor.code for role in roles)
    return plays(actor, roles)


def _confidence(rule: Rule, filling: Filling, clause: Clause) -> float:
    """0.9 for a full pattern, less for a bare default, tolerant attachment, noun or unsure actor."""
    value = 0.95 if any(test.words for _, test in rule.tests) else 0.85
    if filling.tolerant:
        value *= 0.9
    if clause.kind == "noun":
        value *= 0.9
    best = [
        max((a.confidence for a in side), default=1.0)
        for side in (filling.sources, filling.targets)
    ]
    return round(value * best[0] * best[1], 3)


def _miss(rule: Rule, clause: Clause, scene: Scene, missing: str) -> None:
    if scene.trace is not None:
        scene.trace.add(
            "match",
            scene.text(clause.head),
            "missing",
            f"{rule.id} {rule.code} wants {missing}",
            rule.where,
        )


def _explain(reading: Reading, scene: Scene) -> None:
    assert scene.trace is not None
    word = scene.text(reading.clause.head)
    if reading.match is not None:
        text = " ".join(scene.text(i) for i in reading.match.words)
        detail = f"{reading.match.entry_id} {reading.match.code or 'none'} ({text})"
        scene.trace.add("match", word, "fired", detail, reading.match.entry)
        for loser in reading.losers[:5]:
            less = (
                "less specific"
                if loser.score < reading.match.score
                else "as specific, but fewer known actors"
            )
            scene.trace.add(
                "match", word, "beaten", f"{loser.entry_id} {loser.code}: {less}", loser.entry
            )
    elif reading.group is None:
        scene.trace.add("match", word, "no entry", f"no family has {reading.clause.lemma!r}")
    elif reading.group.silent:
        scene.trace.add(
            "match",
            word,
            "silent",
            f"{reading.group.name}: {reading.group.silent}",
            reading.group.where,
        )
