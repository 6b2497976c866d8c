"""Run ``fires`` and ``silent`` sentences against recorded parses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from eventcoder.actors.resolve import Actors
from eventcoder.coder import Explained, code_sentence
from eventcoder.dictionary.compile import Dictionary
from eventcoder.dictionary.entries import Example
from eventcoder.model.events import Event
from eventcoder.model.text import Parse
from eventcoder.model.trace import Trace
from eventcoder.tools.explain import render

TEST_DATE = "2019-06-15"
"""The day of a sentence that names none; a Saturday."""


@frozen
class Outcome:
    """What a sentence gave."""

    example: Example
    status: str
    """``passed, failed, unrecorded, known`` (a known failure) or ``mended`` (a known failure that passes)."""
    events: tuple[Event, ...] = ()
    reason: str = ""


def run_example(example: Example, parses: Mapping[str, Parse], rules: Dictionary) -> Outcome:
    """Code one sentence and compare."""
    parse = parses.get(example.text)
    if parse is None:
        return Outcome(
            example, "unrecorded", reason="no recorded parse: run `eventcoder dict record`"
        )
    date = dt.date.fromisoformat(example.date or TEST_DATE)
    parse = evolve(parse, sentence=evolve(parse.sentence, date=date))
    events: tuple[Event, ...] = ()
    if example.actors is not None:
        reason = _wrong_actors(example, parse, rules)
    else:
        events = code_sentence(parse, rules)
        reason = _wrong_events(example, events)
    if example.known_failure:
        return Outcome(
            example,
            "known" if reason else "mended",
            events,
            reason or "marked known_failure, but passes",
        )
    return Outcome(example, "failed" if reason else "passed", events, reason)


def explained(example: Example, parse: Parse, rules: Dictionary) -> str:
    """What `eventcoder explain` prints for a sentence, with the parse before it."""
    date = dt.date.fromisoformat(example.date or TEST_DATE)
    parse = evolve(parse, sentence=evolve(parse.sentence, date=date))
    trace = Trace()
    events = code_sentence(parse, rules, trace=trace)
    words = " ".join(f"{t.index}:{t.text}<-{t.label}-{t.head}" for t in parse.tokens)
    return f"    {words}\n" + render(Explained(parse, events, tuple(trace.steps)))


def run_examples(
    examples: Iterable[Example], parses: Mapping[str, Parse], rules: Dictionary
) -> list[Outcome]:
    """Outcomes in the order of the examples."""
    return [run_example(example, parses, rules) for example in examples]


def _wrong_events(example: Example, events: tuple[Event, ...]) -> str:
    got = sorted(map(str, events))
    if got != sorted(example.events):
        return f"expected [{', '.join(example.events)}], got [{', '.join(got)}]"
    made = any(event.entry_id == example.entry or _via(event, example.entry) for event in events)
    if example.kind == "fires" and not made and example.events:
        makers = sorted({f"{event.entry_id} {event.entry}" for event in events})
        return f"the events are right, but {', '.join(makers)} made them"
    if example.kind == "silent" and made and not example.entry.startswith("quiet."):
        return f"{example.entry} made an event"
    return ""


def _via(event: Event, entry: str) -> bool:
    return any(
        step.split(" ")[0] == entry or entry.startswith(step.split(" ")[0] + ".")
        for step in event.via
    )


def _wrong_actors(example: Example, parse: Parse, rules: Dictionary) -> str:
    assert example.actors is not None
    date = parse.sentence.date
    actors = Actors(parse, rules, date.isoformat() if date else "")
    found: dict[str, str] = {}
    for token in parse.tokens:
        if token.label.partition(":")[0] in ("compound", "flat", "amod", "case", "punct", "det"):
            continue
        for actor in actors.exact(token.index):
            if actor.known and actor.kind != "place":
                found.setdefault(actor.text, actor.code)
    wrong = []
    for text, code in example.actors.items():
        codes = {c for t, c in found.items() if text in t or t in text}
        if code not in codes:
            wrong.append(f"{text!r} is {' or '.join(sorted(codes)) or 'nobody'}, not {code}")
    if not example.actors and found:
        wrong.append(f"expected nobody, found {found}")
    return "; ".join(wrong)
