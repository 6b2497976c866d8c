"""Sentences and parses put together from surface tokens and the analysis of their words."""

from __future__ import annotations

from eventcoder.model.text import Document, Parse, Sentence, Token
from eventcoder.parsing.offsets import word_spans
from eventcoder.parsing.surface import MAX_TOKEN, Surface

Word = tuple[str, str, str, str, int, str]
"""Lemma, UPOS, XPOS, features, head, label."""


def sentences_of(
    document: Document, found: list[list[Surface]]
) -> list[tuple[Sentence, list[Surface]]]:
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
        out.append((sentence, [token.moved(start) for token in surface]))
    return out


def join(parts: list[tuple[int, list[Word]]]) -> list[Word]:
    """Words of a sentence analysed in parts; later roots hang on the first as parataxis."""
    root = 0
    placed: list[tuple[int, list[Word]]] = []
    for shift, words in parts:
        own: list[Word] = []
        for lemma, upos, xpos, feats, head, label in words:
            place = (head + shift if head else 0, label)
            if root and not head:
                place = (root, "parataxis")
            own.append((lemma, upos, xpos, feats, *place))
        placed.append((shift, own))
        root = root or shift + next(k for k, word in enumerate(words, 1) if word[4] == 0)
    return [word for _, words in sorted(placed, key=lambda item: item[0]) for word in words]


def build(sentence: Sentence, surface: list[Surface], rows: list[Word], identity: str) -> Parse:
    """The parse of a sentence from its tokens and their analysis."""
    tokens: list[Token] = []
    for token in surface:
        source = sentence.text[token.start : token.end]
        spans = word_spans(token.words, source, token.start)
        for word, (start, end) in zip(token.words, spans, strict=True):
            lemma, upos, xpos, feats, head, label = rows[len(tokens)]
            tokens.append(
                Token(
                    index=len(tokens) + 1,
                    text=word,
                    lemma=word if len(word) > MAX_TOKEN else lemma,
                    upos=upos,
                    xpos=xpos,
                    feats=feats or "_",
                    head=head,
                    label=label,
                    start=start,
                    end=end,
                )
            )
    return Parse(sentence, tuple(tokens), identity)
