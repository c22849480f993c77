"""An Accepted as JSON and back: the door keeps it, so that the same command again gets the same answer."""

from __future__ import annotations

from typing import Any

from domain.common.accepting.writing import Accepted
from domain.common.errors import Notice
from domain.common.notices import RowNotice


def as_body(done: Accepted) -> dict[str, Any]:
    """The stored form: counts, and each problem as a list."""
    problems = [
        [one.row, one.reason.code, [list(fact) for fact in one.reason.facts], one.sheet, one.column, one.value]
        for one in done.problems
    ]
    return {"new": done.new, "changed": done.changed, "unchanged": done.unchanged, "problems": problems}


def accepted_from(body: dict[str, Any]) -> Accepted:
    """The Accepted of its stored form."""
    problems = tuple(
        RowNotice(
            row, Notice(code, tuple((name, value) for name, value in facts)), sheet=sheet, column=column, value=value
        )
        for row, code, facts, sheet, column, value in body["problems"]
    )
    return Accepted(body["new"], body["changed"], body["unchanged"], problems)
