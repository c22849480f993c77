"""A CatalogueAnswer as JSON and back: the door keeps it, so that the same command again gets the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.common.errors import Notice
from domain.common.notices import CatalogueAnswer, RowNotice


def as_body(done: CatalogueAnswer) -> dict[str, Any]:
    """The stored form: counts, and each notice as a list."""
    return {
        "new": done.new,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "problems": _bodies(done.problems),
        "warnings": _bodies(done.warnings),
    }


def answer_from(body: dict[str, Any]) -> CatalogueAnswer:
    """The answer of its stored form."""
    counts = (body["new"], body["changed"], body["unchanged"])
    return CatalogueAnswer(*counts, _notices(body["problems"]), _notices(body["warnings"]))


def _bodies(notices: Sequence[RowNotice]) -> list[list[Any]]:
    return [
        [
            one.row,
            one.reason.code,
            [list(fact) for fact in one.reason.facts],
            one.sheet,
            one.column,
            one.value,
            one.text,
        ]
        for one in notices
    ]


def _notices(bodies: list[list[Any]]) -> tuple[RowNotice, ...]:
    return tuple(
        RowNotice(
            row,
            Notice(code, tuple((name, fact) for name, fact in facts)),
            sheet=sheet,
            column=column,
            value=value,
            text="".join(text),  # answers kept before rows were told by name have none
        )
        for row, code, facts, sheet, column, value, *text in bodies
    )
