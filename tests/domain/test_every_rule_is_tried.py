"""No rule without a test that meets it: taking any guard away must turn a test red."""

from __future__ import annotations

import ast

from domain.common.guards import declared
from domain.common.schema import legal_moves, load_stages
from tests.architecture.source import ROOT, tree

load_stages()


def words_of(*places: str) -> set[str]:
    """Every text in the tests of these places."""
    found = set()
    for place in places:
        for path in (ROOT / "tests" / "domain").glob(place):
            found |= {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)}
    return {word for word in found if isinstance(word, str)}


def test_every_guard_is_met_by_raw_sql():
    spoken = words_of("*/test_rules_of_the_database.py", "*/test_rules_of_the_road.py")
    # Named by a loop over the tables there.
    from domain.cutoff.records import FROZEN_TABLES

    spoken |= {f"frozen_{table}_stays" for table in FROZEN_TABLES}
    machines = {f"{move['machine']}_moves_legally" for move in legal_moves() if move["machine"] in spoken}
    assert not {guard.name for guard in declared()} - spoken - machines
    # An effect's name is spoken too: its test shows the sums it keeps.


def test_a_guard_says_the_same_to_both_databases():
    for guard in declared():
        if not guard.refuses:
            continue
        assert all(f"'guard:{guard.name}'" in statement for statement in guard.sqlite)
        assert any(f"'guard:{guard.name}'" in statement for statement in guard.postgresql)
        assert all(statement.startswith(("CREATE TRIGGER", "CREATE FUNCTION")) for statement in guard.postgresql)
        assert len(guard.name) + len("_update") <= 63


def test_a_condition_of_a_guard_is_never_null_where_it_could_be_written_so():
    """IS DISTINCT FROM is younger than some SQLite at hand; COALESCE says the same everywhere."""
    assert not [guard.name for guard in declared() if any("DISTINCT FROM" in text for text in guard.sqlite)]
