"""What a corpus asks of the dictionaries: verbs no entry knows, names no entry knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from eventcoder.coder import code_sentence
from eventcoder.dictionary.compile import Dictionary
from eventcoder.dictionary.words import forms
from eventcoder.events.keep import Policy
from eventcoder.model.events import UNKNOWN
from eventcoder.model.text import Parse


def unknown_verbs(parses: Iterable[Parse], rules: Dictionary) -> Counter[str]:
    """Lemmas of verbs that no family has, by how often they stand in the corpus."""
    out: Counter[str] = Counter()
    for parse in parses:
        for token in parse.tokens:
            if token.upos == "VERB" and not any(
                f in rules.verbs for f in forms(token.lemma, token.text)
            ):
                out[token.lemma.lower()] += 1
    return out


def unknown_actors(parses: Iterable[Parse], rules: Dictionary) -> Counter[str]:
    """Texts of actors in events that no dictionary knows, by how often."""
    out: Counter[str] = Counter()
    policy = Policy(unknown_actors="all")
    for parse in parses:
        for event in code_sentence(parse, rules, policy):
            for code, text in (
                (event.source, event.source_text),
                (event.target, event.target_text),
            ):
                if code == UNKNOWN:
                    out[text] += 1
    return out


def render(verbs: Counter[str], actors: Counter[str], shown: int = 40) -> str:
    """The most frequent of both."""
    lines = ["verbs without an entry"]
    lines.extend(f"  {number:5}  {word}" for word, number in verbs.most_common(shown))
    lines.append("actors without an entry")
    lines.extend(f"  {number:5}  {text}" for text, number in actors.most_common(shown))
    return "\n".join(lines)
