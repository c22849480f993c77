"""The picking station by real keys: scans from anywhere, verdicts nobody can miss, nothing counted that is wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import delete

from desktop.widgets.tokens import Tone
from domain.catalogue.records import BarcodeRecord
from domain.common.codes import ean13_with_check
from domain.common.database import open_database
from domain.picking import queries
from tests.builders import EGGS, GARDEN, GRAPES, MELON, RIVER
from tests.desktop.picking.hall import CODES, LONELY_CODE, MILK, MILK_CODE, counts, verdict, view

ON_BOTH = pytest.mark.parametrize("made", ["sqlite", "postgresql"], indirect=True)


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
