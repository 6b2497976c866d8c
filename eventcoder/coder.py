"""Start here: a parsed sentence becomes events, one stage a line.

``Coder`` joins the stages to a parser and to the memory of a document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from attrs import frozen

from eventcoder.actors.resolve import Actors
from eventcoder.dictionary.compile import Dictionary
from eventcoder.dictionary.store import load_dictionary
from eventcoder.discourse.fold import Reader
from eventcoder.events.build import build_events
from eventcoder.events.keep import Policy, keep_events
from eventcoder.model.events import Event
from eventcoder.model.text import Document, Parse, Sentence
from eventcoder.model.trace import Step, Trace
from eventcoder.pairs import code_pair_in
from eventcoder.syntax.clauses import find_clauses
from eventcoder.syntax.words import Words
from eventcoder.verbs.contexts import discarded
from eventcoder.verbs.nest import find_matches
from eventcoder.verbs.scene import Scene


class Parser(Protocol):
    """Whatever turns text into parses."""

    identity: str

    def parse_documents(self, documents: Sequence[Document]) -> list[list[Parse]]:
        """Sentences of each document, parsed."""
        ...

    def parse(self, sentences: Sequence[Sentence]) -> list[Parse]:
        """One parse for each sentence, never split."""
        ...


def code_sentence(
    parse: Parse,
    rules: Dictionary,
    policy: Policy = Policy(),
    reader: Reader | None = None,
    trace: Trace | None = None,
) -> tuple[Event, ...]:
    """The events of one parsed sentence, in order of preference."""
    reader = reader or Reader()
    if cue := discarded(parse, rules):  # contexts: sport and the like
        return _nothing(cue, trace)
    actors = Actors(parse, rules, _day(parse), reader.referrer)  # actors
    clauses = find_clauses(
        parse, rules.nouns, rules.adjectives, rules.predicates, rules.speech
    )  # syntax
    scene = Scene(
        parse, rules, {c.head: c for c in clauses}, actors, Words(parse, actors.cats), trace
    )
    matches = find_matches(scene)  # verbs: patterns, then events inside events
    events = build_events(matches, scene)  # events: dyads
    kept = keep_events(events, policy, scene)
    scene.note_parts()
    reader.remember(actors, matches)  # discourse: for the sentences to come
    return kept


def _nothing(cue: str, trace: Trace | None) -> tuple[Event, ...]:
    if trace is not None:
        trace.add("context", cue, "dropped", "a phrase that discards the whole sentence")
    return ()


def _day(parse: Parse) -> str:
    date = parse.sentence.date
    return date.isoformat() if date else dt.date.today().isoformat()


@frozen
class Explained:
    """A sentence, what it gave, and why."""

    parse: Parse
    events: tuple[Event, ...]
    steps: tuple[Step, ...]


class Coder:
    """A parser and a dictionary, loaded once, that code any number of documents."""

    def __init__(
        self,
        model: str | Path | None = None,
        dictionary: str | Path | None = None,
        *,
        policy: Policy = Policy(),
        parser: Parser | None = None,
    ) -> None:
        self.rules = load_dictionary(dictionary)
        self.policy = policy
        self._model = model
        self._parser = parser

    @property
    def parser(self) -> Parser:
        """The parser, loaded when first needed."""
        if self._parser is None:
            from eventcoder.parsing.stanza import StanzaParser

            self._parser = StanzaParser(self._model)
        return self._parser

    def code_pair(
        self,
        text: str,
        source: tuple[int, int],
        target: tuple[int, int],
        date: dt.date | None = None,
    ) -> list[Event]:
        """The relation from one marked actor to another, best first; spans are offsets into ``text``."""
        document = Document(id="text", text=text, date=date)
        for parse in self.parser.parse_documents([document])[0]:
            start, end = parse.sentence.start, parse.sentence.start + len(parse.sentence.text)
            if all(start <= span[0] and span[1] <= end for span in (source, target)):
                break
        else:
            start, parse = 0, self.parser.parse([Sentence("text", 0, text, date=date)])[0]
        left, right = ((a - start, b - start) for a, b in (source, target))
        return list(code_pair_in(parse, left, right, self.rules, self.policy))

    def explain(self, text: str, date: dt.date | None = None) -> list[Explained]:
        """Every sentence of a text with its events and each decision on the way."""
        reader, out = Reader(), []
        for parse in self.parser.parse_documents([Document(id="text", text=text, date=date)])[0]:
            trace = Trace()
            events = code_sentence(parse, self.rules, self.policy, reader, trace)
            out.append(Explained(parse, events, tuple(trace.steps)))
        return out

    def code_parses(self, parses: Iterable[Parse]) -> list[Event]:
        """The events of one document's parsed sentences, in text order."""
        reader = Reader()
        return [
            event
            for parse in parses
            for event in code_sentence(parse, self.rules, self.policy, reader)
        ]

    def code(self, document: Document | str) -> list[Event]:
        """The events of one document, or of a text."""
        return next(iter(self.code_documents([_document(document)])))

    def code_documents(
        self, documents: Iterable[Document], batch: int = 16
    ) -> Iterator[list[Event]]:
        """The events of each document, in order; parsing is done in batches of documents."""
        waiting: list[Document] = []
        for document in documents:
            waiting.append(document)
            if len(waiting) >= batch:
                yield from map(self.code_parses, self.parser.parse_documents(waiting))
                waiting = []
        yield from map(self.code_parses, self.parser.parse_documents(waiting) if waiting else [])


def _document(document: Document | str) -> Document:
    return document if isinstance(document, Document) else Document(id="text", text=document)
