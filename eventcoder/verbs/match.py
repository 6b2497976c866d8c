"""Clause -> Match: test `when` and `unless`; the most specific pattern wins."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, field, frozen, mutable

from eventcoder.actors.codes import join, validate
from eventcoder.actors.codes import parse as parse_code
from eventcoder.dictionary.compile import Group, Rule, Test
from eventcoder.model.events import Actor, Match
from eventcoder.model.syntax import Clause, Phrase
from eventcoder.syntax import slots as ud
from eventcoder.verbs.candidates import Candidate, candidates
from eventcoder.verbs.scene import Pair, Scene

_TARGET_PREPS = ("against", "with", "to", "on", "upon", "at", "toward", "towards", "for", "over", "from", "of", "about",
                 "in", "into", "near", "between", "inside", "across", "within", "around", "through", "by")
_NOT_SOUGHT = frozenset({"subject", "modifier", "that", "to_do", "complement", "owner", "object", "adjunct"})
_PLACE_PREPS = frozenset({"in", "at", "near", "inside", "within", "across", "around", "through", "into"})


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


@mutable
class _Filling:
    sources: list[Actor] = field(factory=list)
    targets: list[Actor] = field(factory=list)
    words: list[int] = field(factory=list)
    tests: int = 0
    tolerant: bool = False
    asked_target: bool = False
    matched_heads: list[int] = field(factory=list)


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
            if not rule.code and candidate.group.nests:
                continue  # such a family only says what becomes of the event inside
            found = _try(rule, candidate, clause, scene)
            if found is None:
                continue
            if best is None or _beats(found, best, scene):
                best, found = found, best
            if scene.trace is not None and found is not None and found.match is not None:
                losers.append(found.match)
    chosen = best or silent or Reading(clause, slots=clause.slots)
    chosen = evolve(chosen, nests=nests, nester=silent.group if silent is not None and nests else None)
    if scene.trace is not None:
        _explain(chosen, scene, losers)
    return chosen


def _may_nest(group: Group, clause: Clause) -> bool:
    """Whether a family's nesting class holds for this clause; some hold only when it is negated."""
    if not group.nests:
        return False
    return clause.assertion.negated or not any(rule.negated for rule in group.rules)


def _beats(new: Reading, old: Reading, scene: Scene) -> bool:
    assert new.match is not None and old.match is not None
    if scene.pair is not None:
        aligned = scene.pair.aligned(new.match), scene.pair.aligned(old.match)
        if aligned[0] != aligned[1]:
            return aligned[0] > aligned[1]
    if new.match.score != old.match.score:
        return new.match.score > old.match.score
    if new.idiom != old.idiom:
        return new.idiom
    known = _known(new.match), _known(old.match)
    if known[0] != known[1]:
        return known[0] > known[1]
    return (new.match.code, new.match.entry_id) < (old.match.code, old.match.entry_id)


def _known(match: Match) -> int:
    return sum(a.known for a in match.sources) + sum(a.known for a in match.targets)


def _try(rule: Rule, candidate: Candidate, clause: Clause, scene: Scene) -> Reading | None:
    if rule.negated != clause.assertion.negated and rule.negated:
        return None
    filling = _Filling(words=list(candidate.words))
    missing = _test_all(rule, candidate, scene, filling)
    if missing:
        _miss(rule, clause, scene, missing)
        return None
    if any(_holds(unless, candidate, scene) for unless in rule.unless):
        _miss(rule, clause, scene, "an 'unless' holds")
        return None
    if rule.code:
        if not filling.targets or _all_own(filling):
            _seek_target(rule, candidate, scene, filling)
        if scene.pair is not None:
            if not filling.sources:
                _lend("SOURCE", scene.pair, filling)
            if not filling.targets:
                _lend("TARGET", scene.pair, filling)
        if not filling.sources or not filling.targets:
            _miss(rule, clause, scene, "source" if not filling.sources else "target")
            return None
    score = (filling.tests + rule.negated, candidate.size + len(set(filling.words)))
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
    return Reading(clause, candidate.group, match, rule, candidate.slots, candidate.light, idiom=not rule.code)


