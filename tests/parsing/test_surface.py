"""Repairs between tokenizer and analysis, without a model."""

import re

import pytest

from eventcoder.parsing.offsets import clean, word_spans
from eventcoder.parsing.surface import (
    MAX_WORDS,
    Surface,
    cuts,
    dateline,
    mended,
    pieces,
    repaired,
    short,
)


def tokens(text: str, start: int = 0) -> list[Surface]:
    """Tokens of a text set apart by spaces or bars; bars are no part of the text."""
    out, at = [], start
    for part in re.findall(r"[^ |]+|[ |]", text):
        if part == " ":
            at += 1
        elif part != "|":
            out.append(Surface(at, at + len(part), (part,)))
            at += len(part)
    return out


def texts(sentences: list[list[Surface]]) -> list[str]:
    return [" ".join(token.words[0] for token in sentence) for sentence in sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("ANKARA ( AP ) - Turkey said it would talk", 5),
        ("LA PAZ , Bolivia -- Bolivia said so on Monday", 5),
        ("Cebu City|--|Police have started a probe", 3),
        ("KABUL : The Taliban ambushed a convoy", 2),
        ("Washington - US President Donald Trump on Tuesday called for talks", 2),
        ("Turkish|-|Russian ties were good in those years of peace", 0),
        ("Iran - Iraq war ends in stalemate", 0),
        ("The envoy -- Mr Ali -- said so on Monday", 0),
        ("He said : The talks failed again", 0),
        ("Turkey said it would talk", 0),
        ("ANKARA --", 0),
    ],
)
def test_dateline(text: str, count: int) -> None:
    assert dateline(tokens(text)) == count


def test_dateline_is_analysed_last_and_apart() -> None:
    head, tail = pieces(tokens("ANKARA -- Turkey said it would talk"))
    assert head == (2, ["Turkey", "said", "it", "would", "talk"])
    assert tail == (0, ["ANKARA", "--"])


def test_a_title_ends_no_sentence() -> None:
    text = "We met Gen. Ali. He left. u.s. envoys did too."
    found = [tokens("We met Gen|.", 0), tokens("Ali|.", 12), tokens("He left|.", 17)]
    assert texts(repaired(found, text)) == ["We met Gen. Ali .", "He left ."]


def test_a_small_letter_goes_on_after_an_abbreviation_only() -> None:
    text = "The U.S. envoy left. he did"
    found = [tokens("The U.S."), tokens("envoy left|.", 9), tokens("he did", 21)]
    assert texts(repaired(found, text)) == ["The U.S. envoy left .", "he did"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anti-|Taliban raids", "anti-Taliban raids"),
        ("Anti|-Taliban raids", "Anti-Taliban raids"),
        ("mid|-|August", "mid-August"),
        ("Saudi-|led raids", "Saudi - led raids"),
        ("Saudi|-led raids", "Saudi - led raids"),
        ("U.N.-|backed talks", "U.N. - backed talks"),
        ("co-operation -|5 - re- done", "co-operation - 5 - re - done"),
    ],
)
def test_hyphens(text: str, expected: str) -> None:
    assert texts([mended(tokens(text))]) == [expected]


def test_sentences_that_touch_are_split() -> None:
    text = "They ended talks.Turkey left."
    assert texts(repaired([tokens("They ended talks.Turkey left|.")], text)) == [
        "They ended talks .",
        "Turkey left .",
    ]


def test_a_blank_line_is_never_bridged() -> None:
    text = "By Gen.\n\nAli left."
    found = [tokens("By Gen|."), tokens("Ali left|.", 9)]
    assert len(repaired(found, text)) == 2


def test_long_sentences_are_cut_after_punctuation() -> None:
    words = ["a"] * 100 + [";"] + ["b"] * 300
    starts = cuts(words)
    assert starts[1] == 101
    assert all(b - a <= MAX_WORDS for a, b in zip(starts, [*starts[1:], 401], strict=True))
    assert cuts(["a"] * MAX_WORDS) == [0]


def test_short() -> None:
    assert len(short("x" * 5000)) == 40
    assert short("1 000") == "1000"
    assert short(" ") == "-"


def test_word_spans() -> None:
    assert word_spans(["Syria", "'s"], "Syria's", 10) == [(10, 15), (15, 17)]
    assert word_spans(["CA", "n't"], "CAN'T", 0) == [(0, 2), (2, 5)]
    assert word_spans(["do", "es"], "du", 3) == [(3, 5), (3, 5)]


def test_clean_keeps_lengths() -> None:
    odd = "a\u00a0b\tc\u200bd\r\ne\x00"
    assert len(clean(odd)) == len(odd)
    assert clean(odd) == "a b c d \ne "
    assert clean(odd, one_line=True) == "a b c d  e "
