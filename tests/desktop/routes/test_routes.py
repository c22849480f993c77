"""The routes workspace by real clicks, keys and drops, on a day with a plan."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from desktop.views.routes.carrying import mime_of
from desktop.views.routes.move_sheet import WRAPPED
from desktop.views.routes.shown import UNPLANNED, Key
from desktop.widgets.tokens import Tone
from domain.common.database import open_database
from tests.domain.routing import scene
from tests.domain.routing.scene import Place, order_of

ON_BOTH = pytest.mark.parametrize("made", ["sqlite", "postgresql"], indirect=True)


def drafted(place):
    with open_database(place) as database:
        return scene.drafted(database, vans=3)._replace(plan=None)


@pytest.fixture
def made(request, made_place):
    return made_place(getattr(request, "param", "sqlite"), drafted)


@pytest.fixture
def desk(made, open_window, qtbot):
    return opened(made, open_window, qtbot)


def opened(made, open_window, qtbot):
    place, there = made
    desk = open_window(place)
    desk.day = there
    desk.frame.appearance.go("routes")
    desk.settle()
    return desk


def page(desk):
    return desk.frame.routes


def at(desk):
    return desk.parts.routes.controller


def order(desk):
    return order_of(at(desk).night.plan)


def van_with_most(desk):
    plan = at(desk).night.plan
    return max(plan.routes, key=lambda route: len(route.stops))


def press_alt(desk, key):
    page(desk).table.setFocus()
    QTest.keyClick(page(desk).table, key, Qt.KeyboardModifier.AltModifier)


def drop(widget, points, where=(30, 20)):
    carried = mime_of(points)  # the event does not keep it
    event = QDropEvent(
        QPointF(*where), Qt.DropAction.MoveAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    widget.dropEvent(event)


def test_the_plan_stands_on_cards_hours_list_and_map(desk):
    night = at(desk).night
    cards = [card.face for card in page(desk).vans.cards]
    assert [face.name for face in cards] == ["V1", "V2", "V3"]
    driven = [face for face in cards if face.loads]
    assert [load.name for load in driven[0].loads] == ["Weight", "Volume", "Crates", "Time"]
    assert len(page(desk).hours._lines) == len(driven)
    assert {stop.point_id for stop in page(desk).map.scene.stops} == set(desk.day.points.values())
    assert len(page(desk).rows.rows) == len(desk.day.points)
    assert page(desk).mark.text() == "feasible · checked"
    assert night.plan.state == "draft"


@ON_BOTH
def test_a_stop_dropped_on_a_van_rides_on_it_and_the_sums_say_so(desk):
    route = van_with_most(desk)
    stop, other = route.stops[0], next(key for key in at(desk).night.keys if key.van_id != route.van_id)
    drop(page(desk).vans.card(other), [stop.point_id])
    desk.settle()
    assert stop.point in order(desk)[at(desk).night.route(other).van]
    assert page(desk).changed.text().startswith("Last change: ")


def test_a_dropped_stop_goes_back_to_its_van_and_place_by_ctrl_z(desk):
    before = order(desk)
    route = van_with_most(desk)
    other = next(key for key in at(desk).night.keys if key.van_id != route.van_id)
    drop(page(desk).vans.card(other), [route.stops[1].point_id])
    desk.settle()
    assert order(desk) != before
    page(desk).table.setFocus()
    QTest.keyClick(page(desk).table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert order(desk) == before


def test_what_a_limit_forbids_stands_whole_on_the_sheet_before_anything_is_moved(made_place, open_window, qtbot):
    desk = opened(made_place("sqlite", drafted_tight), open_window, qtbot)
    before = order(desk)
    at(desk).choose_point(van_with_most(desk).stops[0].point_id)
    desk.parts.routes.hand.on_act("move")
    desk.settle()
    refused = [button for button in desk.parts.routes.move_sheet.ways if button.way.is_refused]
    assert refused
    for button in refused:
        room = button.fontMetrics().boundingRect(0, 0, button.width() - 90, 1000, WRAPPED, button.way.said)
        assert room.height() <= button.height()
    assert order(desk) == before


def test_alt_and_the_arrows_move_a_stop_along_its_van_and_to_the_next(desk):
    route = van_with_most(desk)
    second = route.stops[1]
    at(desk).choose_point(second.point_id)
    press_alt(desk, Qt.Key.Key_Up)
    desk.settle()
    assert order(desk)[route.van][0] == second.point
    assert at(desk).points == [second.point_id]
    way = Qt.Key.Key_Right if at(desk).night.number(route.van_id) < 3 else Qt.Key.Key_Left
    press_alt(desk, way)
    desk.settle()
    assert second.point not in order(desk)[route.van]


def test_a_stop_dropped_between_two_rows_comes_between_them(desk):
    route = van_with_most(desk)
    at(desk).choose_line(Key(route.van_id))
    names = [stop.point for stop in route.stops]
    table = page(desk).table
    below = table.rowViewportPosition(len(names) - 1) + table.rowHeight(0) - 2
    drop(table, [route.stops[0].point_id], (40, below))
    desk.settle()
    assert order(desk)[route.van] == [*names[1:], names[0]]


def test_what_a_limit_forbids_is_told_and_allowed_only_with_a_reason(made_place, open_window, qtbot):
    desk = opened(made_place("sqlite", drafted_tight), open_window, qtbot)
    route = van_with_most(desk)
    other = next(route_ for route_ in at(desk).night.plan.routes if route_.van_id != route.van_id)
    desk.parts.routes.hand.move([route.stops[0].point_id], Key(other.van_id))
    desk.settle()
    reason = desk.frame.window.reason
    assert reason.isVisible()
    assert other.van in reason.sentence.text()
    before = order(desk)
    reason.words.setText("Agreed with the driver")
    reason.done.click()
    desk.settle()
    assert order(desk) != before
    assert any(card.face.mark and card.face.mark.tone is Tone.CAREFUL for card in page(desk).vans.cards)


def drafted_tight(place):
    """Two vans whose crates are all but full."""
    places = {name: Place(spot.north_m, spot.east_m, 12) for name, spot in scene.DAY.items()}
    places.pop("余杭")
    with open_database(place) as database:
        return scene.drafted(database, places, vans=2, max_totes=4)._replace(plan=None)


def test_points_without_a_van_have_a_card_with_the_limit_and_a_way_out(made_place, open_window, qtbot):
    desk = opened(made_place("sqlite", drafted_short), open_window, qtbot)
    card = page(desk).vans.card(UNPLANNED)
    assert card.face.mark.tone is Tone.WRONG
    card.click()
    desk.settle()
    assert page(desk).rows.rows
    assert all(row.why for row in page(desk).rows.rows)
    assert page(desk).ways.isVisible()


def drafted_short(place):
    with open_database(place) as database:
        return scene.drafted(database, vans=1, max_totes=4)._replace(plan=None)


def test_a_plan_is_put_in_force_and_its_routes_are_locked_for_their_papers(desk):
    page(desk).next.click()
    desk.settle()
    assert at(desk).night.plan.state == "live"
    page(desk).next.click()
    desk.parts.routes.choice.buttons[0].click()
    desk.settle()
    assert {route.state for route in scene.shown(desk.database).routes} == {"locked"}
    assert desk.frame.orders.isVisible()


def test_each_van_says_what_a_carried_stop_would_cost_there(desk):
    route = van_with_most(desk)
    at(desk).choose_point(route.stops[0].point_id)
    page(desk).table.carried.emit([route.stops[0].point_id])
    desk.settle()
    offers = [card.offer for card in page(desk).vans.cards]
    assert all(offers)
    assert all("¥" in offer.word for offer in offers if offer.tone is Tone.RIGHT)
    desk.parts.routes.hand.on_act("move")
    desk.settle()
    sheet = desk.parts.routes.move_sheet
    best = sheet.ways[0].way
    sheet.ways[0].click()
    desk.settle()
    assert at(desk).night.where(route.stops[0].point_id) == best.key


def test_ctrl_z_takes_the_last_change_back_and_a_round_can_be_split(desk):
    route = van_with_most(desk)
    before = order(desk)
    at(desk).choose_line(Key(route.van_id))
    desk.parts.routes.hand.on_act("reverse")
    desk.settle()
    assert order(desk)[route.van] == list(reversed(before[route.van]))
    page(desk).table.setFocus()
    QTest.keyClick(page(desk).table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert order(desk) == before
    assert not page(desk).undo.isEnabled()


def test_a_plan_is_searched_beside_the_window_and_drawn_while_it_runs(made_place, open_window, qtbot, monkeypatch):
    monkeypatch.setattr("desktop.background.routing.SECONDS", 0.6)
    desk = opened(made_place("sqlite", cut_only), open_window, qtbot)
    sketches = []
    desk.parts.routes.planning.better.connect(sketches.append)
    assert page(desk).empty.isVisible()
    page(desk).plan.click()
    assert page(desk).search.isVisible()
    desk.settle()
    assert sketches
    assert all(sketch.id == 0 for sketch in sketches)
    assert at(desk).night.plan.state == "draft"
    assert at(desk).night.plan.id
    assert not page(desk).search.isVisible()


def cut_only(place):
    with open_database(place) as database:
        points = scene.cut_day(database)
        scene.warehouse_at(database)
        scene.van(database, "V1")
        return scene.Planned(points, {}, None)


def test_a_cancelled_search_leaves_everything_as_it_was(desk):
    plan = at(desk).night.plan
    page(desk)._anew.trigger()
    page(desk).search.cancel.click()
    desk.settle()
    assert not page(desk).search.isVisible()
    assert at(desk).night.plan == plan
