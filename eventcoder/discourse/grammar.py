"""Where a word stands that means somebody: what rules out a meaning."""

from __future__ import annotations

from eventcoder.actors.resolve import Actors
from eventcoder.discourse.memory import Remembered
from eventcoder.model.text import Token
from eventcoder.syntax import slots as ud


def has_country(actors: Actors, token: Token) -> bool:
    """*the Turkish state* says itself whose it is."""
    return any(
        actors.cats[c] in ("adjective", "possessor") and actors.span(c) is not None
        for c in actors.parse.children[token.index]
    )


def is_expletive(actors: Actors, token: Token) -> bool:
    """*it is unacceptable that*: a clause, not a party, is what the adjective speaks of."""
    siblings = actors.parse.children[token.head] if token.head else []
    if actors.cats[token.index] == "subject" and any(
        actors.cats[c] == "copula" and c < token.head for c in siblings
    ):
        return any(actors.cats[c] in ("relative", "complement", "adverbial") for c in siblings)
    return actors.cats[token.index] in ("subject", "expletive") and any(
        c > token.head
        and actors.parse.token(token.head).upos in ("ADJ", "NOUN")
        and (actors.parse.token(c).label.startswith("csubj") or actors.cats[c] == "complement")
        for c in siblings
    )


def first_of_two(actors: Actors, token: Token) -> int | None:
    """*fighters and their wives*: the head of the plural noun whose wives they are."""
    noun = actors.parse.token(token.head) if token.head else None
    if actors.cats[token.index] != "possessor" or noun is None:
        return None
    if actors.cats[noun.index] != "conjunct":
        return None
    first = actors.parse.token(noun.head)
    return first.index if first.xpos in ("NNS", "NNPS") and first.index < token.index else None


def is_role(actors: Actors, item: Remembered) -> bool:
    """*as spokesman of the region, inside Chile*: what somebody is, or where; not somebody else."""
    prep = ud.preposition(actors.parse, actors.cats, item.actor.head)
    return prep == "as" or (prep in ("in", "inside", "across") and item.kind == "country")


def same_clause(actors: Actors, token: Token, item: Remembered, sentence: int) -> bool:
    """A pronoun object is not the subject of the same verb, nor of the one that lends it its subject."""
    if item.sentence != sentence or actors.cats[token.index] not in (
        "object",
        "indirect",
        "oblique",
    ):
        return False
    parse, cats = actors.parse, actors.cats
    first = item.actor.head
    while cats[first] == "conjunct" and parse.token(first).head:
        first = parse.token(first).head
    verb = token.head
    if parse.token(first).head == verb:
        return True
    while cats[verb] in ("conjunct", "adverbial") and parse.token(verb).upos == "VERB":
        kids = {cats[c] for c in parse.children[verb]}
        if kids & {"subject", "passive_subject", "passive_auxiliary"}:
            break
        verb = parse.token(verb).head
    return parse.token(first).head == verb and cats[first] == "subject"
