"""One run of the coder over files: from a configuration to rows, the same each time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice
from pathlib import Path
from typing import BinaryIO

from attrs import define, evolve, field, frozen

from eventcoder.coder import Coder
from eventcoder.errors import EventcoderError, InputError, Where
from eventcoder.events.aggregate import (
    CopyFinder,
    merged_records,
    one_a_day,
    reports,
    single_records,
)
from eventcoder.events.keep import Policy
from eventcoder.model.events import Event
from eventcoder.model.records import Record, Report, WriteOptions
from eventcoder.model.text import Document, Parse
from eventcoder.ontology import load_plover
from eventcoder.parsing import conllu
from eventcoder.plugins import find_writer
from eventcoder.readers import parse_date, read_documents, read_pairs

BATCH = 16
"""Documents parsed together: enough to fill the parser's own batches."""
PARSED = ".conllu"
"""Ending of files that hold parses."""

Coded = tuple[list[Event], list[Parse]]
"""The events of a document, and its parses."""


@frozen
class RunConfig:
    """Everything that decides what a run gives, as plain values that a manifest can hold."""

    inputs: tuple[str, ...]
    format: str = "jsonl"
    input_format: str = ""
    pairs: bool = False
    date: str = ""
    """Day of documents without one; empty: today."""
    model: str = ""
    dictionary: str = ""
    unknown_actors: str = "keep"
    unasserted: bool = False
    scheme: str = ""
    ontology: str = "cameo"
    header: bool | None = None
    merge: bool | None = None
    """None: as the format has it."""
    one_a_day: bool = False
    copies_once: bool = False
    added: str = ""
    version: str = "1"


@define
class Tally:
    """What went through a run."""

    documents: int = 0
    events: int = 0
    rows: int = 0
    errors: list[str] = field(factory=list)
    copies: dict[str, str] = field(factory=dict)
    """Near-copies and what they copy, where copies were looked for."""
    undated: int = 0
    repeated: int = 0
    """Documents whose id an earlier one had."""
    parsers: set[str] = field(factory=set)
    """Identities of the parsers whose parses were coded."""


def _nothing(_: str) -> None:
    pass


def today() -> dt.date:
    """The day it is here."""
    return dt.datetime.now().astimezone().date()


