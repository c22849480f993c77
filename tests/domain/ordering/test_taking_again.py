"""An import that is tried dry, sent twice, comes too late or holds hostile names; what it remembers and never tells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from domain.common.errors import NotAllowed, NotFound, Notice
from domain.common.notices import RowNotice
from domain.cutoff import operations as cutoff
from domain.ordering import operations as ordering
from domain.ordering.operations import accept_orders
from domain.ordering.records import HeldRecord, ImportRecord, OrderLineRecord, OrderRecord
from domain.ordering.words import CycleNotOpen
from tests.builders import (
    CUTOFF_AT,
    EGGS,
    GARDEN,
    MANAGER,
    PICKER,
    cut,
    cycle,
    many,
    order_file,
    shop,
    take,
    wanted,
)


@pytest.fixture
def books(database):
    """A shop with the open cycle 0525."""
    shop(database)
    cycle(database)
    return database


def counts(answer):
    return answer.new, answer.unchanged, answer.changed, answer.vanished


def row_of(database, number):
    with database.read() as connection:
        return connection.execute(select(OrderRecord.__table__).where(OrderRecord.external_no == number)).one()


def reasons(notices):
    return [notice.reason.code for notice in notices]


# Dry runs, replays, closed cycles ------------------------------------------------------------------


def test_a_dry_run_tells_all_and_writes_nothing(books):
    before = everything(books)
    answer = take(
        books, "0525", wanted("A1", {EGGS: 1, "山竹": 1}, point="新开的点"), dry_run=True, create_missing=True
    )
    assert (answer.new, answer.lines) == (1, 2)
    assert everything(books) == before


def everything(database):
    with database.read() as connection:
        records = (OrderRecord, OrderLineRecord, HeldRecord, ImportRecord)
        kept = {record.__tablename__: connection.execute(select(func.count()).select_from(record)).scalar_one()
                for record in records}  # fmt: skip
        kept["drafts"] = connection.execute(text("SELECT count(*) FROM product")).scalar_one()
        kept["points"] = connection.execute(text("SELECT count(*) FROM point")).scalar_one()
        kept["commands"] = connection.execute(text("SELECT count(*) FROM command")).scalar_one()
        return kept


def test_an_import_sent_twice_is_done_once_and_answered_twice(books):
    once = "import-0001"
    first = cutoff.take_orders(books, MANAGER, [order_file(*many(5))], "0525", command_id=once)
    again = cutoff.take_orders(books, MANAGER, [order_file(*many(5))], "0525", command_id=once)
    assert again.answer == first.answer
    assert not again.changes.stages


def test_an_import_sent_again_after_the_cutoff_gets_its_first_answer(books):
    """The acknowledgement was lost, the cycle was cut, the station sends the same command again."""
    first = cutoff.take_orders(books, MANAGER, [order_file(*many(5))], "0525", command_id="import-0001")
    cut(books)
    again = cutoff.take_orders(books, MANAGER, [order_file(*many(5))], "0525", command_id="import-0001")
    assert again.answer == first.answer
    late = [order_file(wanted("LATE"), *many(5))]
    told = cutoff.take_orders(books, MANAGER, late, "0525", command_id="import-0002")
    again = cutoff.take_orders(books, MANAGER, late, "0525", command_id="import-0002")
    assert again.answer == told.answer
    assert told.answer.new == 1


def test_a_failed_cycle_takes_no_orders(books):
    ordering.fail_cycle(books, MANAGER, "0525", "人数不足")
    with pytest.raises(CycleNotOpen) as refused:
        take(books, "0525", wanted("A1"))
    assert refused.value.facts() == {"cycle": "0525", "state": "failed"}


def test_an_unknown_cycle_and_a_person_without_the_right_are_refused(books):
    with pytest.raises(NotFound):
        take(books, "0599", wanted("A1"))
    with pytest.raises(NotAllowed):
        accept_orders(books, PICKER, [order_file(wanted("A1"))], "0525")


def test_an_order_after_the_planned_cutoff_is_taken_with_a_word(books):
    late = CUTOFF_AT + timedelta(minutes=1)
    answer = take(books, "0525", wanted("A1", ordered_at=late), wanted("A2", ordered_at=CUTOFF_AT))
    assert answer.new == 2
    assert [(w.reason.code, w.reason.fact("order")) for w in answer.warnings] == [("after_planned_cutoff", "A1")]


def test_an_import_is_remembered_with_its_counts_and_files(books):
    from domain.ordering.queries import imports

    take(books, "0525", *many(3), name="first.xlsx")
    take(books, "0525", *many(4), name="second.xlsx")
    with books.read() as connection:
        found = imports(connection, "0525")
    assert [(row.files, row.counts["new"], row.counts["unchanged"]) for row in found] == [
        (("second.xlsx",), 1, 3), (("first.xlsx",), 3, 0),
    ]  # fmt: skip


HOSTILE = [
    "<b>粗体</b>",
    "A&B",
    "=cmd()|' /C calc'!A0",
    "𠮷野家🍉",
    "'; DROP TABLE orders; --",
    "%s {0} \\ \t",
    "a" * 500,
]


def test_a_hostile_name_is_only_a_name(books):
    orders = [wanted(f"H{n}", buyer=name, note=name, address=name) for n, name in enumerate(HOSTILE)]
    assert take(books, "0525", *orders).new == len(HOSTILE)
    for number, name in enumerate(HOSTILE):
        row = row_of(books, f"H{number}")
        assert (row.buyer, row.note, row.address) == (name[:80], name[:500], name[:300])
    assert counts(take(books, "0525", *orders)) == (0, len(HOSTILE), 0, 0)


def test_a_thousand_orders_of_one_buyer_get_a_thousand_pickup_codes(books):
    take(books, "0525", *[one._replace(head=one.head) for one in many(1000, points=[GARDEN])])
    with books.read() as connection:
        assert connection.execute(select(func.count(func.distinct(OrderRecord.pickup_code)))).scalar_one() == 1000


def test_no_phone_stands_in_a_command_or_in_the_trail(books):
    """Neither of an order nor of a line of text that somebody has to decide about."""
    said = RowNotice(3, Notice.of("quantity_missing"), text="陈先生 B+A 13800001111", value="138 0000 1111")
    file = order_file(wanted("A1", phone="13800002222"), wanted("A2", {"山竹": 1}, phone="13800003333"), held=(said,))
    answer = cutoff.take_orders(books, MANAGER, [file], "0525").answer
    assert "13800001111" not in repr(answer)
    with books.read() as connection:
        kept = [
            *connection.execute(text("SELECT answer FROM command")).scalars(),
            *connection.execute(
                text("SELECT COALESCE(before, '') || COALESCE(after, '') || subject FROM trail")
            ).scalars(),
        ]
    for phone in ("13800001111", "138 0000 1111", "13800002222", "13800003333"):
        assert not [one for one in kept if one and phone in one]
