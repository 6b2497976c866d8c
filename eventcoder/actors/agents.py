"""Agent nouns in a phrase: *riot police*, *foreign minister*, *opposition lawmaker*."""

from __future__ import annotations

from eventcoder.dictionary.compile import Dictionary
from eventcoder.dictionary.words import forms, norm
from eventcoder.model.text import Parse
from eventcoder.syntax.words import stance


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
        found = self._at(head, inner)
        if found is None and self.parse.token(head).upos == "PROPN":
            for index in reversed(inner):
                if self.parse.token(index).head == head and self.cats[index] != "possessor":
                    found = self._at(index, [i for i in inner if i <= index])
                    if found is not None:
                        break
        if found is None:
            return None
        role, where, modifiers = found
        token = self.parse.token(head)
        words = forms(token.lemma, token.text)
        if not modifiers and any(self.rules.in_set("spokespersons", word) for word in words):
            inner_role = self._modifier_role(head, inner)
            return inner_role or ("", where)
        if not modifiers and role in ("GOV", "ELI", "OPP", "REB", "CVL"):
            return self._modifier_role(head, inner) or (role, where)
        return role, where

    def _modifier_role(self, head: int, inner: list[int]) -> tuple[str, str] | None:
        """*military officials*, *opposition leader*: the modifier says more than the head."""
        for index in reversed(inner):
            if stance(self.parse, index) or self._official(index):
                continue
            if index < head and self.cats[index] in ("compound", "adjective", "flat"):
                found = self._at(index, [i for i in inner if i <= index])
                if found is not None:
                    return found[0], found[1]
        return None

    def _official(self, index: int) -> bool:
        """*the official opposition*: an adjective here, no office-holder."""
        token = self.parse.token(index)
        return token.upos == "ADJ" and token.text.lower() == "official"

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
