"""Tags and trees of a batch of sentences from one pass through the encoder.

Stanza runs its tagger and its parser one after the other, each with its own pass through the
encoder, and scores every label for every pair of words. Here both heads, as Stanza loaded
them, read one pass; labels are scored for the chosen heads only. The results are the same.

They do not depend on the batch either. Padding changes scores in the last digits, so a
sentence where two choices lie closer than ``NEAR`` is analysed once more on its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from attrs import define, frozen
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from eventcoder.parsing.encoder import WordPieces
from eventcoder.parsing.tree import best_tree, is_tree

NEAR = 1e-3
"""Scores nearer than this count as a tie; float noise between batches is some 1e-5."""
MAX_PIECES = 510
"""Word-pieces that the encoder takes, [CLS] and [SEP] aside."""
FIRST_LABEL = 4
"""Label numbers start after the special entries of Stanza's vocabularies."""

Row = tuple[str, str, str, int, str]
"""UPOS, XPOS, features, head, label."""


@frozen
class Pieces:
    """A sentence as word-piece ids, with the place of the last piece of each word."""

    words: list[str]
    ids: list[int]
    places: list[int]
    """Entry 0 is [CLS], which stands for the root."""


@define
class Batch:
    """Padded tensors of sentences, most words first."""

    lengths: list[int]
    ids: Tensor
    attention: Tensor
    places: Tensor
    mask: Tensor


def fits(tagger: Any, parser: Any) -> bool:
    """Whether the two models are of the build that this module can run."""
    t, p = tagger.args, parser.args
    same = t.get("bert_model") == p.get("bert_model") and getattr(tagger, "bert_model", None)
    plain_parser = not any(
        p.get(key) for key in ("use_arc_embedding", "pretrain", "char", "charlm", "word_emb_dim")
    ) and not (p.get("use_upos", True) or p.get("use_xpos", True) or p.get("use_ufeats", True))
    plain_tagger = not any(t.get(key) for key in ("charlm", "pretrain", "word_emb_dim"))
    mixes = t.get("bert_hidden_layers") and p.get("bert_hidden_layers")
    both = plain_parser and plain_tagger and bool(t.get("share_hid")) and bool(t.get("char"))
    ours = isinstance(getattr(tagger, "bert_tokenizer", None), WordPieces)
    return bool(same and mixes and both and ours and tagger.bert_model is parser.bert_model)


