"""The rules of commands, trail and outbox that a constraint cannot say, tried by raw SQL."""

from __future__ import annotations

import pytest

from domain.common import outbox
from domain.common.clock import now
from domain.common.command import execute
from tests.builders import MANAGER
from tests.domain.rules_kit import ALLOWED, copied, refusal


@pytest.fixture(scope="module")
def books(shared_database):
    """One command done, with two notes in the trail and two jobs asked for, the first of them done."""

    def work(tx):
        for number in (1, 2):
            tx.note("common", "noted", f"note {number}")
            tx.ask("print", {"label": number})
        return {}

    execute(shared_database, MANAGER, "note", [], work)
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        outbox.mark_done(connection, 1, now())
        yield connection
        transaction.rollback()


TRIED = {
    "a command deleted": ("command_is_never_deleted", "DELETE FROM command"),
    "a command's answer altered": ("command_is_never_changed", "UPDATE command SET answer = '{}'"),
    "a command's id altered": ("command_is_never_changed", "UPDATE command SET id = 'another-id'"),
    "a command's body altered": (
        "command_is_never_changed",
        "UPDATE command SET body_sha = replace(body_sha, substr(body_sha, 1, 1), '#')",
    ),
    "the same command again": ("pk_command", copied("command", "1 = 1", id="id")),
    "a trail row altered": ("trail_is_never_changed", "UPDATE trail SET subject = 'x'"),
    "a trail row deleted": ("trail_is_never_changed", "DELETE FROM trail"),
    "a trail that forks": ("uq_trail_station_prev_hash", copied("trail", "seq = 2", seq="3")),
    "the same number in a trail": ("pk_trail", copied("trail", "seq = 2", prev_hash="hash")),
    "a trail row of no command": ("foreign_key", copied("trail", "seq = 2", seq="3", prev_hash="hash", command_id="'nobody'")),
    "a chain turned back": ("chain_goes_forward", "UPDATE trail_chain SET seq = seq - 1"),
    "a chain whose head is exchanged": ("chain_goes_forward", "UPDATE trail_chain SET hash = prev_hash FROM trail"),
    "a chain of another station": ("chain_goes_forward", "UPDATE trail_chain SET station = 'x', seq = seq + 1"),
    "a chain that goes on": (ALLOWED, "UPDATE trail_chain SET seq = seq + 1"),
    "a chain deleted": ("chain_is_never_deleted", "DELETE FROM trail_chain"),
    "a job done twice": ("job_is_done_once", "UPDATE outbox SET done_at = 1 WHERE done_at IS NOT NULL"),
    "a job opened again": ("job_is_done_once", "UPDATE outbox SET done_at = NULL WHERE done_at IS NOT NULL"),
    "a job of no command": ("foreign_key", copied("outbox", "done_at IS NULL", command_id="'nobody'")),
    "a second gate": ("ck_schema_gate_one_row", copied("schema_gate", "1 = 1", id="2")),
    "two persons of one name": ("uq_person_name", "INSERT INTO person (name, role) VALUES ('李娜', 'clerk'), ('李娜', 'owner')"),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_the_database_itself_says(books, attempt):
    rule, statement = TRIED[attempt]
    assert refusal(books, statement) == rule


def test_foreign_keys_are_on_for_every_connection(database):
    """The start-up test of a rule that SQLite keeps only when it is told so."""
    for _ in range(3):
        with database.writer.connect() as connection, connection.begin() as transaction:
            assert refusal(connection, "UPDATE warehouse SET id = 5") == ALLOWED
            assert refusal(connection, "INSERT INTO driver (code, name, van_id) VALUES ('D', 'x', 99)") == "foreign_key"
            transaction.rollback()
