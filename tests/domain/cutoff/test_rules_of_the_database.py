"""The rules of cutoff that a constraint cannot say, tried by raw SQL on live, building, superseded and locked snapshots.

Which rule of the trade stands behind each: docs/invariants.md. The CHECKs: tests/domain/test_rules_of_the_tables.py.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from domain.common.command import execute
from domain.cutoff import operations as cutoff
from domain.cutoff.operations import statements
from domain.cutoff.operations.cutting import lock_snapshot
from domain.cutoff.records import FROZEN_TABLES, AmendmentRecord
from domain.cutoff.words import AMENDMENT_MOVES, SNAPSHOT_MOVES, AmendmentState, SnapshotState
from domain.ordering import operations as ordering
from domain.ordering.queries import cycle_id
from tests.builders import EGGS, MANAGER, RIVER, cut, cycle, many, order_ids, point, product, shop, take, wanted
from tests.domain.ordering.books import order
from tests.domain.rules_kit import ALLOWED, copied, refusal, without_guards
from tests.raw_sql import insert_raw


@pytest.fixture(scope="module")
def books(shared_database):
    """0525: cut, one amendment accepted, one proposed, papers printed. 0526: cut twice. 0527: picking. 0528: open."""
    fill(shared_database)
    with shared_database.writer.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def fill(database):
    opened = shop(database)
    point(database, "没有订单的点")
    product(database, "没有订单的商品")
    for number, code in enumerate(("0525", "0526", "0527", "0528")):
        take(database, cycle(database, code), *many(4, first=10 * number + 1))
        if code != "0528":
            cut(database, code)
    cutoff.amend_order(database, MANAGER, order_ids(database)["Y000001"], opened.products[EGGS], 9, "补货")
    cutoff.count_copies(database, MANAGER, "0525", ["pick", "sums"])
    changed = wanted("Y000003", {EGGS: 7}, point=RIVER)
    take(database, "0525", *many(2), changed, *many(1, first=4))
    gone = order(database, "Y000032")
    ordering.cancel_order(database, MANAGER, gone.id, "不要了", version=gone.version)
    cutoff.reopen(database, MANAGER, "0526", "漏单")
    cut(database, "0526")
    with database.read() as connection:
        picking = cycle_id(connection, "0527")
    execute(database, MANAGER, "first_pick", [], lambda tx: lock_snapshot(tx, picking) or {})


LIVE = "state = 'live' AND cycle_id = (SELECT id FROM cycle WHERE code = '0525')"
OLD = "state = 'superseded'"
LOCKED = "locked_at IS NOT NULL"
OF_LIVE = f"snapshot_id = (SELECT id FROM snapshot WHERE {LIVE})"
ONE_LINE = f"{OF_LIVE} AND line_id = (SELECT min(line_id) FROM snapshot_line WHERE {OF_LIVE})"
UNUSED_POINT = "(SELECT max(id) FROM point)"
ACCEPTED, PROPOSED = "state = 'accepted'", "state = 'proposed'"
SETTLED = "settled_by = 'x', settled_at = 1, station = 's', reason = 'r'"
EMPTY = {"state": "'building'", "hash": "NULL", "locked_at": "NULL"}

TRIED = {
    "a second snapshot of a cut cycle": ("uq_snapshot_one_live", copied("snapshot", LIVE, **EMPTY, version="9")),
    "a snapshot that begins live": (
        "snapshot_begins_building", copied("snapshot", LIVE, cycle_id="(SELECT max(id) FROM cycle)"),
    ),
    "a snapshot that begins locked": (
        "snapshot_begins_building",
        copied("snapshot", LIVE, cycle_id="(SELECT max(id) FROM cycle)", state="'building'", locked_at="1"),
    ),
    **{
        f"another {column} in a live snapshot": ("live_snapshot_stays", f"UPDATE snapshot SET {column} = {value} WHERE {LIVE}")
        for column, value in {
            "orders": "orders + 1", "lines": "lines + 1", "pieces": "pieces - 1", "version": "7", "cut_by": "'x'",
            "cut_at": "cut_at + 1", "station": "'x'", "hash": "replace(hash, substr(hash, 1, 1), '#')", "hash ": "NULL",
            "cycle_id": "(SELECT max(id) FROM cycle)", "command_id": "(SELECT min(c.id) FROM command c WHERE c.id <> command_id)",
        }.items()
    },
    "a superseded snapshot altered": ("live_snapshot_stays", f"UPDATE snapshot SET pieces = 0 WHERE {OLD}"),
    "a live snapshot locked": (ALLOWED, f"UPDATE snapshot SET locked_at = 1 WHERE {LIVE}"),
    "a locked snapshot unlocked": ("live_snapshot_stays", f"UPDATE snapshot SET locked_at = NULL WHERE {LOCKED}"),
    "a locked snapshot locked again": ("live_snapshot_stays", f"UPDATE snapshot SET locked_at = 7 WHERE {LOCKED}"),
    "a locked snapshot superseded": (
        "locked_snapshot_is_not_recut", f"UPDATE snapshot SET state = 'superseded' WHERE {LOCKED}",
    ),
    "a snapshot deleted": ("snapshot_is_never_deleted", f"DELETE FROM snapshot WHERE {OLD}"),
    **{
        f"{table} altered": (f"frozen_{table}_stays", f"UPDATE {table} SET quantity = quantity + 1 WHERE {OF_LIVE}")
        for table in FROZEN_TABLES
    },
    **{
        f"{table} of an old snapshot deleted": (
            f"frozen_{table}_stays", f"DELETE FROM {table} WHERE snapshot_id = (SELECT id FROM snapshot WHERE {OLD})",
        )
        for table in FROZEN_TABLES
    },
    "a line into a live snapshot": ("snapshot_line_while_building", copied("snapshot_line", ONE_LINE, line_id="99999")),
    "a purchase into a live snapshot": (
        "purchase_demand_while_building",
        copied("purchase_demand", f"{OF_LIVE} LIMIT 1", product_id="(SELECT max(id) FROM product)"),
    ),
    "a pick into a live snapshot": (
        "pick_demand_while_building",
        copied("pick_demand", f"{OF_LIVE} LIMIT 1", product_id="(SELECT max(id) FROM product)"),
    ),
    "a delivery into a live snapshot": (
        "delivery_demand_while_building", copied("delivery_demand", f"{OF_LIVE} LIMIT 1", point_id=UNUSED_POINT),
    ),
    "a line of no snapshot": ("snapshot_line_while_building", copied("snapshot_line", ONE_LINE, snapshot_id="99999")),
    "a cycle reopened with its snapshot live": (
        "recut_supersedes_first", "UPDATE cycle SET state = 'open' WHERE code = '0525'",
    ),
    "an amendment that begins accepted": (
        "amendment_begins_proposed", copied("amendment", ACCEPTED, content_sha="'x'", number="2"),
    ),
    "an amendment that begins numbered": (
        "amendment_begins_proposed", copied("amendment", PROPOSED, content_sha="'x'", number="2"),
    ),
    "a settled amendment altered": ("settled_amendment_stays", f"UPDATE amendment SET reason = 'other' WHERE {ACCEPTED}"),
    "an amendment deleted": ("amendment_is_never_deleted", f"DELETE FROM amendment WHERE {PROPOSED}"),
    "an amendment of another cycle's snapshot": (
        "foreign_key", copied("amendment", PROPOSED, content_sha="'x'", snapshot_id=f"(SELECT id FROM snapshot WHERE {OLD})"),
    ),
    "an amendment accepted without a word of what changes": (
        "accepted_amendment_counts", f"UPDATE amendment SET state = 'accepted', number = 2, {SETTLED} WHERE {PROPOSED}",
    ),
    "an amendment accepted that changes a phone alone": (
        ALLOWED,
        "UPDATE amendment SET state = 'accepted', number = 2, contact = '[[\"phone\", \"1\", \"2\"]]', "
        f"{SETTLED} WHERE {PROPOSED}",
    ),
    "a change of a cancelled order": (
        "cancelled_order_is_not_amended",
        "UPDATE amendment SET state = 'accepted', number = 2, contact = '[[\"phone\", \"1\", \"2\"]]', "
        f"order_id = (SELECT id FROM orders WHERE state = 'cancelled'), {SETTLED} WHERE {PROPOSED}",
    ),
    "an amendment settled without a reason": (
        "ck_amendment_settled_with_person_and_reason",
        f"UPDATE amendment SET state = 'rejected', settled_by = 'x', settled_at = 1, station = 's' WHERE {PROPOSED}",
    ),
    "a line of an amendment altered": ("amendment_line_stays", "UPDATE amendment_line SET after = after + 1"),
    "a line of an amendment deleted": ("amendment_line_stays", "DELETE FROM amendment_line"),
    "a line into a settled amendment": (
        "amendment_line_before_settling",
        copied("amendment_line", "1 = 1", product_id="(SELECT max(id) FROM product)", before="0"),
    ),
    "an amendment of an order of another cycle": (
        "amendment_line_before_settling",
        copied("amendment_line", "1 = 1", amendment_id=f"(SELECT id FROM amendment WHERE {PROPOSED})",
               order_id="(SELECT max(id) FROM orders)", before="0"),
    ),
    "an amendment that starts from what is not there": (
        "amendment_line_starts_from_what_is",
        copied("amendment_line", "1 = 1", amendment_id=f"(SELECT id FROM amendment WHERE {PROPOSED})", before="8", after="1"),
    ),
    "an amendment that starts from what is there now": (
        ALLOWED,
        copied("amendment_line", "1 = 1", amendment_id=f"(SELECT id FROM amendment WHERE {PROPOSED})", before="9", after="1"),
    ),
    "an amendment that starts from what was there before the last one": (
        "amendment_line_starts_from_what_is",
        copied("amendment_line", "1 = 1", amendment_id=f"(SELECT id FROM amendment WHERE {PROPOSED})"),
    ),
    "a paper's copy number altered": ("paper_copy_stays", "UPDATE paper_copy SET copy_no = copy_no + 1"),
    "a paper's copy forgotten": ("paper_copy_stays", "DELETE FROM paper_copy"),
    "the same copy number twice": ("pk_paper_copy", copied("paper_copy", "kind = 'pick'")),
}  # fmt: skip


@pytest.mark.parametrize("attempt", TRIED)
def test_the_database_itself_says(books, attempt):
    rule, statement = TRIED[attempt]
    assert refusal(books, statement) == rule


@pytest.mark.parametrize(
    ("machine", "states", "moves", "more"),
    [
        ("snapshot", SnapshotState, SNAPSHOT_MOVES, "hash = hash"),
        ("amendment", AmendmentState, AMENDMENT_MOVES, SETTLED),
    ],
)
def test_a_state_changes_along_its_legal_moves_alone(books, machine, states, moves, more):
    wrong, where = [], f"id = (SELECT max(id) FROM {machine})"
    for before in states:
        savepoint = books.begin_nested()
        force = f"UPDATE {machine} SET state = :state WHERE {where}"
        if machine == "amendment":
            force = f"UPDATE amendment SET state = :state, number = 7, {SETTLED} WHERE {where}"
        with without_guards(books):
            books.execute(text(force), {"state": before.value})
        for after in states:
            told = refusal(books, f"UPDATE {machine} SET state = :state, {more} WHERE {where}", state=after.value)
            said_so = (f"{machine}_moves_legally", "settled_amendment_stays")
            # Of several rules that refuse, either may speak first.
            if told in said_so if (before, after) in moves else told == ALLOWED and before != after:
                wrong.append((before, after, told))
        savepoint.rollback()
    assert not wrong


# A snapshot on its way to live ---------------------------------------------------------------------


@pytest.fixture
def building(books):
    """The open cycle 0528 as the cutoff itself leaves it, one statement before its snapshot goes live."""
    savepoint = books.begin_nested()
    in_cycle = cycle_id(books, "0528")
    insert_raw(
        books,
        "snapshot",
        {"id": 900, "cycle_id": in_cycle, "version": 1, "state": "building", "cut_at": 1, "cut_by": "李娜",
         "station": "s", "command_id": books.execute(text("SELECT min(id) FROM command")).scalar_one()},
    )  # fmt: skip
    books.execute(text("UPDATE cycle SET state = 'cutting' WHERE code = '0528'"))
    facts = {"snapshot": 900, "cycle": in_cycle}
    for statement in (statements.FREEZE_LINES, statements.PICK, statements.PURCHASE, statements.DELIVERY):
        books.execute(statement, facts)
    sums = books.execute(statements.SUMS, facts).one()
    books.execute(
        text("UPDATE snapshot SET orders = :o, lines = :l, pieces = :p, hash = :h WHERE id = 900"),
        {"o": sums.orders, "l": sums.lines, "p": sums.pieces, "h": "a" * 64},
    )
    yield books
    savepoint.rollback()


GO_LIVE = "UPDATE snapshot SET state = 'live' WHERE id = 900"
FIRST = "snapshot_id = 900 AND line_id = (SELECT min(line_id) FROM snapshot_line WHERE snapshot_id = 900)"


def test_what_the_cutoff_made_goes_live(building):
    assert refusal(building, GO_LIVE) == ALLOWED


NOT_WHOLE = {
    "a piece more on a frozen line": "UPDATE snapshot_line SET quantity = quantity + 1 WHERE {first}",
    "a line left out": "DELETE FROM snapshot_line WHERE {first}",
    "a line with another point": "UPDATE snapshot_line SET point_id = (SELECT max(id) FROM point WHERE id <> point_id) WHERE {first}",
    "a line with another product": "UPDATE snapshot_line SET product_id = (SELECT max(id) FROM product) WHERE {first}",
    "a line with another order": "UPDATE snapshot_line SET order_id = (SELECT min(id) FROM orders) WHERE {first}",
    "a line with another amount": "UPDATE snapshot_line SET amount_fen = amount_fen + 1 WHERE {first}",
    "a line with another cycle": "UPDATE snapshot_line SET cycle_id = 1 WHERE {first}",
    "a gram more on a frozen line": "UPDATE snapshot_line SET weight_g = weight_g + 1 WHERE {first}",
    "a line of another cycle": (
        "INSERT INTO snapshot_line (snapshot_id, line_id, order_id, cycle_id, point_id, product_id, quantity, weight_g, "
        "volume_ml, amount_fen) SELECT 900, line_id, order_id, cycle_id, point_id, product_id, quantity, weight_g, "
        "volume_ml, amount_fen FROM snapshot_line WHERE snapshot_id = 1 LIMIT 1"
    ),
    "a pick too much": "UPDATE pick_demand SET quantity = quantity + 1 WHERE snapshot_id = 900",
    "a pick left out": "DELETE FROM pick_demand WHERE snapshot_id = 900 AND product_id = (SELECT min(id) FROM product)",
    "picks of two points exchanged": (
        "UPDATE pick_demand SET quantity = CASE WHEN point_id = (SELECT min(id) FROM point) THEN quantity + 1 "
        "ELSE quantity - 1 END WHERE snapshot_id = 900 AND product_id = (SELECT min(id) FROM product)"
    ),
    "picks of two products exchanged": (
        "UPDATE pick_demand SET quantity = CASE WHEN product_id = (SELECT min(id) FROM product) THEN quantity + 1 "
        "ELSE quantity - 1 END WHERE snapshot_id = 900 AND point_id = (SELECT min(id) FROM point)"
    ),
    "a pick of another weight": "UPDATE pick_demand SET weight_g = weight_g + 1 WHERE snapshot_id = 900",
    "a purchase too little": "UPDATE purchase_demand SET quantity = quantity - 1 WHERE snapshot_id = 900",
    "purchases exchanged": (
        "UPDATE purchase_demand SET quantity = CASE WHEN product_id = (SELECT min(id) FROM product) THEN quantity + 1 "
        "ELSE quantity - 1 END WHERE snapshot_id = 900 AND product_id <= (SELECT min(id) + 1 FROM product)"
    ),
    "a purchase left out": (
        "DELETE FROM purchase_demand WHERE snapshot_id = 900 AND product_id = (SELECT min(id) FROM product)"
    ),
    "a purchase of another weight": "UPDATE purchase_demand SET weight_g = weight_g + 1 WHERE snapshot_id = 900",
    "deliveries exchanged": (
        "UPDATE delivery_demand SET quantity = CASE WHEN point_id = (SELECT min(id) FROM point) THEN quantity + 1 "
        "ELSE quantity - 1 END WHERE snapshot_id = 900"
    ),
    "a delivery of another weight": "UPDATE delivery_demand SET weight_g = weight_g + 1 WHERE snapshot_id = 900",
    "a delivery of another number of orders": "UPDATE delivery_demand SET orders = orders + 1 WHERE snapshot_id = 900",
    "a delivery left out": "DELETE FROM delivery_demand WHERE snapshot_id = 900 AND point_id = (SELECT min(id) FROM point)",
    "a total of pieces that is none": "UPDATE snapshot SET pieces = pieces + 1 WHERE id = 900",
    "a total of lines that is none": "UPDATE snapshot SET lines = lines + 1 WHERE id = 900",
    "a total of orders that is none": "UPDATE snapshot SET orders = orders + 1 WHERE id = 900",
    "nothing at all": (
        "UPDATE snapshot SET orders = 0, lines = 0, pieces = 0 WHERE id = 900; DELETE FROM snapshot_line WHERE "
        "snapshot_id = 900; DELETE FROM pick_demand WHERE snapshot_id = 900; DELETE FROM purchase_demand WHERE "
        "snapshot_id = 900; DELETE FROM delivery_demand WHERE snapshot_id = 900"
    ),
    "a cycle that still takes orders": "UPDATE cycle SET state = 'open' WHERE code = '0528'",
    "an order that waits for review": "UPDATE orders SET state = 'review' WHERE external_no = 'Y000031'",
    "an order cancelled meanwhile": "UPDATE orders SET state = 'cancelled' WHERE external_no = 'Y000031'",
    "a line ordered meanwhile": "UPDATE order_line SET quantity = quantity + 1 WHERE {open_line}",
    "a line cancelled meanwhile": "UPDATE order_line SET cancelled_quantity = quantity WHERE {open_line}",
}


@pytest.mark.parametrize("difference", NOT_WHOLE)
def test_demands_that_do_not_agree_never_go_live(building, difference):
    open_line = "order_id = (SELECT id FROM orders WHERE external_no = 'Y000031') AND line_no = 1"
    savepoint = building.begin_nested()
    with without_guards(building):
        for statement in NOT_WHOLE[difference].format(first=FIRST, open_line=open_line).split("; "):
            assert building.execute(text(statement)).rowcount > 0
    told = refusal(building, GO_LIVE)
    savepoint.rollback()
    assert told in ("demands_agree", "snapshot_is_whole")


def test_a_snapshot_without_a_hash_never_goes_live(building):
    building.execute(text("UPDATE snapshot SET hash = NULL WHERE id = 900"))
    assert refusal(building, GO_LIVE) == "ck_snapshot_live_has_hash"


def test_a_cycle_is_not_cut_before_its_snapshot_is_live(building):
    assert refusal(building, "UPDATE cycle SET state = 'cut' WHERE code = '0528'") == "cut_cycle_has_live_snapshot"


def test_amendments_are_numbered_without_gaps(books):
    savepoint = books.begin_nested()
    line = copied(
        "amendment_line", "1 = 1", amendment_id=f"(SELECT id FROM amendment WHERE {PROPOSED})", before="9", after="1"
    )
    books.execute(text(line))
    accept = f"UPDATE amendment SET state = 'accepted', number = :number, {SETTLED} WHERE {PROPOSED}"
    found = {number: refusal(books, accept, number=number) for number in (1, 2, 3, None)}
    savepoint.rollback()
    assert found == {
        1: "accepted_amendment_counts", 2: ALLOWED, 3: "accepted_amendment_counts", None: "accepted_amendment_counts",
    }  # fmt: skip


def test_an_amendment_is_accepted_for_a_live_snapshot_only(books):
    """An amendment proposed before a re-cut is settled against the snapshot that counts now."""
    savepoint = books.begin_nested()
    supersede = f"UPDATE snapshot SET state = 'superseded' WHERE {LIVE}"
    books.execute(text(supersede))
    one = books.execute(select(AmendmentRecord.id).where(AmendmentRecord.state == "proposed")).scalar_one()
    insert = copied("amendment_line", "1 = 1", amendment_id=str(one), before="0", after="1")
    books.execute(text(insert))
    told = refusal(books, f"UPDATE amendment SET state = 'accepted', number = 2, {SETTLED} WHERE {PROPOSED}")
    savepoint.rollback()
    assert told == "accepted_amendment_counts"
