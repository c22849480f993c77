"""The rules of ordering that a constraint cannot say, tried by raw SQL in a company with an open and a cut cycle.

Which rule of the trade stands behind each: docs/invariants.md. The CHECKs: tests/domain/test_rules_of_the_tables.py.
"""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select, text

from domain.common.command import execute
from domain.common.errors import RuleBroken
from domain.cutoff import operations as cutoff
from domain.cutoff.records import AmendmentRecord
from domain.ordering import operations as ordering
from domain.ordering.records import OrderLineRecord, OrderRecord
from domain.ordering.words import CYCLE_MOVES, ORDER_MOVES, CycleState, OrderState
from tests.builders import MANAGER, cut, cycle, many, order_ids, shop, take, wanted
from tests.domain.rules_kit import ALLOWED, copied, refusal, without_guards

CUT, OPEN, AMENDED = "external_no = 'Y000001'", "external_no = 'O000001'", "external_no = 'LATE'"
LINE_OF = "order_id = (SELECT id FROM orders WHERE {0})"


@pytest.fixture(scope="module")
def books(shared_database):
    """Cycle 0525: cut, four orders and one added after the cut. 0526: open, two orders, one cancelled, a row held."""
    fill(shared_database)
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def fill(database):
    shop(database)
    take(database, cycle(database, "0525"), *many(4))
    cut(database, "0525")
    take(database, "0525", *many(4), wanted("LATE"))
    with database.read() as connection:
        late = connection.execute(select(AmendmentRecord.id)).scalar_one()
    cutoff.accept_amendment(database, MANAGER, late, "买家来电")
    cycle(database, "0526")
    cycle(database, "0527")
    held = wanted("O000003", {"不认识的商品": 1})
    take(database, "0526", wanted("O000001"), wanted("O000002"), held)
    ordering.cancel_order(database, MANAGER, order_ids(database)["O000002"], "不要了", version=1)
    with database.read() as connection:
        one = connection.execute(text("SELECT id FROM held_row")).scalar_one()
    ordering.drop_held(database, MANAGER, [one], "写错了")


