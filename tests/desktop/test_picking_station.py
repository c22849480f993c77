"""The picking station by real keys: scans from anywhere, verdicts nobody can miss, nothing counted that is wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import delete

from desktop.settings import Settings
from desktop.widgets.tokens import Tone
from domain.catalogue.records import BarcodeRecord
from domain.common.codes import ean13_with_check
from domain.common.database import open_database
from domain.picking import queries
from tests.desktop.picking_hall import (
    CODES,
    EGGS,
    GARDEN,
    GRAPES,
    LONELY_CODE,
    MELON,
    MILK,
    MILK_CODE,
    RIVER,
    Gun,
    Person,
    hall,
)

ON_BOTH = pytest.mark.parametrize("made", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def made(request, new_place):
    place = new_place(getattr(request, "param", "sqlite"))
    return place, hall(place)


@pytest.fixture
def desk(made, open_window):
    """A window whose station stands at the garden, nothing in hand yet."""
    place, there = made
    settings = Settings(language="en", theme="light", person="阿强", station="1号台", station_full_screen=False)
    desk = open_window(place, settings=settings)
    desk.hall = there
    desk.parts.picking.open_station(there.waves[0], "by_point", there.points[GARDEN])
    desk.settle()
    desk.heard = []
    desk.frame.sounds.played.connect(desk.heard.append)
    return desk


@pytest.fixture
def gun(desk):
    return Gun(desk)


@pytest.fixture
def person(desk, qtbot):
    return Person(desk, qtbot)


@pytest.fixture
def filled(desk, gun):
    """A crate is in hand."""
    gun.scan(desk.hall.crates[0])
    return desk


def view(desk):
    return desk.parts.picking.view


def verdict(desk):
    return view(desk).band.verdict


def counts(desk) -> dict[tuple[str, str], int]:
    """Pieces accounted for by point and product, as the books say."""
    with desk.database.read() as connection:
        lines = queries.pick_lines(connection, desk.hall.waves[0])
    return {(line.point, line.product): line.done for line in lines if line.done}


def test_the_station_shows_the_line_in_hand_and_asks_for_a_crate(desk):
    face = view(desk).line.face
    assert (face.name, face.place, face.left) == (EGGS, "A-01", 5)
    assert face.unit == "still to pick / of 5 份"
    assert view(desk).band.asked == f"Scan an empty crate for {GARDEN}"
    assert view(desk).head.face.place == f"W01 · {GARDEN}"
    assert view(desk).head.face.line == "line 1 of 3"
    assert view(desk).head.face.person == "阿强 · 1号台"
    assert not desk.frame.window.rail.isVisible()


@ON_BOTH
def test_a_scan_is_judged_counted_and_told_whatever_has_the_focus(desk, gun):
    gun.scan(desk.hall.crates[0])
    assert verdict(desk).tone is Tone.RUNNING
    button = view(desk).keys.buttons["undo"]
    button.setFocus()
    gun.scan(CODES[EGGS])
    assert (verdict(desk).tone, verdict(desk).word) == (Tone.RIGHT, "Right")
    assert view(desk).line.face.left == 4
    assert counts(desk) == {(GARDEN, EGGS): 1}
    assert desk.heard == ["right", "right"]


def test_a_scan_into_an_open_sheet_counts_and_types_nothing(filled, gun):
    filled.frame.appearance.open_settings()
    sheet = filled.frame.window.settings
    before = sheet.person.text()
    gun.scan(CODES[EGGS])
    assert counts(filled) == {(GARDEN, EGGS): 1}
    assert sheet.person.text() == before
    assert not sheet.isVisible(), "nothing lies over the verdict"


def test_a_scan_never_answers_a_question_by_its_digits(filled, gun, person):
    person.press(Qt.Key.Key_F2)
    assert filled.parts.picking.station.keys._sheet.isVisible()
    gun.scan(CODES[EGGS])
    with filled.database.read() as connection:
        assert {act.kind for act in queries.last_acts(connection, "1号台")} == {"pick"}


def test_five_scans_without_a_pause_are_five_pieces(filled, gun, qtbot):
    for _scan in range(5):
        gun.send(CODES[EGGS])
    filled.settle()
    assert counts(filled) == {(GARDEN, EGGS): 5}
    assert view(filled).line.face.name == GRAPES, "the next line is in hand"


# Bad scans -----------------------------------------------------------------------------------------


def half(_hall):
    return CODES[EGGS][:8]


def glued(_hall):
    return CODES[EGGS] + CODES[GRAPES]


def control_bytes(_hall):
    return CODES[EGGS][:6] + "\x1d" + CODES[EGGS][6:]


def four_kilobytes(_hall):
    return "7" * 4096


def of_another_point(_hall):
    return CODES[MELON]


def of_no_wave(_hall):
    return LONELY_CODE


def unheard_of(_hall):
    return ean13_with_check("699999999999")


@pytest.mark.parametrize(
    ("code", "word", "sound"),
    [
        (half, "Not a code", "unknown"),
        (glued, "Not a code", "unknown"),
        (control_bytes, "Not a code", "unknown"),
        (four_kilobytes, "Not a code", "unknown"),
        (of_another_point, "Wrong", "wrong"),
        (of_no_wave, "Wrong", "wrong"),
        (unheard_of, "Unknown", "unknown"),
    ],
)
def test_a_bad_scan_is_a_clear_word_a_sound_and_counts_nothing(filled, gun, code, word, sound):
    filled.heard.clear()
    gun.scan(code(filled.hall))
    assert (verdict(filled).tone, verdict(filled).word) == (Tone.WRONG, word)
    assert verdict(filled).what
    assert verdict(filled).then, "it says what to do next"
    assert filled.heard == [sound]
    assert counts(filled) == {}
    assert view(filled).typed == ""


def test_a_scan_that_breaks_off_is_told(filled, gun, qtbot):
    gun.keys(CODES[EGGS][:9])
    qtbot.waitUntil(lambda: verdict(filled).word == "Not a code")
    filled.settle()
    assert CODES[EGGS][:9] in verdict(filled).what
    assert (counts(filled), view(filled).typed) == ({}, "")


def test_another_points_crate_and_a_sealed_one_are_refused(filled, gun, person):
    there = filled.hall
    gun.scan(CODES[EGGS])
    person.press(Qt.Key.Key_F4)
    gun.scan(there.crates[0])
    assert (verdict(filled).word, verdict(filled).tone) == ("Sealed", Tone.WRONG)
    filled.parts.picking.open_station(there.waves[0], "by_point", there.points[RIVER])
    filled.settle()
    gun.scan(there.crates[0])
    assert (verdict(filled).word, verdict(filled).tone) == ("Wrong", Tone.WRONG)
    assert GARDEN in verdict(filled).what + verdict(filled).then


def test_one_too_many_is_refused(filled, gun):
    gun.scan(MILK_CODE)
    gun.scan(MILK_CODE)
    assert (verdict(filled).word, verdict(filled).tone) == ("Enough", Tone.CAREFUL)
    assert counts(filled) == {(GARDEN, MILK): 1}


def test_without_a_crate_nothing_is_counted(desk, gun):
    gun.scan(CODES[EGGS])
    assert verdict(desk).word == "Crate first"
    assert counts(desk) == {}


# What is typed -------------------------------------------------------------------------------------


def test_a_number_counts_so_many_more_of_what_was_scanned_right(filled, gun, person):
    gun.scan(CODES[EGGS])
    person.type("4")
    assert counts(filled) == {(GARDEN, EGGS): 5}
    assert verdict(filled).what.endswith("× 4")


def test_a_number_before_any_scan_waits_for_the_scan(filled, gun, person):
    person.type("3")
    assert counts(filled) == {}
    assert view(filled).band.asked.startswith("× 3")
    gun.scan(CODES[EGGS])
    assert counts(filled) == {(GARDEN, EGGS): 3}


def test_more_than_is_wanted_is_refused_whole(filled, gun, person):
    gun.scan(CODES[EGGS])
    person.type("5")
    assert (verdict(filled).word, verdict(filled).tone) == ("Too many", Tone.WRONG)
    assert counts(filled) == {(GARDEN, EGGS): 1}


def test_a_code_is_typed_by_hand(filled, person):
    person.type(CODES[EGGS])
    assert counts(filled) == {(GARDEN, EGGS): 1}


def test_a_product_is_typed_by_its_own_code(filled, person):
    person.type("mk01")
    assert counts(filled) == {(GARDEN, MILK): 1}


@pytest.fixture
def without_barcode(made):
    """Loose milk that no scanner can read."""
    place, _there = made
    with open_database(place) as database, database.writer.begin() as connection:
        connection.execute(delete(BarcodeRecord).where(BarcodeRecord.code == MILK_CODE))
    return made


def test_goods_without_a_barcode_are_counted_by_number(without_barcode, filled, gun, person):
    gun.scan(CODES[EGGS])
    person.type("4")
    person.type("1")
    assert counts(filled) == {(GARDEN, EGGS): 5}, "grapes are next: they are weighed"
    gun.scan("#NEXT")
    assert view(filled).line.face.name == MILK
    person.type("1")
    assert counts(filled) == {(GARDEN, EGGS): 5, (GARDEN, MILK): 1}


def test_what_is_typed_can_be_taken_back(filled, person):
    person.type("12", enter=False)
    person.press(Qt.Key.Key_Backspace)
    assert view(filled).typed == "1"
    person.press(Qt.Key.Key_Escape)
    assert view(filled).typed == ""
    assert view(filled).isVisible(), "Esc took the number, not the station"


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


def test_a_substitute_needs_a_choice_and_consent(filled, person):
    filled.database  # noqa: B018
    person.press(Qt.Key.Key_F3)
    sheet = filled.parts.picking.station.keys._sheet
    assert sheet.isVisible()


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
    from domain.picking.operations import pause_wave
    from tests.builders import MANAGER

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
    from domain.common.people import Actor
    from domain.picking.operations import confirm_scan
    from domain.picking.values import Stand
    from domain.picking.words import PickMethod

    there = filled.hall
    with filled.database.read() as connection:
        station = queries.station_view(connection, there.waves[0])
    stand = Stand(there.waves[0], PickMethod.BY_POINT, there.points[GARDEN])
    other = Actor("小红", "2号台")
    confirm_scan(filled.database, other, station, stand, there.crates[7])
    filled.frame.bus.tell_all()
    filled.settle()
    assert [face.below for face in view(filled).crates.faces] == [there.crates[0], there.crates[7]]
