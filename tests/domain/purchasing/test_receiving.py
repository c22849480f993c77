"""Goods at the door: accepted into a lot and a bin, refused with a reason, too many, expired, too light; taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from domain.common.clock import now
from domain.common.errors import NotAllowed, NotFound, ReasonNeeded
from domain.common.people import PersonRecord
from domain.purchasing import operations as purchasing
from domain.purchasing.queries import dock_scan, receipts
from domain.purchasing.rules import receiving as rules
from domain.purchasing.rules.scanning import OrderLine, judge_scan, readable
from domain.purchasing.words import (
    Awaited,
    Delivered,
    GoodsGone,
    LotExpired,
    NothingDelivered,
    OverDelivered,
    PiecesOutOfRange,
    PurchaseNotOpen,
    ReceiptTakenBack,
    ScanVerdict,
    TemperatureUnlikely,
    WeightInDoubt,
)
from domain.stock.operations import allocate
from domain.stock.records import LotRecord
from domain.stock.words import LotHasAnotherExpiry
from tests.builders import (
    CLERK,
    DELIVERY,
    EGGS,
    GRAPES,
    MANAGER,
    MELON,
    PICKER,
    insert_row,
    product,
)
from tests.domain.ordering.books import trail
from tests.domain.purchasing.scene import FRESH, buy, come, cut_night, levels, line_of, orders, short
from tests.domain.stock.scene import promised
from tests.kept_scenes import kept

RIGHT, NOT_ORDERED, OTHER, ALL_HERE, UNKNOWN = ScanVerdict
EGGS_BAR, GRAPES_BAR, STRANGE_BAR = "6901234567892", "6921168509256", "6954767410173"


@pytest.fixture
@kept
def night(database):
    """24 eggs (2 cases of 12), 12 grapes (cases of 6, 1.5 kg each, weighed), 3 melons are ordered of three suppliers."""
    from domain.catalogue.records import BarcodeRecord

    shop = cut_night(database)
    for code, name in ((EGGS_BAR, EGGS), (GRAPES_BAR, GRAPES)):
        insert_bar = {"code": code, "product_id": shop.products[name], "kind": "ean13"}
        with database.writer.begin() as connection:
            connection.execute(BarcodeRecord.__table__.insert().values(**insert_bar))
    buy(database)
    return shop


# The rules ---------------------------------------------------------------------------------------------

EGG_BOX = Awaited("鸡蛋", 12, 24, 0, 1500, 50, "chilled", 30, date(2026, 5, 26))
TODAY = date(2026, 5, 25)


@pytest.mark.parametrize(
    ("delivered", "error"),
    [
        (Delivered(-1), PiecesOutOfRange),
        (Delivered(1, refused=-1), PiecesOutOfRange),
        (Delivered(1_000_001), PiecesOutOfRange),
        (Delivered(0), NothingDelivered),
        (Delivered(0, reason="没来"), None),
        (Delivered(0, refused=3), None),
        (Delivered(5, expires_on=date(2026, 5, 24)), LotExpired),
        (Delivered(5, expires_on=date(2026, 5, 25)), None),
        (Delivered(0, refused=5, expires_on=date(2026, 5, 24)), None),
        (Delivered(5, temperature_dc=601), TemperatureUnlikely),
        (Delivered(5, temperature_dc=-501), TemperatureUnlikely),
        (Delivered(5, temperature_dc=-180), None),
        (Delivered(4, weight_g=6), WeightInDoubt),
        (Delivered(4, weight_g=6_000_000), WeightInDoubt),
        (Delivered(4, weight_g=0), WeightInDoubt),
        (Delivered(4, weight_g=-6000), WeightInDoubt),
        (Delivered(4, weight_g=6, weight_is_sure=True), None),
        (Delivered(4, weight_g=6000), None),
        (Delivered(4, weight_g=600), None),
    ],
)
def test_what_is_refused_at_the_door(delivered, error):
    told = rules.refusal(EGG_BOX, delivered, TODAY)
    assert type(told) is (error or type(None))


def test_a_kilogram_typed_as_a_gram_becomes_a_question_with_what_was_meant():
    told = rules.refusal(EGG_BOX, Delivered(4, weight_g=6), TODAY)
    assert (told.typed_g, told.meant_g, told.expected_g) == (6, 6000, 6000)
    told = rules.refusal(EGG_BOX, Delivered(cases=2, weight_g=35_000_000), TODAY)
    assert (told.typed_g, told.meant_g, told.expected_g) == (35_000_000, 35_000, 36_000)


def test_cases_and_loose_pieces_count_together():
    assert rules.accepted_pieces(EGG_BOX, Delivered(3, cases=2)) == 27
    assert rules.over(EGG_BOX, Delivered(cases=2)) is None
    assert rules.over(EGG_BOX, Delivered(1, cases=2)).over == 1
    assert rules.over(replace(EGG_BOX, received=20), Delivered(refused=9)) is None


@pytest.mark.parametrize(
    ("delivered", "words"),
    [
        (Delivered(4, expires_on=date(2026, 5, 26), weight_g=6000, temperature_dc=80), []),
        (Delivered(4), ["expiry_not_said"]),
        (Delivered(4, expires_on=date(2026, 5, 25)), ["shelf_life_too_short"]),
        (Delivered(4, expires_on=date(2026, 6, 25), weight_g=6301), ["weight_not_as_ordered"]),
        (Delivered(4, expires_on=date(2026, 6, 25), weight_g=6300), []),
        (Delivered(4, expires_on=date(2026, 6, 25), temperature_dc=81), ["too_warm"]),
        (Delivered(0, refused=4), []),
    ],
)
def test_what_a_person_should_look_at(delivered, words):
    assert [word.code for word in rules.warnings(EGG_BOX, delivered)] == words


def test_frozen_goods_have_their_own_warmth():
    frozen = replace(EGG_BOX, zone="frozen", shelf_life_days=None)
    assert rules.warnings(frozen, Delivered(1, temperature_dc=-90)) == ()
    assert rules.warnings(frozen, Delivered(1, temperature_dc=-89))[0].fact("temperature") == "-8.9"
    assert rules.warnings(replace(frozen, zone="ambient"), Delivered(1, temperature_dc=300)) == ()


# Receiving a line ----------------------------------------------------------------------------------------


def test_accepted_goods_lie_in_a_bin_as_a_lot_and_refused_ones_nowhere(database, night):
    answer = come(database, EGGS, 20, refused=4, reason="破损", lot_code="L77", expires_on=FRESH, temperature_dc=45)
    assert (answer["accepted"], answer["refused"], answer["lot"], answer["remaining"]) == (20, 4, "L77", 4)
    assert levels(database, night.products[EGGS]) == 20
    line, order = line_of(database, EGGS), orders(database)["0525-P2"]
    assert (line.received, line.refused, order.state) == (20, 4, "receiving")
    with database.read() as connection:
        (row,) = receipts(connection, order.id)
    assert (row.accepted, row.refused, row.reason, row.lot, row.expires_on, row.temperature_dc, row.bin) == (
        20, 4, "破损", "L77", FRESH, 45, "DOCK-AMBIENT",
    )  # fmt: skip
    assert [one.person for one in trail(database, "goods_received")] == ["李娜"]


def test_goods_without_a_lot_code_get_ours(database, night):
    assert come(database, EGGS, 1)["lot"] == "0525-P2"
    assert come(database, EGGS, 1, expires_on=FRESH)["lot"] == f"0525-P2-E{FRESH:%y%m%d}"
    with database.read() as connection:
        lots = connection.execute(select(LotRecord.code, LotRecord.expires_on, LotRecord.supplier_id)).all()
    assert {tuple(lot) for lot in lots} == {
        ("0525-P2", None, night.suppliers["绿源合作社"]),
        (f"0525-P2-E{FRESH:%y%m%d}", FRESH, night.suppliers["绿源合作社"]),
    }


def test_a_known_lot_with_another_best_before_day_is_refused_and_nothing_begins(database, night):
    come(database, GRAPES, 1, lot_code="L1", expires_on=FRESH)
    with pytest.raises(LotHasAnotherExpiry):
        come(database, GRAPES, 1, lot_code="L1", expires_on=FRESH + timedelta(days=1))
    assert line_of(database, GRAPES).received == 1


def test_an_expired_lot_is_not_taken(database, night):
    yesterday = now().astimezone().date() - timedelta(days=1)
    with pytest.raises(LotExpired):
        come(database, EGGS, 5, expires_on=yesterday)
    assert (levels(database, night.products[EGGS]), orders(database)["0525-P2"].state) == (0, "draft")


def test_a_life_too_short_for_the_delivery_day_is_taken_with_a_word(database, night):
    answer = come(database, EGGS, 5, expires_on=DELIVERY - timedelta(days=1))
    assert [word[0] for word in answer["warnings"]] == ["shelf_life_too_short"]
    assert short(database)[EGGS].available == 0


def test_more_than_was_ordered_is_refused_unless_a_named_person_allows_it(database, night):
    insert_row_person(database, "店长", "manager")
    insert_row_person(database, "小工", "picker")
    with pytest.raises(OverDelivered) as told:
        come(database, EGGS, 30)
    assert (told.value.ordered, told.value.received, told.value.coming, told.value.over) == (24, 0, 30, 6)
    with pytest.raises(NotAllowed):
        come(database, EGGS, 30, over_by="小工")
    with pytest.raises(NotAllowed):
        come(database, EGGS, 30, over_by="谁也不是")
    line = line_of(database, EGGS)
    purchasing.receive(database, PICKER, line.id, Delivered(30, over_by="店长"))
    line = line_of(database, EGGS)
    assert (line.received, line.over_allowed, line.over_by) == (30, 6, "店长")
    with pytest.raises(OverDelivered):
        come(database, EGGS, 1)
    come(database, EGGS, 1, over_by="李娜")
    assert (line_of(database, EGGS).over_allowed, len(trail(database, "over_allowed"))) == (7, 2)


def insert_row_person(database, name, role):
    insert_row(database, PersonRecord, name=name, role=role, active=True)


def test_a_doubtful_weight_asks_and_counts_when_it_is_sure(database, night):
    with pytest.raises(WeightInDoubt):
        come(database, GRAPES, 6, weight_g=9)
    assert line_of(database, GRAPES).received == 0
    answer = come(database, GRAPES, 6, weight_g=9, weight_is_sure=True)
    assert [word[0] for word in answer["warnings"]] == ["weight_not_as_ordered"]


def test_nothing_came_is_a_word_of_its_own(database, night):
    come(database, MELON, 0, reason="断货")
    assert (short(database)[MELON].still_to_come, short(database)[MELON].is_settled) == (0, True)
    assert short(database)[EGGS].still_to_come == 24


def test_a_cancelled_order_takes_nothing(database, night):
    purchasing.cancel_purchase(database, MANAGER, orders(database)["0525-P2"].id, "断货")
    with pytest.raises(PurchaseNotOpen):
        come(database, EGGS, 1)
    assert levels(database, night.products[EGGS]) == 0


def test_goods_can_be_put_straight_into_a_shelf_of_the_warehouse(database, night):
    from tests.domain.stock.scene import a_bin

    shelf = a_bin(database, "B-07")
    come(database, EGGS, 2, bin_id=shelf)
    with database.read() as connection:
        assert receipts(connection, orders(database)["0525-P2"].id)[0].bin == "B-07"
    with pytest.raises(NotFound):
        come(database, EGGS, 2, bin_id=9999)


def test_the_same_act_sent_twice_counts_once(database, night):
    line = line_of(database, EGGS)
    for _ in range(2):
        purchasing.receive(database, MANAGER, line.id, Delivered(5), command_id="station-1-000017")
    assert (line_of(database, EGGS).received, levels(database, night.products[EGGS])) == (5, 5)


# A whole order -------------------------------------------------------------------------------------------


def test_the_rest_of_an_order_comes_in_one_act(database, night):
    come(database, EGGS, 5)
    order = orders(database)["0525-P2"].id
    answer = purchasing.receive_all(database, CLERK, order, delivery_note="GY-12").answer
    assert (answer["lines"], answer["pieces"], answer["state"]) == (1, 19, "received")
    assert levels(database, night.products[EGGS]) == 24
    assert purchasing.receive_all(database, CLERK, order).answer["pieces"] == 0


def test_finishing_names_what_is_short_and_more_may_still_come(database, night):
    come(database, EGGS, 20)
    order = orders(database)["0525-P2"].id
    answer = purchasing.finish_receipt(database, CLERK, order).answer
    assert answer["short"] == [{"product": EGGS, "spec": "", "ordered": 24, "received": 20, "short": 4}]
    assert orders(database)["0525-P2"].state == "received"
    come(database, EGGS, 4)
    assert orders(database)["0525-P2"].state == "receiving"
    assert purchasing.finish_receipt(database, CLERK, order).answer["short"] == []


def test_what_comes_later_is_promised_to_the_cycle_that_waits(database, night):
    come(database, EGGS, 5)
    allocate(database, MANAGER, "0525")
    come(database, EGGS, 6)
    assert sum(promised(database).values()) == 11


# Taken back ----------------------------------------------------------------------------------------------


def test_a_receipt_typed_wrong_is_taken_back_by_a_counter_entry(database, night):
    first = come(database, EGGS, 20, refused=2, reason="破")["receipt"]
    come(database, EGGS, 3)
    answer = purchasing.take_back_receipt(database, CLERK, first).answer
    assert (answer["accepted"], answer["refused"]) == (20, 2)
    line = line_of(database, EGGS)
    assert (line.received, line.refused, levels(database, night.products[EGGS])) == (3, 0, 3)
    with database.read() as connection:
        rows = receipts(connection, orders(database)["0525-P2"].id)
    assert [(row.accepted, row.undoes_id, row.is_taken_back) for row in rows] == [
        (20, first, False), (3, None, False), (20, None, True),
    ]  # fmt: skip
    for one in (first, answer["receipt"]):
        with pytest.raises(ReceiptTakenBack):
            purchasing.take_back_receipt(database, CLERK, one)


def test_goods_promised_to_a_cycle_are_not_taken_back(database, night):
    first = come(database, EGGS, 5)["receipt"]
    allocate(database, MANAGER, "0525")
    with pytest.raises(GoodsGone) as told:
        purchasing.take_back_receipt(database, CLERK, first)
    assert (told.value.wanted, told.value.free) == (5, 0)
    assert levels(database, night.products[EGGS]) == 5


def test_goods_go_back_to_the_supplier_and_the_stock_with_them(database, night):
    come(database, EGGS, 20)
    with database.read() as connection:
        (row,) = receipts(connection, orders(database)["0525-P2"].id)
    back = (row.line_id, row.lot_id, row.bin_id)
    purchasing.return_to_supplier(database, CLERK, *back, 8, "发霉")
    line = line_of(database, EGGS)
    assert (line.received, line.returned, levels(database, night.products[EGGS])) == (20, 8, 12)
    with pytest.raises(GoodsGone):
        purchasing.return_to_supplier(database, CLERK, *back, 13, "发霉")
    with pytest.raises(ReasonNeeded):
        purchasing.return_to_supplier(database, CLERK, *back, 1, "  ")
    assert short(database)[EGGS].available == 12


# Scanning ------------------------------------------------------------------------------------------------


def test_the_verdict_on_lines():
    mine, done = OrderLine(1, 10, 7, 5), OrderLine(2, 10, 7, 0)
    same_supplier, other = OrderLine(3, 11, 7, 2), OrderLine(4, 12, 8, 2)
    assert judge_scan(False, (), 10, 7) == (UNKNOWN, None)
    assert judge_scan(True, (), 10, 7) == (NOT_ORDERED, None)
    assert judge_scan(True, (mine,), 10, 7) == (RIGHT, mine)
    assert judge_scan(True, (done, same_supplier), 10, 7) == (RIGHT, same_supplier)
    assert judge_scan(True, (done,), 10, 7) == (ALL_HERE, done)
    assert judge_scan(True, (other,), 10, 7) == (OTHER, other)
    assert judge_scan(True, (done, other), None) == (RIGHT, other)


@pytest.mark.parametrize("scan", ["", "   ", "69012345\x00", "69\x1b[2J", "6" * 61, "6" * 4096, "a\nb", "\ud800123"])
def test_what_is_no_code_is_unknown_and_asks_nobody(database, night, scan):
    assert readable(scan) == ""
    with database.read() as connection:
        assert dock_scan(connection, "0525", scan).verdict is UNKNOWN


def test_a_scan_at_the_dock_is_judged(database, night):
    stranger = product(database, "没人要的")
    egg_order, grape_order = orders(database)["0525-P2"].id, orders(database)["0525-P1"].id

    def verdict(code, order=egg_order):
        with database.read() as connection:
            return dock_scan(connection, "0525", code, order)

    found = verdict(EGGS_BAR)
    assert (found.verdict, found.product, found.remaining, found.case_size) == (RIGHT, EGGS, 24, 12)
    assert (verdict(f" {EGGS_BAR}\r").verdict, verdict(EGGS_BAR, None).verdict) == (RIGHT, RIGHT)
    assert (verdict(GRAPES_BAR).verdict, verdict(GRAPES_BAR).order) == (OTHER, "0525-P1")
    assert verdict(GRAPES_BAR, grape_order).verdict is RIGHT
    assert verdict(STRANGE_BAR).verdict is UNKNOWN
    assert verdict(EGGS_BAR[:7]).verdict is UNKNOWN
    assert verdict(EGGS_BAR + GRAPES_BAR).verdict is UNKNOWN
    assert (verdict("G-没人要的").verdict, verdict("G-没人要的").product_id) == (NOT_ORDERED, stranger)
    come(database, EGGS, 24)
    assert (verdict(EGGS_BAR).verdict, verdict(EGGS_BAR).remaining) == (ALL_HERE, 0)
