"""The rules of stock that a constraint cannot say, tried by raw SQL; and what its ledger and its promises do to levels.

Which rule of the trade stands behind each: docs/invariants.md. The CHECKs: tests/domain/test_rules_of_the_tables.py.
"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.stock import operations as stock
from tests.builders import EGGS, MANAGER, MELON, cut_cycle, wanted
from tests.domain.rules_kit import ALLOWED, copied, refusal
from tests.domain.stock.scene import a_bin, bring


@pytest.fixture(scope="module")
def books(shared_database):
    """Twelve boxes of eggs in A-01, ten of them promised to 0525, two moved on to A-02; A-03 empty, Z-01 retired."""
    fill(shared_database)
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def fill(database):
    shop = cut_cycle(database, wanted("A1", {EGGS: 10}))
    eggs = shop.products[EGGS]
    shelf, second = a_bin(database, "A-01"), a_bin(database, "A-02")
    a_bin(database, "A-03")
    a_bin(database, "Z-01", active=False)
    a_bin(database, "C-01", zone="chilled")
    a_bin(database, "D-01", kind="dock")
    lot = bring(database, shelf, eggs, 14)
    bring(database, shelf, shop.products[MELON], 3, lot="M1")
    stock.move(database, MANAGER, lot_id=lot, from_bin_id=shelf, to_bin_id=second, quantity=2)
    stock.allocate(database, MANAGER, "0525")
    stock.set_slot(database, MANAGER, eggs, shelf)


def bin_(code: str) -> str:
    return f"(SELECT id FROM bin WHERE code = '{code}')"


EGGS_ID = f"(SELECT id FROM product WHERE name = '{EGGS}')"
LOT = "(SELECT id FROM lot WHERE code = 'L1')"
MOVED = "kind = 'move'"
RECEIVED = "kind = 'receive' AND quantity = 14"
IN_A1 = f"bin_id = {bin_('A-01')} AND lot_id = {LOT}"
IN_A3 = f"bin_id = {bin_('A-03')} AND lot_id = {LOT}"
TAKE_PART = {"kind": "'pick'", "from_bin_id": "to_bin_id", "to_bin_id": "NULL"}
UNDO = {"undoes_id": "id", "reason": "'r'", "from_bin_id": "to_bin_id", "to_bin_id": "from_bin_id"}
OF_EGGS = f"product_id = {EGGS_ID}"

TRIED = {
    **{
        f"another {column} in the ledger": ("movement_stays", f"UPDATE stock_movement SET {column} = {value}")
        for column, value in {"quantity": "quantity + 1", "person": "'x'", "at": "at + 1", "ref": "'x'"}.items()
    },
    "a movement torn out": ("movement_stays", f"DELETE FROM stock_movement WHERE {MOVED}"),
    "more picked than lies there": (
        "stock_is_never_negative", copied("stock_movement", RECEIVED, **TAKE_PART, quantity="13"),
    ),
    "a pick from a bin without the lot": (
        "stock_is_never_negative",
        copied("stock_movement", RECEIVED, **{**TAKE_PART, "from_bin_id": bin_("A-03")}, quantity="1"),
    ),
    "what is free picked": (ALLOWED, copied("stock_movement", RECEIVED, **TAKE_PART, quantity="2")),
    "what is promised picked past its promise": (
        "ck_stock_level_allocated_within_quantity", copied("stock_movement", RECEIVED, **TAKE_PART, quantity="3"),
    ),
    "goods into a retired bin": (
        "goods_into_a_bin_in_use", copied("stock_movement", RECEIVED, to_bin_id=bin_("Z-01")),
    ),
    "goods into a bin in use": (ALLOWED, copied("stock_movement", RECEIVED, to_bin_id=bin_("A-03"))),
    "a bin with goods retired": ("retired_bin_is_empty", "UPDATE bin SET active = 0 WHERE code = 'A-02'"),
    "an empty bin retired": (ALLOWED, "UPDATE bin SET active = 0 WHERE code = 'A-03'"),
    "a bin torn out": ("bin_is_never_deleted", "DELETE FROM bin WHERE code = 'A-03'"),
    "a lot of another product": (
        "lot_stays_what_it_is", f"UPDATE lot SET product_id = {EGGS_ID} WHERE code = 'M1'",
    ),
    "a lot with another code": ("lot_stays_what_it_is", "UPDATE lot SET code = 'X' WHERE code = 'L1'"),
    "a lot received another day": (
        "lot_stays_what_it_is", "UPDATE lot SET received_on = '2099-01-01' WHERE code = 'L1'",
    ),
    "a lot that ends another day": (ALLOWED, "UPDATE lot SET expires_on = '2099-01-01' WHERE code = 'L1'"),
    "a lot torn out": ("lot_is_never_deleted", "DELETE FROM lot WHERE code = 'M1'"),
    "a move taken back": (ALLOWED, copied("stock_movement", MOVED, **UNDO)),
    "a move taken back by half": ("undo_goes_the_way_back", copied("stock_movement", MOVED, **UNDO, quantity="1")),
    "a move taken back in its own direction": (
        "undo_goes_the_way_back",
        copied("stock_movement", MOVED, undoes_id="id", reason="'r'", from_bin_id=bin_("A-01"), to_bin_id=bin_("A-02")),
    ),
    "a receipt taken back by hand": (
        "undo_goes_the_way_back",
        copied("stock_movement", "kind = 'receive' AND quantity = 3", **UNDO, kind="'count_down'"),
    ),
    "an allocation moved to another bin": (
        "allocation_keeps_its_place", f"UPDATE allocation SET bin_id = {bin_('A-02')} WHERE {IN_A1}",
    ),
    "an allocation of another cycle": ("allocation_keeps_its_place", "UPDATE allocation SET cycle_id = 7"),
    "an allocation torn out": ("allocation_is_never_deleted", "DELETE FROM allocation"),
    "more promised than lies there": (
        "ck_stock_level_allocated_within_quantity", f"UPDATE allocation SET quantity = 13 WHERE {IN_A1}",
    ),
    "all that lies there promised": (ALLOWED, f"UPDATE allocation SET quantity = 12 WHERE {IN_A1}"),
    "a shelf of another zone": ("slot_is_a_fitting_shelf", f"UPDATE slot SET bin_id = {bin_('C-01')}"),
    "a dock as a shelf": ("slot_is_a_fitting_shelf", f"UPDATE slot SET bin_id = {bin_('D-01')}"),
    "a retired shelf": ("slot_is_a_fitting_shelf", f"UPDATE slot SET bin_id = {bin_('Z-01')}"),
    "a shelf of another warehouse": ("slot_is_a_fitting_shelf", copied("slot", OF_EGGS, warehouse_id="7")),
    "another shelf": (ALLOWED, f"UPDATE slot SET bin_id = {bin_('A-03')}"),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_each_guard_refuses_by_its_name(books, attempt):
    rule, statement = TRIED[attempt]
    assert refusal(books, statement) == rule


def level(books, where: str) -> tuple[int, int]:
    """(pieces, promised) of a level; (0, 0) where none stands."""
    words = f"SELECT quantity, allocated FROM stock_level WHERE {where}"
    row = books.execute(text(words)).one_or_none()
    return (row.quantity, row.allocated) if row else (0, 0)


@pytest.fixture
def tried(books):
    """The books for statements that are undone after the test."""
    savepoint = books.begin_nested()
    yield books
    savepoint.rollback()


class TestEffects:
    """level_follows_movement, level_follows_new_allocation, level_follows_allocation, slot_follows_its_bin,
    slot_follows_its_product.
    """

    NAMES = (
        "level_follows_movement",
        "level_follows_new_allocation",
        "level_follows_allocation",
        "slot_follows_its_bin",
        "slot_follows_its_product",
    )

    def test_goods_that_come_raise_the_level_or_make_it(self, tried):
        for expected in ((5, 0), (10, 0)):
            tried.execute(text(copied("stock_movement", RECEIVED, to_bin_id=bin_("A-03"), quantity="5")))
            assert level(tried, IN_A3) == expected
        assert level(tried, IN_A1) == (12, 10)

    def test_goods_that_go_lower_it(self, tried):
        tried.execute(text(copied("stock_movement", RECEIVED, **TAKE_PART, quantity="2")))
        assert level(tried, IN_A1) == (10, 10)

    def test_goods_that_move_lower_one_and_raise_the_other(self, tried):
        moved = {"kind": "'move'", "from_bin_id": bin_("A-01"), "to_bin_id": bin_("A-03"), "quantity": "2"}
        tried.execute(text(copied("stock_movement", RECEIVED, **moved)))
        assert (level(tried, IN_A1), level(tried, IN_A3)) == ((10, 10), (2, 0))

    def test_a_promise_is_counted_in_its_level_and_what_is_taken_is_not(self, tried):
        assert level(tried, IN_A1) == (12, 10)
        words2 = f"UPDATE allocation SET taken = 4 WHERE {IN_A1}"
        tried.execute(text(words2))
        assert level(tried, IN_A1) == (12, 6)
        words3 = f"UPDATE allocation SET quantity = 12 WHERE {IN_A1}"
        tried.execute(text(words3))
        assert level(tried, IN_A1) == (12, 8)

    def test_a_new_promise_is_counted_in_its_level(self, tried):
        tried.execute(text(copied("allocation", IN_A1, bin_id=bin_("A-02"), quantity="2", taken="1")))
        assert level(tried, f"bin_id = {bin_('A-02')} AND lot_id = {LOT}") == (2, 1)

    @pytest.mark.parametrize("change", ["kind = 'quarantine'", "zone = 'frozen'"])
    def test_a_bin_that_is_no_fitting_shelf_any_more_is_nobodys_shelf(self, tried, change):
        words4 = f"UPDATE bin SET {change} WHERE code = 'A-01'"
        tried.execute(text(words4))
        assert tried.execute(text("SELECT count(*) FROM slot")).scalar_one() == 0

    def test_a_bin_that_only_stands_elsewhere_stays_a_shelf(self, tried):
        tried.execute(text("UPDATE bin SET x_cm = 500, max_weight_g = 7 WHERE code = 'A-01'"))
        assert tried.execute(text("SELECT count(*) FROM slot")).scalar_one() == 1

    def test_a_product_of_another_zone_needs_another_shelf(self, tried):
        words5 = f"UPDATE product SET price_fen = 1 WHERE id = {EGGS_ID}"
        tried.execute(text(words5))
        assert tried.execute(text("SELECT count(*) FROM slot")).scalar_one() == 1
        words6 = f"UPDATE product SET zone = 'chilled' WHERE id = {EGGS_ID}"
        tried.execute(text(words6))
        assert tried.execute(text("SELECT count(*) FROM slot")).scalar_one() == 0
