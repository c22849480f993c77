"""Goods taken in at the dock by real keys and a scale: scanned, counted, refused, taken back, finished."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.views.receiving.dock.model import Entry
from desktop.widgets.tokens import Tone
from domain.catalogue.records import BarcodeRecord
from domain.common.people import Actor, Role
from domain.purchasing import queries
from tests import builders
from tests.builders import EGGS, GRAPES
from tests.desktop.receiving.hands import (
    CODES,
    ON_BOTH,
    STRANGE,
    WRONG_DIGIT,
    band,
    line,
    press,
    type_in,
    view_of,
)


@ON_BOTH
def test_a_scan_brings_its_line_in_hand_and_a_typed_count_takes_it_in(dock):
    dock.gun.scan(CODES[EGGS])
    assert dock.dock.dock.line.product == EGGS
    assert view_of(dock).pane.face.number == "2"
    assert (band(dock).tone, dock.heard[-1]) == (Tone.RIGHT, "right")
    type_in(dock, "1")
    assert line(dock, EGGS).received == 12
    assert view_of(dock).pane.face.number == "1"
    assert "1 case" in band(dock).what
    type_in(dock, "1")
    assert (line(dock, EGGS).received, dock.heard[-1]) == (24, "done")


def test_cases_and_loose_pieces_are_typed_together_or_counted_piece_by_piece(dock):
    dock.gun.scan(CODES[EGGS])
    type_in(dock, "1+3")
    assert line(dock, EGGS).received == 15
    press(dock, Qt.Key.Key_F3)
    assert view_of(dock).pane.face.number == "9"
    type_in(dock, "4")
    assert line(dock, EGGS).received == 19


def test_a_scan_never_counts_by_itself_and_types_nothing(dock):
    for _time in range(5):
        dock.gun.scan(CODES[EGGS])
    assert line(dock, EGGS).received == 0
    assert view_of(dock).typed == ""


def test_a_product_of_another_supplier_is_told_and_enter_takes_that_order(dock):
    dock.gun.scan(CODES[EGGS])
    here = dock.dock.dock.order_id
    dock.gun.scan(CODES[GRAPES])
    assert (band(dock).tone, dock.dock.dock.order_id) == (Tone.CAREFUL, here)
    assert "果满园" in band(dock).what
    press(dock, Qt.Key.Key_Return)
    assert dock.dock.dock.line.product == GRAPES


@pytest.mark.parametrize(
    ("code", "word", "sound"),
    [
        (STRANGE, "Unknown", "unknown"),
        (WRONG_DIGIT, "Not a code", "unknown"),
        (CODES[EGGS] * 2, "Not a code", "unknown"),
        (CODES[EGGS][:7] + "\x1d" + CODES[EGGS][7:], "Not a code", "unknown"),
        ("x" * 4096, "Not a code", "unknown"),
    ],
)
def test_what_is_no_code_of_ours_is_told_and_touches_nothing(dock, code, word, sound):
    dock.gun.scan(CODES[EGGS])
    dock.gun.scan(code)
    assert (band(dock).tone, band(dock).word, dock.heard[-1]) == (Tone.WRONG, word, sound)
    assert dock.dock.dock.line.product == EGGS
    assert line(dock, EGGS).received == 0


def test_a_product_nobody_ordered_is_wrong(dock):
    lonely = builders.product(dock.database, "白菜")
    with dock.database.writer.begin() as connection:
        connection.execute(BarcodeRecord.__table__.insert().values(code=STRANGE, product_id=lonely, kind="ean13"))
    dock.gun.scan(STRANGE)
    assert (band(dock).tone, band(dock).word, dock.heard[-1]) == (Tone.WRONG, "Not ordered", "wrong")


def test_more_than_ordered_asks_and_takes_what_was_ordered(dock):
    dock.gun.scan(CODES[EGGS])
    type_in(dock, "3")
    assert line(dock, EGGS).received == 0
    dock.parts.receiving.questions.choose("part")
    dock.settle()
    assert (line(dock, EGGS).received, line(dock, EGGS).refused) == (24, 12)


def test_more_than_ordered_is_taken_with_a_name(dock):
    dock.gun.scan(CODES[EGGS])
    type_in(dock, "3")
    dock.parts.receiving.questions.choose("all")
    dock.settle()
    taken = line(dock, EGGS)
    assert (taken.received, taken.over_by) == (36, "陈峰")


def test_who_may_not_allow_more_is_told_so_and_nothing_is_counted(dock):
    dock.parts.desk.seat(Actor("阿强", "1号台", Role.PICKER))
    dock.gun.scan(CODES[EGGS])
    type_in(dock, "3")
    dock.parts.receiving.questions.choose("all")
    dock.settle()
    assert line(dock, EGGS).received == 0
    assert band(dock).tone is Tone.WRONG


def test_refused_goods_stand_with_their_reason_and_are_not_taken_in(dock):
    dock.gun.scan(CODES[EGGS])
    press(dock, Qt.Key.Key_F2)
    assert dock.dock.dock.entry is Entry.REFUSED
    type_in(dock, "5")
    dock.parts.receiving.questions.choose("Damaged")
    dock.settle()
    with dock.database.read() as connection:
        (receipt,) = queries.receipts(connection, dock.dock.dock.order_id)
    assert (receipt.accepted, receipt.refused, receipt.reason) == (0, 5, "Damaged")


def test_lot_best_before_and_temperature_are_remembered_for_the_next_box(dock):
    dock.gun.scan(CODES[EGGS])
    for key, text in ((Qt.Key.Key_F4, "L77"), (Qt.Key.Key_F5, "+20"), (Qt.Key.Key_F6, "4.5")):
        press(dock, key)
        type_in(dock, text)
    type_in(dock, "1")
    type_in(dock, "1")
    with dock.database.read() as connection:
        found = queries.receipts(connection, dock.dock.dock.order_id)
    assert {(row.lot, row.temperature_dc, row.expires_on is not None) for row in found} == {("L77", 45, True)}


def test_a_field_that_cannot_be_is_refused_and_stays_open(dock):
    dock.gun.scan(CODES[EGGS])
    press(dock, Qt.Key.Key_F5)
    type_in(dock, "9999")
    assert (band(dock).tone, dock.dock.dock.entry) == (Tone.WRONG, Entry.EXPIRY)
    press(dock, Qt.Key.Key_Escape)
    assert (dock.dock.dock.entry, dock.dock.dock.fields.expires_on) == (Entry.COUNT, None)


def test_expired_goods_are_not_taken_in(dock):
    dock.gun.scan(CODES[EGGS])
    press(dock, Qt.Key.Key_F5)
    type_in(dock, "20240101")
    type_in(dock, "1")
    assert (line(dock, EGGS).received, band(dock).tone) == (0, Tone.WRONG)


def test_a_kilogram_typed_as_a_gram_is_asked_about(dock):
    """Six bunches of 1.5 kg: nine, typed as grams."""
    dock.gun.scan(CODES[GRAPES])
    press(dock, Qt.Key.Key_Return)
    press(dock, Qt.Key.Key_F7)
    type_in(dock, "9")
    type_in(dock, "1")
    assert line(dock, GRAPES).received == 0
    dock.parts.receiving.questions.choose("meant")
    dock.settle()
    with dock.database.read() as connection:
        (receipt,) = queries.receipts(connection, dock.dock.dock.order_id)
    assert (receipt.accepted, receipt.weight_g) == (6, 9000)


def test_weighed_goods_are_taken_with_the_weight_of_the_scale(dock, qtbot):
    dock.frame.scale.connect_to("practice", "")
    pan = dock.frame.scale.practice.pan
    dock.gun.scan(CODES[GRAPES])
    press(dock, Qt.Key.Key_Return)
    pan.put(9120)
    qtbot.waitUntil(lambda: view_of(dock).scale.face.grams == 9120, timeout=5000)
    type_in(dock, "1")
    qtbot.waitUntil(lambda: line(dock, GRAPES).received == 6, timeout=5000)
    dock.settle()
    with dock.database.read() as connection:
        (receipt,) = queries.receipts(connection, dock.dock.dock.order_id)
    assert receipt.weight_g == 9120


def test_a_scale_without_a_weight_is_told_and_enter_takes_it_all_the_same(dock, qtbot):
    dock.frame.scale.connect_to("practice", "")
    dock.gun.scan(CODES[GRAPES])
    press(dock, Qt.Key.Key_Return)
    type_in(dock, "1")
    qtbot.waitUntil(lambda: band(dock) is not None and band(dock).tone is Tone.CAREFUL, timeout=5000)
    assert line(dock, GRAPES).received == 0
    press(dock, Qt.Key.Key_Return)
    assert line(dock, GRAPES).received == 6


def test_undo_takes_the_last_receipt_back(dock):
    dock.gun.scan(CODES[EGGS])
    type_in(dock, "1")
    press(dock, Qt.Key.Key_F8)
    assert line(dock, EGGS).received == 0
    assert band(dock).word == "Taken back"


@ON_BOTH
def test_the_rest_of_an_order_comes_in_by_one_act_that_says_how_much(dock):
    dock.gun.scan(CODES[EGGS])
    type_in(dock, "1")
    press(dock, Qt.Key.Key_F9)
    assert "12 pieces in 1 line" in dock.parts.receiving.questions.sentence.text()
    dock.parts.receiving.questions.choose("yes")
    dock.settle()
    assert line(dock, EGGS).received == 24
    assert dock.dock.dock.is_finished


def test_what_came_short_is_named_and_leads_to_the_sharing(dock):
    dock.gun.scan(CODES[EGGS])
    press(dock, Qt.Key.Key_F3)
    type_in(dock, "9")
    press(dock, Qt.Key.Key_F10)
    assert EGGS in dock.parts.receiving.questions.sentence.text()
    dock.parts.receiving.questions.choose("yes")
    dock.settle()
    face = view_of(dock).pane.face
    assert face.rows == ((EGGS, "15 份 short"),)
    press(dock, Qt.Key.Key_F2)
    assert dock.parts.receiving.share_sheet.isVisible()
    assert "4 short" in dock.parts.receiving.share_sheet.title.text()


def test_keys_walk_lines_and_orders_and_escape_leads_back_to_the_desk(dock):
    first = dock.dock.dock.order_id
    press(dock, Qt.Key.Key_PageDown)
    assert dock.dock.dock.order_id != first
    press(dock, Qt.Key.Key_Down)
    assert dock.dock.dock.line is not None
    press(dock, Qt.Key.Key_Escape)
    assert dock.dock.dock.line is None
    press(dock, Qt.Key.Key_Escape)
    assert dock.frame.receiving.isVisible()
    assert dock.frame.window.rail.isVisible()


def test_an_input_method_never_stands_between_the_dock_and_its_keys(dock):
    assert not view_of(dock).testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
