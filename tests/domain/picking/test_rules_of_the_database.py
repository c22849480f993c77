"""The rules of picking that a constraint cannot say, tried by raw SQL; and what a row of its ledger does to the sums.

Which rule of the trade stands behind each: docs/invariants.md. The CHECKs: tests/domain/test_rules_of_the_tables.py.
"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain.picking import operations as picking
from domain.picking.words import WAVE_MOVES, WaveState
from domain.totes import operations as totes
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, RIVER, point, wanted
from tests.domain.picking.scene import A1, A2, B1, CODES, SECOND, hall
from tests.domain.rules_kit import ALLOWED, copied, refusal
from tests.domain.stock.scene import BEFORE_DELIVERY, a_bin, bring

GATE = "东门"


@pytest.fixture(scope="module")
def books(shared_database):
    """Garden: being picked (2 eggs, 1 grapes, 1 egg short, crate 1 open, crate 2 closed). River: closed. Gate: released.
    Gate's second wave: planned."""
    fill(shared_database)
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def fill(database):
    point(database, GATE)
    night = hall(database, A1, A2, B1, wanted("C1", {EGGS: 3}, point=GATE))
    garden = night.station()
    garden.scan(night.crates[0])
    garden.scan(CODES[EGGS], quantity=2)
    garden.weigh(GRAPES, 1500)
    garden.short(EGGS, quantity=1)
    second = night.station(GARDEN, SECOND)
    second.scan(night.crates[1])
    second.scan(CODES[EGGS])
    totes.tote_full(database, MANAGER, night.crates[1])
    second.scan("nonsense")
    river = night.station(RIVER)
    river.scan(night.crates[2])
    river.finish()
    picking.close_wave(database, MANAGER, night.waves[RIVER])
    bring(database, a_bin(database, "B-01"), night.shop.products[EGGS], 5, lot="OLD", expires=BEFORE_DELIVERY)
    bring(database, a_bin(database, "Q-01", kind="quarantine"), night.shop.products[EGGS], 5, lot="BAD")
    with database.writer.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO wave (cycle_id, snapshot_id, number, kind, method, state) "
                "VALUES (1, 1, 99, 'night', 'by_point', 'planned')"
            )
        )
        connection.execute(text("INSERT INTO wave_point (wave_id, point_id) SELECT max(id), 1 FROM wave"))


def of(point_name: str, product: str) -> str:
    """The id of a cell."""
    return (
        "(SELECT c.id FROM pick_cell c JOIN point o ON o.id = c.point_id JOIN product p ON p.id = c.product_id "
        f"WHERE o.name = '{point_name}' AND p.name = '{product}')"
    )


def product_id(name: str) -> str:
    return f"(SELECT id FROM product WHERE name = '{name}')"


def wave(point_name: str) -> str:
    return (
        "id = (SELECT min(q.wave_id) FROM wave_point q JOIN point o ON o.id = q.point_id "
        f"WHERE o.name = '{point_name}')"
    )


def crate(number: int) -> str:
    """The use of the nth crate."""
    return f"(SELECT u.id FROM tote_use u JOIN tote t ON t.id = u.tote_id WHERE t.code LIKE 'T{number:06d}_')"


OF_EGGS = of(GARDEN, EGGS)
NEW_COMMAND = "(SELECT min(c.id) FROM command c WHERE c.id NOT IN (SELECT e.command_id FROM pick_event e))"
NEXT = {"command_id": NEW_COMMAND, "station_seq": "7000"}
PICKED = f"kind = 'pick' AND cell_id = {of(GARDEN, EGGS)} AND quantity = 2"
WEIGHED = "kind = 'pick' AND weight_g = 1500 AND station = '分拣台' AND order_id = 1"
SHORT = "kind = 'short'"
CLOSED_IN = f"kind = 'pick' AND cell_id = {of(RIVER, EGGS)}"
IN_CLOSED_CRATE = f"kind = 'pick' AND tote_use_id = {crate(2)}"
UNDO = {**NEXT, "kind": "'undo'", "undoes_id": "id", "reason": "NULL", "given_fen": "NULL"}
INSTEAD = {**NEXT, "kind": "'substitute'", "given_product_id": product_id(MELON), "given_fen": "900",
           "consent": "'王芳'", "order_id": "1", "weight_g": "NULL", "quantity": "1",
           "lot_id": "(SELECT id FROM lot WHERE code = 'L3')", "bin_id": "(SELECT id FROM bin WHERE code = 'A-03')"}  # fmt: skip