def _all_own(filling: _Filling) -> bool:
    """*closed its border with Armenia*: what the source does to what is its own is done to somebody else."""
    codes = {a.code for a in filling.sources}
    return all(a.code in codes and a.kind in ("owner", "stand-in", "reference") for a in filling.targets)


def _confidence(rule: Rule, filling: _Filling, clause: Clause) -> float:
    """0.9 for a full pattern, less for a bare default, tolerant attachment, noun or unsure actor."""
    value = 0.95 if any(test.words for _, test in rule.tests) else 0.85
    if filling.tolerant:
        value *= 0.9
    if clause.kind == "noun":
        value *= 0.9
    best = [max((a.confidence for a in side), default=1.0) for side in (filling.sources, filling.targets)]
    return round(value * best[0] * best[1], 3)


# -- tests -----------------------------------------------------------------------------------------


def _test_all(rule: Rule, candidate: Candidate, scene: Scene, filling: _Filling) -> str:
    """Fill the parties by all tests; the first slot that fails, or an empty text."""
    noun = scene.clauses[candidate.words[0]].kind == "noun" if candidate.words[0] in scene.clauses else False
    for slot, test in rule.tests:
        phrases = candidate.slots.get(slot, ())
        if slot == "to_do":
            phrases = (*phrases, *candidate.slots.get("adjunct", ()))
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
            elif scene.pair is None or not _lend(test.role, scene.pair, filling):
                return slot
    return ""


def _lend(role: str, pair: Pair, filling: _Filling) -> bool:
    """The caller marked both actors: a side that the clause leaves open is theirs."""
    if role == "SOURCE":
        filling.sources.append(evolve(pair.source, confidence=0.4))
    elif role == "TARGET":
        filling.targets.append(evolve(pair.target, confidence=0.4))
    else:
        return False
    filling.tolerant = True
    return True


def _holds(tests: tuple[tuple[str, Test], ...], candidate: Candidate, scene: Scene) -> bool:
    scratch = _Filling()
    for slot, test in tests:
        phrases = candidate.slots.get(slot, ())
        if test.role == "NONE":
            if phrases:
                return False
        elif not phrases or not _test(slot, test, phrases, scene, scratch):
            return False
    return True


def _test(
    slot: str, test: Test, phrases: tuple[Phrase, ...], scene: Scene, filling: _Filling
) -> bool:
    if test.role in ("SOURCE", "TARGET") and not test.excluded:
        return _fill(slot, test.role, phrases, scene, filling)
    kept = [p for p in phrases if not _excluded(test, p, scene)]
    if not kept:
        return False
    if test.role in ("SOURCE", "TARGET"):
        return _fill(slot, test.role, tuple(kept), scene, filling)
    if test.words:
        fits = scene.words.verb_fits if test.verbal else scene.words.fits
        hits = [(p, found) for p in kept if (found := fits(p.head, test.words)) is not None]
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


def _excluded(test: Test, phrase: Phrase, scene: Scene) -> bool:
    if not test.excluded:
        return False
    fits = scene.words.verb_fits if test.verbal else scene.words.fits
    return fits(phrase.head, test.excluded) is not None


def _fill(
    slot: str, role: str, phrases: tuple[Phrase, ...], scene: Scene, filling: _Filling
) -> bool:
    found: list[Actor] = []
    for phrase in phrases:
        if scene.words.temporal(phrase.head):
            continue
        filling.tolerant |= phrase.tolerant
        found.extend(_at(phrase.head, role, slot, scene))
    if not found:
        return False
    if role == "TARGET" and slot == "object":
        found = _recipients(found, scene)
    (filling.sources if role == "SOURCE" else filling.targets).extend(found)
    filling.asked_target |= role == "TARGET"
    filling.tests += 1
    return True


def _recipients(found: list[Actor], scene: Scene) -> list[Actor]:
    """*promised Egypt a share*: the recipient is the party, not the thing."""
    if not any(a.known and scene.actors.cats[a.head] == "indirect" for a in found):
        return found
    return [a for a in found if a.known or scene.actors.cats[a.head] != "object"]


