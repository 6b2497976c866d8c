"""Batches of treebank sentences for the joint network."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import torch
from attrs import define
from torch import Tensor

from training.treebank import Sent, curl, shout


@define
class Example:
    """A sentence as numbers; all lists run over its words."""

    pieces: list[int]
    """Word-piece ids with [CLS] and [SEP]."""
    positions: list[int]
    """Where the last word-piece of each word stands; entry 0 is [CLS], for the root."""
    chars: list[list[int]]
    heads: list[int]
    labels: list[int]
    tags: list[list[int]]
    """UPOS, XPOS, then each feature."""


@define
class Batch:
    """Padded tensors, longest sentence first."""

    ids: Tensor
    attention: Tensor
    positions: Tensor
    lengths: list[int]
    mask: Tensor
    chars: Tensor
    char_lengths: list[int]
    char_order: list[int]
    heads: Tensor
    labels: Tensor
    tags: Tensor


class Encoder:
    """Turns sentences into examples with the vocabularies of both heads."""

    def __init__(self, wordpieces: Any, parser_vocab: Any, tagger_vocab: Any) -> None:
        self.wordpieces = wordpieces
        self.relations = parser_vocab["deprel"]
        self.vocab = tagger_vocab

    def example(self, sent: Sent) -> Example | None:
        """The sentence as numbers; None where a word vanishes in the word-piece tokenizer."""
        words = [row[1] for row in sent.rows]
        coded = self.wordpieces(words, is_split_into_words=True)
        positions = [0] * (len(words) + 1)
        for place, word in enumerate(coded.word_ids()):
            if word is not None:
                positions[word + 1] = place
        if not all(positions[1:]) or len(coded["input_ids"]) > 300:
            return None
        column = {k: [row[k] for row in sent.rows] for k in (3, 4, 5, 7)}
        upos = self.vocab["upos"].map(column[3])
        xpos = self.vocab["xpos"].map(column[4])
        feats = self.vocab["feats"].map(column[5])
        tags = [[u, x, *f] for u, x, f in zip(upos, xpos, feats, strict=True)]
        return Example(
            pieces=coded["input_ids"],
            positions=positions,
            chars=[self.vocab["char"].map(list(word)) for word in words],
            heads=[int(row[6]) for row in sent.rows],
            labels=self.relations.map(column[7]),
            tags=tags,
        )


def pad(rows: list[list[int]], value: int = 0) -> Tensor:
    """Rows of unequal length as one tensor."""
    width = max(map(len, rows))
    return torch.tensor([row + [value] * (width - len(row)) for row in rows])


def collate(examples: list[Example]) -> Batch:
    """One batch of the examples, longest first."""
    examples = sorted(examples, key=lambda e: -len(e.heads))
    lengths = [len(e.heads) for e in examples]
    size = max(lengths)
    words = [(chars, place) for place, chars in enumerate(c for e in examples for c in e.chars)]
    words.sort(key=lambda item: -len(item[0]))
    columns = len(examples[0].tags[0])
    tags = torch.zeros(len(examples), size, columns, dtype=torch.long)
    for number, example in enumerate(examples):
        tags[number, : lengths[number]] = torch.tensor(example.tags)
    return Batch(
        ids=pad([e.pieces for e in examples]),
        attention=pad([[1] * len(e.pieces) for e in examples]),
        positions=pad([e.positions for e in examples]),
        lengths=lengths,
        mask=torch.arange(size).view(1, -1) < torch.tensor(lengths).view(-1, 1),
        chars=pad([chars for chars, _ in words]),
        char_lengths=[len(chars) for chars, _ in words],
        char_order=[place for _, place in words],
        heads=pad([e.heads for e in examples]),
        labels=pad([e.labels for e in examples]),
        tags=tags,
    )


def without_final_stop(sent: Sent) -> Sent:
    """A copy without its last token, where that is punctuation that governs nothing."""
    last = len(sent.rows)
    if last < 4 or sent.rows[-1][7] != "punct" or any(int(r[6]) == last for r in sent.rows):
        return sent
    return Sent(sent.comments, sent.rows[:-1], sent.ranges, sent.new_block)


def varied(sent: Sent, rng: random.Random, rates: dict[str, float]) -> Sent:
    """The sentence, or now and then a copy in capitals, curly-quoted, or without its stop."""
    if rng.random() < rates["capitals"]:
        sent = shout(sent)
    if rng.random() < rates["quotes"]:
        sent = curl(sent)
    if rng.random() < rates["no_stop"]:
        sent = without_final_stop(sent)
    return sent


def batches(examples: list[Example], words: int, rng: random.Random) -> Iterator[list[Example]]:
    """Shuffled batches of like length and about ``words`` words, padding counted."""
    order = sorted(examples, key=lambda e: len(e.pieces) + rng.random() * 6)
    groups: list[list[Example]] = [[]]
    for example in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(example.heads) > words:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    yield from groups
