"""Documents and sentences to parses with Stanza; the only module that imports it."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eventcoder.errors import ModelError
from eventcoder.model.text import Document, Parse, Sentence
from eventcoder.parsing.analysis import FIRST_LABEL, Analyser, fits
from eventcoder.parsing.assembly import Word, build, join, sentences_of
from eventcoder.parsing.offsets import clean
from eventcoder.parsing.surface import Surface, mended, pieces, repaired, short

PRETRAINED = Path(__file__).resolve().parent.parent / "pretrained" / "en"
PARTS = {
    "tokenize": "tokenize",
    "mwt": "mwt",
    "pos": "pos",
    "lemma": "lemma",
    "depparse": "depparse",
}
"""Stanza processor -> stem of its file in a model folder."""
ENCODER = "encoder"
NEVER = -1e4
"""Score of a label that is never to be chosen."""
MAX_LEMMAS = 200_000
"""Lemmas kept in memory."""
PLAIN_CHARS = 400_000
"""Characters tokenized at one time."""

logger = logging.getLogger(__name__)


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
        self._analyser = _analyser(self._pipeline)
        self._lemmas: dict[tuple[str, str], str] = {}

    def parse_documents(self, documents: Sequence[Document]) -> list[list[Parse]]:
        """The parses of each document's sentences, in text order."""
        texts = [clean(document.text) for document in documents]
        found = self._tokenize(texts, split=True)
        jobs: list[tuple[Sentence, list[Surface]]] = []
        counts = []
        for document, text, raw in zip(documents, texts, found, strict=True):
            sentences = sentences_of(document, repaired(raw, text))
            jobs.extend(sentences)
            counts.append(len(sentences))
        parses = iter(self._analyse(jobs))
        return [[next(parses) for _ in range(count)] for count in counts]

    def parse(self, sentences: Sequence[Sentence]) -> list[Parse]:
        """One parse for each sentence, kept whole."""
        texts = [clean(sentence.text, one_line=True) for sentence in sentences]
        found = self._tokenize(texts, split=False)
        jobs = [
            (sentence, mended([token for part in parts for token in part]))
            for sentence, parts in zip(sentences, found, strict=True)
        ]
        return self._analyse(jobs)

    def parse_words(self, parses: Sequence[Parse]) -> list[Parse]:
        """The same sentences and words analysed anew; nothing is tokenized."""
        jobs = [
            (parse.sentence, [Surface(t.start, t.end, (t.text,)) for t in parse.tokens])
            for parse in parses
        ]
        return self._analyse(jobs)

    def _tokenize(self, texts: list[str], *, split: bool) -> list[list[list[Surface]]]:
        """Sentences of surface tokens in each text, offsets into that text."""
        out: list[list[list[Surface]]] = []
        group: list[str] = []
        for text in texts:
            group.append(text)
            if sum(map(len, group)) > PLAIN_CHARS:
                out.extend(self._tokenize_group(group, split=split))
                group = []
        return out + self._tokenize_group(group, split=split)

    def _tokenize_group(self, texts: list[str], *, split: bool) -> list[list[list[Surface]]]:
        out: list[list[list[Surface]]] = [[] for _ in texts]
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

    def _analyse(self, jobs: list[tuple[Sentence, list[Surface]]]) -> list[Parse]:
        """Tags, lemmas and trees for tokenized sentences."""
        parts = [
            (number, at, words)
            for number, (_, surface) in enumerate(jobs)
            for at, words in pieces(surface)
        ]
        rows: list[list[tuple[int, list[Word]]]] = [[] for _ in jobs]
        for (number, at, _), done in zip(parts, self._annotate([p[2] for p in parts]), strict=True):
            rows[number].append((at, done))
        return [
            build(sentence, surface, join(found), self.identity)
            for (sentence, surface), found in zip(jobs, rows, strict=True)
        ]

    def _annotate(self, sentences: list[list[str]]) -> list[list[Word]]:
        """Lemma, UPOS, XPOS, features, head and label of each word."""
        safe = [[short(word) for word in words] for words in sentences]
        if self._analyser is None:
            return self._annotate_plainly(safe)
        rows = self._analyser.analyse(safe, self.batch_words)
        keys = [
            [(w, row[0]) for w, row in zip(*pair, strict=True)]
            for pair in zip(safe, rows, strict=True)
        ]
        self._learn_lemmas(dict.fromkeys(key for part in keys for key in part))
        return [
            [(self._lemmas[key], *row) for key, row in zip(part, own, strict=True)]
            for part, own in zip(keys, rows, strict=True)
        ]

    def _learn_lemmas(self, keys: dict[tuple[str, str], None]) -> None:
        """Puts the lemmas of words and tags in memory."""
        from stanza.models.common.doc import Document as StanzaDocument

        if len(self._lemmas) > MAX_LEMMAS:
            self._lemmas.clear()
        new = [key for key in keys if key not in self._lemmas]
        if not new:
            return
        rows = [{"id": (k,), "text": word, "upos": upos} for k, (word, upos) in enumerate(new, 1)]
        document = self._pipeline.processors["lemma"].process(StanzaDocument([rows]))
        for key, word in zip(new, document.sentences[0].words, strict=True):
            self._lemmas[key] = word.lemma or word.text

    def _annotate_plainly(self, sentences: list[list[str]]) -> list[list[Word]]:
        """The same with Stanza's own processors, for models of another build."""
        from stanza.models.common.doc import Document as StanzaDocument

        data = [[{"id": (k,), "text": w} for k, w in enumerate(words, 1)] for words in sentences]
        order = sorted(range(len(data)), key=lambda k: len(data[k]))
        out: list[list[Word]] = [[] for _ in data]
        batch: list[int] = []
        for key in order:
            batch.append(key)
            if len(batch) * len(data[key]) < self.batch_words and key != order[-1]:
                continue
            document = StanzaDocument([data[k] for k in batch])
            for name in ("pos", "lemma", "depparse"):
                document = self._pipeline.processors[name].process(document)
            for k, sentence in zip(batch, document.sentences, strict=True):
                out[k] = [_word(word) for word in sentence.words]
            batch = []
        return out


