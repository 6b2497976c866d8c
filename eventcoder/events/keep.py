"""Drop what is not asserted, self-dyads, unknown pairs and second mentions of one happening."""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from eventcoder.actors.codes import parse, validate
from eventcoder.model.events import UNKNOWN, Event
from eventcoder.verbs.scene import Scene


@frozen
class Policy:
    """What the output keeps; a study may change each."""

    unknown_actors: str = "keep"
    """``keep``: a dyad with one unknown side stays; ``drop``: both must be known; ``all``: two unknown sides too."""
    unasserted: bool = False
    """Keep negated, hypothetical and future events too, with ``assertion`` set."""
    statements: bool = True
    """Keep root 01."""
    background: bool = True
    min_confidence: float = 0.25
    """Events below it are dropped; see docs/confidence.md."""
    per_sentence: int = 24
    """Most events of one sentence."""


def keep_events(events: list[Event], policy: Policy, scene: Scene) -> tuple[Event, ...]:
    """The events that the policy keeps, best first, one for each happening of a dyad."""
    out: list[Event] = []
    seen: set[tuple[str, ...]] = set()
    busy = {event.source for event in events if event.target_text}
    for event in events:
        reason = _reason(event, policy) or _repeated(event, seen) or _idle(event, busy)
        if reason:
            if scene.trace is not None:
                scene.trace.add("keep", str(event), "dropped", reason, event.entry)
            continue
        seen.add(_key(event))
        out.append(event)
        if scene.trace is not None:
            scene.trace.add("event", str(event), "coded", " ".join(event.words), event.entry)
    if len(out) > policy.per_sentence and scene.trace is not None:
        scene.trace.add(
            "keep", "sentence", "capped", f"{len(out)} events, {policy.per_sentence} kept"
        )
    return tuple(out[: policy.per_sentence])


_SOCIAL = ("01", "042", "043")
"""Codes that say too little when one side is nobody a dictionary knows."""


_MEETINGS = ("040", "042", "043")
"""Codes of visits and meetings, which are politics only between those who have a part in it."""


def _private(event: Event) -> bool:
    """Whether a side is civilians, refugees or, of travellers, a bare role: *the family came home*."""
    sides = (event.source, event.target)
    bare = event.code != "040" and any(code in _ROLES for code in sides)
    return bare or any(code[-3:] in ("CVL", "REF") for code in sides)


def _reason(event: Event, policy: Policy) -> str:
    unknown = (event.source == UNKNOWN) + (event.target == UNKNOWN)
    if event.assertion and not policy.unasserted:
        return f"not asserted: {event.assertion}"
    if unknown == 2 and policy.unknown_actors != "all":
        return "both actors are unknown"
    if (
        unknown
        and policy.unknown_actors == "keep"
        and not (_placed(event.source) or _placed(event.target) or _is_politics(event))
    ):
        return "one actor is unknown and the other is of no country, organisation or office"
    if unknown and policy.unknown_actors == "keep" and event.code.startswith(_SOCIAL):
        return "a statement or visit with somebody unknown"
    if unknown and policy.unknown_actors == "drop":
        return "an actor is unknown"
    if event.background and not policy.background:
        return "background"
    return _too_little(event, policy)


def _idle(event: Event, busy: set[str]) -> str:
    """*went on strike* tells nothing more where the same party acts towards somebody."""
    alone = not event.target_text and event.source in busy
    return "towards nobody, and the source has another event here" if alone else ""


def _too_little(event: Event, policy: Policy) -> str:
    if event.code.startswith(_MEETINGS) and _private(event):
        return "private people travel and meet"
    if not policy.statements and event.code.startswith("01"):
        return "a statement"
    if event.confidence < policy.min_confidence:
        return f"confidence {event.confidence} is too low"
    return ""


@lru_cache(maxsize=4096)
def _placed(code: str) -> bool:
    """Whether a code names a country, organisation or group, not a bare role."""
    if code == UNKNOWN or validate(code):
        return False
    parsed = parse(code)
    return bool(parsed.place or parsed.international or parsed.organisation or parsed.ethnic)


_OFFICES = frozenset("GOV MIL COP JUD LEG SPY REB INS SEP".split())
"""Bare roles whose acts are politics wherever they are: *the court lifted the ban*."""


_PEOPLE = frozenset("LAB OPP PTY RAD CRM HRI NGO REL EDU HLH BUS AGR".split())
"""Bare roles whose acts, not whose words, are politics: *nurses ended their strike*."""

_ACTS = ("035", "08", "133", "14", "18", "19", "20")
"""Codes of yielding, of protest and of force."""


def _is_politics(event: Event) -> bool:
    role = event.source[:3]
    return role in _OFFICES or (role in _PEOPLE and event.code.startswith(_ACTS))


_ROLES = _OFFICES - {"GOV", "LEG"} | {"UAF", "ELI", "BUS", "EDU", "LAB", "MED", "OPP"}


def _key(event: Event) -> tuple[str, ...]:
    names = (
        event.source_text if event.source == UNKNOWN else "",
        event.target_text if event.target == UNKNOWN else "",
    )
    return (event.source, event.target, event.code[:2], *names)


def _repeated(event: Event, seen: set[tuple[str, ...]]) -> str:
    return "the same happening was coded before" if _key(event) in seen else ""
