"""A BERT encoder and its word-piece tokenizer, read from a Hugging Face folder.

The transformers package takes two seconds to load such a model and this module a tenth of
one; the results are the same (a test compares them).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from attrs import frozen
from torch import Tensor, nn
from torch.nn import functional


@frozen
class Hidden:
    """What the encoder gives: its input to the first layer, then each layer's output."""

    hidden_states: tuple[Tensor, ...]


class Layer(nn.Module):  # type: ignore[misc]
    """Self-attention and feed-forward network, each followed by a layer norm."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        width, inner, eps = config["hidden_size"], config["intermediate_size"], _eps(config)
        self.parts = config["num_attention_heads"]
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.norm = nn.LayerNorm(width, eps)
        self.grow, self.shrink = nn.Linear(width, inner), nn.Linear(inner, width)
        self.last_norm = nn.LayerNorm(width, eps)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """New states of all word-pieces; ``mask`` is false at padding."""
        batch, length, width = states.shape
        split = (batch, length, self.parts, width // self.parts)
        query, key, value = (
            part(states).view(split).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        states = self.norm(self.out(seen.transpose(1, 2).reshape(batch, length, width)) + states)
        grown = functional.gelu(self.grow(states))
        normed: Tensor = self.last_norm(self.shrink(grown) + states)
        return normed


class Encoder(nn.Module):  # type: ignore[misc]
    """A BERT encoder without its pooler, for use only."""

    _hf_peft_config_loaded = False
    """Stanza asks for it."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.config = _Config(width)
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.kinds = nn.Embedding(config["type_vocab_size"], width)
        self.norm = nn.LayerNorm(width, _eps(config))
        self.layers = nn.ModuleList(Layer(config) for _ in range(config["num_hidden_layers"]))

    def forward(self, ids: Tensor, attention_mask: Tensor, **_: Any) -> Hidden:
        """Outputs of all layers for padded word-piece ids."""
        place = torch.arange(ids.size(1))
        states = self.norm(self.words(ids) + self.kinds.weight[0] + self.places(place))
        mask = attention_mask.bool().view(ids.size(0), 1, 1, ids.size(1))
        out = [states]
        for layer in self.layers:
            out.append(layer(out[-1], mask))
        return Hidden(tuple(out))


@frozen
class _Config:
    hidden_size: int


class WordPieces:
    """The tokenizer, as far as Stanza's heads and ours need it."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        vocabulary = self._tokenizer.get_vocab()
        self.cls_token_id = vocabulary["[CLS]"]
        self.sep_token_id = vocabulary["[SEP]"]

    def ids(self, words: Sequence[str]) -> list[list[int]]:
        """Word-piece ids of each word, none where nothing of it is left."""
        coded = self._tokenizer.encode_batch(list(words), add_special_tokens=False)
        return [list(part.ids) for part in coded]


NAMES = (
    ("embeddings.word_embeddings.", "words."),
    ("embeddings.position_embeddings.", "places."),
    ("embeddings.token_type_embeddings.", "kinds."),
    ("embeddings.LayerNorm.", "norm."),
    ("encoder.layer.", "layers."),
    ("attention.self.", ""),
    ("attention.output.dense.", "out."),
    ("attention.output.LayerNorm.", "norm."),
    ("intermediate.dense.", "grow."),
    ("output.dense.", "shrink."),
    ("output.LayerNorm.", "last_norm."),
)
"""Parameter names of Hugging Face and ours, in the order in which to replace them."""


def load(folder: Path) -> tuple[Encoder, WordPieces] | None:
    """Encoder in single precision and tokenizer, None where the folder holds no plain BERT."""
    from safetensors.torch import load_file

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights = folder / "model.safetensors"
    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        return None
    if not weights.is_file() or config.get("position_embedding_type") not in {None, "absolute"}:
        return None
    with torch.device("meta"):
        encoder = Encoder(config)
    state = {_renamed(k): v.float() for k, v in load_file(weights).items() if "pooler" not in k}
    encoder.load_state_dict(state, assign=True)
    return encoder.eval().requires_grad_(requires_grad=False), WordPieces(folder / "tokenizer.json")


def _renamed(name: str) -> str:
    for theirs, ours in NAMES:
        name = name.replace(theirs, ours)
    return name


def _eps(config: dict[str, Any]) -> float:
    return float(config.get("layer_norm_eps", 1e-12))
