"""The rules of handover that a constraint cannot say, tried by raw SQL. The CHECKs: tests/domain/test_rules_of_the_tables.py."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.handover import operations as handover
from domain.handover.words import UNCOLLECTED_MOVES, CollectedAlready, UncollectedState
from tests.builders import GARDEN, MANAGER, RIVER, order_ids
from tests.domain.handover.scene import handed, under_way
from tests.domain.handover.test_collecting import ORDERS, TODAY
from tests.domain.rules_kit import ALLOWED, copied, refusal, without_guards


@pytest.fixture(scope="module")
def day(shared_database):
    """The garden (stop 1, uses 1, 2) is handed over; A1 collected, A2 kept longer. The river (stop 2, use 3) is on its way."""
    way = under_way(shared_database, *ORDERS)
    handed(shared_database, way, GARDEN)
    ids = order_ids(shared_database)
    assert (way.stops, ids) == ({GARDEN: 1, RIVER: 2}, {"A1": 1, "A2": 2, "B1": 3})
    with shared_database.read() as connection:
        code = connection.execute(text("SELECT pickup_code FROM orders WHERE id = 1")).scalar_one()
    handover.collect_by_code(shared_database, MANAGER, way.points[GARDEN], code)
    with pytest.raises(CollectedAlready):
        handover.collect_by_code(shared_database, MANAGER, way.points[GARDEN], code)
    handover.extend(shared_database, MANAGER, [2], TODAY, "出差")
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


COMMAND = "(SELECT min(id) FROM command)"
TOTE = f"INSERT INTO tote_handover (tote_use_id, stop_id, ended, note, command_id, at) SELECT {{0}}, {{1}}, '{{2}}', 'n', {COMMAND}, 1"
EMPTY = f"INSERT INTO empty_tote (tote_use_id, stop_id, at, command_id) SELECT {{0}}, 2, 1, {COMMAND}"
SIGNED = copied("stop_handover", "stop_id = 1", stop_id="2", expected="{0}")
COLLECTED = copied("collection", "order_id = 1", order_id="{0}")
LONGER = copied("uncollected", "order_id = 2", order_id="{0}")
REACHED = "UPDATE route_stop SET state = 'handed_over' WHERE id = 2"
AT_STOP = "UPDATE route_stop SET state = 'arrived' WHERE id = 2"
CLOSED = "UPDATE route SET state = 'closed'"
TRIED = {
    "a tote of this stop": (ALLOWED, [TOTE.format(3, 2, "handed_over")]),
    "a tote of another stop": ("handed_over_tote_was_loaded_for_this_stop", [TOTE.format(3, 1, "handed_over")]),
    "a tote while the van is in the yard": (
        "handed_over_tote_was_loaded_for_this_stop",
        ["UPDATE route SET state = 'loading'", TOTE.format(3, 2, "handed_over")],
    ),
    "a tote that was taken off the van": (
        "handed_over_tote_was_loaded_for_this_stop",
        ["UPDATE tote_load SET off_at = 1, off_by = 'x', off_reason = 'r'", TOTE.format(3, 2, "missing")],
    ),
    "a tote twice": ("pk_tote_handover", [TOTE.format(1, 1, "missing")]),
    "another end of a tote": ("tote_handover_stays", ["UPDATE tote_handover SET ended = 'missing', note = 'n'"]),
    "an end forgotten": ("tote_handover_stays", ["DELETE FROM tote_handover"]),
    "another receiver": ("stop_handover_stays", ["UPDATE stop_handover SET receiver = 'x'"]),
    "a signature forgotten": ("stop_handover_stays", ["DELETE FROM stop_handover"]),
    "a stop handed over without a signature": (
        "handover_accounts_for_every_tote", [AT_STOP, TOTE.format(3, 2, "handed_over"), REACHED],
    ),
    "a stop handed over with a tote unaccounted for": (
        "handover_accounts_for_every_tote", [AT_STOP, SIGNED.format(1), REACHED],
    ),
    "a stop handed over with another count": (
        "handover_accounts_for_every_tote", [AT_STOP, SIGNED.format(2), TOTE.format(3, 2, "handed_over"), REACHED],
    ),
    "a stop handed over whole": (ALLOWED, [AT_STOP, SIGNED.format(1), TOTE.format(3, 2, "handed_over"), REACHED]),
    "a stop reached by a van in the yard": (
        "stop_is_reached_by_a_van_on_its_way", ["UPDATE route SET state = 'loading'", AT_STOP],
    ),
    "a stop reached on the way": (ALLOWED, [AT_STOP]),
    "a route closed with a stop open": (
        "closed_route_accounts_for_every_tote", ["UPDATE route SET state = 'returned'", CLOSED],
    ),
    "a route closed with a tote unaccounted for": (
        "closed_route_accounts_for_every_tote",
        ["UPDATE route SET state = 'returned'", "UPDATE route_stop SET state = 'failed', reason = 'r' WHERE id = 2", CLOSED],
    ),
    "a route closed whole": (
        ALLOWED,
        ["UPDATE route SET state = 'returned'", "UPDATE route_stop SET state = 'failed', reason = 'r' WHERE id = 2",
         TOTE.format(3, 2, "returned"), CLOSED],
    ),
    "a tote called handed over without a row": (
        "handed_over_tote_has_its_row", ["UPDATE tote SET state = 'handed_over' WHERE id = 3"],
    ),
    "an empty crate of an earlier use": (ALLOWED, [EMPTY.format(1)]),
    "a crate on the van as an empty": ("empty_crate_was_out", [EMPTY.format(3)]),
    "an empty crate of a use that is over": (
        "empty_crate_was_out", ["UPDATE tote_use SET is_open = 0, closed_at = 1 WHERE id = 1", EMPTY.format(1)],
    ),
    "an empty crate forgotten": ("empty_tote_stays", [EMPTY.format(1), "DELETE FROM empty_tote"]),
    "an order collected twice": ("pk_collection", [COLLECTED.format(1)]),
    "an order collected before it arrived": ("collected_order_has_arrived", [COLLECTED.format(3)]),
    "an order collected after it was kept longer": (ALLOWED, [COLLECTED.format(2)]),
    "an order collected after it was sent back": (
        "collected_order_has_arrived",
        ["UPDATE uncollected SET state = 'returned' WHERE order_id = 2", COLLECTED.format(2)],
    ),
    "a collection taken back": ("collection_stays", ["DELETE FROM collection"]),
    "a collection of another time": ("collection_stays", ["UPDATE collection SET at = at + 1"]),
    "a refused try forgotten": ("collection_refused_stays", ["DELETE FROM collection_refused"]),
    "a refused try altered": ("collection_refused_stays", ["UPDATE collection_refused SET said = 'x'"]),
    "a collected order kept longer": ("collected_order_is_not_uncollected", [LONGER.format(1)]),
    "a collected order sent back": (
        "collected_order_is_not_uncollected",
        [COLLECTED.format(2), "UPDATE uncollected SET state = 'returned' WHERE order_id = 2"],
    ),
    "an order kept longer before it arrived": ("uncollected_order_has_arrived", [LONGER.format(3)]),
    "a returned order kept longer again": (
        "returned_order_stays",
        ["UPDATE uncollected SET state = 'returned'", "UPDATE uncollected SET until = '2099-06-01'"],
    ),
    "a word about another order": ("returned_order_stays", ["UPDATE uncollected SET order_id = 3"]),
    "an uncollected order forgotten": ("uncollected_is_never_deleted", ["DELETE FROM uncollected"]),
    "a cycle completed with a van out": (
        "completed_cycle_is_delivered", ["UPDATE cycle SET state = 'completed'"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_the_database_itself_says(day, attempt):
    rule, (*before, last) = TRIED[attempt]
    savepoint = day.begin_nested()
    for statement in before:
        if "route SET state = 'loading'" in statement or "off_at" in statement:
            with without_guards(day):
                day.execute(text(statement))
        else:
            day.execute(text(statement))
    assert refusal(day, last) == rule
    savepoint.rollback()


def state(connection, tote):
    return connection.execute(text("SELECT state FROM tote WHERE id = :t"), {"t": tote}).scalar_one()


@pytest.mark.parametrize(
    ("ended", "becomes"),
    [("handed_over", "handed_over"), ("missing", "lost"), ("damaged", "damaged"), ("returned", "returned")],
)
def test_tote_follows_handover(day, ended, becomes):
    savepoint = day.begin_nested()
    words = TOTE.format(3, 2, ended)
    day.execute(text(words))
    assert state(day, 3) == becomes, "tote_follows_handover"
    savepoint.rollback()


def test_a_crate_taken_back_is_returned(day):
    savepoint = day.begin_nested()
    words2 = EMPTY.format(1)
    day.execute(text(words2))
    assert state(day, 1) == "returned", "crate_follows_its_return"
    savepoint.rollback()


def test_a_cycle_with_everything_at_its_end_is_completed(day):
    savepoint = day.begin_nested()
    with without_guards(day):
        day.execute(text("UPDATE route SET state = 'closed'"))
    assert refusal(day, "UPDATE cycle SET state = 'completed'") == ALLOWED
    with without_guards(day):
        day.execute(text("UPDATE wave SET state = 'checking'"))
    assert refusal(day, "UPDATE cycle SET state = 'completed'") == "completed_cycle_is_delivered"
    savepoint.rollback()


def test_an_uncollected_order_changes_along_its_legal_moves_alone(day):
    wrong = []
    for before in UncollectedState:
        savepoint = day.begin_nested()
        with without_guards(day):
            day.execute(text("UPDATE uncollected SET state = :s"), {"s": before.value})
        for after in UncollectedState:
            told = refusal(day, "UPDATE uncollected SET state = :s, until = '2099-06-01'", s=after.value)
            legal = (before, after) in UNCOLLECTED_MOVES or before == after == UncollectedState.EXTENDED
            if (told == ALLOWED) != legal or (
                not legal and told not in ("uncollected_moves_legally", "returned_order_stays")
            ):
                wrong.append((before, after, told))
        savepoint.rollback()
    assert not wrong
