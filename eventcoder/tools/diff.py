"""Two dictionaries over one parsed corpus: events gained, lost, recoded, by entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import frozen

from eventcoder.coder import code_sentence
from eventcoder.dictionary.compile import Dictionary
from eventcoder.model.events import Event
from eventcoder.model.text import Parse


@frozen
class Change:
    """What one sentence gave before and after."""

    text: str
    lost: tuple[Event, ...]
    gained: tuple[Event, ...]


def compare(parses: Iterable[Parse], before: Dictionary, after: Dictionary) -> list[Change]:
    """The sentences whose events differ, in the order of the corpus."""
    out = []
    for parse in parses:
        old, new = code_sentence(parse, before), code_sentence(parse, after)
        was, now = set(map(str, old)), set(map(str, new))
        if was != now:
            lost = tuple(event for event in old if str(event) not in now)
            gained = tuple(event for event in new if str(event) not in was)
            out.append(Change(parse.sentence.text, lost, gained))
    return out


def render(changes: list[Change], shown: int = 40) -> str:
    """Counts by entry, then the changed sentences."""
    lost = Counter(event.entry_id for change in changes for event in change.lost)
    gained = Counter(event.entry_id for change in changes for event in change.gained)
    lines = [
        f"{len(changes)} sentences changed, {sum(lost.values())} events lost, {sum(gained.values())} gained"
    ]
    entries = sorted({*lost, *gained}, key=lambda e: (-(lost[e] + gained[e]), e))
    lines.extend(f"  {entry:32} -{lost[entry]} +{gained[entry]}" for entry in entries)
    for change in changes[:shown]:
        lines.append(f"\n{change.text}")
        lines.extend(f"  - {event}  {event.entry}" for event in change.lost)
        lines.extend(f"  + {event}  {event.entry}" for event in change.gained)
    if len(changes) > shown:
        lines.append(f"\n... and {len(changes) - shown} more")
    return "\n".join(lines)
