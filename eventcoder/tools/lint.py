"""Run all checks over a pack: ordered issues, one line each or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from eventcoder.dictionary.entries import Entries
from eventcoder.dictionary.load import load
from eventcoder.errors import Issue
from eventcoder.tools import actor_checks, checks

CHECKS: tuple[Callable[[Entries], Iterator[Issue]], ...] = (
    checks.unknown_codes,
    checks.unknown_sets,
    checks.unknown_slots,
    checks.unknown_classes,
    checks.contradictions,
    checks.duplicate_words,
    checks.missing_examples,
    checks.one_way,
    checks.not_lemmas,
    checks.duplicate_ids,
    checks.shadowed,
    checks.empty_families,
    actor_checks.unknown_actor_codes,
    actor_checks.overlapping_roles,
    actor_checks.claimed_twice,
    actor_checks.undated_people,
)


def lint(root: Path | None = None) -> list[Issue]:
    """Every issue of a pack, by place."""
    entries, issues = load(root)
    for check in CHECKS:
        issues.extend(check(entries))
    return sorted(issues, key=lambda issue: (issue.where, issue.number, issue.message))


def as_json(issues: Iterable[Issue]) -> str:
    """Issues as JSON lines, for editors."""
    rows = (
        {
            "number": issue.number,
            "severity": issue.severity,
            "message": issue.message,
            "path": issue.where.path,
            "line": issue.where.line,
            "column": issue.where.column,
            "entry": issue.entry,
            "hint": issue.hint,
        }
        for issue in issues
    )
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
