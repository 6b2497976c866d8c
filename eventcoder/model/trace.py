"""What happened on the way to an event, or to none."""

from __future__ import annotations

from attrs import field, frozen, mutable


@frozen
class Step:
    """One decision of one stage."""

    stage: str
    """``clause, actor, match, nest, event, keep``."""
    subject: str
    """What it is about: the words."""
    outcome: str
    """``found, fired, beaten, missing, nested, dropped, coded``."""
    detail: str = ""
    where: str = ""
    """``file:line`` of the entry concerned."""


@mutable
class Trace:
    """Collects the steps of one sentence; it never changes a result."""

    steps: list[Step] = field(factory=list)

    def add(
        self, stage: str, subject: str, outcome: str, detail: str = "", where: str = ""
    ) -> None:
        """Remember one step."""
        self.steps.append(Step(stage, subject, outcome, detail, where))
