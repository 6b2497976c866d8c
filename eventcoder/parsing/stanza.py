"""Documents and sentences to parses with Stanza; the only module that imports it."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from eventcoder.errors import ModelError
from eventcoder.model.text import Document, Parse, Sentence, Token
from eventcoder.parsing.offsets import clean, word_spans

PRETRAINED = Path(__file__).resolve().parent.parent / "pretrained" / "en"
PARTS = {"tokenize": "tokenize", "mwt": "mwt", "pos": "pos", "lemma": "lemma", "depparse": "depparse"}
"""Stanza processor -> stem of its file in a model folder."""
ENCODER = "encoder"
MAX_TOKEN = 40
"""Longer tokens are cut for the analysis: an encoder pads its whole batch to the longest."""
MAX_WORDS = 250
"""Longer sentences are analysed in pieces, so that memory stays bounded."""
PLAIN_CHARS = 400_000
"""Characters tokenized at one time."""

logger = logging.getLogger(__name__)


@frozen
class _Surface:
    """A surface token: its span in the sentence and the words it stands for."""

    start: int
    end: int
    words: tuple[str, ...]


class StanzaParser:
    """Parses English text with a Stanza model folder, by default the one that ships.

    ``model`` is a folder, or ``stanza:en`` for a package that Stanza has downloaded before.
    Nothing is ever fetched. ``batch_words`` bounds the words analysed at one time.
    """

    def __init__(self, model: str | Path | None = None, *, batch_words: int = 4000) -> None:
        self.batch_words = batch_words
        name = str(model) if model is not None else ""
        if name.startswith("stanza:"):
            self._pipeline, self.identity = _load_package(name.removeprefix("stanza:"))
        else:
            folder = Path(name) if name else PRETRAINED
            self._pipeline, self.identity = _load_folder(folder)

    def parse_documents(self, documents: Sequence[Document]) -> list[list[Parse]]:
        """The parses of each document's sentences, in text order."""
        surfaces = self._tokenize([clean(document.text) for document in documents], split=True)
        jobs: list[tuple[Sentence, list[_Surface]]] = []
        counts = []
        for document, found in zip(documents, surfaces, strict=True):
            jobs.extend(_sentences(document, found))
            counts.append(len(found))
        parses = iter(self._analyse(jobs))
        return [[next(parses) for _ in range(count)] for count in counts]

    def parse(self, sentences: Sequence[Sentence]) -> list[Parse]:
        """One parse for each sentence, kept whole."""
        texts = [clean(sentence.text, one_line=True) for sentence in sentences]
        found = self._tokenize(texts, split=False)
        jobs = [
            (sentence, [token for part in parts for token in part])
            for sentence, parts in zip(sentences, found, strict=True)
        ]
        return self._analyse(jobs)

    def parse_words(self, parses: Sequence[Parse]) -> list[Parse]:
        """The same sentences and words analysed anew; nothing is tokenized."""
        jobs = [
            (parse.sentence, [_Surface(t.start, t.end, (t.text,)) for t in parse.tokens])
            for parse in parses
        ]
        return self._analyse(jobs)

    def _tokenize(self, texts: list[str], *, split: bool) -> list[list[list[_Surface]]]:
        """Sentences of surface tokens in each text, offsets into that text."""
        out: list[list[list[_Surface]]] = []
        group: list[str] = []
        for text in texts:
            group.append(text)
            if sum(map(len, group)) > PLAIN_CHARS:
                out.extend(self._tokenize_group(group, split=split))
                group = []
        return out + self._tokenize_group(group, split=split)

    def _tokenize_group(self, texts: list[str], *, split: bool) -> list[list[list[_Surface]]]:
        out: list[list[list[_Surface]]] = [[] for _ in texts]
        if not any(text.strip() for text in texts):
            return out
        starts, at = [], 0
        for text in texts:
            starts.append(at)
            at += len(text) + 2
        processors = self._pipeline.processors
        processors["tokenize"].config["no_ssplit"] = not split
        joined = "\n\n".join(texts)
        document = processors["tokenize"].process(joined)
        if "mwt" in processors:
            document = processors["mwt"].process(document)
        number = 0
        for sentence in document.sentences:
            first = sentence.tokens[0].start_char
            while number + 1 < len(texts) and first >= starts[number + 1]:
                number += 1
            shift = starts[number]
            out[number].append([_surface(token, joined, shift) for token in sentence.tokens])
        return out

    def _analyse(self, jobs: list[tuple[Sentence, list[_Surface]]]) -> list[Parse]:
        """Tags, lemmas and trees for tokenized sentences, in batches of like length."""
        pieces: list[tuple[int, int, list[str]]] = []
        for number, (_, surface) in enumerate(jobs):
            words = [word for token in surface for word in token.words]
            for at in range(0, len(words), MAX_WORDS):
                pieces.append((number, at, words[at : at + MAX_WORDS]))
        order = sorted(range(len(pieces)), key=lambda k: len(pieces[k][2]))
        rows: dict[int, list[tuple[int, list[list[Any]]]]] = {}
        batch: list[int] = []
        for key in order:
            batch.append(key)
            if sum(len(pieces[k][2]) for k in batch) >= self.batch_words or key == order[-1]:
                analysed = self._annotate([pieces[k][2] for k in batch])
                for k, done in zip(batch, analysed, strict=True):
                    rows.setdefault(pieces[k][0], []).append((pieces[k][1], done))
                batch = []
        return [
            _build(sentence, surface, _join(sorted(rows.get(number, []))), self.identity)
            for number, (sentence, surface) in enumerate(jobs)
        ]

    def _annotate(self, sentences: list[list[str]]) -> list[list[list[Any]]]:
        """Rows of lemma, UPOS, XPOS, features, head and label for lists of words."""
        from stanza.models.common.doc import Document as StanzaDocument

        safe = [[_cut(word) for word in words] for words in sentences]
        data = [
            [{"id": (k,), "text": word} for k, word in enumerate(words, 1)] for words in safe
        ]
        document = StanzaDocument(data)
        for name in ("pos", "lemma", "depparse"):
            document = self._pipeline.processors[name].process(document)
        return [
            [
                [_lemma(word, full), word.upos, word.xpos, word.feats, word.head, word.deprel]
                for word, full in zip(sentence.words, words, strict=True)
            ]
            for sentence, words in zip(document.sentences, sentences, strict=True)
        ]


