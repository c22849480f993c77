from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton


def focus() -> object:
    return QApplication.focusWidget()


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.windowHandle(), key, modifier)


def test_escape_closes_a_sheet_and_the_focus_goes_back(empty_window):
    window = empty_window.frame.window
    window.header.search.setFocus()
    window.settings.open_settings("en", "light", "陈峰", "1号台")
    assert window.settings.isAncestorOf(focus())
    press(window, Qt.Key.Key_Escape)
    assert window.settings.isHidden()
    assert focus() is window.header.search


def test_tab_stays_inside_a_sheet(empty_window):
    window = empty_window.frame.window
    empty_window.parts.shell.open_cycle_sheet()
    met = set()
    for _turn in range(20):
        press(window, Qt.Key.Key_Tab)
        assert window.cycle_sheet.isAncestorOf(focus())
        met.add(focus())
    assert {window.cycle_sheet.code, window.cycle_sheet.cutoff, window.cycle_sheet.done} <= met


def test_shift_tab_walks_back(empty_window):
    window = empty_window.frame.window
    empty_window.parts.shell.open_cycle_sheet()
    first = focus()
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focus() is first


def test_the_windows_keys_rest_while_a_sheet_is_open(empty_window):
    window = empty_window.frame.window
    window.keys.open_keys()
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.cycle_sheet.isHidden()
    window.keys.close_sheet()
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.cycle_sheet.isVisible()


def test_the_sheet_of_keys_names_every_key_once(empty_window):
    window = empty_window.frame.window
    window.keys.open_keys()
    said = [label.text() for label in window.keys.findChildren(type(window.keys.title)) if label.isVisible()]
    keys = [command.action.shortcut().toString() for command in window.actions_list.commands.values()]
    wanted = [key for key in keys if key]
    assert len(set(wanted)) == len(wanted)
    assert all(said.count(key) == 1 for key in wanted)


def test_a_reason_must_be_given(empty_window):
    window, given = empty_window.frame.window, []
    window.reason.ask("Why?", "It is kept.", "Do it", (), given.append)
    window.reason.done.click()
    assert window.reason.isVisible()
    assert window.reason.field.complaint.text()
    window.reason.words.setText("  the leader asked ")
    window.reason.done.click()
    assert given == ["the leader asked"]
    assert window.reason.isHidden()


def test_no_button_is_nameless(empty_window):
    window = empty_window.frame.window
    nameless = [
        button
        for button in window.findChildren(QPushButton)
        if button.isVisibleTo(window) and not (button.text() or button.accessibleName())
    ]
    assert not nameless
