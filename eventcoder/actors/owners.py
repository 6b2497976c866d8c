"""Agent noun -> its country or organisation: adjective, possessor, or a phrase that hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from eventcoder.actors.codes import STATE, has_place
from eventcoder.model.events import Actor
from eventcoder.model.text import Token
from eventcoder.syntax import slots as ud
from eventcoder.syntax.phrases import core, members
from eventcoder.syntax.words import stance

if TYPE_CHECKING:
    from eventcoder.actors.resolve import Actors

OWNED = frozenset(
    "led based born controlled dominated run ruled owned held occupied inspired".split()
)
"""Participles after a country's name that make it the owner: *Saudi-led*; *US-backed* does not."""


def owners(actors: Actors, head: int, inner: list[int]) -> list[Actor]:
    """Country or organisation of an agent noun, from its modifiers and its phrases."""
    out: list[Actor] = []
    for index in inner:
        span = actors.span(index)
        if (
            span is None
            or span.first != index
            or span.is_person
            or not counts_as_owner(actors, index, head)
        ):
            continue
        name = actors.choose(span)
        code = name.actor.code_on(actors.day)
        if code:
            out.append(actors.actor(code, index, "owner", f"{name.actor.id} {name.actor.where}"))
    possessors = [c for c in actors.parse.children[head] if actors.cats[c] == "possessor"]
    if is_other(actors, head):
        inside = {i for c in possessors for i in actors.parse.subtree(c)}
        return [a for a in out if a.head not in inside]
    if not out:
        for child in possessors:
            out.extend(known(members(actors.parse, actors.cats, child), actors.exact))
    if not out:
        out.extend(owner_phrases(actors, head))
    return out


def is_other(actors: Actors, head: int) -> bool:
    """*ally, rival, neighbour*: of the country of its adjective, never of whose ally it is."""
    return actors.in_set(head, "others")


def shared_owners(actors: Actors, head: int) -> list[Actor]:
    """*US lawmakers and officials*: the adjective of the first serves the second too."""
    token = actors.parse.token(head)
    if actors.cats[head] != "conjunct" or not token.head or token.upos == "PROPN":
        return []
    if any(actors.cats[c] in ("determiner", "possessor") for c in actors.parse.children[head]):
        return []
    own = core(actors.parse, actors.cats, head)
    if any(actors.cats[c] == "case" for c in actors.parse.children[head]) or any(
        actors.span(i) is not None for i in own
    ):
        return []  # *and by Iranian-backed militias*: it says itself whose it is
    first = core(actors.parse, actors.cats, token.head)
    spans = [i for i in first if i < token.head and actors.span(i) is not None]
    return owners(actors, token.head, first) if spans else []


def next_phrase(actors: Actors, head: int) -> list[Actor]:
    """*refugees from Ukraine* at the end of an object, where the parser hangs *from* on the verb."""
    if head + 1 >= len(actors.parse.tokens) or actors.cats[head] not in ("object", "conjunct"):
        return []
    after = actors.parse.token(head + 1)
    if after.text.lower() != "from" or actors.cats[after.index] != "case":
        return []
    role = actors.agents.role(head, [head])
    if role is None or role[0] not in ("REF", "CVL", "EDU", "LAB"):
        return []
    return [a for a in actors.exact(after.head) if a.known and len(a.code) == 3]


def _holders(actors: Actors, head: int) -> list[Actor]:
    """*a town held by rebels*: it is theirs."""
    for child in actors.parse.children[head]:
        if actors.cats[child] == "participial" and actors.in_set(child, "holdings"):
            for deep in actors.parse.children[child]:
                if ud.preposition(actors.parse, actors.cats, deep) == "by":
                    return known(members(actors.parse, actors.cats, deep), actors.exact)
    return []


