"""Our own coder over saved parses, in the scorer's terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import evolve

from eventcoder.coder import code_sentence
from eventcoder.dictionary.compile import Dictionary
from eventcoder.discourse.fold import Reader
from eventcoder.model.events import Event
from eventcoder.model.text import Parse
from eventcoder.model.trace import Step, Trace
from eventcoder.pairs import code_pair_in
from eventcoder.parsing import conllu
from eventcoder.score.types import Coded, Dyad, Side, Unit


def dyad_of_event(event: Event) -> Dyad:
    """An event of ours."""
    return Dyad(
        event.doc_id,
        Side(event.source, event.source_text, event.src_span),
        Side(event.target, event.target_text, event.tgt_span),
        event.code,
        date=event.date.isoformat() if event.date else "",
        anchor=event.action_span[0] if event.action_span[1] else event.src_span[0],
        entry=event.entry,
    )


def coded_of(events: Iterable[Event]) -> Coded:
    """Events by document."""
    table: defaultdict[str, list[Dyad]] = defaultdict(list)
    for event in events:
        table[event.doc_id].append(dyad_of_event(event))
    return Coded({key: tuple(found) for key, found in table.items()})


def read_parses(path: str | Path) -> dict[str, list[Parse]]:
    """Parses of a CoNLL-U file by document."""
    documents: defaultdict[str, list[Parse]] = defaultdict(list)
    for parse in conllu.read(path):
        documents[parse.sentence.doc_id].append(parse)
    return dict(documents)


def code_parses(
    documents: dict[str, list[Parse]], rules: Dictionary
) -> tuple[Coded, dict[str, tuple[Step, ...]]]:
    """Dyads by document and by text, and the decisions on each text."""
    table: dict[str, tuple[Dyad, ...]] = {}
    steps: dict[str, tuple[Step, ...]] = {}
    for name, parses in documents.items():
        reader, found = Reader(), list[Dyad]()
        for parse in parses:
            trace = Trace()
            events = code_sentence(parse, rules, reader=reader, trace=trace)
            here = tuple(map(dyad_of_event, events))
            found.extend(here)
            steps[parse.sentence.text] = tuple(trace.steps)
            if not parse.sentence.start:
                table[parse.sentence.text] = here
        table[name] = tuple(found)
    return Coded(table), steps


def code_given(
    units: Sequence[Unit], documents: dict[str, list[Parse]], rules: Dictionary
) -> Coded:
    """What is coded for each marked dyad when its two actors are given."""
    by_text = {p.sentence.text: p for parses in documents.values() for p in parses}
    table: dict[str, tuple[Dyad, ...]] = {}
    for unit in units:
        parse = by_text.get(unit.text)
        if parse is None:
            continue
        shift = unit.start
        for dyad in unit.dyads:
            source, target = (
                (side.span[0] - shift, side.span[1] - shift) if side.span else None
                for side in (dyad.source, dyad.target)
            )
            events = code_pair_in(parse, source, target, rules)
            table[dyad.id] = tuple(map(dyad_of_event, events))
    return Coded(table)


def placed(units: Iterable[Unit], documents: dict[str, list[Parse]]) -> list[Unit]:
    """Units that a set knows by a part of their sentence, with its whole text and place."""
    known = [p.sentence for parses in documents.values() for p in parses]
    texts = {sentence.text for sentence in known}
    out = []
    for unit in units:
        here = next((s for s in known if unit.text in s.text), None)
        if unit.text in texts or here is None:
            out.append(unit)
        else:
            out.append(evolve(unit, document=here.doc_id, text=here.text, start=here.start))
    return out
