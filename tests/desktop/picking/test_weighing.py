"""Weighed pieces at the station, with a scale at byte level: only a fresh, stable weight within tolerance counts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text

from desktop.widgets.tokens import Tone
from domain.picking import queries
from tests.builders import EGGS, GRAPES, RIVER
from tests.desktop.keys import Gun
from tests.desktop.picking.conftest import at_the_garden
from tests.desktop.picking.hall import CODES, MILK_CODE

WITHIN = 8000


@pytest.fixture
def desk(made, open_window):
    """A station with a practice scale, an empty crate in hand at the garden."""
    desk = at_the_garden(made, open_window, scale_address="practice")
    Gun(desk).scan(desk.hall.crates[0])
    return desk


@pytest.fixture
def pan(desk):
    return desk.frame.scale.practice.pan


def band(desk):
    return desk.parts.picking.view.band


def scale_card(desk):
    return desk.parts.picking.view.scale


def weights(desk) -> list[tuple[int | None, str]]:
    """The weights in the ledger, the newest first, with what they did."""
    with desk.database.read() as connection:
        return [(act.weight_g, act.kind) for act in queries.last_acts(connection, "1号台") if act.weight_g]


def told(desk, qtbot, word: str) -> None:
    """Waits until the band says so."""
    qtbot.waitUntil(lambda: band(desk).verdict is not None and band(desk).verdict.word == word, timeout=WITHIN)
    desk.settle()


def test_a_weighed_piece_waits_for_its_weight_and_takes_it_by_itself(desk, gun, pan, qtbot):
    gun.scan(CODES[GRAPES])
    assert (band(desk).verdict.word, band(desk).verdict.tone) == ("Weigh", Tone.CAREFUL)
    assert weights(desk) == []
    pan.put(1512)
    told(desk, qtbot, "Right")
    assert weights(desk) == [(1512, "pick")]
    assert "1.512 kg" in band(desk).verdict.what


def test_the_card_shows_the_weight_only_while_it_is_fresh(desk, gun, pan, qtbot):
    gun.scan(CODES[GRAPES])
    card = scale_card(desk)
    assert card.isVisible()
    qtbot.waitUntil(lambda: card.face.weight == "0.000", timeout=WITHIN)
    assert (card.face.limits.least_g, card.face.limits.most_g) == (1425, 1575)
    pan.freeze()
    qtbot.waitUntil(lambda: card.face.weight == "--.---", timeout=WITHIN)
    assert weights(desk) == []


def test_a_weight_that_lay_there_before_the_scan_does_not_count_twice(desk, gun, pan, qtbot):
    gun.scan(CODES[GRAPES])
    pan.put(1500)
    told(desk, qtbot, "Right")
    gun.scan(CODES[GRAPES])
    told(desk, qtbot, "Counted")
    assert weights(desk) == [(1500, "pick")], "the first piece still lies on the scale"
    pan.take()
    qtbot.wait(500)
    pan.put(1490)
    told(desk, qtbot, "Right")
    assert weights(desk) == [(1490, "pick"), (1500, "pick")]


@pytest.mark.parametrize(
    ("load", "word"),
    [
        (lambda pan: pan.put(-300), "Below zero"),
        (lambda pan: (pan.put(1500), pan.shake()), "Moving"),
        (lambda pan: pan.freeze(), "Too old"),
        (lambda pan: pan.overload(), "Overload"),
        (lambda pan: pan.put(0), "Empty"),
    ],
)
def test_a_bad_weight_is_a_clear_word_a_sound_and_counts_nothing(desk, gun, person, pan, qtbot, load, word):
    desk.frame.settings.auto_weight = False
    gun.scan(CODES[GRAPES])
    load(pan)
    qtbot.wait(700)
    desk.heard.clear()
    person.press(Qt.Key.Key_Return)
    told(desk, qtbot, word)
    assert band(desk).verdict.tone is Tone.WRONG
    assert band(desk).verdict.then
    assert desk.heard == ["wrong"]
    assert weights(desk) == []


def test_out_of_tolerance_is_refused_and_a_named_person_may_let_it_pass(desk, gun, person, pan, qtbot):
    gun.scan(CODES[GRAPES])
    pan.put(1800)
    told(desk, qtbot, "Weight")
    assert (band(desk).verdict.tone, weights(desk)) == (Tone.WRONG, [])
    person.press(Qt.Key.Key_F9)
    sheet = desk.frame.window.reason
    assert "1.800 kg" in sheet.title.text()
    sheet.words.setText("李娜")
    sheet.done.click()
    told(desk, qtbot, "Right")
    assert weights(desk) == [(1800, "pick")]


def test_another_piece_may_take_the_place_of_one_out_of_tolerance(desk, gun, pan, qtbot):
    gun.scan(CODES[GRAPES])
    pan.put(1800)
    told(desk, qtbot, "Weight")
    pan.take()
    qtbot.wait(500)
    pan.put(1505)
    told(desk, qtbot, "Right")
    assert weights(desk) == [(1505, "pick")]


def test_without_automatic_a_second_scan_takes_the_weight(desk, gun, pan, qtbot):
    desk.frame.settings.auto_weight = False
    gun.scan(CODES[GRAPES])
    pan.put(1500)
    qtbot.wait(900)
    assert weights(desk) == []
    gun.scan(CODES[GRAPES])
    told(desk, qtbot, "Right")
    assert weights(desk) == [(1500, "pick")]


def test_a_weight_is_typed_in_kilograms_and_marked(desk, gun, person, qtbot):
    gun.scan(CODES[GRAPES])
    person.type("1.48")
    told(desk, qtbot, "Right")
    assert weights(desk) == [(1480, "pick")]


def test_a_gram_for_a_kilogram_is_asked_about(desk, gun, person, qtbot):
    gun.scan(CODES[GRAPES])
    person.type("1500000")
    told(desk, qtbot, "Really?")
    assert weights(desk) == []
    sheet = desk.parts.picking.station.keys._sheet
    assert "1500.000 kg" in sheet.title.text()
    assert next(iter(sheet.buttons.values())).text() == "1.500 kg was meant"
    person.press("1")
    told(desk, qtbot, "Right")
    assert weights(desk) == [(1500, "pick")]


def test_an_undone_weight_may_be_weighed_again(desk, gun, person, pan, qtbot):
    gun.scan(CODES[GRAPES])
    pan.put(1500)
    told(desk, qtbot, "Right")
    person.press(Qt.Key.Key_F8)
    gun.scan(CODES[GRAPES])
    told(desk, qtbot, "Right")
    assert weights(desk)[0] == (1500, "pick")


def test_another_product_scanned_lets_the_waiting_piece_go(desk, gun, pan, qtbot):
    gun.scan(CODES[GRAPES])
    gun.scan(CODES[EGGS])
    assert band(desk).verdict.word == "Right"
    pan.put(1500)
    qtbot.wait(900)
    assert weights(desk) == []


def test_a_scale_pulled_out_is_told_and_the_weight_typed(desk, gun, person, pan, qtbot):
    gun.scan(CODES[GRAPES])
    pan.unplug()
    qtbot.waitUntil(lambda: scale_card(desk).face.word == "Scale not reached", timeout=WITHIN)
    assert scale_card(desk).face.weight == "--.---"
    person.type("1.5")
    told(desk, qtbot, "Right")
    assert weights(desk) == [(1500, "pick")]
    with desk.database.read() as connection:
        kept = connection.execute(text("SELECT manual_weight, person, reason FROM pick_event")).one()
    assert (bool(kept.manual_weight), kept.person, kept.reason) == (True, "阿强", "the scale was not reached")


def test_sowing_a_weighed_piece_goes_into_the_crate_that_was_scanned(desk, gun, person, pan, qtbot):
    person.press(Qt.Key.Key_F6)
    gun.scan(CODES[GRAPES])
    gun.scan(desk.hall.crates[0])
    assert band(desk).verdict.word == "Weigh"
    pan.put(1500)
    told(desk, qtbot, "Right")
    assert weights(desk) == [(1500, "pick")]
    assert desk.parts.picking.view.line.face.left == 1


# Sealing -------------------------------------------------------------------------------------------


@pytest.fixture
def river_done(desk, gun, person):
    """The river's four eggs and melon are in one crate."""
    desk.parts.picking.open_station(desk.hall.waves[0], "by_point", desk.hall.points[RIVER])
    desk.settle()
    gun.scan(desk.hall.crates[1])
    gun.scan(CODES[EGGS])
    person.type("3")
    person.press(Qt.Key.Key_F2)
    person.press("1")
    return desk