def _cut(word: str) -> str:
    """The word, or its beginning where it is very long."""
    return "".join(word[:MAX_TOKEN].split()) or "-"


def _lemma(word: Any, full: str) -> str:
    return full if len(full) > MAX_TOKEN or not word.lemma else str(word.lemma)


def _surface(token: Any, joined: str, shift: int) -> _Surface:
    """A Stanza token as ours; overlong ones get their text back from the source."""
    start, end = token.start_char, token.end_char
    words = tuple(word.text for word in token.words)
    if len(words) < 2:
        words = (joined[start:end],)
    return _Surface(start - shift, end - shift, words)


def _sentences(document: Document, found: list[list[_Surface]]) -> list[tuple[Sentence, list[_Surface]]]:
    """Sentence records with their tokens, offsets made relative to the sentence."""
    out = []
    for number, surface in enumerate(found):
        start, end = surface[0].start, surface[-1].end
        sentence = Sentence(
            doc_id=document.id,
            number=number,
            text=document.text[start:end],
            start=start,
            date=document.date,
            publisher=document.publisher,
            url=document.url,
        )
        moved = [evolve(token, start=token.start - start, end=token.end - start) for token in surface]
        out.append((sentence, moved))
    return out


def _join(parts: list[tuple[int, list[list[Any]]]]) -> list[list[Any]]:
    """Rows of a sentence analysed in parts; later roots hang on the first as parataxis."""
    out: list[list[Any]] = []
    root = 0
    for shift, rows in parts:
        for row in rows:
            *tags, head, label = row
            if head:
                head += shift
            elif shift:
                head, label = root, "parataxis"
            out.append([*tags, head, label])
        if not shift:
            root = next(k for k, row in enumerate(rows, 1) if row[4] == 0)
    return out


