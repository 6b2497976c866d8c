"""Misses sorted by the stage that lost them, and by the family that was or should have been at work."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from eventcoder.actors.resolve import Actors
from eventcoder.dictionary.compile import Dictionary
from eventcoder.model.text import Parse
from eventcoder.model.trace import Step
from eventcoder.score.labels import agrees, class_of, level_of
from eventcoder.score.match import Answers, same_side
from eventcoder.score.types import Dyad, Side

_CODE = re.compile(r"\b\d{3,4}\b")


@frozen
class Miss:
    """A marked dyad that was not coded right."""

    stage: str
    family: str
    """Dictionary family at work, the unknown word, or the side that is missing."""
    meant: str
    """The root that was meant."""
    said: str
    detail: str
    text: str
    id: str


def sort_misses(
    found: Iterable[Answers],
    parses: Mapping[str, Parse],
    steps: Mapping[str, Sequence[Step]],
    rules: Dictionary,
    *,
    classes: bool,
) -> list[Miss]:
    """Every wrong or unanswered dyad with its stage; parses and steps go by sentence text."""
    out = []
    for one in found:
        for answer in one.answers:
            meant, said = answer.meant, answer.said
            if said and agrees(meant, said, "root", classes=classes):
                continue
            label = level_of(meant, "root", classes=classes)
            if said:
                stage, family, detail = "wrong code", family_of(said.entry), said.code
            else:
                text = next((t for t in (one.unit.text,) if t in parses), "")
                stage, family, detail = (
                    _stage(meant, one, _Looked(parses[text], steps[text], rules, label))
                    if text
                    else ("parse", "", "no parse of this sentence at hand")
                )
            got = level_of(said, "root", classes=classes) if said else ""
            out.append(Miss(stage, family, label, got, detail, one.unit.text, meant.id))
    return out


@frozen
class _Looked:
    """What was looked at to code a sentence."""

    parse: Parse
    steps: Sequence[Step]
    rules: Dictionary
    label: str

    def of(self, stage: str, *outcomes: str) -> list[Step]:
        """Steps with these outcomes, those that speak of the meant class first."""
        found = [s for s in self.steps if s.stage == stage and s.outcome in outcomes]
        return sorted(found, key=lambda step: not self.speaks(step))

    def speaks(self, step: Step) -> bool:
        """Whether a step names a code of the class that was meant."""
        codes = _CODE.findall(f"{step.subject} {step.detail}")
        return any(self.label in (code[:2], class_of(code)) for code in codes)


def _stage(meant: Dyad, one: Answers, looked: _Looked) -> tuple[str, str, str]:
    context = looked.of("context", "dropped")
    if context:
        return "filtered", "context", context[0].subject
    missing = _missing_sides(meant, one, looked)
    if missing:
        return "no actor", missing, ""
    for stage, steps in (
        ("filtered", looked.of("keep", "dropped")),
        ("wrong nesting", looked.of("nest", "dropped")),
        ("wrong party", looked.of("match", "fired")),
        ("pattern too narrow", looked.of("match", "missing", "beaten")),
    ):
        if steps and looked.speaks(steps[0]):
            if stage == "wrong party" and all(e.entry != steps[0].where for e in one.events):
                detail = f"{steps[0].subject} fired, but no event was kept"
                return "filtered", family_of(steps[0].where), detail
            return stage, family_of(steps[0].where), f"{steps[0].subject}: {steps[0].detail}"
    word = _misread(looked)
    if word:
        return "parse", word, "a word that a family of this root knows is read as something else"
    return _fallback(looked)


def _fallback(looked: _Looked) -> tuple[str, str, str]:
    """No step speaks of the meant root: the first thing that stood in the way."""
    for stage, steps in (
        ("no entry", looked.of("match", "no entry")),
        ("silent entry", looked.of("match", "silent")),
        ("filtered", looked.of("keep", "dropped")),
        ("wrong nesting", looked.of("nest", "dropped")),
        ("pattern too narrow", looked.of("match", "missing")),
        ("wrong party", looked.of("match", "fired")),
    ):
        if steps:
            family = steps[0].subject.lower() if stage == "no entry" else family_of(steps[0].where)
            return stage, family, f"{steps[0].subject}: {steps[0].detail}"
    return "no entry", "", "no verb or event noun that a dictionary knows"


def _missing_sides(meant: Dyad, one: Answers, looked: _Looked) -> str:
    date = looked.parse.sentence.date
    actors = Actors(looked.parse, looked.rules, date.isoformat() if date else "")
    names = [
        name
        for name, side in (("source", meant.source), ("target", meant.target))
        if side.marked and not _known(side, one, actors, looked.parse)
    ]
    return " and ".join(names)


def _known(side: Side, one: Answers, actors: Actors, parse: Parse) -> bool:
    if any(same_side(side, s) for e in one.events for s in (e.source, e.target)):
        return True
    if not side.span:
        return True  # without a span nobody can say
    start, end = (offset - one.unit.start for offset in side.span)
    inside = [t for t in parse.tokens if t.start < end and start < t.end]
    return any(actor.known for t in inside if t.upos != "PUNCT" for actor in actors.at(t.index))


def _misread(looked: _Looked) -> str:
    """A word whose family has the meant root, though no clause was seen there."""
    seen = {s.subject for s in looked.steps if s.stage == "match"}
    for token in looked.parse.tokens:
        if token.text in seen or token.upos in ("AUX", "PUNCT"):
            continue
        for entry in looked.rules.verbs.get(token.lemma, ()):
            codes = {rule.code for rule in entry.group.rules if rule.code[:2].isdigit()}
            if not entry.rest and any(looked.label in (c[:2], class_of(c)) for c in codes):
                return token.text
    return ""


def family_of(where: str) -> str:
    """The family of a place such as ``verbs/ask.yaml:3``."""
    return where.rpartition("/")[2].partition(".yaml")[0]


def render_misses(misses: Sequence[Miss], *, examples: int = 2, families: int = 6) -> str:
    """Stages by size, in each the families by size, with examples."""
    lines = [f"{len(misses)} misses"]
    for stage, count in _stages(misses):
        lines.append(f"\n{stage:20} {count:4}")
        here = [m for m in misses if m.stage == stage]
        for family, number in Counter(m.family for m in here).most_common(families):
            roots = Counter(m.meant for m in here if m.family == family).most_common(3)
            told = ", ".join(f"{root} {n}" for root, n in roots)
            lines.append(f"  {family or '-':24} {number:3}  meant: {told}")
        for miss in here[:examples]:
            lines.append(f"    {miss.id}: {miss.text}")
            lines.append(f"      meant {miss.meant}; said {miss.said or 'nothing'}; {miss.detail}")
    return "\n".join(lines)


def _stages(misses: Sequence[Miss]) -> Iterator[tuple[str, int]]:
    yield from Counter(m.stage for m in misses).most_common()
