"""Statements made ready once: the same words on both databases, and the head of a chain found again when it moved."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from domain.common import trail
from domain.common.command import execute
from domain.common.errors import NotFound
from domain.common.ready import Ready
from domain.common.records import CommandRecord
from tests.builders import MANAGER


def test_names_become_the_drivers_own_places(database):
    asked = Ready("SELECT :b AS first, :a AS second, :b AS third, '50%' AS half FROM schema_gate {FOR SHARE}")
    with database.writer.begin() as connection:
        row = asked.run(connection, {"a": 1, "b": 2, "unused": 3}).first()
    assert (row.first, row.second, row.third, row.half) == (2, 1, 2, "50%")


def test_a_broken_rule_is_told_as_of_any_statement(database):
    wrong = Ready("INSERT INTO schema_gate (id, schema_version, min_app, epoch) VALUES (:id, 'x', 1, 1)")
    with pytest.raises(IntegrityError), database.writer.begin() as connection:
        wrong.run(connection, {"id": 2})


def noted(tx):
    tx.note("common", "seen", "x")
    return {}


def test_a_chain_goes_on_after_a_command_that_was_rolled_back(database):
    def fails(tx):
        noted(tx)
        raise NotFound("cycle", "x")

    for number in range(3):
        execute(database, MANAGER, "seen", [number], noted)
        with pytest.raises(NotFound):
            execute(database, MANAGER, "fails", [number], fails)
    with database.read() as connection:
        assert trail.broken_links(connection) == (3, 0)


def test_a_head_remembered_too_early_is_read_anew(database):
    """The rows are written, then the transaction fails: the connection remembers a head that never was."""
    execute(database, MANAGER, "seen", [1], noted)
    with database.read() as connection:
        command_id = connection.execute(select(CommandRecord.id)).scalar_one()
    with database.writer.connect() as connection, connection.begin() as transaction:
        trail.write(connection, MANAGER, command_id, datetime.now(UTC), [trail.TrailNote("common", "x", "x")])
        transaction.rollback()
    execute(database, MANAGER, "seen", [2], noted)
    with database.read() as connection:
        assert trail.broken_links(connection) == (2, 0)


def test_rows_are_taken_as_they_are_wanted(database):
    moves = Ready("SELECT from_state, to_state FROM state_move WHERE machine = :machine ORDER BY from_state, to_state")
    gate = Ready("SELECT id FROM schema_gate WHERE id = :id")
    with database.writer.begin() as connection:
        many, one, none = (
            moves.run(connection, {"machine": "cycle"}), gate.run(connection, {"id": 1}), gate.run(connection, {"id": 9}),
        )  # fmt: skip
        changed = Ready("UPDATE schema_gate SET epoch = epoch + 1").run(connection, {})
    assert changed.rowcount == 1
    assert len(many.all()) > 5
    assert many.first().from_state == "completed"
    assert (one.one().id, one.one_or_none().id, one.scalar()) == (1, 1, 1)
    assert (none.first(), none.one_or_none(), none.scalar()) == (None, None, None)
    for wrong in (many.one, many.one_or_none, none.one):
        with pytest.raises(ValueError):
            wrong()
