"""What a scanner reads at a station beside plain barcodes: scale labels, GS1, the control sheet, shelves, papers, badges."""

from __future__ import annotations

import pytest

from desktop.settings import Settings
from desktop.widgets.tokens import Tone
from domain.catalogue.records import BarcodeRecord
from domain.common.codes import badge_code, bin_label_code, check_digit, control_code, ean13_with_check
from domain.common.database import open_database
from domain.common.people import PersonRecord, Role
from domain.picking.queries import last_acts
from tests.builders import EGGS, GARDEN, GRAPES, RIVER
from tests.desktop.keys import Gun
from tests.desktop.picking.hall import CODES, MILK_CODE, counts, verdict, view


def scale_label(grams: int) -> str:
    digits = f"2100123{grams:05d}"
    return digits + check_digit(digits)


def know(desk, code: str, product: str) -> None:
    """One more barcode of a product; the station reads its wave anew."""
    with desk.database.writer.begin() as connection:
        values = {"code": code, "product_id": desk.hall.products[product], "kind": "own"}
        connection.execute(BarcodeRecord.__table__.insert().values(**values))
    desk.parts.picking.open_station(desk.hall.waves[0], "by_point", desk.hall.points[GARDEN])
    desk.settle()


def test_a_scales_label_counts_its_piece_with_the_weight_on_it(filled, gun):
    know(filled, "2100123", GRAPES)
    gun.scan(scale_label(1490))
    assert (verdict(filled).tone, counts(filled)) == (Tone.RIGHT, {(GARDEN, GRAPES): 1})
    assert "1.490 kg" in verdict(filled).what
    assert "label" in verdict(filled).what
    with filled.database.read() as connection:
        (act,) = last_acts(connection, "1号台")
    assert act.weight_g == 1490


def test_a_scales_label_with_a_wrong_digit_counts_nothing(filled, gun):
    know(filled, "2100123", GRAPES)
    right = scale_label(1490)
    gun.scan(right[:-1] + str((int(right[-1]) + 1) % 10))
    assert (verdict(filled).tone, verdict(filled).word, counts(filled)) == (Tone.WRONG, "Not a code", {})


def test_a_gs1_label_counts_with_its_weight_and_an_old_one_is_refused(filled, gun):
    article = ean13_with_check("690222333444")
    know(filled, article, GRAPES)
    gun.scan(f"]C1010{article}3103001510")
    assert counts(filled) == {(GARDEN, GRAPES): 1}
    gun.scan(f"]C1010{article}310300151017200101")
    assert (verdict(filled).word, counts(filled)) == ("Expired", {(GARDEN, GRAPES): 1})


def test_a_crate_is_known_with_an_aim_id_and_under_caps_lock(desk, gun):
    gun.scan("]C0" + desk.hall.crates[0].lower())
    assert verdict(desk).word == "Crate"
    gun.scan("]E0" + CODES[EGGS])
    assert counts(desk) == {(GARDEN, EGGS): 1}


def test_the_control_sheet_says_done_and_what_is_still_open(filled, gun):
    gun.scan(control_code("DONE"))
    assert (verdict(filled).tone, verdict(filled).word) == (Tone.CAREFUL, "Not done")
    gun.scan(CODES[EGGS])
    gun.scan(control_code("UNDO"))
    assert counts(filled) == {}
    wrong = control_code("UNDO")[:-1] + "*"
    gun.scan(wrong)
    assert verdict(filled).word == "Not a code"


def test_without_a_label_reprint_says_so(filled, gun):
    gun.scan(control_code("REPRINT"))
    assert verdict(filled).word == "No label"


def test_a_shelfs_label_takes_its_line_in_hand(filled, gun):
    station = filled.parts.picking.station
    other = next(line for line in station.station.lines if line.cell_id != station.station.cell_id)
    gun.scan(bin_label_code(other.bin))
    assert station.station.cell_id == other.cell_id
    gun.scan(bin_label_code("Z-99"))
    assert verdict(filled).word == "Shelf"


