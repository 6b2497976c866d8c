"""Where words stand in their sentence, and text made safe for the tokenizer."""

from __future__ import annotations

import re
from collections.abc import Sequence

ODD_SPACE = re.compile(
    r"[^\S\n]|[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]"
)
"""White space and control characters, one at a time, but for the line feed."""
ENDLESS = re.compile(r"(\S{200})(\S{800,})")
"""A run without a space longer than any word or address; tokenizers take hours over such."""


def clean(text: str, *, one_line: bool = False) -> str:
    """The text with odd white space and control characters as spaces; lengths are kept.

    Of a run of over a thousand characters without a space the first 200 are kept.
    """
    text = ODD_SPACE.sub(" ", text)
    text = ENDLESS.sub(lambda match: match[1] + " " * len(match[2]), text)
    return text.replace("\n", " ") if one_line else text


def word_spans(words: Sequence[str], token: str, start: int) -> list[tuple[int, int]]:
    """Spans of the words of one token that begins at ``start``.

    Each word gets its own share where the words spell the token out (case aside), else all
    get the span of the whole.
    """
    whole = (start, start + len(token))
    if len(words) == 1:
        return [whole]
    if "".join(words).lower() == token.lower() and sum(map(len, words)) == len(token):
        out, at = [], start
        for word in words:
            out.append((at, at + len(word)))
            at += len(word)
        return out
    return [whole] * len(words)
