"""Scanners that misbehave, at the dock: one on a wire, and one that types; nothing is counted that was not read whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.background.scanner import Scanner
from desktop.settings import Settings
from desktop.widgets.tokens import Tone
from devices.simulators.scanner import Key, SerialScannerSim, WedgeSim
from devices.simulators.tcp_end import TcpEnd
from domain.catalogue.records import BarcodeRecord
from domain.common.codes import ean13_with_check
from domain.common.database import open_database
from domain.purchasing import operations as purchasing
from tests.builders import EGGS, GRAPES, MANAGER
from tests.desktop.keys import click, stamps
from tests.domain.purchasing import scene

EGG_CODE, GRAPE_CODE = "6901234567892", ean13_with_check("690987654321")
SOON_MS = 5000


@pytest.fixture
def dock(open_window, made_place):
    """A window at the dock; eggs and grapes have barcodes."""
    place, _said = made_place("sqlite", purchase)
    desk = open_window(place, settings=Settings(language="en", theme="light", person="陈峰", station="1号台"))
    desk.parts.receiving.open_dock()
    desk.settle()
    desk.lead = desk.parts.receiving.dock
    return desk


def purchase(place):
    with open_database(place) as database:
        shop = scene.cut_night(database)
        for name, code in ((EGGS, EGG_CODE), (GRAPES, GRAPE_CODE)):
            with database.writer.begin() as connection:
                row = {"code": code, "product_id": shop.products[name], "kind": "ean13"}
                connection.execute(BarcodeRecord.__table__.insert().values(**row))
        purchasing.make_orders(database, MANAGER, "0525")


def type_strokes(desk, strokes: list[Key]) -> None:
    """The strokes of a wedge, stamped as it sent them."""
    clock, window = stamps(desk), desk.frame.window.windowHandle()
    clock.begin(0.0)
    for stroke in strokes:
        clock.now += min(stroke.after_s, 0.01)
        if stroke.character == "\r":
            click(window, Qt.Key.Key_Return)
        elif stroke.character.isprintable():
            click(window, stroke.character)
        else:
            click(window, Qt.Key.Key_BracketRight, control=stroke.character)
    desk.settle()


def band(desk):
    return desk.lead._view.band.verdict


@pytest.mark.parametrize("aim", [False, True])
def test_a_wedge_types_a_code_with_or_without_its_aim_id(dock, aim):
    type_strokes(dock, WedgeSim(aim=aim).scan(EGG_CODE, "]E0"))
    assert dock.lead.dock.line.product == EGGS


@pytest.mark.parametrize("seed", range(6))
def test_a_wedge_that_lost_a_key_finds_no_other_product(dock, seed):
    type_strokes(dock, WedgeSim(seed=seed).with_lost_keys(EGG_CODE))
    assert dock.lead.dock.line is None
    assert band(dock).tone is Tone.WRONG


def test_two_codes_whose_end_was_lost_between_are_told_as_two(dock):
    type_strokes(dock, WedgeSim().glued(EGG_CODE, GRAPE_CODE))
    assert dock.lead.dock.line is None
    assert "Two codes" in band(dock).what


def test_a_control_byte_inside_a_code_makes_it_none(dock):
    type_strokes(dock, WedgeSim().with_control(EGG_CODE))
    assert dock.lead.dock.line is None
    assert (band(dock).tone, band(dock).word) == (Tone.WRONG, "Not a code")


@pytest.fixture
def wired(dock, qtbot):
    """A scanner on a wire to the same window."""
    end = TcpEnd()
    assert dock.frame.scanner.connect_to(end.address) == ""
    reached = []
    dock.frame.scanner.reached.connect(reached.append)
    qtbot.waitUntil(lambda: bool(reached) and reached[-1], timeout=SOON_MS)
    yield SerialScannerSim(end)
    dock.frame.scanner.close()
    end.close()


def test_a_scanner_on_a_wire_is_heard_whatever_has_the_focus(dock, wired, qtbot):
    wired.scan(EGG_CODE, "]E0")
    qtbot.waitUntil(lambda: dock.lead.dock.line is not None, timeout=SOON_MS)
    assert dock.lead.dock.line.product == EGGS


def test_two_codes_glued_on_the_wire_count_for_neither(dock, wired, qtbot):
    wired.scan_without_end(EGG_CODE)
    wired.scan(EGG_CODE)
    qtbot.waitUntil(lambda: band(dock) is not None, timeout=SOON_MS)
    assert (dock.lead.dock.line, band(dock).word) == (None, "Not a code")


def test_at_the_desk_a_code_from_the_wire_opens_the_search(dock, wired, qtbot):
    dock.frame.appearance.go("today")
    wired.scan(EGG_CODE)
    qtbot.waitUntil(dock.frame.window.palette_sheet.isVisible, timeout=SOON_MS)
    assert dock.frame.window.palette_sheet.field.text() == EGG_CODE


def test_an_address_that_names_nothing_is_told(qapp):
    scanner = Scanner()
    assert scanner.connect_to("tcp://nowhere")
    assert not scanner.is_there
    assert scanner.connect_to("") == ""


def test_the_foot_of_the_window_says_how_the_scale_is(dock, qtbot):
    status = dock.frame.window.status
    assert status.scale.isHidden()
    dock.frame.scale.connect_to("practice", "")
    qtbot.waitUntil(lambda: status.scale.text() == "Scale ready", timeout=SOON_MS)
    dock.frame.scale.practice.pan.unplug()
    qtbot.waitUntil(lambda: status.scale.text() == "Scale not reached", timeout=3000)
    dock.frame.scale.close()
    assert status.scale.isHidden()
