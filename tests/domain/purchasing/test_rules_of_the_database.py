"""The rules and effects of purchasing that a constraint cannot say, tried by raw SQL on drafts, orders and shortages.

Which rule of the trade stands behind each: docs/invariants.md. The CHECKs: tests/domain/test_rules_of_the_tables.py.
"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.purchasing import operations as purchasing
from domain.purchasing.words import (
    PURCHASE_MOVES,
    SHORTAGE_MOVES,
    Delivered,
    PurchaseState,
    SentHow,
    ShortageRule,
    ShortageState,
)
from tests.builders import EGGS, MANAGER, cut, cycle, many, take
from tests.domain.purchasing.scene import FRESH, buy, cut_night, line_of, orders
from tests.domain.rules_kit import ALLOWED, copied, refusal, without_guards


@pytest.fixture(scope="module")
def books(shared_database):
    """0525: P1 (grapes) a draft; P2 (24 eggs) received in part: 9 of 13 wanted, one shortage shared; P3 (melons) sent,
    P4 cancelled. 0526: cut, nothing bought.
    """
    fill(shared_database)
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def fill(database):
    shop = cut_night(database)
    buy(database)
    found = orders(database)
    eggs = line_of(database, EGGS)
    come = Delivered(10, refused=2, reason="破", lot_code="L1", expires_on=FRESH)
    purchasing.receive(database, MANAGER, eggs.id, come)
    with database.read() as connection:
        place = connection.execute(text("SELECT lot_id, bin_id FROM receipt_line")).one()
    purchasing.return_to_supplier(database, MANAGER, eggs.id, place.lot_id, place.bin_id, 1, "发霉")
    purchasing.send_order(database, MANAGER, found["0525-P3"].id, SentHow.PDF)
    more = purchasing.order_more(database, MANAGER, "0525", shop.products[EGGS], 1).answer
    purchasing.cancel_purchase(database, MANAGER, more["id"], "不要了")
    share = (database, MANAGER, "0525", shop.products[EGGS])
    purchasing.share_shortage(*share, ShortageRule.FIRST_PAID)
    cycle(database, "0526")
    take(database, "0526", *many(3, first=20))
    cut(database, "0526")


ORDER = "id = (SELECT id FROM purchase_order WHERE number = '0525-P{0}')"
DRAFT, RECEIVING, SENT, CANCELLED = (ORDER.format(n) for n in (1, 2, 3, 4))
LINE = "purchase_order_id = (SELECT id FROM purchase_order WHERE number = '0525-P{0}')"
DRAFT_LINE, EGG_LINE, SENT_LINE, OFF_LINE = (LINE.format(n) for n in (1, 2, 3, 4))
RECEIPT = "accepted = 10"
OTHER_CYCLE = "(SELECT max(id) FROM cycle)"
LIVE = "state = 'live'"
STRANGER = "(SELECT max(id) FROM orders)"

TRIED = {
    # orders
    "an order that begins sent": ("purchase_order_begins_draft", copied("purchase_order", SENT, number="'X'", supplier_id="1")),
    "an order deleted": ("purchase_order_is_never_deleted", f"DELETE FROM purchase_order WHERE {CANCELLED}"),
    "an order moved to another cycle": (
        "purchase_order_keeps_its_cycle",
        f"UPDATE purchase_order SET cycle_id = {OTHER_CYCLE}, snapshot_id = (SELECT max(id) FROM snapshot) WHERE {SENT}",
    ),
    "an order given to another supplier": (
        "purchase_order_keeps_its_cycle", f"UPDATE purchase_order SET supplier_id = 1 WHERE {SENT}",
    ),
    "an order with another number": ("purchase_order_keeps_its_cycle", f"UPDATE purchase_order SET number = 'Y' WHERE {SENT}"),
    "a second draft of a supplier": ("one_draft_per_supplier", copied("purchase_order", DRAFT, number="'X'")),
    "a draft of a supplier that has none": (
        ALLOWED, copied("purchase_order", DRAFT, number="'X'", supplier_id="(SELECT supplier_id FROM purchase_order WHERE number = '0525-P2')"),
    ),
    "a draft deleted": ("purchase_order_is_never_deleted", f"DELETE FROM purchase_order WHERE {DRAFT}"),
    "a line into a sent order": (
        "purchase_line_into_draft", copied("purchase_line", SENT_LINE, product_id="(SELECT max(id) FROM product) - 1"),
    ),
    "a line into a draft": (
        ALLOWED, copied("purchase_line", DRAFT_LINE, product_id="(SELECT max(id) FROM product)"),
    ),
    "a line that begins with goods": (
        "purchase_line_begins_empty",
        copied("purchase_line", DRAFT_LINE, product_id="(SELECT max(id) FROM product)", received="1"),
    ),
    "a line of a sent order deleted": ("purchase_line_is_kept", f"DELETE FROM purchase_line WHERE {SENT_LINE}"),
    "a line of a draft deleted": (ALLOWED, f"DELETE FROM purchase_line WHERE {DRAFT_LINE}"),
    "a case more in a sent order": (
        "sent_purchase_line_stays",
        f"UPDATE purchase_line SET cases = cases + 1, ordered = ordered + 1, left_over = 1, changed_by = 'x' WHERE {SENT_LINE}",
    ),
    "another cost in a sent order": ("sent_purchase_line_stays", f"UPDATE purchase_line SET cost_fen = 7 WHERE {SENT_LINE}"),
    "another product in a draft": (
        "sent_purchase_line_stays", f"UPDATE purchase_line SET product_id = (SELECT max(id) FROM product) WHERE {DRAFT_LINE}",
    ),
    "a case more in a draft": (
        ALLOWED,
        f"UPDATE purchase_line SET cases = 3, ordered = 18, left_over = 8, changed_by = 'x' WHERE {DRAFT_LINE}",
    ),
    "the left-over of a sent order given to the staff": (
        ALLOWED, f"UPDATE purchase_line SET left_over_to = 'staff' WHERE {SENT_LINE}",
    ),
    "goods counted without a receipt": (
        "purchase_line_counts_its_ledgers", f"UPDATE purchase_line SET received = received + 1 WHERE {EGG_LINE}",
    ),
    "refused goods forgotten": (
        "purchase_line_counts_its_ledgers", f"UPDATE purchase_line SET refused = 0 WHERE {EGG_LINE}",
    ),
    "a return forgotten": ("purchase_line_counts_its_ledgers", f"UPDATE purchase_line SET returned = 0 WHERE {EGG_LINE}"),
    # receipts
    "a receipt altered": ("receipt_line_stays", f"UPDATE receipt_line SET accepted = 9 WHERE {RECEIPT}"),
    "a receipt deleted": ("receipt_line_stays", f"DELETE FROM receipt_line WHERE {RECEIPT}"),
    "a receipt into a cancelled order": (
        "receipt_into_a_receiving_order",
        copied("receipt_line", RECEIPT, accepted="1", purchase_line_id=f"(SELECT id FROM purchase_line WHERE {OFF_LINE})"),
    ),
    "a receipt into an order nobody is receiving": (
        "receipt_into_a_receiving_order",
        copied("receipt_line", RECEIPT, accepted="1", purchase_line_id=f"(SELECT id FROM purchase_line WHERE {SENT_LINE})"),
    ),
    "a receipt of another product": (
        "receipt_into_a_receiving_order",
        copied("receipt_line", RECEIPT, accepted="0", lot_id="NULL", bin_id="NULL", product_id="(SELECT max(id) FROM product)"),
    ),
    "a receipt into a lot of another product": (
        "foreign_key", copied("receipt_line", RECEIPT, accepted="1", lot_id="99999"),
    ),
    "more than was ordered": ("ck_purchase_line_not_more_than_ordered", copied("receipt_line", RECEIPT, accepted="15")),
    "as much as was ordered": (ALLOWED, copied("receipt_line", RECEIPT, accepted="14")),
    "a receipt taken back with other pieces": (
        "receipt_is_taken_back_whole", copied("receipt_line", RECEIPT, accepted="9", undoes_id="id"),
    ),
    "a receipt taken back from another lot": (
        "receipt_is_taken_back_whole", copied("receipt_line", RECEIPT, undoes_id="id", bin_id="NULL", lot_id="NULL", accepted="0"),
    ),
    "a receipt taken back of which a piece is gone": (
        ("stock_is_never_negative", "ck_purchase_line_received_sane"), copied("receipt_line", RECEIPT, undoes_id="id"),
    ),
    "a return altered": ("supplier_return_stays", "UPDATE supplier_return SET quantity = 2"),
    "a return deleted": ("supplier_return_stays", "DELETE FROM supplier_return"),
    "a return of what came otherwise": (
        "return_is_of_what_came",
        copied("supplier_return", "1 = 1", purchase_line_id=f"(SELECT id FROM purchase_line WHERE {SENT_LINE})"),
    ),
    "a return of more than lies there": (
        ("stock_is_never_negative", "ck_purchase_line_received_sane"), copied("supplier_return", "1 = 1", quantity="10")),
    "a return of what lies there": (ALLOWED, copied("supplier_return", "1 = 1", quantity="9")),
    # shortages
    "a shortage that begins live": (
        "shortage_begins_building", copied("shortage", LIVE, version="2", product_id="(SELECT max(id) FROM product)"),
    ),
    "a shortage deleted": ("shortage_is_never_deleted", f"DELETE FROM shortage WHERE {LIVE}"),
    **{
        f"another {column} of a shared shortage": ("shared_shortage_stays", f"UPDATE shortage SET {column} = {value} WHERE {LIVE}")
        for column, value in {
            "rule": "'pro_rata'", "tags": "'x'", "wanted": "wanted + 1", "available": "available + 1", "given": "given - 1",
            "lines": "lines + 1", "hash": "replace(hash, substr(hash, 1, 1), '#')", "version": "9", "person": "'x'",
            "at": "at + 1", "product_id": "(SELECT max(id) FROM product)", "snapshot_id": "(SELECT max(id) FROM snapshot)",
            "command_id": "(SELECT min(c.id) FROM command c WHERE c.id <> command_id)",
        }.items()
    },
    "a share altered": ("shortage_share_stays", "UPDATE shortage_share SET given = 0"),
    "a share deleted": ("shortage_share_stays", "DELETE FROM shortage_share"),
    "a share into a shared shortage": (
        "shortage_share_while_building", copied("shortage_share", "rank = 1", order_id=STRANGER),
    ),
    "a share of no shortage": (
        ("shortage_share_while_building", "foreign_key"), copied("shortage_share", "rank = 1", shortage_id="999")),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_the_database_itself_says(books, attempt):
    rules, statement = TRIED[attempt]
    # Of two rules that refuse, either may speak first.
    assert refusal(books, statement) in ((rules,) if isinstance(rules, str) else rules)


# Moves -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("machine", "states", "moves"),
    [("purchase_order", PurchaseState, PURCHASE_MOVES), ("shortage", ShortageState, SHORTAGE_MOVES)],
)
def test_a_state_changes_along_its_legal_moves_alone(books, machine, states, moves):
    wrong, where = [], f"id = (SELECT max(id) FROM {machine})"
    for before in states:
        savepoint = books.begin_nested()
        with without_guards(books):
            words = f"UPDATE {machine} SET state = :state WHERE {where}"
            books.execute(text(words), {"state": before.value})
        for after in states:
            told = refusal(books, f"UPDATE {machine} SET state = :state WHERE {where}", state=after.value)
            if (told == f"{machine}_moves_legally") != ((before, after) not in moves and before != after):
                wrong.append((before, after, told))
        savepoint.rollback()
    assert not wrong


# Effects -----------------------------------------------------------------------------------------------

COUNTS = f"SELECT received, refused, returned FROM purchase_line WHERE {EGG_LINE}"
LEVEL = "SELECT COALESCE(sum(quantity), 0) FROM stock_level WHERE lot_id = (SELECT lot_id FROM receipt_line WHERE accepted = 10)"


@pytest.mark.parametrize(
    ("effect", "statement", "counts", "level", "kind"),
    [
        (("purchase_line_follows_receipt", "stock_follows_receipt"), copied("receipt_line", RECEIPT, accepted="3", refused="1"),
         (13, 3, 1), 12, "receive"),
        (("purchase_line_follows_return", "stock_follows_return"), copied("supplier_return", "1 = 1", quantity="4"),
         (10, 2, 5), 5, "supplier_return"),
    ],
)  # fmt: skip
def test_a_row_of_the_ledger_moves_counts_and_stock(books, effect, statement, counts, level, kind):
    savepoint = books.begin_nested()
    books.execute(text(statement))
    found = tuple(books.execute(text(COUNTS)).one()), int(books.execute(text(LEVEL)).scalar_one())
    last = books.execute(text("SELECT kind FROM stock_movement ORDER BY id DESC LIMIT 1")).scalar_one()
    savepoint.rollback()
    assert (*found, last) == (counts, level, kind), effect


def test_a_counter_entry_takes_counts_and_stock_back(books):
    savepoint = books.begin_nested()
    books.execute(text(copied("receipt_line", RECEIPT, accepted="3", refused="1", delivery_note="'again'")))
    books.execute(text(copied("receipt_line", "delivery_note = 'again'", undoes_id="id", delivery_note="'back'")))
    found = tuple(books.execute(text(COUNTS)).one()), int(books.execute(text(LEVEL)).scalar_one())
    last = books.execute(text("SELECT kind, quantity FROM stock_movement ORDER BY id DESC LIMIT 1")).one()
    twice = refusal(books, copied("receipt_line", "delivery_note = 'again'", undoes_id="id"))
    savepoint.rollback()
    assert (found, tuple(last)) == (((10, 2, 1), 9), ("unreceive", 3))
    assert twice == "uq_receipt_line_undoes_id"


def test_a_lot_that_was_expired_when_it_came_is_never_received(books):
    savepoint = books.begin_nested()
    with without_guards(books):
        books.execute(text("UPDATE lot SET received_on = '2100-01-01' WHERE code = 'L1'"))
    told = refusal(books, copied("receipt_line", RECEIPT, accepted="1"))
    savepoint.rollback()
    assert told == "expired_lot_is_not_received"


# A shortage on its way to live ---------------------------------------------------------------------------


@pytest.fixture
def building(books):
    """The shortage of eggs once more, one statement before it goes live; the first one is superseded."""
    savepoint = books.begin_nested()
    words2 = f"UPDATE shortage SET state = 'superseded' WHERE {LIVE}"
    books.execute(text(words2))
    books.execute(text(copied("shortage", "version = 1", id="900", version="2", state="'building'")))
    books.execute(text(copied("shortage_share", "1 = 1", shortage_id="900")))
    yield books
    savepoint.rollback()


GO_LIVE = "UPDATE shortage SET state = 'live' WHERE id = 900"
ONE = "shortage_id = 900 AND rank = 1"
DIFFERENCES = {
    "a piece more given": f"UPDATE shortage_share SET given = given - 1 WHERE {ONE}",
    "a line left out": f"DELETE FROM shortage_share WHERE {ONE}",
    "a line of nobody": f"UPDATE shortage_share SET order_id = {STRANGER} WHERE {ONE}",
    "a line of another point": f"UPDATE shortage_share SET point_id = (SELECT max(id) FROM point WHERE id <> point_id) WHERE {ONE}",
    "pieces wanted that are not": "UPDATE shortage_share SET wanted = CASE rank WHEN 1 THEN wanted + 1 ELSE wanted - 1 END WHERE shortage_id = 900",
    "other sums": "UPDATE shortage SET lines = lines + 1 WHERE id = 900",
    "another product": "UPDATE shortage SET product_id = (SELECT max(id) FROM product) WHERE id = 900",
    "another snapshot": "UPDATE shortage SET snapshot_id = (SELECT max(id) FROM snapshot) WHERE id = 900",
    "a superseded snapshot": "UPDATE snapshot SET state = 'superseded' WHERE id = (SELECT snapshot_id FROM shortage WHERE id = 900)",
    "a line amended meanwhile": "UPDATE snapshot_line SET quantity = quantity + 1 WHERE product_id = (SELECT product_id FROM shortage WHERE id = 900)",
}


def test_what_was_shared_over_the_lines_goes_live(building):
    assert refusal(building, GO_LIVE) == ALLOWED


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_shares_that_are_not_the_lines_never_go_live(building, difference):
    savepoint = building.begin_nested()
    with without_guards(building):
        assert building.execute(text(DIFFERENCES[difference])).rowcount > 0
    told = refusal(building, GO_LIVE)
    savepoint.rollback()
    assert told == "shares_are_the_lines_and_add_up"


@pytest.mark.parametrize(("picked", "told"), [(0, ALLOWED), (5, ALLOWED), (6, "shares_cover_what_is_picked")])
def test_a_point_that_holds_more_than_it_would_be_given_stops_a_sharing(building, picked, told):
    """A1 at the garden paid first and is given its 5 eggs."""
    savepoint = building.begin_nested()
    cell = (
        "INSERT INTO pick_cell (id, wave_id, snapshot_id, point_id, product_id, weighed, nominal_g, tolerance_permille, "
        "wanted, picked) SELECT 1, 1, h.snapshot_id, s.point_id, h.product_id, 0, 0, 0, 9, :picked "
        "FROM shortage h JOIN shortage_share s ON s.shortage_id = h.id WHERE h.id = 900 AND s.rank = 1"
    )
    with without_guards(building):
        building.execute(text(cell), {"picked": picked})
    found = refusal(building, GO_LIVE)
    savepoint.rollback()
    assert found == told