FREE_NO = {"external_no": "'NEW'", "pickup_code": "'777777'"}
TRIED = {
    "an order into a cut cycle": ("order_into_closed_cycle", copied("orders", CUT, **FREE_NO)),
    "an order said to be an amendment without one": (
        "amended_order_is_accepted", copied("orders", CUT, **FREE_NO, amendment_id="777"),
    ),
    "an order for an amendment that was settled already": (
        "amended_order_is_accepted", copied("orders", AMENDED, **FREE_NO),
    ),
    "an order into another cycle's amendment": (
        "amended_order_is_accepted",
        copied("orders", OPEN, **FREE_NO, amendment_id="(SELECT id FROM amendment)"),
    ),
    "a line into a cut cycle": ("line_into_closed_cycle", copied("order_line", LINE_OF.format(CUT) + " AND line_no = 1", line_no="9")),
    "a line into an order added after the cut": (
        "line_into_closed_cycle", copied("order_line", LINE_OF.format(AMENDED), line_no="9"),
    ),
    "a line of an order of another cycle": (
        "foreign_key", copied("order_line", LINE_OF.format(OPEN), line_no="9", cycle_id="(SELECT max(id) FROM cycle)"),
    ),
    "an order moved to another cycle": (
        "order_keeps_its_cycle", f"UPDATE orders SET cycle_id = (SELECT max(id) FROM cycle) WHERE {CUT}",
    ),
    "an open order moved to another cycle": (
        "order_keeps_its_cycle", f"UPDATE orders SET cycle_id = (SELECT min(id) FROM cycle) WHERE {OPEN}",
    ),
    "another number": ("order_keeps_its_cycle", f"UPDATE orders SET external_no = 'X' WHERE {OPEN}"),
    "another channel": ("order_keeps_its_cycle", f"UPDATE orders SET channel = 'X' WHERE {OPEN}"),
    "another group": ("order_keeps_its_cycle", f"UPDATE orders SET group_key = 'X' WHERE {OPEN}"),
    "an order made an amendment afterwards": ("order_keeps_its_cycle", f"UPDATE orders SET amendment_id = 9 WHERE {CUT}"),
    "an amended order made an ordinary one": (
        "order_keeps_its_cycle", f"UPDATE orders SET amendment_id = NULL WHERE {AMENDED}",
    ),
    **{
        f"{column} of a frozen order": ("frozen_order_stays", f"UPDATE orders SET {column} = {value} WHERE {CUT}")
        for column, value in {
            "point_id": "(SELECT min(id) FROM point WHERE id <> point_id)", "state": "'cancelled'",
            "pieces": "pieces + 1", "lines": "lines + 1", "paid_fen": "paid_fen + 1", "lines_fen": "lines_fen + 1",
        }.items()
    },
    "a note of a frozen order": (ALLOWED, f"UPDATE orders SET note = '少冰' WHERE {CUT}"),
    "the point of an open order": (
        ALLOWED, f"UPDATE orders SET point_id = (SELECT max(id) FROM point) WHERE {OPEN}",
    ),
    "pieces of a frozen line": ("frozen_line_stays", f"UPDATE order_line SET quantity = 9 WHERE {LINE_OF.format(CUT)}"),
    "a frozen line cancelled": (
        "frozen_line_stays", f"UPDATE order_line SET cancelled_quantity = 1 WHERE {LINE_OF.format(CUT)}",
    ),
    "a frozen line of another product": (
        "frozen_line_stays", f"UPDATE order_line SET product_id = (SELECT max(id) FROM product) WHERE {LINE_OF.format(CUT)}",
    ),
    "an open line pushed into a cut order": (
        "frozen_line_stays",
        "UPDATE order_line SET line_no = 9, order_id = (SELECT id FROM orders WHERE external_no = 'Y000001'), "
        f"cycle_id = (SELECT min(id) FROM cycle) WHERE {LINE_OF.format(OPEN)}",
    ),
    "a frozen line deleted": ("frozen_line_is_kept", f"DELETE FROM order_line WHERE {LINE_OF.format(CUT)}"),
    "an open line deleted": (ALLOWED, f"DELETE FROM order_line WHERE {LINE_OF.format(OPEN)}"),
    "an order deleted": ("order_is_never_deleted", f"DELETE FROM orders WHERE {OPEN}"),
    "a cycle that begins cut": ("cycle_begins_open", copied("cycle", "code = '0526'", code="'X'", state="'cut'")),
    "a cycle that begins open": (ALLOWED, copied("cycle", "code = '0526'", code="'X'", state="'open'")),
    "a settled held row settled again": ("held_row_is_settled_once", "UPDATE held_row SET settled = 'accepted'"),
    "a held row deleted": ("held_row_is_never_deleted", "DELETE FROM held_row"),
    "a refund due of another amount": ("refund_due_stays", "UPDATE refund_due SET amount_fen = 1"),
    "a second refund of what was paid": (
        "refund_due_within_paid", copied("refund_due", "1 = 1", command_id="(SELECT min(c.id) FROM command c WHERE c.id <> command_id)"),
    ),
    "a refund of more than was paid": (
        "refund_due_within_paid",
        "INSERT INTO refund_due (order_id, amount_fen, reason, at, command_id) "
        f"SELECT id, paid_fen + 1, 'x', 1, (SELECT min(id) FROM command) FROM orders WHERE {OPEN}",
    ),
    "a refund of what was paid": (
        ALLOWED,
        "INSERT INTO refund_due (order_id, amount_fen, reason, at, command_id) "
        f"SELECT id, paid_fen, 'x', 1, (SELECT min(id) FROM command) FROM orders WHERE {OPEN}",
    ),
    "more refunded than paid": (
        "ck_orders_refund_within_paid", f"UPDATE orders SET refunded_fen = paid_fen + 1 WHERE {CUT}",
    ),
    "the same order again": (
        "uq_orders_channel_group_key_external_no", copied("orders", OPEN, pickup_code="'777777'"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_the_database_itself_says(books, attempt):
    rule, statement = TRIED[attempt]
    assert refusal(books, statement) == rule


@pytest.mark.parametrize(
    ("machine", "row", "states", "moves"),
    [("cycle", "cycle SET state = :state", CycleState, CYCLE_MOVES),
     ("orders", f"orders SET state = :state WHERE {OPEN}", OrderState, ORDER_MOVES)],
)  # fmt: skip
def test_a_state_changes_along_its_legal_moves_alone(books, machine, row, states, moves):
    wrong, statement = [], f"UPDATE {row}"
    for before in states:
        savepoint = books.begin_nested()
        with without_guards(books):
            books.execute(text(statement), {"state": before.value})
        for after in states:
            told = refusal(books, statement, state=after.value)
            if (told == f"{machine}_moves_legally") != (before != after and (before, after) not in moves):
                wrong.append((before, after, told))
        savepoint.rollback()
    assert not wrong


def test_an_order_never_slips_into_a_cycle_that_is_being_cut(postgres_database):
    """The late order: it looks while the cycle is open, and writes when the cutoff has passed. It must wait and see."""
    opened = shop(postgres_database)
    take(postgres_database, cycle(postgres_database), *many(3))
    order = order_ids(postgres_database)["Y000001"]
    told: list[str] = []

    def slip_in() -> None:
        def work(tx):
            row = tx.connection.execute(select(OrderRecord.__table__).where(OrderRecord.id == order)).one()._asdict()
            row |= {"external_no": "SLIP", "pickup_code": "9"}
            del row["id"]
            looked.set()
            closing.wait(10)
            tx.connection.execute(OrderRecord.__table__.insert().values(**row))
            return {}

        try:
            execute(postgres_database, MANAGER, "slip", [], work)
        except RuleBroken as refused:
            told.append(refused.rule)

    looked, closing = threading.Event(), threading.Event()
    slipping = threading.Thread(target=slip_in)
    slipping.start()
    looked.wait(10)
    with postgres_database.writer.begin() as connection:
        connection.execute(text("UPDATE cycle SET state = 'cutting'"))
        closing.set()
        threading.Event().wait(0.3)  # the other one stands before the guard's lock now
    slipping.join()
    assert told == ["order_into_closed_cycle"]
    assert opened.products


def test_a_line_joins_an_open_order_only(postgres_database):
    """As above for a line of an order that is there already."""
    shop(postgres_database)
    take(postgres_database, cycle(postgres_database), *many(3))
    with postgres_database.writer.connect() as one, postgres_database.writer.connect() as other:
        closing, joining = one.begin(), other.begin()
        line = other.execute(select(OrderLineRecord.__table__).limit(1)).one()._asdict() | {"line_no": 9}
        del line["id"]
        one.execute(text("UPDATE cycle SET state = 'cutting'"))
        threading.Timer(0.2, closing.commit).start()
        with pytest.raises(Exception, match="line_into_closed_cycle"):
            other.execute(OrderLineRecord.__table__.insert().values(**line))
        joining.rollback()