def _word(word: Any) -> Word:
    tags = (word.upos or "X", word.xpos or "_", word.feats or "_")
    return (word.lemma or word.text, *tags, int(word.head), str(word.deprel))


def _analyser(pipeline: Any) -> Analyser | None:
    """Our quick path through tagger and parser, None for models of another build."""
    tagger = pipeline.processors["pos"].trainer.model
    parser = pipeline.processors["depparse"].trainer.model
    return Analyser(tagger, parser) if fits(tagger, parser) else None


def _surface(token: Any, joined: str, shift: int) -> Surface:
    """A Stanza token as ours; overlong ones get their text back from the source."""
    start, end = token.start_char, token.end_char
    words = tuple(word.text for word in token.words)
    if len(words) == 1:
        words = (joined[start:end],)
    return Surface(start - shift, end - shift, words)


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
        _mend_tokenizer()
        with tempfile.TemporaryDirectory() as scratch:
            fitting = _fitting_parser(folder / f"{PARTS['depparse']}.pt", Path(scratch))
            pipeline = _pipeline(str(folder), cache, {**paths, "depparse_model_path": fitting})
    except Exception as error:
        raise ModelError(f"the parser model in {folder} cannot be loaded: {error}") from error
    return pipeline, f"{folder.name}-{_digest(folder)}"


def _mend_tokenizer() -> None:
    """Makes convolutions work in the tokenizer of Stanza before 1.15.

    It transposes its input after packing it, which packed sequences cannot do.
    """
    import stanza
    from stanza.models.tokenization import model as module
    from torch.nn.utils import rnn

    if tuple(map(int, stanza.__version__.split(".")[:2])) >= (1, 15):
        return

    class Packed(rnn.PackedSequence):  # type: ignore[misc]
        def transpose(self, *axes: int) -> Any:
            return rnn.pad_packed_sequence(self, batch_first=True)[0].transpose(*axes)

    def pack(*args: Any, **kwargs: Any) -> Any:
        return Packed(*rnn.pack_padded_sequence(*args, **kwargs))

    module.pack_padded_sequence = pack


def _fitting_parser(path: Path, scratch: Path) -> str:
    """The parser's file, or a copy in the shape that this version of Stanza wants.

    Until 1.12 the label scorer had rows for the special entries of the vocabulary.
    """
    from stanza.models.depparse import model as module

    if hasattr(module, "VOCAB_PREFIX_SIZE"):
        return str(path)
    import torch

    saved = torch.load(path, map_location="cpu", weights_only=True)
    weights = saved["model"]
    for name, value in (("weight", 0.0), ("bias", NEVER)):
        key = f"deprel.scorer.W_bilin.{name}"
        shape = (*weights[key].shape[:-1], FIRST_LABEL)
        weights[key] = torch.cat([torch.full(shape, value), weights[key].float()], -1)
    torch.save(saved, scratch / path.name)
    return str(scratch / path.name)


def _load_encoder(folder: Path) -> tuple[Any, Any]:
    """The shared encoder in single precision, and its word-piece tokenizer."""
    from eventcoder.parsing import encoder

    found = encoder.load(folder)
    if found:
        return found
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
