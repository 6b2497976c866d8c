"""Reads UD treebanks and writes the training files of Stanza's processors."""

from __future__ import annotations

import json
import lzma
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import define, field

MAX_TOKEN_CHARS = 24
"""Longer tokens (EWT's URLs) make one training batch pad to hundreds of sub-words."""


@define
class Sent:
    """A treebank sentence: its comments, rows of ten columns, and multi-word token rows."""

    comments: list[str] = field(factory=list)
    rows: list[list[str]] = field(factory=list)
    ranges: dict[int, list[str]] = field(factory=dict)
    """Multi-word token rows by the index of their first word."""
    new_block: bool = False
    """True where a paragraph or document begins."""

    def surface(self) -> Iterator[tuple[str, bool, list[str]]]:
        """Each surface token: its form, whether a space follows, the words in it."""
        index = 0
        while index < len(self.rows):
            row = self.ranges.get(index + 1)
            if row is None:
                row = self.rows[index]
                words = [row[1]]
                index += 1
            else:
                first, last = map(int, row[0].split("-"))
                words = [other[1] for other in self.rows[first - 1 : last]]
                index = last
            yield row[1], "SpaceAfter=No" not in row[9], words

    def conllu(self) -> str:
        """The sentence as CoNLL-U, empty nodes and enhanced dependencies left out."""
        lines = list(self.comments)
        for number, row in enumerate(self.rows, 1):
            if number in self.ranges:
                lines.append("\t".join(self.ranges[number]))
            lines.append("\t".join([*row[:8], "_", row[9]]))
        return "\n".join(lines) + "\n\n"


def read(path: Path) -> Iterator[Sent]:
    """Sentences of a CoNLL-U file, plain or .xz."""
    opener = lzma.open if path.suffix == ".xz" else open
    sent = Sent()
    with opener(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            line = line.rstrip("\n")
            if line.startswith("#"):
                sent.new_block |= line.startswith(("# newpar", "# newdoc"))
                sent.comments.append(line)
            elif line:
                _add_row(sent, line.split("\t"))
            elif sent.rows:
                yield sent
                sent = Sent()
    if sent.rows:
        yield sent


def _add_row(sent: Sent, row: list[str]) -> None:
    if "." in row[0]:
        return
    if "-" in row[0]:
        sent.ranges[int(row[0].split("-")[0])] = row
    else:
        sent.rows.append(row)


def usable(sent: Sent) -> bool:
    """False for sentences with a token too long to train on."""
    return all(len(row[1]) <= MAX_TOKEN_CHARS for row in sent.rows)


def raw_text(sents: Iterable[Sent]) -> tuple[str, str]:
    """Raw text with blank lines between paragraphs, and Stanza's per-character labels.

    Labels: 0 inside a token, 1 token end, 2 sentence end, 3 multi-word token end, 4 both.
    """
    text: list[str] = []
    labels: list[str] = []
    for sent in sents:
        if sent.new_block and text:
            while text and text[-1] == " ":
                text.pop(), labels.pop()
            text.append("\n\n")
            labels.append("\n\n")
        tokens = list(sent.surface())
        for number, (form, space, words) in enumerate(tokens):
            last = number == len(tokens) - 1
            text.append(form)
            end = (3 if len(words) > 1 else 1) + last
            labels.append("0" * (len(form) - 1) + str(end))
            if space:
                text.append(" ")
                labels.append("0")
    return "".join(text) + "\n\n", "".join(labels) + "\n\n"


def mwt_table(sents: Iterable[Sent]) -> list[tuple[tuple[str, list[str]], int]]:
    """Stanza's table of multi-word tokens with their words and counts."""
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for sent in sents:
        for form, _, words in sent.surface():
            if len(words) > 1:
                counts[form, tuple(words)] += 1
    return [((form, list(words)), count) for (form, words), count in counts.most_common()]


def shout(sent: Sent) -> Sent:
    """A copy in capitals with the same analysis, for headlines."""
    rows = [[*row[:1], row[1].upper(), *row[2:]] for row in sent.rows]
    ranges = {k: [*row[:1], row[1].upper(), *row[2:]] for k, row in sent.ranges.items()}
    return Sent([], rows, ranges, new_block=True)


def curl(sent: Sent) -> Sent:
    """A copy with typographic quotes and apostrophes."""
    opened = False

    def change(form: str) -> str:
        nonlocal opened
        if form in {'"', "``", "''"}:
            opened = not opened
            return "“" if opened else "”"
        return form.replace("'", "’")

    rows = [[row[0], change(row[1]), *row[2:]] for row in sent.rows]
    ranges = {k: [row[0], row[1].replace("'", "’"), *row[2:]] for k, row in sent.ranges.items()}
    return Sent([], rows, ranges, new_block=sent.new_block)


def augmented(sents: list[Sent], seed: int, capitals: float, quotes: float) -> list[Sent]:
    """Extra copies for training: a share of the sentences in capitals, a share curly-quoted."""
    rng = random.Random(seed)
    out = [shout(sent) for sent in sents if rng.random() < capitals]
    has_quote = (s for s in sents if any("'" in r[1] or r[1] == '"' for r in s.rows))
    out += [curl(sent) for sent in has_quote if rng.random() < quotes]
    return out


def write_tokenizer_files(sents: list[Sent], stem: Path) -> None:
    """Writes STEM.txt, STEM.toklabels, STEM.mwt.json and STEM.conllu."""
    text, labels = raw_text(sents)
    stem.with_suffix(".txt").write_text(text, encoding="utf-8")
    stem.with_suffix(".toklabels").write_text(labels, encoding="utf-8")
    stem.with_suffix(".mwt.json").write_text(json.dumps(mwt_table(sents)), encoding="utf-8")
    stem.with_suffix(".conllu").write_text("".join(s.conllu() for s in sents), encoding="utf-8")


def lemma_sample(sents: Iterable[Sent]) -> list[Sent]:
    """Each form, tag and lemma a few times only (the logarithm of its count), for the lemmatizer.

    Frequent words fill most of a treebank and teach the lemmatizer nothing after the first time.
    """
    counts = Counter((r[1], r[3], r[4], r[5], r[2]) for s in sents for r in s.rows)
    words = [word for word, count in counts.items() for _ in range(count.bit_length())]
    random.Random(0).shuffle(words)
    out = []
    for at in range(0, len(words), 40):
        rows = [
            [str(k), form, lemma, upos, xpos, feats, str(min(k - 1, 1)), "dep", "_", "_"]
            for k, (form, upos, xpos, feats, lemma) in enumerate(words[at : at + 40], 1)
        ]
        rows[0][7] = "root"
        out.append(Sent([], rows))
    return out