class Analyser:
    """Runs Stanza's tagger and graph parser over their shared encoder."""

    def __init__(self, tagger: Any, parser: Any) -> None:
        self.tagger, self.parser = tagger.eval(), parser.eval()
        self.encoder = parser.bert_model
        self.wordpieces = parser.bert_tokenizer
        self.labels = parser.vocab["deprel"]
        self.offset = (
            0 if parser.deprel.scorer.W_bilin.bias.numel() == len(self.labels) else FIRST_LABEL
        )
        self.heads = _tag_heads(tagger)
        names = [self.labels.id2unit(k) for k in range(self.offset, len(self.labels))]
        self.root = names.index("root")

    def analyse(self, sentences: Sequence[list[str]], batch_words: int) -> list[list[Row]]:
        """Rows for the words of each sentence; about ``batch_words`` word-pieces at a time."""
        with torch.inference_mode():
            return self._analyse(sentences, batch_words)

    def _analyse(self, sentences: Sequence[list[str]], batch_words: int) -> list[list[Row]]:
        pieces = self._pieces(sentences)
        order = sorted(range(len(pieces)), key=lambda k: len(pieces[k].ids))
        out: list[list[Row] | None] = [None] * len(pieces)
        for group in _groups(order, [len(p.ids) for p in pieces], batch_words):
            group.sort(key=lambda k: -len(pieces[k].words))
            rows = self._batch([pieces[k] for k in group])
            for key, done in zip(group, rows, strict=True):
                out[key] = done
        return [
            rows if rows is not None else self._alone(pieces[key]) for key, rows in enumerate(out)
        ]

    def _alone(self, pieces: Pieces) -> list[Row]:
        (rows,) = self._batch([pieces], near=0.0)
        assert rows is not None
        return rows

    def _pieces(self, sentences: Sequence[list[str]]) -> list[Pieces]:
        """Word-pieces of each sentence; a word without any is read as a hyphen."""
        if not sentences:
            return []
        flat = [word for words in sentences for word in words]
        vocabulary = dict.fromkeys(flat)
        *coded, hyphen = self.wordpieces.ids([*vocabulary, "-"])
        known = {word: ids or hyphen for word, ids in zip(vocabulary, coded, strict=True)}
        first, last = self.wordpieces.cls_token_id, self.wordpieces.sep_token_id
        out = []
        for words in sentences:
            parts = [known[word] for word in words]
            if sum(map(len, parts)) > MAX_PIECES:
                cap = max(1, MAX_PIECES // len(parts))
                parts = [part[: cap - 1] + part[-1:] for part in parts]
            ids, places = [first], [0]
            for part in parts:
                ids.extend(part)
                places.append(len(ids) - 1)
            out.append(Pieces(list(words), [*ids, last], places))
        return out

    def _batch(self, group: list[Pieces], near: float = NEAR) -> list[list[Row] | None]:
        """Rows of each sentence, None where a choice is too close to call in a batch."""
        batch = _collate(group)
        layers = self.encoder(
            batch.ids, attention_mask=batch.attention, output_hidden_states=True
        ).hidden_states
        row = torch.arange(len(group)).view(-1, 1)
        for_tags = _mix(layers, self.tagger.bert_layer_mix)[row, batch.places][:, 1:]
        for_tree = _mix(layers, self.parser.bert_layer_mix)[row, batch.places]
        tags, sure = self._tags(for_tags, batch, group, near)
        states = self._states(for_tree, [n + 1 for n in batch.lengths])
        heads, safe = self._heads(states, batch, near)
        labels, clear = self._labels(states, heads, batch, near)
        out: list[list[Row] | None] = []
        for k, size in enumerate(batch.lengths):
            if near and not (sure[k] and safe[k] and clear[k]):
                out.append(None)
                continue
            names = self.labels.unmap([label + self.offset for label in labels[k]])
            out.append([(*tags[k][i], heads[k][i], names[i]) for i in range(size)])
        return out

    def _tags(
        self, features: Tensor, batch: Batch, group: list[Pieces], near: float
    ) -> tuple[list[list[tuple[str, str, str]]], list[bool]]:
        """UPOS, XPOS and features of each word, and whether all are clear of ties."""
        tagger = self.tagger
        packed = pack_padded_sequence(features, batch.lengths, batch_first=True)
        chars = tagger.trans_char(self._characters(group, batch.lengths).data)
        data = PackedSequence(torch.cat([chars, packed.data], 1), packed.batch_sizes)
        states = _run_lstm(tagger, "taggerlstm", data, batch.lengths)
        hidden = functional.relu(
            tagger.upos_hid(pad_packed_sequence(states, batch_first=True)[0][batch.mask])
        )
        best, close = [], torch.zeros(hidden.size(0), dtype=torch.bool)
        for scorer in self.heads:
            top = scorer(hidden).topk(2, 1)
            best.append(top.indices[:, 0])
            close |= top.values[:, 0] - top.values[:, 1] < near
        chosen = torch.stack(best, 1).tolist()
        vocab = tagger.vocab
        upos = vocab["upos"].unmap([c[0] for c in chosen])
        xpos = vocab["xpos"].unmap([c[1] for c in chosen])
        feats = vocab["feats"].unmap([c[2:] for c in chosen])
        flat = list(zip(upos, xpos, feats, strict=True))
        ends = np.cumsum([0, *batch.lengths]).tolist()
        spans = list(pairwise(ends))
        return [flat[a:b] for a, b in spans], [not bool(close[a:b].any()) for a, b in spans]

    def _characters(self, group: list[Pieces], lengths: list[int]) -> PackedSequence:
        """Character representations of all words, packed as the sentences are."""
        ids = [self.tagger.vocab["char"].map(list(word)) for part in group for word in part.words]
        order = sorted(range(len(ids)), key=lambda k: -len(ids[k]))
        sizes = [len(ids[k]) for k in order]
        padded = _pad([ids[k] for k in order])
        packed: PackedSequence = self.tagger.charmodel(padded, padded.eq(0), order, lengths, sizes)
        return packed

    def _states(self, features: Tensor, lengths: list[int]) -> Tensor:
        """The parser's LSTM states, root first."""
        packed = pack_padded_sequence(features, lengths, batch_first=True)
        return pad_packed_sequence(
            _run_lstm(self.parser, "parserlstm", packed, lengths), batch_first=True
        )[0]

    def _arc_scores(self, states: Tensor) -> Tensor:
        """Log-probabilities before normalization, dependents by heads, as Stanza adds them up."""
        parser = self.parser
        scores = _pairs(parser.unlabeled, states)
        place = torch.arange(states.size(1))
        offset = (place.view(1, -1) - place.view(-1, 1)).unsqueeze(0)
        if parser.args["linearization"]:
            order = _pairs(parser.linearization, states)
            scores = scores + functional.logsigmoid(order * torch.sign(offset).float())
        if parser.args["distance"]:
            guess = 1 + functional.softplus(_pairs(parser.distance, states))
            scores = scores - torch.log((offset.abs().float() - guess) ** 2 / 2 + 1)
        itself = torch.eye(states.size(1), dtype=torch.bool).unsqueeze(0)
        return scores.masked_fill(itself, -float("inf"))

    def _heads(
        self, states: Tensor, batch: Batch, near: float
    ) -> tuple[list[list[int]], list[bool]]:
        """Heads of each sentence's best tree, and whether each word's best head made it."""
        scores = self._arc_scores(states)
        heads, safe = [], []
        for k, size in enumerate(batch.lengths):
            own = functional.log_softmax(scores[k, : size + 1, : size + 1], 1)
            top = own[1:].topk(min(2, size + 1), 1)
            greedy = top.indices[:, 0].tolist()
            gap = top.values[:, 0] - top.values[:, -1] if size > 1 else torch.ones(1)
            tree = is_tree(greedy)
            safe.append(tree and bool((gap >= near).all()))
            if tree or (near and not tree):
                heads.append(greedy)
            else:
                heads.append(best_tree(own.double().numpy()))
        return heads, safe

    def _labels(
        self, states: Tensor, heads: list[list[int]], batch: Batch, near: float
    ) -> tuple[list[list[int]], list[bool]]:
        """Best label number of each word under its head, and whether all are clear of ties."""
        row = torch.arange(len(heads)).view(-1, 1).expand_as(batch.mask)[batch.mask]
        flat = torch.tensor([head for part in heads for head in part])
        scorer = self.parser.deprel
        left = functional.relu(scorer.W1(states[:, 1:][batch.mask]))
        right = functional.relu(scorer.W2(states[row, flat]))
        one = left.new_ones(left.size(0), 1)
        weight = scorer.scorer.W_bilin.weight
        middle = torch.cat([left, one], 1) @ weight.reshape(weight.size(0), -1)
        middle = middle.view(-1, *weight.shape[1:])
        scores = torch.einsum("njo,nj->no", middle, torch.cat([right, one], 1))
        scores = scores + scorer.scorer.W_bilin.bias
        at_root = flat.eq(0)
        scores[:, self.root] = torch.where(at_root, float("inf"), -float("inf"))
        ends = np.cumsum([0, *batch.lengths]).tolist()
        out, clear = [], []
        for start, end in pairwise(ends):
            top = scores[start:end].topk(2, 1)
            out.append(top.indices[:, 0].tolist())
            clear.append(bool((top.values[:, 0] - top.values[:, 1] >= near).all()))
        return out, clear


def _pairs(scorer: Any, states: Tensor) -> Tensor:
    """Scores of one of Stanza's biaffine scorers for all pairs of words.

    Stanza 1.11 leaves its bias out, so the sum is done here.
    """
    left, right = functional.relu(scorer.W1(states)), functional.relu(scorer.W2(states))
    one = states.new_ones(*states.shape[:2], 1)
    bilinear = scorer.scorer.W_bilin
    middle = torch.cat([left, one], 2) @ bilinear.weight.squeeze(2)
    scores: Tensor = middle @ torch.cat([right, one], 2).transpose(1, 2) + bilinear.bias
    return scores


def _tag_heads(tagger: Any) -> list[Any]:
    """The scorers for UPOS, XPOS and each feature; Stanza 1.15 renamed the latter two."""
    if hasattr(tagger, "tag_clf"):
        return [tagger.upos_clf, tagger.tag_clf["xpos"], *tagger.tag_clf["feats"]]
    return [tagger.upos_clf, tagger.xpos_clf, *tagger.ufeats_clf]


def _mix(layers: Sequence[Tensor], weights: Any) -> Tensor:
    """Stanza's mix of the encoder's last layers: their mean plus a learnt correction."""
    count = weights.in_features
    share = weights.weight[0] + 1 / count
    total: Tensor = sum(
        (w * layer for w, layer in zip(share, layers[-count:], strict=True)),
        start=torch.zeros(()),
    )
    return total


def _run_lstm(model: Any, name: str, data: PackedSequence, lengths: list[int]) -> PackedSequence:
    """Output of a model's LSTM from its learnt start."""
    size = (2 * model.args["num_layers"], len(lengths), model.args["hidden_dim"])
    start = tuple(
        getattr(model, f"{name}_{part}_init").expand(size).contiguous() for part in ("h", "c")
    )
    out: PackedSequence = getattr(model, name)(data, lengths, hx=start)[0]
    return out


def _groups(order: list[int], sizes: list[int], limit: int) -> list[list[int]]:
    """Neighbours in order of size, so many at a time that their padded size is in the limit."""
    groups: list[list[int]] = []
    for key in order:
        if not groups or (len(groups[-1]) + 1) * sizes[key] > limit:
            groups.append([])
        groups[-1].append(key)
    return groups


def _collate(group: list[Pieces]) -> Batch:
    lengths = [len(pieces.words) for pieces in group]
    width = torch.arange(max(lengths)).view(1, -1)
    return Batch(
        lengths=lengths,
        ids=_pad([pieces.ids for pieces in group]),
        attention=_pad([[1] * len(pieces.ids) for pieces in group]),
        places=_pad([pieces.places for pieces in group]),
        mask=width < torch.tensor(lengths).view(-1, 1),
    )


def _pad(rows: list[list[int]]) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([row + [0] * (width - len(row)) for row in rows])
