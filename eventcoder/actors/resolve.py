"""Phrase + date -> Actors: name, agent noun, stand-in, apposition, or whom a thing is about."""

from __future__ import annotations

from typing import Any, Protocol

from attrs import evolve

from eventcoder.actors.about import about, about_modifiers, about_phrases, owning
from eventcoder.actors.agents import AgentReader
from eventcoder.actors.codes import STATE, join
from eventcoder.actors.examples import examples, offshoot
from eventcoder.actors.names import Span, find_names
from eventcoder.actors.owners import opposed, owners, shared_owners, told_home, unique
from eventcoder.dictionary.compile import Dictionary, Name
from eventcoder.dictionary.entries import RoleRow
from eventcoder.dictionary.words import forms
from eventcoder.model.events import UNKNOWN, Actor
from eventcoder.model.text import Parse
from eventcoder.syntax import slots as ud
from eventcoder.syntax.phrases import core, extent, members
from eventcoder.syntax.words import measured, stance

_OFFICES = ("", "GOV", "LEG", "JUD", "MIL", "SPY", "COP", "PTY", "ELI", "OPP")
"""Roles whose former holders are still people of weight; a former worker is a worker."""

_ANYWHERE = ("CVL", "REF", "NGO", "REL", "UAF", "REB", "OPP", "RAD", "INS", "CRM", "LAB")
"""Roles of people whom a sentence may set beside another country: *rebels whom Turkey armed*."""


class Memory(Protocol):
    """What the document remembers; see ``discourse.memory``."""

    def meet(self, actors: Actors) -> None:
        """Look over a sentence before anybody asks."""
        ...

    def refer(self, actors: Actors, head: int) -> tuple[Actor, ...]:
        """Actors that a pronoun or a bare description means, or nothing."""
        ...

    def knows(self, actor_id: str) -> bool:
        """Whether the story named this actor in full before."""
        ...

    def home(self, actors: Actors, *, told: bool) -> str:
        """The country that a bare role belongs to, or an empty text; ``told`` asks that the story is about it."""
        ...

    def contested(self, country: str) -> bool:
        """Whether several armed groups of a country were named."""
        ...


