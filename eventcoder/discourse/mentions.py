"""The phrases of a sentence that later words may mean, each with what *he*, *it* and *they* ask for."""

from __future__ import annotations

from attrs import evolve

from eventcoder.actors.codes import has_place
from eventcoder.actors.resolve import Actors
from eventcoder.dictionary.words import norm, plain
from eventcoder.discourse.memory import Remembered
from eventcoder.model.events import Actor
from eventcoder.model.text import Token
from eventcoder.syntax.phrases import core, members

_OFFICES = frozenset(
    {"foreign", "interior", "prime", "vice", "deputy", "home", "attorney", "shadow"}
)
_OF_OFFICE = frozenset(
    {"defense", "trade", "finance", "development", "justice", "security", "energy", "press"}
)
"""Words that tell one minister, secretary or chief from another."""


def find_mentions(actors: Actors, sentence: int) -> list[Remembered]:
    """Who a sentence names, and unknown subjects, which only its own pronouns may mean."""
    out: list[tuple[int, Remembered]] = []
    for token in actors.parse.tokens:
        cat = actors.cats[token.index]
        if cat == "compound":
            out.extend((token.index, m) for m in _inside(actors, token, sentence))
        if token.upos not in ("NOUN", "PROPN") or cat in ("compound", "flat", "adjective"):
            continue
        subject = cat in ("subject", "passive_subject")
        named = actors.span(token.index) is not None or norm(token.lemma) in actors.rules.agents
        if not (subject or named or token.upos == "PROPN"):
            continue
        found = actors.exact(token.index)
        if not found and subject:
            found = (actors.unknown(token.index),)
        out.extend(
            (token.index, _remember(actors, token, actor, sentence))
            for actor in found
            if actor.kind != "place" and (actor.kind != "reference" or len(found) == 1)
        )
        if subject and (joint := _joint(actors, token, sentence)):
            out.append(joint)
    return [mention for _, mention in sorted(out, key=lambda item: item[0])]


def _inside(actors: Actors, token: Token, sentence: int) -> list[Remembered]:
    """*Isis members*: the group inside a phrase may be *it* or *the group* later."""
    span = actors.span(token.index)
    if span is None or span.last != token.index or span.names[0].actor.kind != "group":
        return []
    known = [a for a in actors.exact(token.index) if a.known]
    return [evolve(_remember(actors, token, a, sentence), kind="inside") for a in known]


def _joint(actors: Actors, token: Token, sentence: int) -> tuple[int, Remembered] | None:
    """*Chile and Peru*: later words mean all of them by *they*."""
    heads = [
        head
        for head in members(actors.parse, actors.cats, token.index)
        if actors.parse.token(head).upos in ("NOUN", "PROPN", "PRON")
    ]
    if len(heads) < 2:
        return None
    found = [actors.exact(head) for head in heads]
    first = found[0][0] if found[0] else actors.unknown(token.index)
    known = all(each and each[0].known for each in found)
    joint = evolve(
        _remember(actors, token, first, sentence),
        kind="group" if known else "unknown",
        plural=True,
        words=frozenset(),
        others=tuple(each[0] for each in found[1:] if each),
    )
    return heads[-1], joint


def _possessed(actors: Actors, index: int) -> bool:
    """*Begum's father*: her name is not his."""
    return actors.cats[index] == "possessor" or (
        actors.cats[index] in ("compound", "flat")
        and actors.cats[actors.parse.token(index).head] == "possessor"
    )


def _remember(actors: Actors, token: Token, actor: Actor, sentence: int) -> Remembered:
    plural = token.xpos in ("NNS", "NNPS") or "Number=Plur" in token.feats
    span = actors.span(token.index)
    people = span is not None and span.kind == "people"
    plural = plural and (actor.kind != "name" or token.upos == "NOUN" or people)
    entry = actors.rules.actors.get(actor.entry.split(" ")[0])
    person = (entry is not None and entry.kind == "person") or (
        not plural and actor.kind == "agent" and not actors.in_set(token.index, "bodies")
    )
    person = person or (people and not plural)  # a Norwegian
    country = len(actor.code) == 3 and has_place(actor.code)
    kind = "person" if person else ("country" if country else "group")
    thing = actor.kind == "stand-in" and entry is not None and entry.kind == "person"
    kind = kind if actor.known and not thing else "unknown"  # Trump's comments are not they
    inner = (i for i in core(actors.parse, actors.cats, token.index) if not _possessed(actors, i))
    texts = (actors.parse.token(i).text.replace("-", " ") for i in inner)
    beside = _named(actors, token) if person else []
    words = frozenset(plain(w) for text in (*texts, *beside) for w in text.split())
    words |= {norm(token.lemma)}
    gender = entry.gender if entry is not None else ""
    subject = actors.cats[token.index] in ("subject", "passive_subject")
    main = subject and actors.parse.token(token.head).head == 0
    return Remembered(actor, kind, plural, gender, words, subject, sentence, main)


def _named(actors: Actors, token: Token) -> list[str]:
    """*the chief of staff, Sir John Norden*: the names that stand beside a title."""
    parse = actors.parse
    beside = [c for c in parse.children[token.index] if actors.cats[c] == "apposition"]
    below = [parse.token(i) for child in beside for i in core(parse, actors.cats, child)]
    return [name.text for name in below if name.upos == "PROPN"]


def is_named(actors: Actors, actor: Actor) -> bool:
    """*Isis fighters*: who goes by a group's own name."""
    ids = [part.split()[0] for part in actor.entry.split("; ") if part]
    return any(i in actors.rules.actors and actors.rules.actors[i].kind == "group" for i in ids)


def same_office(actors: Actors, token: Token, item: Remembered) -> bool:
    """*the trade minister* is not *the defence minister* of before."""
    kinds = {
        norm(other.lemma)
        for child in actors.parse.children[token.index]
        if (
            (other := actors.parse.token(child)).upos == "NOUN" and actors.cats[child] == "compound"
        )
        or other.text.lower() in _OFFICES
    }
    known = {norm(word) for word in item.words}
    return kinds <= known or not known & (_OFFICES | _OF_OFFICE)
