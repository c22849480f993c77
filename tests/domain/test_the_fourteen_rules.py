"""The table of the fourteen rules in docs/invariants.md names only what is there: constraints, guards and tests."""

from __future__ import annotations

import ast
import re

import pytest

from domain.common.columns import Record
from domain.common.guards import declared
from domain.common.schema import load_stages
from tests.architecture.source import ROOT, tree

load_stages()


def rows() -> list[list[str]]:
    """The cells of each row whose first is a number: number, rule, what holds it, tests."""
    lines = (ROOT / "docs" / "invariants.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in cells if row[0].isdecimal()]


def named_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def held_by() -> set[str]:
    """Every constraint, unique index and guard by name."""
    found = {guard.name for guard in declared()}
    for table in Record.metadata.tables.values():
        found |= {str(constraint.name) for constraint in table.constraints}
        found |= {str(index.name) for index in table.indexes if index.unique}
    return found


def sentences_in(path: str) -> set[str]:
    module = tree(ROOT / path)
    return {node.name for node in ast.walk(module) if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_"}


def test_all_fourteen_rules_are_in_the_table():
    assert [int(row[0]) for row in rows()] == list(range(1, 15))
    assert all(len(row) == 4 for row in rows())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_what_holds_a_rule_and_what_tries_it_is_there(row):
    held, tried = named_in(row[2]), named_in(row[3])
    assert len(held) >= 3
    assert not set(held) - held_by()
    assert tried
    for name in tried:
        path, _, test = name.partition("::")
        assert (ROOT / path).is_file(), path
        if test:
            assert test in sentences_in(path)
        else:
            assert sentences_in(path) or "TestCase" in (ROOT / path).read_text(encoding="utf-8"), path
