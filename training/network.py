"""One encoder under Stanza's graph parser and Stanza's tagger, trained together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from stanza.models.common.bert_embedding import load_bert
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from stanza.models.depparse.model import GraphParser
from stanza.models.pos.model import Tagger
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from training.batches import Batch


class FeatureParser(GraphParser):
    """Stanza's graph parser, fed with word features that are already computed."""

    def embed(self, features: Tensor, lengths: list[int]) -> Tensor:
        """LSTM states of each word, the root first; ``lengths`` count the root."""
        packed = pack_padded_sequence(features, lengths, batch_first=True)
        data = self.drop(self.worddrop(packed.data, self.drop_replacement))
        size = (2 * self.args["num_layers"], len(lengths), self.args["hidden_dim"])
        start = (
            self.parserlstm_h_init.expand(size).contiguous(),
            self.parserlstm_c_init.expand(size).contiguous(),
        )
        out, _ = self.parserlstm(PackedSequence(data, packed.batch_sizes), lengths, hx=start)
        return pad_packed_sequence(out, batch_first=True)[0]

    def arc_scores(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Head scores, raw order scores, distance scores and offsets, dependents by heads."""
        size = states.size(1)
        states = self.drop(states)
        scores = self.unlabeled(states, states).squeeze(3)
        order = self.linearization(states, states).squeeze(3)
        place = torch.arange(size)
        offset = (place.view(1, -1) - place.view(-1, 1)).unsqueeze(0).expand_as(scores)
        scores = scores + F.logsigmoid(order * torch.sign(offset).float()).detach()
        distance = self.distance(states, states).squeeze(3)
        guess = 1 + F.softplus(distance)
        closeness = -torch.log((offset.abs().float() - guess) ** 2 / 2 + 1)
        scores = scores + closeness.detach()
        eye = torch.eye(size, dtype=torch.bool).unsqueeze(0)
        return scores.masked_fill(eye, -float("inf")), order, closeness, offset

    def label_scores(self, states: Tensor, heads: Tensor, mask: Tensor) -> Tensor:
        """Label scores of each word for its given head only: words by labels."""
        states = self.drop(states)
        left = states[:, 1:][mask]
        row = torch.arange(states.size(0)).view(-1, 1).expand_as(mask)[mask]
        right = states[row, heads[mask]]
        scorer = self.deprel
        left = scorer.dropout(F.relu(scorer.W1(left)))
        right = scorer.dropout(F.relu(scorer.W2(right)))
        one = left.new_ones(left.size(0), 1)
        left, right = torch.cat([left, one], 1), torch.cat([right, one], 1)
        weight = scorer.scorer.W_bilin.weight
        # (words, j, labels) <- words x (i, j * labels): one matrix product
        middle = (left @ weight.reshape(weight.size(0), -1)).view(-1, *weight.shape[1:])
        return (middle * right.unsqueeze(2)).sum(1) + scorer.scorer.W_bilin.bias

    def arc_loss(self, states: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
        """Summed loss of heads, order, distance and labels, and the head scores."""
        scores, order, closeness, offset = self.arc_scores(states)
        heads, mask = batch.heads, batch.mask
        full = torch.cat([mask.new_ones(mask.size(0), 1), mask], 1)
        arcs = scores[:, 1:].masked_fill(~full.unsqueeze(1), -float("inf"))[mask]
        gold = heads[mask]
        loss = F.cross_entropy(arcs, gold, reduction="sum")
        pick = heads.unsqueeze(2)
        chosen = order[:, 1:].gather(2, pick).squeeze(2)[mask]
        right = (offset[:, 1:] > 0).gather(2, pick).squeeze(2)[mask]
        loss = loss + F.binary_cross_entropy_with_logits(chosen, right.float(), reduction="sum")
        loss = loss - closeness[:, 1:].gather(2, pick).squeeze(2)[mask].sum()
        return loss, scores


class JointNetwork(nn.Module):
    """Encoder, parser and tagger. All dropouts are taken from the two configurations.

    With ``bfloat16`` the encoder trains in half the time (on processors that have it).
    """

    def __init__(self, encoder: Path, parser: dict[str, Any], tagger: dict[str, Any]) -> None:
        super().__init__()
        self.bfloat16 = False
        bert, self.wordpieces = load_bert(str(encoder), local_files_only=True)
        self.encoder = bert.float()
        self.encoder.set_attn_implementation("eager")  # the fused one is slower on a processor
        shared = {"bert_model": bert, "bert_tokenizer": self.wordpieces}
        self.parser = FeatureParser(parser["config"], parser["vocab"], **shared)
        self.tagger = Tagger(tagger["config"], tagger["vocab"], share_hid=True, **shared)
        self.encoder.requires_grad_(True)
        for part in self.encoder.modules():
            if isinstance(part, nn.Dropout):
                part.p = 0.0  # the heads drop enough; masks cost a sixth of the time
            if hasattr(part, "dropout_prob"):
                part.dropout_prob = 0.0

    def features(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Word features for the parser (root first) and for the tagger."""
        context = torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16 and self.training)
        with context:
            out = self.encoder(batch.ids, attention_mask=batch.attention, output_hidden_states=True)
        layers = [layer.float() for layer in out.hidden_states]
        rows = torch.arange(batch.ids.size(0)).view(-1, 1)
        return tuple(
            mix(layers, head.bert_layer_mix)[rows, batch.positions]
            for head in (self.parser, self.tagger)
        )

    def tag_scores(self, features: Tensor, batch: Batch) -> list[Tensor]:
        """Scores of each tag column for the words in ``batch.mask`` order, UPOS first."""
        tagger = self.tagger
        packed = pack_padded_sequence(features, batch.lengths, batch_first=True)
        chars = tagger.charmodel(
            batch.chars, batch.chars.eq(0), batch.char_order, batch.lengths, batch.char_lengths
        )
        chars = tagger.trans_char(tagger.drop(chars.data))
        data = torch.cat([chars, packed.data], 1)
        data = tagger.drop(tagger.worddrop(data, tagger.drop_replacement))
        size = (2 * tagger.args["num_layers"], len(batch.lengths), tagger.args["hidden_dim"])
        start = (
            tagger.taggerlstm_h_init.expand(size).contiguous(),
            tagger.taggerlstm_c_init.expand(size).contiguous(),
        )
        states, _ = tagger.taggerlstm(
            PackedSequence(data, packed.batch_sizes), batch.lengths, hx=start
        )
        states = pad_packed_sequence(states, batch_first=True)[0][batch.mask]
        hidden = tagger.drop(F.relu(tagger.upos_hid(tagger.drop(states))))
        scorers = [tagger.upos_clf, tagger.tag_clf["xpos"], *tagger.tag_clf["feats"]]
        return [scorer(hidden) for scorer in scorers]

    def losses(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Parser loss and tagger loss, each per word."""
        for_parser, for_tagger = self.features(batch)
        words = int(batch.mask.sum())
        states = self.parser.embed(for_parser, [n + 1 for n in batch.lengths])
        arc, _ = self.parser.arc_loss(states, batch)
        labels = self.parser.label_scores(states, batch.heads, batch.mask)
        target = batch.labels[batch.mask] - VOCAB_PREFIX_SIZE
        parse = (arc + F.cross_entropy(labels, target, reduction="sum")) / words
        return parse, self.tag_loss(for_tagger[:, 1:], batch)

    def tag_loss(self, features: Tensor, batch: Batch) -> Tensor:
        """Mean loss a word, summed over the tag columns."""
        gold = batch.tags[batch.mask]
        columns = enumerate(self.tag_scores(features, batch))
        return sum(F.cross_entropy(scores, gold[:, k]) for k, scores in columns)

    @torch.no_grad()
    def predict(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Best head of each word taken alone, its label, and UPOS, in ``batch.mask`` order."""
        for_parser, for_tagger = self.features(batch)
        states = self.parser.embed(for_parser, [n + 1 for n in batch.lengths])
        scores = self.parser.arc_scores(states)[0]
        full = torch.cat([batch.mask.new_ones(len(batch.lengths), 1), batch.mask], 1)
        heads = scores[:, 1:].masked_fill(~full.unsqueeze(1), -float("inf")).argmax(2)
        labels = self.parser.label_scores(states, heads, batch.mask).argmax(1) + VOCAB_PREFIX_SIZE
        tags = self.tag_scores(for_tagger[:, 1:], batch)[0].argmax(1)
        return heads[batch.mask], labels, tags


def mix(layers: Sequence[Tensor], weights: nn.Linear) -> Tensor:
    """Stanza's weighted mix of the last layers: their mean plus a learnt correction."""
    count = weights.in_features
    share = weights.weight[0] + 1 / count
    return sum(w * layer for w, layer in zip(share, layers[-count:], strict=True))