def again(where: str, **changes: str) -> str:
    """One row of the ledger once more, as the act of another command."""
    return copied("pick_event", where, **{**NEXT, **changes})


TRIED = {
    "a wave that begins released": (
        "wave_begins_planned", copied("wave", wave(GATE), number="77"),
    ),
    "a wave at work torn out": ("wave_is_never_deleted", f"DELETE FROM wave WHERE {wave(GARDEN)}"),
    **{
        f"another {column} of a wave": ("wave_keeps_its_cycle", f"UPDATE wave SET {column} = {value} WHERE {wave(GARDEN)}")
        for column, value in {"number": "55", "kind": "'pre_pack', products = ',1,'", "cycle_id": "2", "snapshot_id": "2"}.items()
    },
    "a pick altered": ("pick_stays", f"UPDATE pick_event SET quantity = 1 WHERE {PICKED}"),
    "a pick torn out": ("pick_stays", f"DELETE FROM pick_event WHERE {SHORT}"),
    "a refused scan altered": ("refused_scan_stays", "UPDATE refused_scan SET code = 'y'"),
    "a refused scan torn out": ("refused_scan_stays", "DELETE FROM refused_scan"),
    "an outcome altered": ("outcome_stays", "UPDATE line_outcome SET final_fen = 0"),
    "an outcome torn out": ("outcome_stays", "DELETE FROM line_outcome"),
    "an outcome of a closed wave": (
        "outcome_of_a_wave_being_checked", copied("line_outcome", "picked = 2", order_id="1"),
    ),
    "a cell into a planned wave": (
        "cell_into_a_wave_at_work",
        copied("pick_cell", f"id = {of(GARDEN, EGGS)}", wave_id="(SELECT max(id) FROM wave)", product_id=product_id(MELON),
               picked="0", short="0", picked_g="0"),
    ),
    "a cell into a closed wave": (
        "cell_into_a_wave_at_work",
        copied("pick_cell", f"id = {of(RIVER, EGGS)}", product_id=product_id(GRAPES), picked="0"),
    ),
    "a cell that begins picked": (
        "cell_into_a_wave_at_work",
        copied("pick_cell", f"id = {of(GARDEN, EGGS)}", product_id=product_id(MELON), short="0"),
    ),
    "a cell into a wave at work": (
        ALLOWED,
        copied("pick_cell", f"id = {of(GARDEN, EGGS)}", product_id=product_id(MELON), picked="0", short="0"),
    ),
    **{
        f"another {column} of a cell": (
            "cell_keeps_its_place", f"UPDATE pick_cell SET {column} = {value} WHERE id = {of(GARDEN, EGGS)}",
        )
        for column, value in {
            "wave_id": "(SELECT max(id) FROM wave)", "point_id": "3", "product_id": product_id(MELON), "weighed": "1",
            "nominal_g": "1", "snapshot_id": "2",
        }.items()
    },
    "less wanted": ("wanted_never_sinks", f"UPDATE pick_cell SET wanted = 6 WHERE id = {of(GARDEN, EGGS)}"),
    "a cancelled piece taken back": (
        "wanted_never_sinks",
        f"UPDATE pick_cell SET cancelled = cancelled - 1 WHERE id = {of(GARDEN, EGGS)}",
    ),
    "more wanted": (ALLOWED, f"UPDATE pick_cell SET wanted = 9, cancelled = 1 WHERE id = {of(GARDEN, EGGS)}"),
    "more wanted in a closed wave": (
        "cell_of_a_closed_wave_stays", f"UPDATE pick_cell SET wanted = 9 WHERE id = {of(RIVER, EGGS)}",
    ),
    "a cell of a begun wave torn out": (
        "cell_goes_only_with_its_release", f"DELETE FROM pick_cell WHERE id = {of(GARDEN, GRAPES)}",
    ),
    "the cells of a released wave taken back": (ALLOWED, f"DELETE FROM pick_cell WHERE id = {of(GATE, EGGS)}"),
    "a pick in a released wave": ("pick_in_a_running_wave", again(SHORT, cell_id=of(GATE, EGGS))),
    "a pick in a closed wave": ("pick_in_a_running_wave", again(CLOSED_IN, quantity="1")),
    "an undo in a closed wave": ("pick_in_a_running_wave", copied("pick_event", CLOSED_IN, **UNDO)),
    "one piece more": (ALLOWED, again(PICKED, quantity="1")),
    "a piece into another point's crate": ("pick_goes_into_its_own_open_tote", again(PICKED, tote_use_id=crate(3))),
    "a piece into a closed crate": ("pick_goes_into_its_own_open_tote", again(PICKED, tote_use_id=crate(2), quantity="1")),
    "more pieces than wanted": ("ck_pick_cell_never_more_than_wanted", again(PICKED, quantity="4")),
    "a weighed piece without a weight": ("weighed_pick_has_its_weight", again(WEIGHED, weight_g="NULL")),
    "a weighed piece of nobody": ("weighed_pick_has_its_weight", again(WEIGHED, order_id="NULL")),
    "a weighed piece too light": ("weighed_pick_has_its_weight", again(WEIGHED, weight_g="1424")),
    "a weighed piece too heavy": ("weighed_pick_has_its_weight", again(WEIGHED, weight_g="1576")),
    "two kilograms for two pieces' weight": ("weighed_pick_has_its_weight", again(WEIGHED, quantity="2")),
    "a piece out of tolerance that somebody allowed": (ALLOWED, again(WEIGHED, weight_g="1700", override_by="'李娜'")),
    "the lightest piece that fits": (ALLOWED, again(WEIGHED, weight_g="1425")),
    "an act undone": (ALLOWED, copied("pick_event", PICKED, **UNDO)),
    "an act undone by half": ("undo_takes_back_what_was_done", copied("pick_event", PICKED, **UNDO, quantity="1")),
    "an act undone out of another crate": (
        "undo_takes_back_what_was_done", copied("pick_event", PICKED, **UNDO, tote_use_id=crate(2)),
    ),
    "an act undone back to another lot": (
        "undo_takes_back_what_was_done",
        copied("pick_event", PICKED, **UNDO, lot_id="(SELECT id FROM lot WHERE code = 'BAD')",
               bin_id="(SELECT id FROM bin WHERE code = 'Q-01')"),
    ),
    "an act undone in another cell": (
        "undo_takes_back_what_was_done", copied("pick_event", PICKED, **UNDO, cell_id=of(GARDEN, GRAPES)),
    ),
    "a weighed piece undone with another weight": (
        "undo_takes_back_what_was_done", copied("pick_event", WEIGHED, **UNDO, weight_g="1400"),
    ),
    "a weighed piece undone for another buyer": (
        "undo_takes_back_what_was_done", copied("pick_event", WEIGHED, **UNDO, order_id="2"),
    ),
    "an act undone out of a closed crate": (
        "undo_takes_back_what_was_done", copied("pick_event", IN_CLOSED_CRATE, **UNDO),
    ),
    "an expired lot": (
        "expired_lot_is_not_picked",
        again(PICKED, quantity="1", lot_id="(SELECT id FROM lot WHERE code = 'OLD')",
              bin_id="(SELECT id FROM bin WHERE code = 'B-01')"),
    ),
    "a lot out of quarantine": (
        "pick_takes_from_stock",
        again(PICKED, quantity="1", lot_id="(SELECT id FROM lot WHERE code = 'BAD')",
              bin_id="(SELECT id FROM bin WHERE code = 'Q-01')"),
    ),
    "goods without a lot": ("pick_takes_from_stock", again(PICKED, quantity="1", lot_id="NULL", bin_id="NULL")),
    "a lot of another product": (
        "pick_takes_from_stock",
        again(PICKED, quantity="1", lot_id="(SELECT id FROM lot WHERE code = 'L3')",
              bin_id="(SELECT id FROM bin WHERE code = 'A-03')"),
    ),
    "another product instead": (ALLOWED, copied("pick_event", PICKED, **INSTEAD)),
    "more of a lot than lies in the bin": (
        "stock_is_never_negative",
        copied("pick_event", PICKED, **{**INSTEAD, "quantity": "2", "lot_id": "(SELECT id FROM lot WHERE code = 'L3')",
                                        "bin_id": "(SELECT id FROM bin WHERE code = 'B-01')"}),
    ),
    "a wave with open lines closed": (
        "closed_wave_is_accounted_for",
        f"UPDATE wave SET state = 'closed' WHERE {wave(GARDEN)} AND state = 'checking'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_each_guard_refuses_by_its_name(tried, attempt):
    rule, statement = TRIED[attempt]
    for before in BEFORE.get(attempt, ()):
        tried.execute(text(before))
    assert refusal(tried, statement) == rule


BEFORE = {
    "a wave with open lines closed": (f"UPDATE wave SET state = 'checking' WHERE {wave(GARDEN)}",),
    "a cancelled piece taken back": (f"UPDATE pick_cell SET cancelled = 1 WHERE id = {of(GARDEN, EGGS)}",),
}


@pytest.fixture
def tried(books):
    """The books for statements that are undone after the test."""
    savepoint = books.begin_nested()
    yield books
    savepoint.rollback()


def test_waves_move_legally(tried):
    """Every move out of picking that is in no table is refused: wave_moves_legally."""
    for end in WaveState:
        legal = end is WaveState.PICKING or (WaveState.PICKING, end) in WAVE_MOVES
        told = refusal(tried, f"UPDATE wave SET state = '{end.value}' WHERE {wave(GARDEN)}")
        # An open wave may not be closed for another reason too.
        assert told in ((ALLOWED,) if legal else ("wave_moves_legally", "closed_wave_is_accounted_for")), end


def test_a_first_pick_without_the_snapshot_locked_is_refused(database):
    """picking_locks_the_snapshot, released_wave_is_of_the_live_snapshot: before anything was picked."""
    night = hall(database)
    with database.writer.connect() as connection, connection.begin() as transaction:
        begin = f"UPDATE wave SET state = 'picking' WHERE id = {night.waves[GARDEN]}"
        assert refusal(connection, begin) == "picking_locks_the_snapshot"
        connection.execute(text("UPDATE snapshot SET locked_at = 1"))
        assert refusal(connection, begin) == ALLOWED
        transaction.rollback()
    picking.take_back_wave(database, MANAGER, night.waves[GARDEN])
    with database.writer.connect() as connection, connection.begin() as transaction:
        release = (
            f"UPDATE wave SET state = 'released', released_at = 1, released_by = 'x' WHERE id = {night.waves[GARDEN]}"
        )
        assert refusal(connection, release) == ALLOWED
        connection.execute(text("UPDATE snapshot SET state = 'superseded'"))
        assert refusal(connection, release) == "released_wave_is_of_the_live_snapshot"
        transaction.rollback()


class TestEffects:
    """cell_follows_pick: cell, crate, promise and stock follow a row of the ledger, there and back."""

    NAMES = ("cell_follows_pick",)

    def sums(self, tried, cell=OF_EGGS):
        statement = (
            f"SELECT c.picked, c.substituted, c.short, c.picked_g, u.pieces, u.content_g, "
            f"(SELECT sum(taken) FROM allocation), (SELECT sum(quantity) FROM stock_level) FROM pick_cell c, tote_use u "
            f"WHERE c.id = {cell} AND u.id = {crate(1)}"
        )
        return tuple(int(value) for value in tried.execute(text(statement)).one())

    def differs(self, tried, statement, **where):
        before = self.sums(tried, **where)
        tried.execute(text(statement))
        return tuple(new - old for new, old in zip(self.sums(tried, **where), before, strict=True))

    def test_a_pick(self, tried):
        assert self.differs(tried, again(PICKED)) == (2, 0, 0, 0, 2, 3000, 2, -2)

    def test_a_weighed_pick_brings_its_own_weight(self, tried):
        grapes = {"cell": of(GARDEN, GRAPES)}
        assert self.differs(tried, again(WEIGHED, weight_g="1530"), **grapes) == (1, 0, 0, 1530, 1, 1530, 1, -1)

    def test_short_pieces_move_nothing(self, tried):
        assert self.differs(tried, again(SHORT)) == (0, 0, 1, 0, 0, 0, 0, 0)

    def test_a_substitute_takes_what_is_promised_to_nobody(self, tried):
        assert self.differs(tried, copied("pick_event", PICKED, **INSTEAD)) == (0, 1, 0, 0, 1, 7000, 0, -1)

    def test_an_undo_puts_everything_back(self, tried):
        assert self.differs(tried, copied("pick_event", PICKED, **UNDO)) == (-2, 0, 0, 0, -2, -3000, -2, 2)

    def test_a_substitute_undone_goes_back_whole(self, tried):
        before = self.sums(tried)
        tried.execute(text(copied("pick_event", PICKED, **INSTEAD)))
        back = {**UNDO, "station_seq": "7001", "command_id": NEW_COMMAND, "consent": "NULL"}
        tried.execute(text(copied("pick_event", "kind = 'substitute'", **back)))
        assert self.sums(tried) == before


def test_the_ledger_of_stock_names_the_pick_it_follows(tried):
    tried.execute(text(again(PICKED)))
    row = tried.execute(
        text("SELECT m.kind, m.quantity, m.ref, e.id FROM stock_movement m, pick_event e ORDER BY m.id DESC, e.id DESC")
    ).first()
    assert (row.kind, row.quantity, row.ref) == ("pick", 2, f"pick {row.id}")
