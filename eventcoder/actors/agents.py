"""Agent nouns in a phrase: *riot police*, *foreign minister*, *opposition lawmaker*."""

from __future__ import annotations

from eventcoder.dictionary.compile import Dictionary
from eventcoder.dictionary.words import forms, norm
from eventcoder.model.text import Parse
from eventcoder.syntax.phrases import core
from eventcoder.syntax.words import stance

_SIDES = ("REB", "OPP", "SEP", "INS")
"""Roles that outrank others: *rebel officers* are rebels."""
_OWN = ("determiner", "possessor", "adjective", "compound", "case")
"""What a second noun of a pair has where it stands for itself."""


class AgentReader:
    """Finds the role that a phrase's nouns give."""

    def __init__(self, parse: Parse, rules: Dictionary, cats: tuple[str, ...]) -> None:
        self.parse = parse
        self.rules = rules
        self.cats = cats

    def role(self, head: int, inner: list[int]) -> tuple[str, str] | None:
        """Role and ``file:line`` of the longest agent noun at the head, or None.

        A spokesman passes to whom he speaks for: the role is empty then. A person's name as head takes
        the title before it.
        """
        token = self.parse.token(head)
        found = self._at(head, inner) or self._press(head, inner)
        if found is None and token.upos == "PROPN":
            for index in reversed(inner):
                if self.parse.token(index).head == head and self.cats[index] != "possessor":
                    found = self._at(index, [i for i in inner if i <= index])
                    if found is not None:
                        break
        if found is None:
            return None
        role, where, modifiers = found
        words = forms(token.lemma, token.text)
        if not modifiers and any(self.rules.in_set("spokespersons", word) for word in words):
            inner_role = self._modifier_role(head, inner)
            return inner_role or ("", where)
        if not modifiers and role in ("GOV", "ELI", "OPP", "REB", "CVL"):
            return self._modifier_role(head, inner) or (role, where)
        if not modifiers and role == "MIL":  # rebel commanders
            inner_role = self._modifier_role(head, inner)
            return inner_role if inner_role and inner_role[0] in _SIDES else (role, where)
        return role, where

    def _press(self, head: int, inner: list[int]) -> tuple[str, str, tuple[str, ...]] | None:
        """*the Lima Herald*: a paper, by the last word of its name."""
        before, token = head - 1, self.parse.token(head)
        if before not in inner or {token.upos, self.parse.token(before).upos} != {"PROPN"}:
            return None
        word = norm(token.text)
        return ("MED", "", (word,)) if self.rules.in_set("press-names", word) else None

    def _modifier_role(self, head: int, inner: list[int]) -> tuple[str, str] | None:
        """*military officials*, *opposition leader*: the modifier says more than the head, a side most of all."""
        found = self._modifiers(head, inner)
        token = self.parse.token(head)
        if not found and self.cats[head] == "conjunct" and token.upos == "NOUN":
            if not any(self.cats[c] in _OWN for c in self.parse.children[head]):
                first = core(self.parse, self.cats, token.head)  # rebel officials and commanders
                found = [f for f in self._modifiers(token.head, first) if f[0] in _SIDES]
        return next((f for f in found if f[0] in _SIDES), found[0] if found else None)

    def _modifiers(self, head: int, inner: list[int]) -> list[tuple[str, str]]:
        """Roles of the modifiers of a noun, the nearest first."""
        out = []
        for index in reversed(inner):
            if stance(self.parse, index) or self._official(index):
                continue
            if index < head and self.cats[index] in ("compound", "adjective", "flat"):
                found = self._at(index, [i for i in inner if i <= index])
                if found is not None:
                    out.append((found[0], found[1]))
        return out

    def _official(self, index: int) -> bool:
        """*the official opposition*, *the general public*: an adjective here, no office-holder."""
        token = self.parse.token(index)
        return token.upos == "ADJ" and token.text.lower() in ("official", "general")

    def _at(self, index: int, inner: list[int]) -> tuple[str, str, tuple[str, ...]] | None:
        token = self.parse.token(index)
        if token.xpos == "VBN" and self.parse.token(index - 1).text == "-":
            return None  # an ill-judged move
        agents = self.rules.agents
        candidates = next((agents[f] for f in forms(token.lemma, token.text) if f in agents), None)
        if not candidates:
            return None
        before: set[str] | None = None
        for agent in candidates:
            if agent.modifiers:
                if before is None:
                    before = self._words_around(index, inner)
                if not before.issuperset(agent.modifiers):
                    continue
            return agent.role, agent.where, agent.modifiers
        return None

    def _words_around(self, index: int, inner: list[int]) -> set[str]:
        words: set[str] = set()
        indexes = set(inner)
        for child in self.parse.children[index]:
            if self.cats[child] == "nominal":
                indexes.add(child)
                indexes.update(self.parse.children[child])
        indexes.discard(index)
        for i in indexes:
            token = self.parse.token(i)
            words.update(forms(token.lemma, token.text))
        return words

    def is_title(self, index: int) -> bool:
        """Whether a token is an agent noun or a form of address."""
        token = self.parse.token(index)
        word = norm(token.text)
        return (
            word in self.rules.agents or norm(token.lemma) in self.rules.agents or word in _ADDRESS
        )

    def former(self, inner: list[int]) -> bool:
        """Whether a modifier puts the office in the past: *former*, *late*, *ousted*."""
        for index in inner:
            text = self.parse.token(index).text.lower()
            if self.rules.in_set("former", norm(text)) or text.startswith("ex-") or text == "ex":
                return True
        return False


_ADDRESS = frozenset("mr mrs ms dr sir lord gen col maj lt capt sgt prof sen rep".split())
