"""What a hand does on the map: point, click, choose, catch with the lasso, drag, pan, zoom, and the same by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.widgets.route_map import MapScene, MapStop
from tests.desktop.route_map.conftest import ALONE, drag, place, town

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def heard(signal) -> list:
    """Everything the signal says from now on."""
    said: list = []
    signal.connect(lambda *what: said.append(what[0] if len(what) == 1 else what))
    return said


def box(view, *points: int) -> list[QPoint]:
    """A line round these stops."""
    seen = [place(view, point) for point in points]
    left, right = min(at.x() for at in seen) - 16, max(at.x() for at in seen) + 16
    top, bottom = min(at.y() for at in seen) - 16, max(at.y() for at in seen) + 16
    return [QPoint(left, top), QPoint(right, top), QPoint(right, bottom), QPoint(left, bottom)]


def test_a_click_on_a_stop_tells_its_point_and_chooses_it(map_view):
    clicked, chosen = heard(map_view.stop_clicked), heard(map_view.stops_selected)
    QTest.mouseClick(map_view, LEFT, NONE, place(map_view, 2))
    assert (clicked, chosen) == ([2], [[2]])


def test_control_and_click_adds_a_stop_and_takes_it_away_again(map_view):
    QTest.mouseClick(map_view, LEFT, NONE, place(map_view, 2))
    QTest.mouseClick(map_view, LEFT, CONTROL, place(map_view, 4))
    assert map_view.chosen == (2, 4)
    QTest.mouseClick(map_view, LEFT, CONTROL, place(map_view, 2))
    assert map_view.chosen == (4,)


def test_a_click_on_the_bare_ground_lets_everything_go(map_view):
    map_view.choose([1, 2])
    said = heard(map_view.stops_selected)
    QTest.mouseClick(map_view, LEFT, NONE, place(map_view, 2) + QPoint(40, 40))
    assert (map_view.chosen, said) == ((), [[]])


def test_the_lasso_catches_what_lies_inside_in_the_order_of_the_drops(map_view):
    said = heard(map_view.stops_selected)
    drag(map_view, box(map_view, 3, 1, 2), SHIFT)
    assert said == [[1, 2, 3]]


def test_the_lasso_from_the_button_serves_once(map_view):
    map_view.tools.lasso.click()
    drag(map_view, box(map_view, 4, 5))
    assert map_view.chosen == (4, 5)
    assert not map_view.tools.lasso.isChecked()


def test_a_second_lasso_with_control_adds_to_the_first(map_view):
    drag(map_view, box(map_view, 4, 5), SHIFT)
    drag(map_view, box(map_view, ALONE), SHIFT | CONTROL)
    assert map_view.chosen == (4, 5, ALONE)


def test_a_stop_dragged_onto_another_tells_both(map_view):
    dropped, clicked = heard(map_view.stop_dropped_on), heard(map_view.stop_clicked)
    start, end = place(map_view, ALONE), place(map_view, 1)
    drag(map_view, [start, start + QPoint(20, 0), end - QPoint(30, 0), end])
    assert (dropped, clicked) == ([(ALONE, 1)], [])


def test_a_stop_dragged_onto_a_van_of_the_list_tells_the_van(map_view):
    dropped = heard(map_view.stop_dropped_on_van)
    row = map_view.legend.rows[1]
    end = row.mapTo(map_view, row.rect().center())
    start = place(map_view, ALONE)
    drag(map_view, [start, start - QPoint(0, 30), end])
    assert dropped == [(ALONE, 2)]


def test_a_stop_dropped_on_bare_ground_stays_where_it_was(map_view):
    said = heard(map_view.stop_dropped_on), heard(map_view.stop_dropped_on_van), heard(map_view.stops_selected)
    start = place(map_view, 2)
    drag(map_view, [start, start + QPoint(60, 60)])
    assert said == ([], [], [])


def test_escape_ends_a_drag_with_nothing_done(map_view):
    said = heard(map_view.stop_dropped_on)
    start, end = place(map_view, ALONE), place(map_view, 1)
    QTest.mousePress(map_view, LEFT, NONE, start)
    QTest.mouseMove(map_view, end)
    QTest.keyClick(map_view, Qt.Key.Key_Escape)
    QTest.mouseRelease(map_view, LEFT, NONE, end)
    assert said == []


def test_dragging_the_ground_moves_it_with_the_hand(map_view):
    before, start = place(map_view, 2), place(map_view, 2) + QPoint(40, 40)
    drag(map_view, [start, start + QPoint(30, 20), start + QPoint(50, 35)])
    assert place(map_view, 2) == before + QPoint(50, 35)


def test_the_wheel_keeps_the_place_under_the_mouse(map_view):
    at = QPointF(place(map_view, 3))
    before, scale = map_view.camera.to_plane(at), map_view.camera.scale
    turn = QWheelEvent(
        at, map_view.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False
    )  # fmt: skip
    QApplication.sendEvent(map_view, turn)
    assert map_view.camera.scale == pytest.approx(scale * 2**0.5)
    assert map_view.camera.to_plane(at) == pytest.approx(before)


def test_zoom_ends_at_the_street_and_at_the_continent(map_view):
    map_view.zoom(1000)
    assert map_view.camera.scale < 4
    map_view.zoom(-1000)
    assert 1 / map_view.camera.scale < 20_000


def test_everything_is_in_sight_again_after_the_key_0(map_view):
    map_view.zoom(20)
    QTest.keyClick(map_view, Qt.Key.Key_0)
    assert all(map_view.rect().contains(place(map_view, point)) for point in (1, 2, 3, 4, 5, ALONE))


def test_page_down_walks_the_stops_by_van_and_drop_and_brings_them_in_sight(map_view):
    clicked = heard(map_view.stop_clicked)
    map_view.zoom(16)
    for _step in range(7):
        QTest.keyClick(map_view, Qt.Key.Key_PageDown)
        assert map_view.rect().contains(place(map_view, clicked[-1]))
    assert clicked == [1, 2, 3, 4, 5, ALONE, 1]


def test_enter_opens_the_stop_one_walked_to_and_space_chooses_it(map_view):
    opened = heard(map_view.stop_opened)
    QTest.keyClick(map_view, Qt.Key.Key_PageUp)
    QTest.keyClick(map_view, Qt.Key.Key_Return)
    QTest.keyClick(map_view, Qt.Key.Key_Space)
    assert (opened, map_view.chosen) == ([ALONE], (ALONE,))


def test_all_stops_are_chosen_by_control_a_and_let_go_by_escape(map_view):
    QTest.keyClick(map_view, Qt.Key.Key_A, CONTROL)
    assert map_view.chosen == (1, 2, 3, 4, 5, ALONE)
    QTest.keyClick(map_view, Qt.Key.Key_Escape)
    assert map_view.chosen == ()


def test_a_van_of_the_list_makes_the_others_stand_back_until_pressed_again(map_view):
    said = heard(map_view.van_looked_at)
    QTest.mouseClick(map_view.legend.rows[1], LEFT)
    assert map_view.van == 2
    QTest.mouseClick(map_view.legend.rows[1], LEFT)
    assert (map_view.van, said) == (None, [2, 0])


def test_pointing_at_a_stop_shows_its_card_as_plain_text(map_view):
    map_view.show_map(town(stops=(*town().stops[:5], town().stops[5].__class__(9, "<b>名</b>", 31.230, 121.440))))
    QTest.mouseMove(map_view, place(map_view, 9))
    assert map_view.card.isVisible()
    assert "<b>名</b>" in map_view.card.text()
    assert map_view.card.textFormat() == Qt.TextFormat.PlainText
    QTest.mouseMove(map_view, place(map_view, 9) + QPoint(60, 0))
    assert not map_view.card.isVisible()


def test_what_is_chosen_and_looked_at_stays_over_a_new_scene_as_far_as_it_is_there(map_view):
    map_view.choose([2, ALONE])
    map_view.look_at(2)
    map_view.zoom(4)
    camera = map_view.camera
    map_view.show_map(town(stops=town().stops[:5]))
    assert (map_view.chosen, map_view.van, map_view.camera) == ((2,), 2, camera)


def test_an_empty_map_says_so_and_takes_no_gesture(map_view):
    map_view.show_map(MapScene())
    assert map_view.empty.isVisible()
    assert not map_view.tools.isVisible()
    camera = map_view.camera
    drag(map_view, [QPoint(300, 300), QPoint(400, 350)])
    assert map_view.camera == camera


def test_a_point_in_the_ocean_does_not_shrink_the_town(map_view):
    before = map_view.camera
    lost = MapStop(99, "海里", 0.0, 0.0)
    map_view.show_map(town(stops=(*town().stops, lost)))
    map_view.fit()
    assert map_view.camera == before
    map_view.bring_in_sight(99)
    assert map_view.rect().contains(place(map_view, 99))
