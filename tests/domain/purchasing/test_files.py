"""A file of delivered quantities in the books: by code or name, once, whole rows, orders finished when spoken for."""

from __future__ import annotations

import pytest

from domain.common.errors import NotAllowed, NotFound
from domain.common.people import Actor, Role
from domain.cutoff import operations as cutoff
from domain.purchasing import operations as purchasing
from domain.purchasing.words import Delivered, DeliveredRow, SentHow
from tests.builders import EGGS, GRAPES, MANAGER, MELON, order_ids, product
from tests.domain.purchasing.scene import buy, come, cut_night, levels, line_of, lines, orders, short

SHA, OTHER_SHA = "ab" * 32, "cd" * 32


@pytest.fixture
def night(database):
    return cut_night(database)


def row(number, name, pieces=0, *, codes=(), spec="", **how):
    return DeliveredRow(number, name, spec, tuple(codes), Delivered(pieces, **how))


def take(database, *rows, sha=SHA, code="0525"):
    return purchasing.receive_file(database, MANAGER, code, sha, rows).answer


def test_a_file_is_received_before_anybody_made_an_order(database, night):
    answer = take(database, row(2, EGGS, 20), row(3, "", 10, codes=["G-" + GRAPES]), row(4, MELON, 0, reason="没来"))
    assert {name: answer[name] for name in ("rows", "received", "pieces", "refused", "unchanged", "problems")} == {
        "rows": 3, "received": 3, "pieces": 30, "refused": 0, "unchanged": 0, "problems": [],
    }  # fmt: skip
    assert answer["finished"] == answer["orders"] == ["0525-P1", "0525-P2", "0525-P3"]
    assert {order.state for order in orders(database).values()} == {"received"}
    assert {name: one.short for name, one in short(database).items()} == {MELON: 3}


def test_the_same_file_again_changes_nothing(database, night):
    rows = [row(2, EGGS, 20, refused=1, reason="破"), row(3, GRAPES, 5)]
    take(database, *rows)
    answer = take(database, *rows)
    assert (answer["received"], answer["unchanged"], answer["pieces"]) == (0, 2, 0)
    assert (levels(database, night.products[EGGS]), line_of(database, EGGS).refused) == (20, 1)
    more = take(database, *rows, row(4, MELON, 3))
    assert (more["received"], more["unchanged"]) == (1, 2), "a row that could not be taken the first time"
    assert take(database, row(2, EGGS, 4), sha=OTHER_SHA)["received"] == 1


def test_what_was_taken_back_does_not_come_again_with_the_file(database, night):
    take(database, row(2, EGGS, 20))
    from domain.purchasing.queries import receipts

    with database.read() as connection:
        (one,) = receipts(connection, orders(database)["0525-P2"].id)
    purchasing.take_back_receipt(database, MANAGER, one.id)
    assert take(database, row(2, EGGS, 20))["unchanged"] == 1
    assert levels(database, night.products[EGGS]) == 0


def test_bad_rows_are_told_and_left_out_whole(database, night):
    product(database, "没人要的")
    answer = take(
        database,
        row(2, "不认识", 5),
        row(3, "没人要的", 5),
        row(4, EGGS, 25),
        row(5, GRAPES, 2, weight_g=3),
        row(6, MELON, 2),
        row(7, GRAPES, -1),
    )
    assert [(number, code) for number, code, _ in answer["problems"]] == [
        (2, "delivered_product_unknown"), (3, "not_on_order"), (4, "over_delivered"), (5, "weight_in_doubt"),
        (7, "pieces_out_of_range"),
    ]  # fmt: skip
    assert (answer["received"], answer["pieces"], answer["orders"]) == (1, 2, ["0525-P3"])
    assert levels(database, night.products[EGGS]) == 0


def test_two_rows_of_one_product_are_two_lots_and_together_not_too_many(database, night):
    answer = take(
        database, row(2, EGGS, 20, lot_code="A"), row(3, EGGS, 4, lot_code="B"), row(4, EGGS, 1, lot_code="C")
    )
    assert (answer["received"], [problem[:2] for problem in answer["problems"]]) == (2, [[4, "over_delivered"]])
    assert line_of(database, EGGS).received == 24


def test_a_row_fills_the_first_order_and_then_its_supplement(database, night):
    buy(database)
    purchasing.send_order(database, MANAGER, orders(database)["0525-P2"].id, SentHow.PDF)
    cutoff.amend_order(database, MANAGER, order_ids(database)["A1"], night.products[EGGS], 35, "加单")
    buy(database)
    answer = take(database, row(2, EGGS, 40, refused=3, reason="破", weight_g=60_000))
    found = lines(database)
    assert answer["received"] == 1
    assert (found["0525-P2", EGGS].received, found["0525-P4", EGGS].received) == (24, 16)
    assert (found["0525-P2", EGGS].refused, found["0525-P4", EGGS].refused) == (0, 3)
    assert take(database, row(2, EGGS, 40, refused=3, reason="破", weight_g=60_000))["unchanged"] == 1


def test_an_order_is_finished_when_every_line_was_spoken_for(database, night):
    extra = product(database, "小米", supplier_id=night.suppliers["绿源合作社"], case_size=10)
    cutoff.amend_order(database, MANAGER, order_ids(database)["A1"], extra, 3, "加单")
    assert take(database, row(2, EGGS, 20))["finished"] == []
    assert orders(database)["0525-P2"].state == "receiving"
    assert take(database, row(3, "小米", 10), sha=OTHER_SHA)["finished"] == ["0525-P2"]


def test_a_name_without_its_spec_is_understood_where_only_one_is_on_the_orders(database, night):
    specs = [
        product(database, "牛奶", spec=spec, code=f"M{n}", name_key=f"牛奶{n}")
        for n, spec in enumerate(("1L", "250ml"))
    ]
    cutoff.amend_order(database, MANAGER, order_ids(database)["A1"], specs[0], 3, "加单")
    assert take(database, row(2, "牛奶", 1))["received"] == 1
    cutoff.amend_order(database, MANAGER, order_ids(database)["A1"], specs[1], 3, "加单")
    buy(database)
    answer = take(database, row(2, "牛奶", 1), row(3, "牛奶 250ml", 2), sha=OTHER_SHA)
    assert [problem[:2] for problem in answer["problems"]] == [[2, "delivered_product_unknown"]]


def test_a_file_says_more_after_scans_at_the_dock(database, night):
    buy(database)
    come(database, EGGS, 20)
    assert take(database, row(2, EGGS, 4))["pieces"] == 4


def test_who_may_not_receive_and_what_is_no_cycle(database, night):
    with pytest.raises(NotFound):
        take(database, row(2, EGGS, 1), code="9999")
    assert Role.PICKER in Role
    with pytest.raises(NotAllowed):
        purchasing.make_orders(database, Actor("阿强", "分拣台", Role.PICKER), "0525")
