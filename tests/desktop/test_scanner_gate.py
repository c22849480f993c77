from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableWidget, QVBoxLayout, QWidget

from desktop.widgets.scanner_gate import TAKES_SCANS, ScannerGate
from devices.drivers.wedge import WedgeLearner, WedgeTiming
from tests.desktop.keys import click

EAN = "6901234567892"


class Hand:
    """Presses keys with a gap of its own: a scanner's 5 ms or a person's 180 ms."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.now = 0.0
        self.gap = 0.005

    def type(self, text: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        self.now += 1
        for character in text:
            self.press(character)
        if end is not None:
            self.press(end)

    def press(self, key: str | Qt.Key) -> None:
        self.now += self.gap
        click(self._window.windowHandle(), key)


@pytest.fixture
def window(qapp, qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    window.button, window.field, window.table = QPushButton("Cut off"), QLineEdit(), QTableWidget(3, 1)
    window.button.setAutoDefault(True)
    for widget in (window.button, window.field, window.table):
        column.addWidget(widget)
    window.pressed = 0

    def on_pressed() -> None:
        window.pressed += 1

    window.button.clicked.connect(on_pressed)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window


@pytest.fixture
def hand(window):
    return Hand(window)


@pytest.fixture
def scans(window, hand):
    gate, found = ScannerGate(window, clock=lambda _event: hand.now), []
    gate.scanned.connect(found.append)
    gate.on_focus_window(window.windowHandle())
    window.gate = gate
    yield found
    gate.leave()


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_scan_does_not_press_the_focused_button(window, hand, scans, end):
    window.button.setFocus()
    hand.type(EAN, end)
    assert (scans, window.pressed) == ([EAN], 0)
    assert window.button.hasFocus()


def test_a_blank_inside_a_scan_does_not_press_the_focused_button(window, hand, scans):
    window.button.setFocus()
    hand.type("A-12 B 7")
    assert (scans, window.pressed) == (["A-12 B 7"], 0)


def test_a_person_still_presses_the_button_with_enter_and_blank(window, hand, scans):
    window.button.setFocus()
    hand.gap = 0.18
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Return)
    assert (scans, window.pressed) == ([], 2)


def test_a_person_typing_into_a_field_is_no_scan(window, hand, scans):
    window.field.setFocus()
    hand.gap = 0.18
    hand.type("5678")
    assert (scans, window.field.text()) == ([], "5678")


def test_no_character_of_a_scan_reaches_a_field(window, hand, scans, qtbot):
    window.field.setFocus()
    hand.type(EAN)
    qtbot.wait(80)
    assert (scans, window.field.text()) == ([EAN], "")


def test_a_field_that_takes_scans_gets_the_whole_code_and_no_end(window, hand, scans, qtbot):
    ended = []
    window.field.returnPressed.connect(lambda: ended.append(window.field.text()))
    window.field.setProperty(TAKES_SCANS, True)
    window.field.setText("A ")
    window.field.setFocus()
    hand.type(EAN)
    qtbot.wait(80)
    assert (scans, window.field.text(), ended) == ([], f"A {EAN}", [])
    window.field.selectAll()
    hand.type("T0000017")
    assert window.field.text() == "T0000017"


def test_two_ends_behind_a_scan_are_both_the_scanners(window, hand, scans):
    window.button.setFocus()
    hand.type(EAN)
    hand.press(Qt.Key.Key_Return)
    hand.press("\n")
    assert (scans, window.pressed) == ([EAN], 0)
    hand.now += 1
    hand.press(Qt.Key.Key_Return)
    assert window.pressed == 1


def test_a_key_held_down_is_a_person(window, hand, scans, qtbot):
    window.field.setFocus()
    handle = window.windowHandle()
    hand.press("a")
    hand.now += 0.5
    for _turn in range(12):
        hand.now += 0.03
        QCoreApplication.sendEvent(
            handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
        )
    qtbot.waitUntil(lambda: window.field.text() == "a" * 13)
    hand.now += 1
    hand.press(Qt.Key.Key_Return)
    assert scans == []


def test_a_prefix_lets_a_slow_scanner_take_its_time(window, hand, scans, qtbot):
    window.gate.use(WedgeTiming(prefix="~"))
    window.field.setFocus()
    hand.gap = 0.2
    hand.type("~A-1")
    assert (scans, window.field.text()) == (["A-1"], "")
    hand.type("12")
    qtbot.waitUntil(lambda: window.field.text() == "12")


def test_a_scanner_that_sends_no_end_is_heard_after_a_pause(window, hand, scans, qtbot):
    window.gate.use(WedgeTiming(has_end=False))
    window.button.setFocus()
    hand.type(EAN, end=None)
    qtbot.waitUntil(lambda: scans == [EAN])
    assert window.pressed == 0


def test_what_a_program_types_into_a_field_without_an_end_arrives(window, hand, scans, qtbot):
    window.field.setFocus()
    hand.type("陈峰 13800000000"[3:], end=None)
    qtbot.waitUntil(lambda: window.field.text() == "13800000000")
    assert scans == []


def test_a_burst_that_breaks_off_on_a_button_is_told_and_presses_nothing(window, hand, scans, qtbot):
    broken = []
    window.gate.broken.connect(broken.append)
    window.button.setFocus()
    hand.type("69012 345", end=None)
    qtbot.waitUntil(lambda: broken == ["69012 345"])
    assert (scans, window.pressed) == ([], 0)


def test_a_code_may_be_taken_before_any_page(window, hand, scans):
    begun = []
    window.gate.ask_first(lambda code: code.startswith("LOAD:") and not begun.append(code))
    hand.type("LOAD:0525:3")
    hand.type(EAN)
    assert (begun, scans) == (["LOAD:0525:3"], [EAN])


def test_keys_of_a_scanner_that_is_heard_another_way_are_kept_back_in_silence(window, hand, scans):
    window.gate.mute_while(lambda: True)
    window.button.setFocus()
    hand.type("69 1")
    assert (scans, window.pressed) == ([], 0)


def test_while_the_gate_learns_nothing_is_pressed_or_scanned(window, hand, scans):
    learner = WedgeLearner(EAN)
    window.gate.learn(learner)
    window.button.setFocus()
    for _turn in range(3):
        hand.type("]E0" + EAN)
    learnt = learner.outcome()
    window.gate.learn(None)
    assert (scans, window.pressed, learner.done) == ([], 0, 3)
    assert (learnt.timing.prefix, learnt.timing.has_end) == ("", True)
    hand.type(EAN)
    assert scans == [EAN]


def test_three_quick_keys_are_no_scan(window, hand, scans):
    window.button.setFocus()
    hand.type("ab")
    assert scans == []
    assert window.pressed == 1


def test_keys_with_control_are_never_part_of_a_scan(window, hand, scans):
    window.button.setFocus()
    handle = window.windowHandle()
    for _turn in range(6):
        QTest.keyClick(handle, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    hand.press(Qt.Key.Key_Return)
    assert scans == []


# At a station --------------------------------------------------------------------------------------


@pytest.fixture
def station(window, hand):
    """The window's own page takes every scan, as a picking station does."""
    gate = ScannerGate(window, clock=lambda _event: hand.now)
    window.elsewhere, window.taken, window.broken = [], [], []
    gate.scanned.connect(window.elsewhere.append)
    gate.give_to(window, window.taken.append, window.broken.append)
    gate.on_focus_window(window.windowHandle())
    yield window
    gate.leave()