def test_a_finished_point_is_weighed_and_sealed(river_done, person, pan, qtbot):
    desk = river_done
    view = desk.parts.picking.view
    assert view.line.face.title == f"{RIVER} is done"
    assert view.keys.buttons["seal"].isEnabled()
    person.press(Qt.Key.Key_F10)
    assert view.line.face.expected.startswith("kg, of 7.800 ±")
    pan.put(7790)
    told(desk, qtbot, "Sealed")
    assert "7.790 kg" in band(desk).verdict.what
    from domain.totes.queries import tote

    with desk.database.read() as connection:
        assert tote(connection, desk.hall.crates[1]).state == "sealed"
    assert not desk.parts.picking.station.sealing.is_open


def test_a_crate_of_the_wrong_weight_is_not_sealed_without_a_reason(river_done, person, pan, qtbot):
    desk = river_done
    person.press(Qt.Key.Key_F10)
    pan.put(6300)
    told(desk, qtbot, "Weight")
    assert band(desk).verdict.tone is Tone.WRONG
    person.press(Qt.Key.Key_F9)
    sheet = desk.frame.window.reason
    sheet.words.setText("one box was opened for the leader")
    sheet.done.click()
    told(desk, qtbot, "Sealed")


def test_sealing_is_refused_while_a_line_is_open(desk, person):
    person.press(Qt.Key.Key_F10)
    assert not desk.parts.picking.station.sealing.is_open
    assert not desk.parts.picking.view.keys.buttons["seal"].isEnabled()


