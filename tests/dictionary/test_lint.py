"""What ships passes its own checks."""

from __future__ import annotations

from eventcoder.tools.lint import lint


def test_no_errors() -> None:
    assert [str(issue) for issue in lint() if issue.severity == "error"] == []