class Actors:
    """The actors of one sentence, resolved when somebody asks for them."""

    def __init__(
        self, parse: Parse, rules: Dictionary, day: str, memory: Memory | None = None
    ) -> None:
        self.parse = parse
        self.rules = rules
        self.day = day
        self.memory = memory
        self.cats = ud.categories(parse)
        self.spans = find_names(parse, rules)
        self._span_of = {i: span for span in self.spans for i in range(span.first, span.last + 1)}
        self._exact: dict[int, tuple[Actor, ...]] = {}
        self._at: dict[int, tuple[Actor, ...]] = {}
        self.agents = AgentReader(parse, rules, self.cats)
        self.given: dict[int, Actor] = {}
        """Actors that the caller marked, by the token index of their heads."""
        self.unsettled = 0
        """Questions about pronouns that could not be answered yet; what hangs on them is not kept."""
        if memory is not None:
            memory.meet(self)

    # -- questions -----------------------------------------------------------------------------

    def at(self, head: int) -> tuple[Actor, ...]:
        """Whoever stands in a phrase, whom it is about, or the unknown phrase itself."""
        if head not in self._at:
            found = self.exact(head) or about(self, head)
            if not found and self.parse.token(head).upos != "PRON":
                found = (self.unknown(head),)  # a pronoun that means nobody we know is no actor
            self._at[head] = found
        return self._at[head]

    def exact(self, head: int) -> tuple[Actor, ...]:
        """The actors that a phrase names, without whom it is merely about."""
        if head in self._exact:
            return self._exact[head]
        self._exact[head] = ()
        unsettled = self.unsettled
        found = self._find_exact(head)
        if unsettled == self.unsettled:
            self._exact[head] = found
        else:
            del self._exact[head]
        return found

    def unknown(self, head: int) -> Actor:
        """The phrase itself as an actor that no dictionary knows."""
        return self.actor(UNKNOWN, head, "unknown", "", 0.45)

    def owners_of(self, head: int, *, acting: bool = False) -> tuple[Actor, ...]:
        """The phrase's own actor if it is one, else who stands inside it: owner, adjective, *of/by/in X*.

        ``acting`` leaves out where a thing is and whom it is against.
        """
        if acting and self.in_set(head, "acts"):
            return tuple(a for a in self.doers(head) if a.known and a.kind != "place")
        found = tuple(a for a in self.exact(head) if a.known)
        return found or tuple(a for a in about(self, head, acting=acting) if a.known)

    def doers(self, head: int) -> tuple[Actor, ...]:
        """Who acts through a phrase: never where an act takes place or whom it is against."""
        found = self.at(head)
        if not any(a.kind in ("owner", "stand-in") for a in found):
            return found
        if not self.in_set(head, "acts"):
            if any(a.kind == "stand-in" for a in found) or self.exact(head):
                return found
            return self.owners_of(head, acting=True) or (self.unknown(head),)
        inner = core(self.parse, self.cats, head)
        behind = about_modifiers(self, head, inner) or about_phrases(self, head, acting=True)
        own = [owning(self, a, head) for a in behind if a.kind != "place"]
        return tuple(unique(own)) or (self.unknown(head),)

    def contested(self, country: str) -> bool:
        """Whether the story names several armed groups of a country: then others than its authorities hold people."""
        return self.memory is not None and self.memory.contested(country)

    def in_set(self, head: int, name: str) -> bool:
        """Whether a word stands in a shared set."""
        token = self.parse.token(head)
        return any(self.rules.in_set(name, word) for word in forms(token.lemma, token.text))

    def homes(self, head: int) -> tuple[Actor, ...]:
        """Places under *in, at, near, of* inside a phrase, however deep."""
        out: list[Actor] = []
        for index in self.parse.subtree(head):
            if index != head and self.cats[index] == "nominal":
                if ud.preposition(self.parse, self.cats, index) in (
                    "in",
                    "at",
                    "near",
                    "around",
                    "across",
                ):
                    out.extend(evolve(a, kind="place") for a in self.exact(index) if a.known)
        return tuple(out)

    def found(self) -> tuple[Actor, ...]:
        """The known actors that somebody asked for so far, in text order."""
        seen = {(a.start, a.code): a for found in self._at.values() for a in found if a.known}
        return tuple(seen[key] for key in sorted(seen))

    def span(self, index: int) -> Span | None:
        """The name that covers a token."""
        return self._span_of.get(index)

    def mark(self, *given: Actor) -> None:
        """Let the caller's actors stand at their heads, whatever the dictionaries say."""
        self.given = {actor.head: actor for actor in given}
        self._exact.clear()
        self._at.clear()

    # -- how ---------------------------------------------------------------------------------------

    def _find_exact(self, head: int) -> tuple[Actor, ...]:
        if self.given:
            given = self._given(head)
            if given:
                return given
        token = self.parse.token(head)
        if token.upos == "PRON" or (token.upos == "DET" and token.label != "det"):
            return self._relative(head) or self._refer(head)
        if self.span(head) is None and stance(self.parse, head, ("anti",)):
            return ()  # *anti-government protests* are not the government's
        if measured := self._measured(head):
            return measured
        inner = core(self.parse, self.cats, head)
        person = self._person(inner, head)
        if person:
            return person
        named = self._named(head, inner) or offshoot(self, head) or examples(self, head)
        if named:
            return named
        role = self.agents.role(head, inner)
        if role is None:
            return self._apposed(head) or self._stand_in(head, inner) or self._refer(head)
        return self._agent(head, inner, role)

    def _relative(self, head: int) -> tuple[Actor, ...]:
        """*rebels, many of whom; Chile, whose envoys*: whom the clause is about."""
        if self.parse.token(head).text.lower() not in ("whom", "whose"):
            return ()
        at = head
        while at and self.cats[at] != "relative":
            at = self.parse.token(at).head
        noun = self.parse.token(at).head if at else 0
        heads = members(self.parse, self.cats, noun) if 0 < noun < head else []
        return tuple(a for i in heads if i < head for a in self.exact(i) if a.known)

    def _measured(self, head: int) -> tuple[Actor, ...]:
        """*tens of thousands of Chilean students*: who is counted, in the words of the whole phrase."""
        if self.parse.token(head).upos == "PROPN":
            return ()
        for child in measured(self.parse, self.cats, head)[:1]:
            counted = tuple(a for a in self.exact(child) if a.kind not in ("place", "seat"))
            return tuple(evolve(a, **self.place(head), head=head) for a in counted)
        return ()

    def _given(self, head: int) -> tuple[Actor, ...]:
        if head in self.given:
            return (self.given[head],)
        first, last = extent(self.parse, self.cats, head)
        found = [actor for index, actor in self.given.items() if first <= index <= last]
        return tuple(found[:1])

    def _person(self, inner: list[int], head: int) -> tuple[Actor, ...]:
        """A person's name anywhere in the phrase's core, but not as somebody's possessor."""
        for index in inner:
            span = self._span_of.get(index)
            if span is None or not span.is_person:
                continue
            if index != head and self._owned_by(index, head):
                continue
            if stance(self.parse, index, ("anti",)):
                continue
            name = self._pick(span, inner, head)
            if name.kind == "weak" and not self._weak_counts(name, span, inner):
                continue
            code = name.actor.code_on(self.day)
            if self.agents.former(inner):
                code = join(code, "ELI")
            entry = f"{name.actor.id} {name.actor.where}"
            return (self.actor(code, head, "name", entry),)
        return ()

    def _owned_by(self, index: int, head: int) -> bool:
        at = index
        while at != head and at:
            if self.cats[at] == "possessor":
                return True
            if self.cats[at] in ("compound", "adjective") and self.parse.token(head).upos == "NOUN":
                return True
            at = self.parse.token(at).head
        return False

    def _pick(self, span: Span, inner: list[int], head: int) -> Name:
        """Of two people of one name: whose country the phrase names, who is in office, whom the story knows."""
        if len(span.names) == 1:
            return span.names[0]
        places = {
            self.choose(other).actor.id
            for index in (*inner, *self.parse.subtree(head))
            if (other := self._span_of.get(index)) is not None and not other.is_person
        }

        def order(name: Name) -> tuple[bool, bool, bool]:
            return (
                name.actor.owner not in places,
                not _in_force(name.actor.roles, self.day),
                not (self.memory is not None and self.memory.knows(name.actor.id)),
            )

        return min((n for n in span.names if n.actor.kind == "person"), key=order)

    def _weak_counts(self, name: Name, span: Span, inner: list[int]) -> bool:
        if self.memory is not None and self.memory.knows(name.actor.id):
            return True
        if not any(row.dated and row.holds(self.day) for row in name.actor.roles):
            return False
        before = span.first - 1
        return before >= 1 and before in inner and self.agents.is_title(before)

    def _named(self, head: int, inner: list[int]) -> tuple[Actor, ...]:
        """A country, body, group or organisation whose name covers the head."""
        span = self._span_of.get(head)
        if span is None or span.is_person:
            return ()
        name = self.choose(span)
        code = name.actor.code_on(self.day)
        if not code or (name.kind == "weak" and not self._backed(name, span)):
            return ()
        kind = {"place": "place", "seat": "seat"}.get(name.kind, "name")
        if kind == "seat" and name.actor.kind == "country":
            entry = f"{name.actor.id} {name.actor.where}"
            return (self.actor(code, head, "seat", entry, 0.9),)
        entry = f"{name.actor.id} {name.actor.where}"
        return (self.actor(code, head, kind, entry),)

    def _backed(self, name: Name, span: Span) -> bool:
        """A weak name of a country or body counts when the sentence or the story names it in full too."""
        if self.memory is not None and self.memory.knows(name.actor.id):
            return True
        wanted = {name.actor.id, name.actor.owner}
        return any(
            other is not span
            and other.kind != "weak"
            and any(n.actor.id in wanted for n in other.names)
            for other in self.spans
        )

    def choose(self, span: Span) -> Name:
        """Of several holders of a name, the first whose roles hold on the day."""
        for name in span.names:
            if _in_force(name.actor.roles, self.day):
                return name
        return span.names[0]

    def _agent(self, head: int, inner: list[int], role: tuple[str, str]) -> tuple[Actor, ...]:
        code, where = role
        owned_by = owners(self, head, inner) or opposed(self, inner) or shared_owners(self, head)
        if self.agents.former(inner) and code[:3] in _OFFICES:
            code = "CVL" if self.in_set(head, "rank-and-file") else "ELI"
        if not owned_by:
            remembered = self._refer(head)
            if remembered:
                return remembered
            apposed = self._apposed(head)
            if apposed:
                return apposed
            if not code:
                return ()
            home = self._home(head, inner, code)
            if home:
                return (self.actor(join(home, code), head, "agent", f"{code} {where}", 0.55),)
            if code[:3] in STATE and (home := told_home(self, head)):
                return (self.actor(join(home, code), head, "agent", f"{code} {where}", 0.75),)
            return (self.actor(code, head, "agent", f"{code} {where}", 0.8),)
        out = []
        for owner in owned_by:
            joined = join(owner.code, code) if code else owner.code
            out.append(
                self.actor(
                    joined, head, "agent", f"{code or owner.entry} {where}; {owner.entry}", 0.95
                )
            )
        return tuple(unique(out))

    def _home(self, head: int, inner: list[int], code: str) -> str:
        """The country of a bare role: not of *western governments*, and of *fighters* only what the story is about."""
        if self.memory is None or any(self.in_set(index, "elsewhere") for index in inner):
            return ""
        if code == "CVL" and not self.in_set(head, "populations"):
            return ""  # her husband, the two men
        return self.memory.home(self, told=code[:3] in _ANYWHERE)

    def _apposed(self, head: int) -> tuple[Actor, ...]:
        for child in self.parse.children[head]:
            if self.cats[child] == "apposition":
                found = tuple(a for a in self.exact(child) if a.known and a.kind != "place")
                if found:
                    return tuple(evolve(a, **self.place(head), head=head) for a in found)
        return ()

    def _stand_in(self, head: int, inner: list[int]) -> tuple[Actor, ...]:
        """*Israeli jets*, *the embassy of Chile*: the owner acts through them."""
        if not self.in_set(head, "stand-ins"):
            return ()
        if against := opposed(self, inner):
            codes = (join(country.code, "OPP") for country in against)
            return tuple(self.actor(code, head, "agent", "", 0.9) for code in codes)
        owned_by = owners(self, head, inner)
        return tuple(unique(self.actor(o.code, head, "stand-in", o.entry, 0.9) for o in owned_by))

    def _refer(self, head: int) -> tuple[Actor, ...]:
        return self.memory.refer(self, head) if self.memory is not None else ()

    # -- making ----------------------------------------------------------------------------------

    def actor(self, code: str, head: int, kind: str, entry: str, confidence: float = 1.0) -> Actor:
        """An actor at a phrase of this sentence."""
        place = self.place(head)
        return Actor(code, head, kind=kind, entry=entry, confidence=confidence, **place)

    def place(self, head: int) -> dict[str, Any]:
        """Offsets and text of a phrase, as an actor has them."""
        first, last = extent(self.parse, self.cats, head)
        start, end = self.parse.token(first).start, self.parse.token(last).end
        return {"start": start, "end": end, "text": self.parse.sentence.text[start:end]}


def _in_force(roles: tuple[RoleRow, ...], day: str) -> bool:
    """Whether a dated role holds on a day; who has none holds always."""
    dated = [row for row in roles if row.dated]
    return not dated or not day or any(row.holds(day) for row in dated)