def test_a_cold_tote_asks_for_a_second_person_by_name(desk, gun, person, pan, qtbot):
    gun.scan(CODES[EGGS])
    person.type("4")
    gun.scan(MILK_CODE)
    gun.scan("#NEXT")
    while desk.parts.picking.station.station.line is not None:
        person.press(Qt.Key.Key_F2)
        person.press("1")
    person.press(Qt.Key.Key_F10)
    pan.put(desk.parts.picking.station.sealing.sheet.expected_g)
    sheet = desk.frame.window.reason
    qtbot.waitUntil(sheet.isVisible, timeout=WITHIN)
    assert "second person" in sheet.title.text()
    sheet.words.setText("小红")
    sheet.done.click()
    told(desk, qtbot, "Sealed")


def test_of_several_crates_the_one_on_the_scale_is_scanned(desk, gun, person, pan, qtbot):
    view = desk.parts.picking.view
    gun.scan(CODES[EGGS])
    person.press(Qt.Key.Key_F4)
    gun.scan(desk.hall.crates[2])
    gun.scan(CODES[EGGS])
    while desk.parts.picking.station.station.line is not None:
        person.press(Qt.Key.Key_F2)
        person.press("1")
    person.press(Qt.Key.Key_F10)
    assert (view.line.face.weight, view.band.asked) == ("2", "Scan the crate on the scale")
    for crate in (desk.hall.crates[2], desk.hall.crates[0]):
        pan.take()
        qtbot.wait(500)
        gun.scan(crate)
        pan.put(desk.parts.picking.station.sealing.sheet.expected_g)
        told(desk, qtbot, "Sealed")
        assert crate in band(desk).verdict.what
    assert not desk.parts.picking.station.sealing.is_open
    assert "point is ready" in band(desk).verdict.then
