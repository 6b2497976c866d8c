"""Names in a sentence: longest match on whole words, never inside a longer person's name."""

from __future__ import annotations

from attrs import frozen

from eventcoder.dictionary.compile import Dictionary, Name
from eventcoder.dictionary.words import norm, plain
from eventcoder.model.text import Parse


@frozen
class Span:
    """A run of tokens that some names match; ``names`` are the candidates, best first."""

    first: int
    last: int
    names: tuple[Name, ...]

    @property
    def kind(self) -> str:
        """Kind of the best candidate: ``name, people, seat, weak, place``."""
        return self.names[0].kind

    @property
    def is_person(self) -> bool:
        """Whether the best candidate is a person."""
        return self.names[0].actor.kind == "person"


def find_names(parse: Parse, rules: Dictionary) -> tuple[Span, ...]:
    """All names, left to right, without overlaps."""
    keys: list[str] = []
    owners: list[int] = []
    for token in parse.tokens:
        if token.upos == "PUNCT" or token.text in ("'s", "’s", "'", "’"):
            continue
        for part in token.text.split("-") if "-" in token.text[1:-1] else (token.text,):
            key = plain(part.removesuffix("'s").removesuffix("’s"))
            if key:
                keys.append(key)
                owners.append(token.index)
    spans = []
    at = 0
    shouting = parse.sentence.text.isupper()
    while at < len(keys):
        names = rules.names.get(keys[at])
        found = _longest(parse, names, keys, owners, at, shouting) if names else ()
        if not found:
            at += 1
            continue
        size = len(found[0].keys)
        span = Span(owners[at], owners[at + size - 1], found)
        before = keys[at - 1] if at > 0 else ""
        against = before == "non" or (before == "anti" and not span.is_person)
        if not against and not _inside_longer(parse, span, rules):
            spans.append(span)
        at += size
    return tuple(spans)


def _longest(
    parse: Parse,
    names: tuple[Name, ...],
    keys: list[str],
    owners: list[int],
    at: int,
    shouting: bool,
) -> tuple[Name, ...]:
    text = parse.token(owners[at]).text
    upper = text[:1].isupper() or ("-" in text and any(ch.isupper() for ch in text))
    after = parse.tokens[owners[at] : owners[at] + 2]
    if len(after) == 2 and after[0].text == "-":  # al - Qaeda
        upper = upper or after[1].text[:1].isupper()
    size = 0
    found: list[Name] = []
    second = keys[at + 1] if at + 1 < len(keys) else ""
    for name in names:
        length = len(name.keys)
        if size and length < size:
            break
        if length > 1 and name.keys[1] != second:
            continue
        if not upper and (not name.lower or _compass(text)):
            continue
        if name.capitals and not shouting and not text.replace(".", "").isupper():
            continue
        if name.capitals and shouting and length == 1 and len(text) <= 2 and "." not in text:
            continue
        if length > 1 and tuple(keys[at : at + length]) != name.keys:
            continue
        size = length
        found.append(name)
    return tuple(found)


def _compass(text: str) -> bool:
    """*the north-west* of a country is not the West."""
    return text.lower().startswith(("north-", "south-", "mid-"))


def _inside_longer(parse: Parse, span: Span, rules: Dictionary) -> bool:
    """Whether a surname stands behind somebody else's first name: *Max Merkel*."""
    if span.first != span.last or not span.is_person:
        return False
    if span.last < len(parse.tokens):
        after = parse.token(span.last + 1)
        if (
            after.upos == "PROPN"
            and after.label.startswith(("flat", "compound"))
            and after.head == span.first
        ):
            return not _names_a_place_or_body(plain(after.text), rules)
    if span.first == 1:
        return False
    before = parse.token(span.first - 1)
    token = parse.token(span.first)
    if before.upos != "PROPN" or not (
        before.head == token.index or token.head in (before.index, before.head)
    ):
        return False
    word = norm(before.text)
    if (
        word in rules.agents
        or norm(before.lemma) in rules.agents
        or _names_a_place_or_body(plain(before.text), rules)
    ):
        return False
    return word not in _TITLES and before.text[:1].isupper()


def _names_a_place_or_body(word: str, rules: Dictionary) -> bool:
    """Whether a word alone names a country, people or body, so that it is nobody's first name."""
    names = rules.names.get(word, ())
    return any(len(name.keys) == 1 and name.actor.kind != "person" for name in names)


_TITLES = frozenset(
    "mr mrs ms dr sir lord lady gen col maj lt capt sgt prof president premier minister chancellor king queen "
    "prince princess sheikh ayatollah pope general senator sen rep gov secretary chief leader emir sultan crown "
    "foreign prime defense imam mullah comrade marshal admiral vice us".split()
)