def owner_phrases(actors: Actors, head: int) -> list[Actor]:
    """*the army of Chad*, *police in Lima*, *troops from Ghana*."""
    if found := _holders(actors, head):
        return found
    for wanted in ("of", "for", "from", "in", "at", "to", "with"):
        for child in actors.parse.children[head]:
            if (
                actors.cats[child] != "nominal"
                or ud.preposition(actors.parse, actors.cats, child) != wanted
            ):
                continue
            found = known(members(actors.parse, actors.cats, child), actors.exact)
            if found:
                return found
    if found := next_phrase(actors, head):
        return found
    for child in actors.parse.children[head]:
        if actors.cats[child] == "compound" or actors.cats[child] == "flat":
            found = known([child], actors.exact)
            if found:
                return found
    return []


def counts_as_owner(actors: Actors, index: int, head: int) -> bool:
    """*Saudi-led*, *Turkish* and *Turkey's* do, *US-backed* does not."""
    if stance(actors.parse, index):
        return False
    at, joined = index, True
    while at != head and at:
        token = actors.parse.token(at)
        above = actors.parse.token(token.head) if token.head else None
        if "-" in token.text:
            end = token.text.rsplit("-", 1)[1].lower()
            if end.endswith("ed") and end not in OWNED:
                return False
        if above is not None and above.index != head and _participle(above):
            if above.text.lower() not in OWNED:
                return False
        mine = actors.span(at) is actors.span(index)
        if actors.cats[at] == "possessor" and not (mine or joined):
            return False  # the possessor speaks for itself: *the Indian government's policy*
        joined = joined and (mine or actors.cats[at] == "conjunct")
        at = token.head
    return True


def opposed(actors: Actors, inner: list[int]) -> list[Actor]:
    """*anti-Assad rebels*: they are of the country of whom they are against."""
    out = []
    for index in inner:
        span = actors.span(index)
        if span is not None and span.is_person and stance(actors.parse, index, ("anti",)):
            code = actors.choose(span).actor.code_on(actors.day)
            if has_place(code):
                out.append(actors.actor(code[:3], index, "owner", ""))
    return out


def known(heads: Iterable[int], read: Callable[[int], tuple[Actor, ...]]) -> list[Actor]:
    """The actors that a dictionary knows among those of some phrases."""
    return [actor for head in heads for actor in read(head) if actor.known]


def unique(actors: Iterable[Actor]) -> list[Actor]:
    """Each code at each head once, the first that came."""
    seen: dict[tuple[str, int], Actor] = {}
    for actor in actors:
        seen.setdefault((actor.code, actor.head), actor)
    return list(seen.values())


def _participle(token: Token) -> bool:
    """*backed, brokered, made*: words that make a country somebody else's helper."""
    return token.upos in ("VERB", "ADJ") and token.text.lower().endswith(
        ("ed", "made", "held", "born", "run")
    )


def told_home(actors: Actors, head: int) -> str:
    """*a Kenyan minister said the government would*: a bare body of state is of the country of who tells of it.

    Not where the sentence puts it elsewhere: *the US envoy said the army in Haiti would*.
    """
    parse, cats = actors.parse, actors.cats
    bare = not any(parse.token(c).text.lower() == "the" for c in parse.children[head])
    if bare or parse.token(head).lemma == "regime" or cats[head] not in _DOERS:
        return ""
    verb = parse.token(head).head
    while cats[verb] in ("conjunct", "open_complement"):  # said it had met and would
        verb = parse.token(verb).head
    if cats[verb] not in ("complement", "parataxis"):
        return ""
    teller = parse.token(verb).head if cats[verb] == "complement" else verb
    if parse.token(teller).lemma not in actors.rules.speech:
        return ""
    subjects = [c for c in parse.children[teller] if cats[c] == "subject" and c != head]
    told = [a.code for c in subjects for a in actors.exact(c) if a.known and has_place(a.code)]
    homes = {code[:3] for code in told if code[3:6] in ("", *STATE)}
    if len(homes) != 1 or len(told) != 1:
        return ""
    home = homes.pop()
    for span in actors.spans:
        code = span.names[0].actor.code_on(actors.day)
        place = code and has_place(code) and code[:3] != home
        if place and ud.preposition(parse, cats, span.last) in _THERE:
            return ""
    return home


_DOERS = ("subject", "passive_subject")

_THERE = ("in", "at", "inside", "within", "across", "of", "to")