@define
class Run:
    """A configuration at work; ``note`` gets a line for each bad row and each warning."""

    config: RunConfig
    note: Callable[[str], None] = _nothing
    tick: Callable[[], None] = lambda: None
    """Called after each document."""
    coder: Coder | None = None
    tally: Tally = field(factory=Tally)
    day: dt.date = field(factory=today)
    """Day of documents without one, unless the configuration names another."""
    _ids: set[str] = field(factory=set)
    _copies: CopyFinder = field(factory=CopyFinder)

    def write(self, out: BinaryIO) -> Tally:
        """Code all inputs and write the rows."""
        config = self.config
        writer = find_writer(config.format)
        if self.coder is None:
            self.coder = make_coder(config)
        items = self._pairs() if config.pairs else self._reports()
        merge = writer.merges if config.merge is None else config.merge
        records: Iterable[Record] = merged_records(items) if merge else single_records(items)
        if config.one_a_day:
            records = one_a_day(records)
        options = WriteOptions(
            header=config.header,
            scheme=config.scheme,
            added=dt.datetime.fromisoformat(config.added) if config.added else None,
            version=config.version,
        )
        writer.write(self._counted(records), out, options)
        return self.tally

    def _counted(self, records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            self.tally.rows += 1
            yield record

    def _error(self, error: EventcoderError) -> None:
        self.tally.errors.append(str(error))
        self.note(str(error))

    def _seen(self, document: Document) -> None:
        if document.id in self._ids and not self.tally.repeated:
            self.note(f"{document.id}: two stories have this id; their rows cannot be told apart")
        self.tally.repeated += document.id in self._ids
        self._ids.add(document.id)

    def _dated(self, document: Document) -> Document:
        self._seen(document)
        if document.date is not None:
            return document
        if self.config.date:
            return evolve(document, date=parse_date(self.config.date))
        self.tally.undated += 1
        if self.tally.undated == 1:
            self.note(f"{document.id}: no date; taken as of today (say --date YYYY-MM-DD)")
        return evolve(document, date=self.day)

    def _documents(self) -> Iterator[Document]:
        config = self.config
        found = chain.from_iterable(
            read_documents(path, config.input_format, self._error)
            for path in config.inputs
            if not path.endswith(PARSED)
        )
        return map(self._dated, found)

    def _reports(self) -> Iterator[Report]:
        yield from self._saved()
        for batch in batched_documents(self._documents()):
            for document, coded in zip(batch, self._coded(batch), strict=True):
                self.tick()
                if coded is not None:
                    yield from self._reported(document, *coded)

    def _saved(self) -> Iterator[Report]:
        """Reports from parses that were saved before: `eventcoder parse` need not run again."""
        coder = self._ready()
        for path in (path for path in self.config.inputs if path.endswith(PARSED)):
            try:
                stories = groupby(conllu.read(path), key=lambda parse: parse.sentence.doc_id)
                for name, parses in stories:
                    yield from self._from_parses(coder, name, list(parses))
            except OSError as error:
                self._error(InputError(f"cannot be read: {error.strerror}", Where(path)))
            except InputError as error:
                self._error(error)

    def _from_parses(self, coder: Coder, name: str, parses: list[Parse]) -> Iterator[Report]:
        first = parses[0].sentence
        text = " ".join(parse.sentence.text for parse in parses)
        document = self._dated(Document(name, text, first.date, first.publisher, first.url))
        dated = [
            evolve(parse, sentence=evolve(parse.sentence, date=document.date)) for parse in parses
        ]
        events = coder.code_parses(dated)
        self.tally.parsers.add(parses[0].parser)
        self.tick()
        yield from self._reported(document, events, parses)

    def _reported(
        self, document: Document, events: list[Event], parses: list[Parse]
    ) -> Iterator[Report]:
        events = self._in_ontology(events)
        self.tally.documents += 1
        self.tally.events += len(events)
        original = ""
        if self.config.copies_once:
            original = self._copies.original_of(document)
            if original:
                self.tally.copies[document.id] = original
        merging = self.config.merge or (
            self.config.merge is None and find_writer(self.config.format).merges
        )
        if not original or merging:
            yield from reports(document, events, original, parses)

    def _coded(self, batch: tuple[Document, ...]) -> list[Coded | None]:
        """The events of each document; a document that breaks the coder costs only itself."""
        coder = self._ready()
        try:
            self.tally.parsers.add(coder.parser.identity)
            parsed = coder.parser.parse_documents(batch)
            return [(coder.code_parses(parses), parses) for parses in parsed]
        except EventcoderError:
            raise
        except Exception as error:  # noqa: BLE001 - told below with its document
            if len(batch) > 1:
                return [self._coded((document,))[0] for document in batch]
            self._error(InputError(f"{batch[0].id}: not coded: {type(error).__name__}: {error}"))
            return [None]

    def _pairs(self) -> Iterator[Report]:
        coder = self._ready()
        rows = chain.from_iterable(read_pairs(path, self._error) for path in self.config.inputs)
        for row in rows:
            document = self._dated(row.document)
            found = coder.code_pair(document.text, row.source, row.target, document.date)
            events = self._in_ontology([_of(document, event) for event in found])
            self.tally.documents += 1
            self.tally.events += len(events)
            self.tick()
            yield from reports(document, events)

    def _in_ontology(self, events: list[Event]) -> list[Event]:
        """The events in the codes asked for; PLOVER has no statements."""
        if self.config.ontology != "plover":
            return events
        kinds = ((event, load_plover().from_cameo(event.code)) for event in events)
        return [evolve(event, code=kind.category) for event, kind in kinds if kind is not None]

    def _ready(self) -> Coder:
        if self.coder is None:
            raise AssertionError("write() makes the coder")
        return self.coder


def batched_documents(documents: Iterable[Document]) -> Iterator[tuple[Document, ...]]:
    """Documents in tuples of at most ``BATCH``."""
    rest = iter(documents)
    while batch := tuple(islice(rest, BATCH)):
        yield batch


def _of(document: Document, event: Event) -> Event:
    """The event of a marked pair with what is known of its document."""
    return evolve(event, doc_id=document.id, publisher=document.publisher, url=document.url)


def make_coder(config: RunConfig) -> Coder:
    """The coder that a configuration asks for."""
    policy = Policy(unknown_actors=config.unknown_actors, unasserted=config.unasserted)
    return Coder(config.model or None, config.dictionary or None, policy=policy)


def guess_format(output: str) -> str:
    """The format that a file's ending asks for; ``table`` for the screen."""
    endings = {".csv": "csv", ".parquet": "parquet", ".txt": "table"}
    return endings.get(Path(output).suffix.lower(), "jsonl") if output else "table"
