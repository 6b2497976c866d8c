"""What people and programs marked in a sentence, in one form for every format."""

from __future__ import annotations

from attrs import field, frozen

Span = tuple[int, int]


@frozen
class Side:
    """Source or target of a dyad, as far as its format tells it."""

    code: str = ""
    text: str = ""
    span: Span | None = None
    """Offsets into the document's text."""
    also: tuple[str, ...] = ()
    """Other codes that the coder would take."""

    @property
    def marked(self) -> bool:
        """Whether anybody is marked at all (some sets have dyads without a target)."""
        return bool(self.span or self.text or self.code)


@frozen
class Dyad:
    """Who did what to whom, by a person or by a program."""

    id: str
    source: Side
    target: Side
    code: str = ""
    """CAMEO code, empty where the set has only classes."""
    label: str = ""
    """Class in PLOVER's manner, such as CONSULT; empty where the set has only codes."""
    quad: int | None = None
    date: str = ""
    both_ways: bool = False
    also: tuple[str, ...] = ()
    """Other codes that the coder would take."""
    anchor: int | None = None
    """Offset that tells which sentence of the document it is from."""
    entry: str = ""
    """Dictionary entry that made it."""


@frozen
class Unit:
    """A sentence and all that was marked in it by hand."""

    id: str
    document: str
    text: str
    start: int = 0
    dyads: tuple[Dyad, ...] = ()
    complete: bool = False
    """Whether every event of the sentence is marked; otherwise precision is a lower bound."""
    keys: tuple[str, ...] = ()
    """Other names under which coded rows may refer to it."""
    date: str = ""

    @property
    def end(self) -> int:
        """Offset just past it in its document."""
        return self.start + len(self.text)


@frozen
class Coded:
    """What a program, or another person, marked: by document, sentence or text."""

    rows: dict[str, tuple[Dyad, ...]] = field(eq=False)

    def of(self, unit: Unit) -> tuple[Dyad, ...]:
        """The dyads of a sentence, in the order of preference."""
        for key in (unit.id, *unit.keys, unit.text):
            found = self.rows.get(key)
            if found and (key != unit.document or not unit.start):
                return tuple(d for d in found if _inside(d, unit))
        if unit.document in self.rows:
            return tuple(d for d in self.rows[unit.document] if _inside(d, unit))
        return ()


def _inside(dyad: Dyad, unit: Unit) -> bool:
    return dyad.anchor is None or unit.start <= dyad.anchor < unit.end
