"""The nightly check finds what somebody did behind the database's back: every plant here goes past all guards."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.cutoff import operations as cutoff
from domain.ordering import operations as ordering
from domain.reports.queries import RULES, check
from tests.builders import CLERK, EGGS, MANAGER, cut, cycle, many, order_ids, shop, take
from tests.domain.ordering.books import order
from tests.domain.rules_kit import without_guards

RECOMPUTED = {"snapshot_hash", "order_heads", "amendments_as_told", "trail_whole"}
LIVE = "(SELECT id FROM snapshot WHERE state = 'live')"
OLD = "(SELECT id FROM snapshot WHERE state = 'superseded')"
FIRST = f"snapshot_id = {LIVE} AND line_id = (SELECT min(line_id) FROM snapshot_line WHERE snapshot_id = {LIVE})"
ONE_POINT = f"snapshot_id = {LIVE} AND point_id = (SELECT min(id) FROM point)"
ONE_PRODUCT = f"snapshot_id = {LIVE} AND product_id = (SELECT min(id) FROM product)"
ORDER_LINE = "id = (SELECT min(line_id) FROM snapshot_line)"
ANY_CANCELLED = "id = (SELECT min(order_id) FROM refund_due)"
TRAIL = "what = 'orders_imported'"

PLANTS = {
    "an ordered quantity": (f"UPDATE order_line SET quantity = quantity + 1 WHERE {ORDER_LINE}", "frozen_as_ordered"),
    "an ordered product": (
        f"UPDATE order_line SET product_id = (SELECT max(id) FROM product) WHERE {ORDER_LINE}", "frozen_as_ordered",
    ),
    "an order's point": (
        "UPDATE orders SET point_id = 3 - point_id WHERE external_no = 'Y000003'", "frozen_as_ordered",
    ),
    "an order's pieces": ("UPDATE orders SET pieces = pieces + 1 WHERE external_no = 'Y000003'", "order_sums"),
    "a frozen quantity": (f"UPDATE snapshot_line SET quantity = quantity + 1 WHERE {FIRST}", "demand_agrees"),
    "a frozen quantity of old": (
        f"UPDATE snapshot_line SET quantity = quantity + 1 WHERE snapshot_id = {OLD}", "snapshot_hash",
    ),
    "a frozen weight": (f"UPDATE snapshot_line SET weight_g = weight_g + 1 WHERE {FIRST}", "snapshot_hash"),
    "a frozen amount": (f"UPDATE snapshot_line SET amount_fen = amount_fen + 1 WHERE {FIRST}", "snapshot_hash"),
    "a pick quantity": (
        f"UPDATE pick_demand SET quantity = quantity + 1 WHERE {ONE_POINT} AND {ONE_PRODUCT}", "demand_agrees",
    ),
    "a purchase quantity": (f"UPDATE purchase_demand SET quantity = quantity - 1 WHERE {ONE_PRODUCT}", "purchase_agrees"),
    "a delivery quantity": (f"UPDATE delivery_demand SET quantity = quantity + 1 WHERE {ONE_POINT}", "delivery_agrees"),
    "a missing order line": (f"DELETE FROM order_line WHERE {ORDER_LINE}", "frozen_as_ordered"),
    "a missing frozen line": (f"DELETE FROM snapshot_line WHERE {FIRST}", "snapshot_totals"),
    "a missing order": (
        "DELETE FROM snapshot_line WHERE order_id = (SELECT id FROM orders WHERE external_no = 'Y000003') "
        f"AND snapshot_id = {LIVE}", "order_in_one_cutoff",
    ),
    "a missing pick demand": (f"DELETE FROM pick_demand WHERE {ONE_POINT} AND {ONE_PRODUCT}", "demand_agrees"),
    "a missing purchase demand": (f"DELETE FROM purchase_demand WHERE {ONE_PRODUCT}", "purchase_agrees"),
    "a missing delivery demand": (f"DELETE FROM delivery_demand WHERE {ONE_POINT}", "delivery_agrees"),
    "a snapshot's sum": (f"UPDATE snapshot SET pieces = pieces + 1 WHERE id = {LIVE}", "snapshot_totals"),
    "a snapshot's hash": (
        f"UPDATE snapshot SET hash = (SELECT hash FROM snapshot s WHERE s.id = {OLD}) WHERE id = {LIVE}",
        "snapshot_hash",
    ),
    "a cut undone": (f"UPDATE cycle SET state = 'open' WHERE id = (SELECT cycle_id FROM snapshot WHERE id = {LIVE})",
                     "cut_cycle_has_snapshot"),
    "a refund of the order": (
        f"UPDATE orders SET refund_due_fen = refund_due_fen - 1 WHERE {ANY_CANCELLED}", "refunds_within_paid",
    ),
    "a refund's own row": ("UPDATE refund_due SET amount_fen = amount_fen - 1", "refunds_within_paid"),
    "a missing refund": ("DELETE FROM refund_due", "refunds_within_paid"),
    "an amendment's beginning": (
        "UPDATE amendment_line SET before = before + 1", "amendments_start_from_what_is",
    ),
    "an amendment's end": ("UPDATE amendment_line SET after = after + 1", "amendments_as_told"),
    "a missing change of an amendment": ("DELETE FROM amendment_line", "amendments_as_told"),
    "what was paid": ("UPDATE orders SET paid_fen = paid_fen + 100 WHERE external_no = 'Y000003'", "order_heads"),
    "a buyer's name": ("UPDATE orders SET buyer = '别人' WHERE external_no = 'Y000003'", "order_heads"),
    "a buyer's phone": ("UPDATE orders SET phone = '13900000000' WHERE external_no = 'Y000003'", "order_heads"),
    "a note": ("UPDATE orders SET note = '放门口' WHERE external_no = 'Y000003'", "order_heads"),
    "the sum of an order's lines": (
        "UPDATE orders SET lines_fen = lines_fen + 1 WHERE external_no = 'Y000003'", "order_amounts",
    ),
    "a line's amount": (f"UPDATE order_line SET amount_fen = amount_fen + 1 WHERE {ORDER_LINE}", "order_amounts"),
    "what a trail row says": (f"UPDATE trail SET after = '{{}}' WHERE {TRAIL}", "trail_whole"),
    "who a trail row names": (f"UPDATE trail SET person = '别人' WHERE {TRAIL}", "trail_whole"),
    "a missing trail row": (f"DELETE FROM trail WHERE {TRAIL}", "trail_whole"),
    "a missing end of the trail": (
        "DELETE FROM trail WHERE (station, seq) IN (SELECT station, max(seq) FROM trail GROUP BY station)", "trail_whole",
    ),
    "the head of the trail": ("UPDATE trail_chain SET hash = (SELECT min(prev_hash) FROM trail)", "trail_whole"),
}  # fmt: skip
"""What is altered: the statement, and the rule that must find it."""


@pytest.fixture(scope="module")
def books(shared_database):
    """A cycle cut, reopened and cut again, with a cancelled order and an amendment; clean until something is planted."""
    opened = shop(shared_database)
    cycle(shared_database)
    take(shared_database, "0525", *many(6))
    gone = order(shared_database, "Y000006")
    ordering.cancel_order(shared_database, CLERK, gone.id, "不要了", version=gone.version)
    cut(shared_database)
    cutoff.reopen(shared_database, MANAGER, "0525", "漏单")
    take(shared_database, "0525", *many(7))
    cut(shared_database)
    cutoff.amend_order(
        shared_database, MANAGER, order_ids(shared_database)["Y000001"], opened.products[EGGS], 9, "补货"
    )
    return shared_database


def found(connection):
    return {rule.name for rule in check(connection).rules if rule.wrong}


def test_honest_books_are_clean_and_every_rule_looked_at_something(books):
    with books.read() as connection:
        answer = check(connection)
    assert answer.is_clean
    # The rules of the night look at what the night did: nothing here.
    of_the_evening = {name for name, _ in RULES} | RECOMPUTED
    assert of_the_evening <= {rule.name for rule in answer.rules if rule.checked}


@pytest.mark.parametrize("plant", PLANTS)
def test_the_check_finds_an_alteration(books, plant):
    statement, rule = PLANTS[plant]
    with books.writer.connect() as connection, connection.begin() as transaction:
        with without_guards(connection):
            touched = connection.execute(text(statement)).rowcount
        assert touched
        assert rule in found(connection)
        transaction.rollback()


def test_every_rule_has_a_plant_that_it_finds():
    assert {name for name, _ in RULES} | RECOMPUTED <= {rule for _, rule in PLANTS.values()}