def _own(role: str, phrases: list[Phrase], scene: Scene, filling: _Filling) -> bool:
    found = [a for p in phrases for a in scene.actors.owners_of(p.head)]
    if not found:
        return False
    side = "subject" if role == "SOURCE" else "object"
    (filling.sources if role == "SOURCE" else filling.targets).extend(_seat(a, role, side) for a in found)
    filling.tests += 1
    return True


def _at(head: int, role: str, slot: str, scene: Scene) -> list[Actor]:
    prep = ud.preposition(scene.parse, scene.actors.cats, head)
    return [
        _seat(actor, role, prep or slot)
        for actor in scene.actors.at(head)
        if not (role == "SOURCE" and actor.kind == "place")
    ]


def _seat(actor: Actor, role: str, slot: str) -> Actor:
    """*Ankara warned*: the seat acts for the government; *in Ankara*: it is a place."""
    if actor.kind != "seat":
        return actor
    if slot in _PLACE_PREPS:
        return evolve(actor, kind="place")
    return evolve(actor, code=join(actor.code, "GOV"))


# -- the target that no slot names --------------------------------------------------------------------


def _seek_target(rule: Rule, candidate: Candidate, scene: Scene, filling: _Filling) -> None:
    """Whom the act is about when the pattern does not say: matched phrases, then other phrases."""
    taken = {(a.code, a.head) for a in filling.sources}
    codes = {a.code for a in filling.sources}
    if rule.both_ways and len(codes) > 1:
        filling.targets = list(filling.sources)
        return

    own, filling.targets = filling.targets, []

    def usable(actor: Actor) -> bool:
        return actor.known and (actor.code, actor.head) not in taken and actor.code not in codes

    groups = list(_sought(rule, candidate, scene, filling))
    for fits in (_foreign, _placed, _anybody):
        for tolerant, group in groups:
            found = [a for a in group if usable(a) and fits(a, codes)]
            if found:
                filling.tolerant |= tolerant
                filling.targets.extend(found)
                return
    if own:
        filling.targets = own
        return
    inside = [a for a in _homes(candidate, scene) if (a.code, a.head) not in taken]
    inside = [a for a in _beside(candidate, scene) if usable(a) and _foreign(a, codes)] or inside
    if inside:
        filling.tolerant = True
        filling.targets.append(inside[0])
        return
    named = [a for _, group in groups for a in group if not a.known and _is_name(a, scene)]
    if named:
        filling.targets.append(named[0])
        return
    for phrase in candidate.slots.get("object", ()):
        if phrase.head not in filling.words and not scene.words.temporal(phrase.head):
            filling.targets.append(scene.actors.unknown(phrase.head))
            return


def _homes(candidate: Candidate, scene: Scene) -> list[Actor]:
    """Where the source is: *the coalition in Yemen declared a ceasefire*."""
    out: list[Actor] = []
    for phrase in candidate.slots.get("subject", ()):
        out.extend(scene.actors.homes(phrase.head))
    return out


def _beside(candidate: Candidate, scene: Scene) -> list[Actor]:
    """Who stands in an adverbial clause: *called off the strike after a deal with the government*."""
    out: list[Actor] = []
    for clause in scene.clauses.values():
        if clause.outer == candidate.words[0] and clause.link == "adverbial":
            for slot in sorted(clause.slots, key=_prep_order):
                if slot == "object" or slot not in _NOT_SOUGHT:
                    out.extend(a for p in clause.slots[slot] for a in _at(p.head, "TARGET", slot, scene))
    return out


