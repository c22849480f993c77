"""Receiving by real keys: orders made and sent at the desk, goods taken in at the dock, a shortage shared by name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.settings import Settings
from desktop.views.receiving.dock.model import Entry
from desktop.widgets.tokens import Tone
from domain.catalogue.records import BarcodeRecord
from domain.common.codes import ean13_with_check
from domain.common.database import open_database
from domain.common.people import Actor, Role
from domain.ordering.operations import open_cycle
from domain.purchasing import operations as purchasing
from domain.purchasing import queries
from domain.purchasing.words import Delivered, PurchaseState, ShortageRule
from tests import builders
from tests.builders import CUTOFF_AT, DELIVERY, EGGS, GRAPES, MANAGER, MELON
from tests.desktop.keys import Gun, Person
from tests.domain.purchasing import scene

ON_BOTH = pytest.mark.parametrize("desk", ["sqlite", "postgresql"], indirect=True)
CODES = {
    EGGS: "6901234567892",
    GRAPES: ean13_with_check("690987654321"),
    MELON: ean13_with_check("692000000001"),
}
STRANGE = ean13_with_check("694000000003")
WRONG_DIGIT = "6901234567893"


@pytest.fixture
def desk(request, open_window, new_place, tmp_path):
    """A window on a cut cycle: 13 eggs, 10 grapes (weighed), 3 melons wanted; every product has a barcode."""
    place = new_place(getattr(request, "param", "sqlite"))
    with open_database(place) as database:
        shop = scene.cut_night(database)
        for name, code in CODES.items():
            with database.writer.begin() as connection:
                row = {"code": code, "product_id": shop.products[name], "kind": "ean13"}
                connection.execute(BarcodeRecord.__table__.insert().values(**row))
    settings = Settings(
        language="en", theme="light", person="陈峰", station="1号台", papers_folder=str(tmp_path / "papers")
    )
    desk = open_window(place, settings=settings)
    desk.frame.appearance.go("receiving")
    desk.settle()
    desk.heard = []
    desk.frame.sounds.played.connect(desk.heard.append)
    return desk


@pytest.fixture
def dock(desk, qtbot):
    """The same with orders made, standing at the dock, no line in hand."""
    purchasing.make_orders(desk.database, MANAGER, "0525")
    desk.parts.receiving.open_dock()
    desk.settle()
    desk.dock = desk.parts.receiving.dock
    desk.gun, desk.person = Gun(desk), Person(desk, qtbot)
    return desk


def view_of(desk):
    return desk.parts.receiving.dock._view


def band(desk):
    return view_of(desk).band.verdict


def line(desk, product):
    return scene.line_of(desk.database, product)


def order_of(desk, product) -> int:
    (number,) = [number for number, name in scene.lines(desk.database) if name == product]
    return scene.orders(desk.database)[number].id


def press(desk, key: Qt.Key) -> None:
    desk.person.press(key)
    desk.settle()


def type_in(desk, text: str) -> None:
    desk.person.type(text)
    desk.settle()


# At the desk ---------------------------------------------------------------------------------------


@ON_BOTH
def test_one_button_makes_an_order_per_supplier_with_its_sum(desk):
    page = desk.frame.receiving
    assert page.first_make.isVisible()
    page.first_make.click()
    desk.settle()
    rows = desk.parts.receiving.desk.orders.rows
    assert sorted((row.supplier, row.cases, row.ordered) for row in rows) == [
        ("(none)", 3, 3),
        ("果满园", 2, 12),
        ("绿源合作社", 2, 24),
    ]
    assert [page.figures.findChildren(QLabel)[at].text() for at in (0, 1)] == ["0 / 39", "pieces received"]
    desk.parts.receiving.desk.choose(next(row.id for row in rows if row.supplier == "绿源合作社"))
    desk.settle()
    (eggs,) = desk.parts.receiving.desk.lines.rows
    assert (eggs.demand, eggs.cases, eggs.case_size, eggs.left_over) == (13, 2, 12, 11)


def test_before_the_cutoff_it_says_so_and_leads_there(desk):
    open_cycle(desk.database, MANAGER, "0526", cutoff_at=CUTOFF_AT, delivery=DELIVERY)
    desk.parts.shell.choose_cycle("0526")
    desk.settle()
    page = desk.frame.receiving
    assert page.before.isVisible()
    page.to_cutoff.click()
    desk.settle()
    assert desk.frame.orders.current == "cutoff"


@pytest.mark.parametrize(("way", "ending"), [(0, "pdf"), (1, "xlsx")])
def test_an_order_is_sent_as_a_file_that_lies_in_the_folder(desk, way, ending, tmp_path):
    purchasing.make_orders(desk.database, MANAGER, "0525")
    desk.parts.shell.refresh()
    desk.settle()
    desk.frame.receiving.send.click()
    desk.parts.receiving.choice.buttons[way].click()
    desk.settle()
    (file,) = (tmp_path / "papers" / "0525").iterdir()
    assert file.suffix == f".{ending}"
    assert file.stat().st_size > 1000
    (sent,) = [row for row in desk.parts.receiving.desk.orders.rows if row.state == PurchaseState.SENT]
    assert (sent.sent_how, file.name.startswith(sent.number)) == (ending, True)


def test_an_order_as_text_lies_on_the_clipboard(desk):
    purchasing.make_orders(desk.database, MANAGER, "0525")
    desk.parts.shell.refresh()
    desk.settle()
    desk.frame.receiving.send.click()
    desk.parts.receiving.choice.buttons[2].click()
    desk.settle()
    assert "12" in QApplication.clipboard().text()


def test_a_cancelled_order_says_what_is_missing_again(desk):
    purchasing.make_orders(desk.database, MANAGER, "0525")
    desk.parts.shell.refresh()
    desk.settle()
    desk.frame.receiving.cancel.click()
    assert "are missing again" in desk.frame.window.reason.sentence.text()
    desk.frame.window.reason.done.click()
    desk.settle()
    assert PurchaseState.CANCELLED in {row.state for row in desk.parts.receiving.desk.orders.rows}


# At the dock ---------------------------------------------------------------------------------------


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


# Sharing -------------------------------------------------------------------------------------------


@pytest.fixture
def short(desk):
    """Nine eggs came of thirteen; the sharing sheet is open."""
    scene.buy(desk.database)
    scene.come(desk.database, EGGS, 9)
    purchasing.finish_receipt(desk.database, MANAGER, order_of(desk, EGGS))
    desk.parts.shell.refresh()
    desk.settle()
    desk.frame.receiving.short_list.buttons[f"share:{line(desk, EGGS).product_id}"].click()
    desk.settle()
    return desk


def test_each_rule_shows_by_name_who_gets_what_before_anything_is_written(short):
    sheet, rows = short.parts.receiving.share_sheet, short.parts.receiving.share.rows
    assert [(row.wanted, row.given) for row in rows.rows] == [(8, 4), (5, 5)]
    sheet.rules[ShortageRule.PRO_RATA.value].click()
    short.settle()
    assert [(row.wanted, row.given) for row in rows.rows] == [(5, 3), (8, 6)]
    with short.database.read() as connection:
        assert queries.shared_products(connection, "0525") == ()


@ON_BOTH
def test_the_chosen_rule_is_made_so_and_stands_on_the_desk(short_on):
    short_on.parts.receiving.share_sheet.rules[ShortageRule.WHOLE_LINE.value].click()
    short_on.settle()
    short_on.parts.receiving.share_sheet.done.click()
    short_on.settle()
    with short_on.database.read() as connection:
        shared = queries.shortage_shares(connection, "0525", line(short_on, EGGS).product_id)
    assert (shared.rule, shared.given) == (ShortageRule.WHOLE_LINE, 5)
    assert not short_on.parts.receiving.share_sheet.isVisible()
    todo = short_on.frame.receiving.short_list
    assert [button.text() for button in todo.buttons.values()] == ["Look or change"]


@pytest.fixture
def short_on(desk):
    scene.buy(desk.database)
    scene.come(desk.database, EGGS, 9)
    purchasing.finish_receipt(desk.database, MANAGER, order_of(desk, EGGS))
    desk.parts.receiving.share.open_for(line(desk, EGGS).product_id)
    desk.settle()
    return desk


def test_marked_buyers_first_takes_the_marks_with_commas_of_either_width(short):
    sheet = short.parts.receiving.share_sheet
    sheet.rules[ShortageRule.TAGGED_FIRST.value].click()
    short.settle()
    assert sheet.tags_field.isVisible()
    sheet.tags.setText("老客户，VIP")
    short.settle()
    assert short.parts.receiving.share.tags == ("老客户", "VIP")
    assert sheet.done.isEnabled()


def test_a_shortage_that_another_station_filled_is_told_instead_of_shared(short):
    purchasing.receive(short.database, MANAGER, line(short, EGGS).id, Delivered(6))
    short.parts.receiving.share_sheet.done.click()
    short.settle()
    assert short.parts.receiving.share_sheet.refusal.text()


def test_melons_are_bought_of_nobody_and_said_so(desk):
    scene.buy(desk.database)
    assert line(desk, MELON).cases == 3
    desk.parts.shell.refresh()
    desk.settle()
    model = desk.parts.receiving.desk.orders
    shown = [str(model.index(at, 0).data()) for at in range(model.rowCount())]
    assert "no supplier" in shown