def _build(sentence: Sentence, surface: list[_Surface], rows: list[list[Any]], identity: str) -> Parse:
    """The parse of a sentence from its tokens and their analysis."""
    tokens: list[Token] = []
    for token in surface:
        source = sentence.text[token.start : token.end]
        spans = word_spans(token.words, source, token.start)
        for word, (start, end) in zip(token.words, spans, strict=True):
            lemma, upos, xpos, feats, head, label = rows[len(tokens)]
            text = sentence.text[start:end] if len(token.words) == 1 else word
            tokens.append(
                Token(
                    index=len(tokens) + 1,
                    text=text,
                    lemma=lemma,
                    upos=upos or "X",
                    xpos=xpos or "_",
                    feats=feats or "_",
                    head=head,
                    label=label,
                    start=start,
                    end=end,
                )
            )
    return Parse(sentence, tuple(tokens), identity)


def _load_folder(folder: Path) -> tuple[Any, str]:
    """A pipeline from a model folder, and the identity of the folder's contents.

    Raises ModelError where a file is missing or cannot be loaded.
    """
    needed = [folder / f"{stem}.pt" for stem in PARTS.values()]
    missing = [path.name for path in needed if not path.is_file()]
    if missing:
        raise ModelError(
            f"{folder} is no parser model: it lacks {', '.join(missing)}. "
            "Give --model the folder of a model, or leave it out for the one that ships."
        )
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    from stanza.models.common.foundation_cache import BertRecord, FoundationCache

    try:
        cache = FoundationCache()
        if (folder / ENCODER).is_dir():
            model, wordpieces = _load_encoder(folder / ENCODER)
            cache.bert[ENCODER] = BertRecord(model, wordpieces, {})
        paths = {f"{part}_model_path": str(folder / f"{stem}.pt") for part, stem in PARTS.items()}
        pipeline = _pipeline(str(folder), cache, paths)
    except Exception as error:
        raise ModelError(f"the parser model in {folder} cannot be loaded: {error}") from error
    return pipeline, f"{folder.name}-{_digest(folder)}"


def _load_encoder(folder: Path) -> tuple[Any, Any]:
    """The shared encoder in single precision, and its word-piece tokenizer."""
    from stanza.models.common.bert_embedding import load_bert

    model, wordpieces = load_bert(str(folder), local_files_only=True)
    return model.float().eval(), wordpieces


def _pipeline(folder: str, cache: Any, paths: dict[str, str]) -> Any:
    from stanza import Pipeline
    from stanza.pipeline.core import DownloadMethod

    return Pipeline(
        "en",
        dir=folder,
        processors=",".join(PARTS),
        package=None,
        allow_unknown_language=True,
        download_method=DownloadMethod.NONE,
        foundation_cache=cache,
        use_gpu=False,
        logging_level="ERROR",
        **paths,
    )


def _load_package(language: str) -> tuple[Any, str]:
    """A pipeline from a package that Stanza has downloaded before.

    Raises ModelError where there is none.
    """
    from stanza import Pipeline, __version__
    from stanza.pipeline.core import DownloadMethod

    try:
        pipeline = Pipeline(
            language,
            processors=",".join(PARTS),
            download_method=DownloadMethod.NONE,
            use_gpu=False,
            logging_level="ERROR",
        )
    except Exception as error:
        raise ModelError(
            f"Stanza has no package {language!r} on this machine ({error}). Fetch it once with "
            f'python -c "import stanza; stanza.download({language!r})", '
            "or leave --model out for the model that ships."
        ) from error
    return pipeline, f"stanza-{language}-{__version__}"


def _digest(folder: Path) -> str:
    """First 12 hexadecimal digits of the SHA-256 of the model's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".pt", ".safetensors"} or path.name in {"tokenizer.json", "config.json"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
