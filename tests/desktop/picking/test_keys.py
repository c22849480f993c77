"""The keys of the picking station: short, substitute, next crate, other point, undo, sowing; and what others do meanwhile."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from sqlalchemy import insert

from desktop.widgets.tokens import Tone
from domain.common.people import Actor
from domain.common.records import SettingRecord
from domain.picking import queries
from domain.picking.operations import confirm_scan, pause_wave
from domain.picking.values import Stand
from domain.picking.words import PickMethod
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, RIVER
from tests.desktop.picking.hall import CODES, MILK, counts, verdict, view

# Keys ----------------------------------------------------------------------------------------------


def test_short_with_a_reason_by_number_and_back_by_undo(filled, person):
    person.press(Qt.Key.Key_F2)
    person.press("3")
    assert verdict(filled).word == "Short"
    assert "Poor quality" in verdict(filled).then
    assert counts(filled) == {(GARDEN, EGGS): 5}
    person.press(Qt.Key.Key_F8)
    assert verdict(filled).word == "Undone"
    assert counts(filled) == {}


def test_fewer_are_short_when_a_number_was_typed(filled, person):
    person.type("2", enter=False)
    person.press(Qt.Key.Key_F2)
    person.press("1")
    assert counts(filled) == {(GARDEN, EGGS): 2}
    assert view(filled).line.face.left == 3


def test_undo_goes_ten_deep_and_says_when_there_is_no_more(filled, gun, person):
    for _scan in range(3):
        gun.scan(CODES[EGGS])
    for left in (2, 1, 0):
        person.press(Qt.Key.Key_F8)
        assert sum(counts(filled).values()) == left
    person.press(Qt.Key.Key_F8)
    assert (verdict(filled).tone, verdict(filled).word) == (Tone.WRONG, "Not done")


def may_stand_in(desk, product: str, *others: str) -> None:
    """The company's list of what may be given instead."""
    ids = desk.hall.products
    value = json.dumps({str(ids[product]): [ids[other] for other in others]})
    with desk.database.writer.begin() as connection:
        connection.execute(insert(SettingRecord).values(name="substitutes", value=value))


def test_a_substitute_needs_a_choice_and_the_buyers_word(filled, person):
    may_stand_in(filled, EGGS, MILK)
    person.type("2", enter=False)
    person.press(Qt.Key.Key_F3)
    sheet = filled.parts.picking.station.keys._sheet
    assert [row.text() for row in sheet.buttons.values()] == [MILK]
    person.press("1")
    assert sheet.title.text() == f"Who agreed to {MILK} × 2?"
    assert sheet.sentence.text().startswith("for no. 1 王*, 1 of 3")
    assert counts(filled) == {}, "nobody has agreed yet"
    person.press("1")
    assert verdict(filled).word == "Instead"
    assert "agreed by phone" in verdict(filled).then
    with filled.database.read() as connection:
        line = next(line for line in queries.pick_lines(connection, 1, point_id=filled.hall.points[GARDEN]))
    assert (line.product, line.substituted) == (EGGS, 2)


def test_without_anything_that_may_stand_in_it_is_said(filled, person):
    person.press(Qt.Key.Key_F3)
    sheet = filled.parts.picking.station.keys._sheet
    assert "Nothing may stand in" in sheet.sentence.text()
    assert not sheet.buttons


def test_the_next_crate_closes_the_one_in_hand(filled, gun, person):
    gun.scan(CODES[EGGS])
    person.press(Qt.Key.Key_F4)
    assert view(filled).band.asked.startswith("Scan an empty crate")
    gun.scan(filled.hall.crates[1])
    gun.scan(CODES[EGGS])
    values = [(face.title, face.value) for face in view(filled).crates.faces]
    assert values == [("Crate 1", "full"), ("Crate 2", "1 pcs")]


def test_control_codes_beside_the_station_do_what_keys_do(filled, gun):
    gun.scan(CODES[EGGS])
    gun.scan("#UNDO")
    assert verdict(filled).word == "Undone"
    gun.scan("#NEXT")
    assert view(filled).line.face.name == GRAPES
    gun.scan("#SHORT")
    assert filled.parts.picking.station.keys._sheet.isVisible()


