from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.widgets.walking import stops
from domain.common.database import open_database
from tests import builders


@pytest.fixture
def desk(open_window, new_place, tmp_path):
    place = new_place("sqlite")
    with open_database(place) as database:
        builders.cut_cycle(database)
    desk = open_window(place)
    desk.frame.settings.papers_folder = str(tmp_path)
    return desk


@pytest.mark.parametrize("page", ["today", "orders", "held", "late", "cutoff", "papers", "paste", "drafts"])
def test_tab_walks_through_every_page_and_comes_round(desk, page):
    """Forward through all stops, each once, and back again: no trap, nothing left out."""
    desk.frame.appearance.go("today") if page == "today" else desk.parts.ways.go(page)
    desk.settle()
    desk.parts.orders.table.select(0)  # or the table chooses its first row when the keyboard comes to it
    desk.settle()
    window = desk.frame.window
    wanted = stops(window)
    wanted[0].setFocus()
    assert walked(window, Qt.Key.Key_Tab, len(wanted)) == wanted[1:] + wanted[:1]
    assert walked(window, Qt.Key.Key_Backtab, len(wanted)) == [*reversed(wanted)]


def test_nothing_flashes_as_a_window_of_its_own(desk):
    """Every widget is inside the window before it is shown: a stray one takes the keyboard away for a moment."""
    window = desk.frame.window
    for page in ("orders", "held", "late", "cutoff", "papers", "paste", "drafts"):
        desk.parts.ways.go(page)
        desk.settle()
        assert window.isActiveWindow(), page
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [window]


def walked(window, key, times):
    met = []
    for _turn in range(times):
        modifier = Qt.KeyboardModifier.ShiftModifier if key == Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(window.windowHandle(), key, modifier)
        met.append(QApplication.focusWidget())
    return met


def test_the_walk_begins_at_the_rail_goes_over_the_head_to_the_page(desk):
    desk.parts.ways.go("papers")
    desk.settle()
    found = stops(desk.frame.window)
    window = desk.frame.window
    order = [
        found.index(widget) for widget in (window.rail.buttons["today"], window.header.cycle, window.header.search)
    ]
    papers = desk.frame.orders.page("papers")
    order += [found.index(widget) for widget in (papers.ticks["purchase"], papers.ticks["sums"], papers.make_button)]
    assert order == sorted(order)


def test_a_button_that_is_off_is_no_stop(desk):
    desk.parts.ways.go("held")
    desk.settle()
    page = desk.frame.orders.page("held")
    assert page.drop not in stops(desk.frame.window)