def test_a_label_that_still_waits_for_its_printer_is_not_asked_for_again(filled, gun, person):
    for _turn in range(5):
        gun.scan(CODES[EGGS])
    for grams in ("1500", "1500"):
        gun.scan(CODES[GRAPES])
        person.type(grams)
    gun.scan(MILK_CODE)
    gun.scan(control_code("DONE"))
    assert filled.parts.picking.station.sealing.is_open
    person.type(f"{filled.parts.picking.station.sealing.sheet.expected_g}")
    reason = filled.frame.window.reason  # a cold crate: a second person looks into it
    reason.usual.setEditText("李雷")
    reason.done.click()
    filled.settle()
    assert verdict(filled).word == "Sealed"
    gun.scan(control_code("REPRINT"))
    sheet = filled.parts.picking.station.keys._sheet
    assert sheet.isVisible(), verdict(filled)
    assert filled.hall.crates[0] in sheet.sentence.text()
    person.press("1")
    assert (verdict(filled).tone, verdict(filled).word) == (Tone.WRONG, "Not done")


@pytest.mark.parametrize("made", ["sqlite", "postgresql"], indirect=True)
def test_a_pick_list_brings_the_station_to_its_point_from_anywhere(desk, gun):
    desk.frame.appearance.go("today")
    gun.scan(f"PICK:0525:{desk.hall.points[RIVER]}")
    station = desk.parts.picking.station.station
    assert (view(desk).isVisible(), station.stand.point_id) == (True, desk.hall.points[RIVER])
    gun.scan(f"SOW:0525:{desk.hall.products[EGGS]}")
    station = desk.parts.picking.station.station
    assert (station.is_by_point, station.stand.product_id) == (False, desk.hall.products[EGGS])
    gun.scan("WAVE:0525:1")
    assert desk.parts.picking.station.station.wave.number == 1


def test_a_paper_of_another_night_moves_nothing(desk, gun):
    before = desk.parts.picking.station.station.stand
    told = []
    desk.parts.desk.news.connect(lambda text, *_more: told.append(text))
    for code in (f"PICK:0524:{desk.hall.points[RIVER]}", "COUNT:1", "HAND:0525:1"):
        gun.scan(code)
    assert desk.parts.picking.station.station.stand == before
    assert len(told) == 3
    assert "0524" in told[0]


def test_a_badge_seats_its_person_with_their_role(desk, gun):
    with desk.database.writer.begin() as connection:
        values = {"id": 12, "name": "赵敏", "role": "picker", "active": True}
        connection.execute(PersonRecord.__table__.insert().values(**values))
    gun.scan(badge_code(12))
    assert (desk.parts.desk.actor.person, desk.parts.desk.actor.role) == ("赵敏", Role.PICKER)
    gun.scan(badge_code(13))
    assert desk.parts.desk.actor.person == "赵敏"


def test_a_label_is_tried_in_its_sheet_and_its_reading_kept(made, open_window):
    place, there = made
    with open_database(place) as database, database.writer.begin() as connection:
        values = {"code": "2200123", "product_id": there.products[GRAPES], "kind": "in_store"}
        connection.execute(BarcodeRecord.__table__.insert().values(**values))
    settings = Settings(language="en", theme="light", person="阿强", station="1号台")
    desk = open_window(place, settings=settings)
    gun, sheet = Gun(desk), desk.parts.scanners.sheet
    sheet.open_sheet()
    digits = "220012301990"
    gun.scan(digits + check_digit(digits))
    at = next(at for at in range(sheet.reading.count()) if "¥19.90" in sheet.reading.itemText(at))
    sheet.reading.setCurrentIndex(at)
    sheet.only_prefix.setChecked(True)
    sheet.keep.click()
    desk.settle()
    assert "¥19.90" in sheet.said.text()
    assert sheet.said.property("tone") == "right"


def test_the_speed_of_a_scanner_is_learnt_in_the_window(desk, gun):
    sheet = desk.parts.scanners.sheet
    desk.frame.appearance.open_settings()
    desk.frame.window.settings.try_scanner.click()
    assert (sheet.isVisible(), desk.frame.window.settings.isVisible()) == (True, False)
    sheet.learn.click()
    for _turn in range(3):
        gun.scan(CODES[EGGS])
    assert "5 ms" in sheet.said.text()
    assert (desk.frame.settings.wedge_gap_ms, counts(desk)) == (25, {})
    sheet.close_sheet()
    gun.scan(desk.hall.crates[0])
    assert verdict(desk).word == "Crate"
