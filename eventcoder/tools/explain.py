"""Trace -> text that a coder can read: clauses, actors, winner, beaten, and why not."""

from __future__ import annotations

from collections.abc import Iterable

from eventcoder.coder import Explained
from eventcoder.model.trace import Step

MAX_MISSING = 6
"""Near misses shown for one word; `--all` shows every one."""


def render(explained: Explained, *, everything: bool = False) -> str:
    """One sentence: its text, a line for each decision, its events."""
    lines = [explained.parse.sentence.text]
    steps = list(explained.steps)
    for stage in ("context", "clause", "actor"):
        lines.extend(_line(stage, step) for step in steps if step.stage == stage)
    lines.extend(_matches([step for step in steps if step.stage == "match"], everything=everything))
    for stage in ("nest", "keep"):
        lines.extend(_line(step.outcome, step) for step in steps if step.stage == stage)
    lines.extend(
        f"event    {event}  {event.source_text} -> {event.target_text}  "
        f"confidence {event.confidence}  {event.entry}"
        for event in explained.events
    )
    if not explained.events:
        lines.append(f"no event: {why_not(steps)}")
    return "\n".join(lines)


def why_not(steps: Iterable[Step]) -> str:
    """The stage at which a sentence without an event was lost, in one line."""
    steps = list(steps)
    dropped = [
        step for step in steps if step.stage in ("keep", "context") and step.outcome == "dropped"
    ]
    if dropped:
        return f"{dropped[0].subject}: {dropped[0].detail}"
    nested = [step for step in steps if step.stage == "nest" and step.outcome == "dropped"]
    if nested:
        return f"nesting: {nested[0].subject}: {nested[0].detail}"
    missing = [step for step in steps if step.outcome == "missing"]
    if missing:
        return f"pattern: {missing[-1].subject}: {missing[-1].detail}"
    silent = [step for step in steps if step.outcome == "silent"]
    if silent:
        return f"silent entry: {silent[0].subject}: {silent[0].detail}"
    unknown = [step.subject for step in steps if step.outcome == "no entry"]
    if unknown:
        return f"no entry for {', '.join(unknown)}"
    return "no verb or event noun that a dictionary knows"


def _line(label: str, step: Step) -> str:
    if step.stage == "actor":
        text = f"{step.subject} -> {step.outcome} ({step.detail})"
    elif step.stage == "clause":
        text = f"{step.subject} [{step.outcome}]  {step.detail}"
    else:
        text = f"{step.subject}: {step.detail}"
    return f"{label:8} {text}  {step.where}".rstrip()


def _matches(steps: list[Step], *, everything: bool) -> list[str]:
    lines, missing = [], 0
    for step in sorted(steps, key=lambda s: s.outcome == "missing"):
        if step.outcome == "missing":
            missing += 1
            if missing > MAX_MISSING and not everything:
                continue
        lines.append(_line(step.outcome, step))
    if missing > MAX_MISSING and not everything:
        lines.append(f"         ... and {missing - MAX_MISSING} more near misses (--all)")
    return lines
