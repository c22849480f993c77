"""Rows as a file of ours says them, and its answer in short, for the tests of catalogue, places and their files."""

from __future__ import annotations

from domain.common.accepting import SheetRow
from domain.common.notices import CatalogueAnswer


def rows(*values: dict) -> list[SheetRow]:
    """The values as rows 2, 3, 4 ... of a file, below its headings."""
    return [SheetRow(number, one) for number, one in enumerate(values, 2)]


def counts(answer: CatalogueAnswer) -> tuple[int, int, int, int]:
    """New, changed, unchanged, and how many problems."""
    return (answer.new, answer.changed, answer.unchanged, len(answer.problems))


def reasons(answer: CatalogueAnswer) -> list[tuple[int, str, str]]:
    """Row, column and reason of each problem."""
    return [(problem.row, problem.column, problem.reason.code) for problem in answer.problems]
