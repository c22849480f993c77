"""The rules of printing that a constraint cannot say, tried by raw SQL. The CHECKs: tests/domain/test_rules_of_the_tables.py."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.printing import operations as printing
from domain.printing.words import JOB_MOVES, JobState
from tests.builders import MANAGER
from tests.domain.printing.scene import labels, lease, printer, send, take
from tests.domain.printing.test_asking import voided
from tests.domain.rules_kit import ALLOWED, copied, refusal, without_guards


@pytest.fixture(scope="module")
def queue(shared_database):
    """Jobs 1 confirmed, 2 leased, 3-5 waiting; 4 is void but made to wait; the printer's fence is 2."""
    machine = printer(shared_database)
    printer(shared_database, "另一台")
    labels(shared_database, "a1", "a2", "a3", "a4", "a5")
    lease(shared_database, machine)
    fence = lease(shared_database, machine)
    send(shared_database, machine, fence)
    take(shared_database, machine, fence)
    voided(shared_database, 4, "重开")
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        with without_guards(connection):
            connection.execute(text("UPDATE print_job SET state = 'queued', printer_id = 1 WHERE id >= 3"))
            connection.execute(text("UPDATE print_job SET state = 'sending', fence = 2, printer_id = 1 WHERE id = 5"))
        yield connection
        transaction.rollback()


SERIAL = "'L' || substr(serial, 3)"
TRIED = {
    "a job that begins printed": (
        "print_job_begins_queued", copied("print_job", "id = 3", state="'confirmed'", intent_key="'x'", serial=SERIAL),
    ),
    "a job that begins void": (
        "print_job_begins_queued",
        copied("print_job", "id = 4", intent_key="'x'", serial=SERIAL),
    ),
    **{
        f"another {column} of a job": ("print_job_keeps_its_picture", f"UPDATE print_job SET {column} = {value} WHERE id = 3")
        for column, value in {
            "body": "'{}'", "body_sha": "replace(body_sha, substr(body_sha, 1, 1), '#')", "serial": "'L000'",
            "intent_key": "'x'", "copy_no": "copy_no + 1, parent_id = 1, reason = 'r'", "kind": "'paper'", "subject": "'x'",
        }.items()
    },
    "a void label made good": ("print_job_keeps_its_picture", "UPDATE print_job SET voided_at = NULL WHERE id = 4"),
    "a job deleted": ("print_job_is_never_deleted", "DELETE FROM print_job WHERE id = 3"),
    "a fence that goes back": ("fence_only_grows", "UPDATE printer_lease SET fence = fence - 1"),
    "a lease deleted": ("lease_is_never_deleted", "DELETE FROM printer_lease"),
    "a lease that changes hands with its fence": (
        "lease_changes_hands_by_a_new_fence", "UPDATE printer_lease SET owner = 'x'",
    ),
    "a lease that changes hands by a new fence": (ALLOWED, "UPDATE printer_lease SET owner = 'x', fence = fence + 1"),
    "a lease of another printer": ("lease_changes_hands_by_a_new_fence", "UPDATE printer_lease SET printer_id = 2"),
    "leased by an old fence": ("only_the_current_fence_prints", "UPDATE print_job SET state = 'leased', fence = 1 WHERE id = 3"),
    "leased by a fence nobody has yet": (
        "only_the_current_fence_prints", "UPDATE print_job SET state = 'leased', fence = 3 WHERE id = 3",
    ),
    "leased for a printer nobody holds": (
        "only_the_current_fence_prints", "UPDATE print_job SET state = 'leased', fence = 2, printer_id = 2 WHERE id = 3",
    ),
    "leased for no printer": (
        "only_the_current_fence_prints",
        "UPDATE print_job SET state = 'leased', fence = 2, printer_id = NULL WHERE id = 3",
    ),
    "leased by the current fence": (ALLOWED, "UPDATE print_job SET state = 'leased', fence = 2 WHERE id = 3"),
    "sent by an old fence": ("only_the_current_fence_prints", "UPDATE print_job SET state = 'sending', fence = 1 WHERE id = 2"),
    "sent by the current fence": (ALLOWED, "UPDATE print_job SET state = 'sending' WHERE id = 2"),
    "out by an old fence": (
        "only_the_current_fence_prints", "UPDATE print_job SET state = 'sent_unconfirmed', fence = 1 WHERE id = 5",
    ),
    "confirmed by an old fence": (
        "only_the_current_fence_prints", "UPDATE print_job SET state = 'confirmed', fence = 1 WHERE id = 5",
    ),
    "confirmed by the current fence": (ALLOWED, "UPDATE print_job SET state = 'confirmed' WHERE id = 5"),
    "a void label leased": ("void_label_is_not_printed", "UPDATE print_job SET state = 'leased', fence = 2 WHERE id = 4"),
    "a job at hand moved away": ("job_moves_while_it_waits", "UPDATE print_job SET printer_id = 2 WHERE id = 2"),
    "a job at hand in another queue": ("job_moves_while_it_waits", "UPDATE print_job SET queue = 'x' WHERE id = 2"),
    "a waiting job moved away": (ALLOWED, "UPDATE print_job SET printer_id = 2 WHERE id = 3"),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_the_database_itself_says(queue, attempt):
    rule, statement = TRIED[attempt]
    assert refusal(queue, statement) == rule


def test_what_the_last_sender_was_sending_is_not_sent_by_the_next(queue):
    savepoint = queue.begin_nested()
    queue.execute(text("UPDATE printer_lease SET fence = 3"))
    for state in ("sent_unconfirmed", "confirmed"):
        for fence in (2, 3):
            told = refusal(queue, f"UPDATE print_job SET state = '{state}', fence = {fence} WHERE id = 5")
            assert told == "only_the_current_fence_prints"
    assert refusal(queue, "UPDATE print_job SET state = 'uncertain' WHERE id = 5") == ALLOWED
    savepoint.rollback()


def test_a_job_changes_along_its_legal_moves_alone(queue):
    wrong = []
    for before in JobState:
        savepoint = queue.begin_nested()
        with without_guards(queue):
            queue.execute(text("UPDATE print_job SET state = :s, fence = 2 WHERE id = 3"), {"s": before.value})
        for after in JobState:
            told = refusal(queue, "UPDATE print_job SET state = :s WHERE id = 3", s=after.value)
            legal = before == after or (before, after) in JOB_MOVES
            # Where the fence's rule refuses an illegal move too, either may speak first.
            expected = {ALLOWED} if legal else {"print_job_moves_legally", "only_the_current_fence_prints"}
            if told not in expected:
                wrong.append((before, after, told))
        savepoint.rollback()
    assert not wrong


def test_two_senders_on_postgresql_never_both_send(postgres_database):
    """The slow one's fence is checked under the lock of the lease's row, whoever takes the printer meanwhile."""
    database = postgres_database
    machine = printer(database)
    labels(database, "a1")
    fence = lease(database, machine)
    assert take(database, machine, fence) == 1
    with database.writer.connect() as slow, slow.begin() as sending:
        slow.execute(text("UPDATE print_job SET state = 'sending' WHERE id = 1"))
        with database.writer.connect() as fast, fast.begin() as taking:
            fast.execute(text("SET LOCAL lock_timeout = '200ms'"))
            told = refusal(fast, "UPDATE printer_lease SET fence = 9, owner = 'x'")
            assert told == "LockNotAvailable"
            taking.rollback()
        sending.commit()
    printing.mark_sent(database, MANAGER, 1, fence, 900)