@pytest.mark.parametrize("where", ["button", "field", "table"])
@pytest.mark.parametrize("code", [EAN, "]C1Ab-01/X", "T-0012 4"])
def test_no_part_of_a_scan_reaches_what_has_the_focus_at_a_station(station, hand, qtbot, where, code):
    getattr(station, where).setFocus()
    hand.type(code)
    qtbot.wait(80)
    assert (station.taken, station.broken, station.elsewhere) == ([code], [], [])
    assert (station.field.text(), station.pressed) == ("", 0)


def test_what_a_person_types_at_a_station_comes_through_a_moment_later(station, hand, qtbot):
    station.field.setFocus()
    hand.gap = 0.18
    for key in "12 a":
        hand.press(key)
    qtbot.waitUntil(lambda: station.field.text() == "12 a")
    station.button.setFocus()
    hand.press(Qt.Key.Key_Return)
    assert (station.taken, station.broken, station.pressed) == ([], [], 1)


def test_a_scan_that_breaks_off_is_told_and_typed_nowhere(station, hand, qtbot):
    station.field.setFocus()
    hand.type(EAN[:7], end=None)
    qtbot.waitUntil(lambda: station.broken == [EAN[:7]])
    assert (station.taken, station.field.text()) == ([], "")


def test_a_scan_with_a_control_character_inside_is_handed_on_whole(station, hand):
    hand.type(EAN[:6], end=None)
    hand.now += hand.gap
    click(station.windowHandle(), Qt.Key.Key_BracketRight, control="\x1d")
    for character in EAN[6:]:
        hand.press(character)
    hand.press(Qt.Key.Key_Return)
    assert station.taken == [EAN[:6] + "\x1d" + EAN[6:]]


def test_two_scans_without_a_pause_are_two(station, hand):
    hand.type(EAN)
    hand.now -= 1
    hand.type("T-00124")
    assert station.taken == [EAN, "T-00124"]


def test_a_scan_of_4_kilobytes_is_one_scan_and_no_more_than_that(station, hand):
    hand.type("7" * 5000)
    assert station.taken == ["7" * 4096]


def test_a_station_out_of_sight_takes_nothing(window, hand):
    page, taken, elsewhere = QWidget(window), [], []
    gate = ScannerGate(window, clock=lambda _event: hand.now)
    gate.scanned.connect(elsewhere.append)
    gate.give_to(page, taken.append, taken.append)
    gate.on_focus_window(window.windowHandle())
    hand.type(EAN)
    page.show()
    hand.type("T-00124")
    gate.leave()
    assert (elsewhere, taken) == ([EAN], ["T-00124"])
