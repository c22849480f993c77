from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableWidget, QVBoxLayout, QWidget

from desktop.widgets.scanner_gate import ScannerGate

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
        handle = self._window.windowHandle()
        QTest.keyClick(handle, key)


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


def test_a_scan_into_a_field_stays_in_the_field(window, hand, scans):
    window.field.setFocus()
    hand.type(EAN)
    assert (scans, window.field.text()) == ([EAN], EAN)


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