def _sought(
    rule: Rule, candidate: Candidate, scene: Scene, filling: _Filling
) -> Iterator[tuple[bool, list[Actor]]]:
    """Groups of actors that may be the target, best first, and whether each is found tolerantly."""
    for head in _matched(candidate, scene, filling):
        yield False, [_seat(a, "TARGET", "object") for a in scene.actors.owners_of(head)]
    seen = {slot for slot, test in rule.tests if test.role == "SOURCE" or test.owner == "SOURCE"}
    slots = candidate.slots
    if "object" not in seen:
        for phrase in slots.get("object", ()):
            yield False, _at(phrase.head, "TARGET", "object", scene)
    for slot in sorted(slots, key=_prep_order):
        if slot in _NOT_SOUGHT or slot in seen:
            continue
        kept = [p for p in slots[slot] if not scene.words.temporal(p.head)]
        for joined in _joined(kept, scene):
            yield True, [a for p in joined for a in _at(p.head, "TARGET", slot, scene)]


def _placed(actor: Actor, codes: set[str]) -> bool:
    """Whether an actor has a country at all."""
    return not validate(actor.code) and bool(parse_code(actor.code).place)


def _anybody(actor: Actor, codes: set[str]) -> bool:
    return True


def _is_name(actor: Actor, scene: Scene) -> bool:
    token = scene.parse.token(actor.head)
    return token.upos == "PROPN" and not scene.words.temporal(actor.head)


def _joined(phrases: list[Phrase], scene: Scene) -> list[list[Phrase]]:
    """Phrases in groups: *a swap between A and B* speaks of both."""
    out: list[list[Phrase]] = []
    for phrase in phrases:
        if out and scene.actors.cats[phrase.head] == "conjunct":
            out[-1].append(phrase)
        else:
            out.append([phrase])
    return out


def _foreign(actor: Actor, codes: set[str]) -> bool:
    """Whether an actor is a party of its own, of another country than the sources."""
    if validate(actor.code):
        return False
    code = parse_code(actor.code)
    if code.place:
        return all(not known.startswith(actor.code[:3]) for known in codes)
    return bool(code.international or (code.is_group and actor.kind == "name"))


def _matched(candidate: Candidate, scene: Scene, filling: _Filling) -> list[int]:
    """Heads of the matched phrases, then what stands inside matched complement clauses."""
    out = list(filling.matched_heads)
    out.extend(i for i in filling.words if i not in out and i not in candidate.words)
    for head in tuple(out):
        inner = scene.clauses.get(head)
        if inner is not None and inner.kind != "noun":
            out.extend(p.head for p in inner.slots.get("subject", ()))
            for slot in sorted(inner.slots, key=_prep_order):
                if slot == "object" or slot not in _NOT_SOUGHT:
                    out.extend(p.head for p in inner.slots[slot] if not scene.words.temporal(p.head))
            if "that" in inner.slots:
                said = scene.clauses.get(inner.slots["that"][0].head)
                out.extend(p.head for p in (said.slots.get("subject", ()) if said else ()))
    return out


def _prep_order(slot: str) -> tuple[int, str]:
    return (_TARGET_PREPS.index(slot) if slot in _TARGET_PREPS else 99, slot)


# -- explanation -----------------------------------------------------------------------------------


def _miss(rule: Rule, clause: Clause, scene: Scene, missing: str) -> None:
    if scene.trace is not None:
        scene.trace.add("match", scene.text(clause.head), "missing", f"{rule.id} {rule.code} wants {missing}", rule.where)


def _explain(reading: Reading, scene: Scene, losers: list[Match]) -> None:
    assert scene.trace is not None
    word = scene.text(reading.clause.head)
    if reading.match is not None:
        text = " ".join(scene.text(i) for i in reading.match.words)
        detail = f"{reading.match.entry_id} {reading.match.code or 'none'} ({text})"
        scene.trace.add("match", word, "fired", detail, reading.match.entry)
        for loser in sorted(losers, key=lambda m: m.score, reverse=True)[:5]:
            less = "less specific" if loser.score < reading.match.score else "as specific, but fewer known actors"
            scene.trace.add("match", word, "beaten", f"{loser.entry_id} {loser.code}: {less}", loser.entry)
    elif reading.group is None:
        scene.trace.add("match", word, "no entry", f"no family has {reading.clause.lemma!r}")
    elif reading.group.silent:
        scene.trace.add("match", word, "silent", f"{reading.group.name}: {reading.group.silent}", reading.group.where)