def test_another_point_is_chosen_by_number(filled, person):
    person.press(Qt.Key.Key_F7)
    sheet = filled.parts.picking.station.keys._sheet
    assert [button.text() for button in sheet.buttons.values()] == [RIVER, GARDEN]
    person.press("1")
    assert view(filled).head.face.place == f"W01 · {RIVER}"


def test_escape_leaves_the_station_for_the_board(desk, person):
    person.press(Qt.Key.Key_Escape)
    assert desk.frame.picking.isVisible()
    assert desk.frame.window.rail.isVisible()


def test_the_input_method_is_off_at_the_station(desk):
    assert not view(desk).testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert view(desk).hasFocus()


def test_a_paused_wave_counts_nothing_and_says_so(filled, gun):

    gun.scan(CODES[EGGS])
    pause_wave(filled.database, MANAGER, filled.hall.waves[0], "waiting for goods")
    gun.scan(CODES[EGGS])
    assert verdict(filled).tone is Tone.WRONG
    assert counts(filled) == {(GARDEN, EGGS): 1}
    assert view(filled).line.face.title == "The wave is paused"


# Sowing --------------------------------------------------------------------------------------------


def test_sowing_takes_a_product_in_hand_and_deals_it_out(desk, gun, person):
    person.press(Qt.Key.Key_F6)
    assert view(desk).head.face.method == "Sow by product"
    gun.scan(CODES[EGGS])
    assert verdict(desk).word == "In hand"
    assert view(desk).line.face.left == 9
    rows = [(face.title, face.value, face.here) for face in view(desk).crates.faces]
    assert rows == [(RIVER, "4", True), (GARDEN, "5", False)]
    assert view(desk).band.asked == f"Scan an empty crate for {RIVER}"
    gun.scan(desk.hall.crates[4])
    assert counts(desk) == {(RIVER, EGGS): 4}, "an empty crate is opened for the point and gets its due"
    gun.scan(desk.hall.crates[5])
    assert counts(desk) == {(RIVER, EGGS): 4, (GARDEN, EGGS): 5}
    assert view(desk).line.face.title == f"{EGGS} is done"


def test_sowing_a_typed_number_is_put_instead_of_all(desk, gun, person):
    person.press(Qt.Key.Key_F6)
    gun.scan(CODES[EGGS])
    person.type("2")
    gun.scan(desk.hall.crates[4])
    assert counts(desk) == {(RIVER, EGGS): 2}


def test_a_second_station_is_seen_when_it_has_counted(filled, made):

    there = filled.hall
    with filled.database.read() as connection:
        station = queries.station_view(connection, there.waves[0])
    stand = Stand(there.waves[0], PickMethod.BY_POINT, there.points[GARDEN])
    other = Actor("小红", "2号台")
    confirm_scan(filled.database, other, station, stand, there.crates[7])
    filled.frame.bus.tell_all()
    filled.settle()
    assert [face.below for face in view(filled).crates.faces] == [there.crates[0], there.crates[7]]


def test_a_station_may_fill_the_screen_and_gives_it_back(desk, person):
    window = desk.frame.window
    assert not window.isFullScreen()
    desk.frame.settings.station_full_screen = True
    person.press(Qt.Key.Key_Escape)
    desk.parts.picking.open_station(desk.hall.waves[0], "by_point", desk.hall.points[GARDEN])
    desk.settle()
    assert window.isFullScreen()
    person.press(Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_the_station_is_resumed_where_its_work_was_put_down(filled, gun, person):
    gun.scan(CODES[EGGS])
    person.press(Qt.Key.Key_Escape)
    filled.parts.picking.station.station = None
    filled.frame.window.actions_list.trigger("station")
    filled.settle()
    assert view(filled).head.face.place == f"W01 · {GARDEN}"
    assert view(filled).line.face.left == 4
