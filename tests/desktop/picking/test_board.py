"""The wave board: cut, release, pause, check, close; what came late; and two stations on one PostgreSQL."""

from __future__ import annotations

import pytest

from desktop.background.watching import Watch
from desktop.settings import Settings
from domain.common.database import open_database
from domain.common.people import Actor
from domain.cutoff.operations import amend_order
from domain.picking import queries
from domain.picking.operations import confirm_scan
from domain.picking.values import Stand, scanned_from
from domain.picking.words import PickMethod
from tests import builders
from tests.builders import EGGS, GARDEN, MANAGER, RIVER
from tests.desktop.keys import Gun
from tests.desktop.picking.hall import CODES, hall

SOON_MS = 200
ON_BOTH = pytest.mark.parametrize("kind_of_books", ["sqlite", "postgresql"])


def at(open_window, place, **settings):
    """A window whose picking workspace is in front."""
    wanted = Settings(
        language="en", theme="light", person="陈峰", station="1号台", station_full_screen=False, **settings
    )
    desk = open_window(place, settings=wanted)
    desk.frame.appearance.go("picking")
    desk.settle()
    return desk


def board(desk):
    return desk.parts.picking.board


def states(desk) -> list[str]:
    return [row.state for row in board(desk).board.waves]


@ON_BOTH
def test_waves_are_planned_released_and_picked_from_the_board(open_window, new_place, kind_of_books):
    place = new_place(kind_of_books)
    hall(place, released=False)
    desk = at(open_window, place)
    page = desk.frame.picking
    assert page.empty.title.text() == "No waves yet"
    page.way.click()
    plan = board(desk)._plan
    assert plan.isVisible()
    plan.done.click()
    desk.settle()
    assert states(desk) == ["planned", "planned"]
    assert page.next.text() == "Release all 2 waves"
    page.next.click()
    desk.settle()
    assert states(desk) == ["released", "released"]
    assert "2 waves released" in desk.frame.window.toast.sentence.text()
    assert page.next.text() == "To the station"
    page.next.click()
    desk.settle()
    assert desk.parts.picking.view.isVisible()


def test_before_the_cutoff_the_board_leads_there(open_window, new_place):
    place = new_place("sqlite")
    with open_database(place) as database:
        builders.shop(database)
        builders.cycle(database)
        builders.take(database, "0525", *builders.many(2))
    desk = at(open_window, place)
    page = desk.frame.picking
    assert page.empty.title.text() == "Not cut off yet"
    page.way.click()
    desk.settle()
    assert desk.frame.orders.current == "cutoff"
    assert desk.frame.orders.isVisible()


def test_without_stock_the_board_says_receive_first(open_window, new_place):
    place = new_place("sqlite")
    with open_database(place) as database:
        builders.cut_cycle(database)
        from domain.picking.operations import plan_waves, release_all

        plan_waves(database, MANAGER, "0525")
        release_all(database, MANAGER, "0525")
    desk = at(open_window, place)
    page = desk.frame.picking
    assert page.warning.isVisible()
    page.warning.action.click()
    desk.settle()
    assert desk.frame.receiving.isVisible()


@pytest.fixture
def desk(open_window, new_place):
    """One released wave of both points."""
    place = new_place("sqlite")
    hall(place)
    desk = at(open_window, place)
    desk.place = place
    return desk


def test_a_wave_says_how_far_it_is_and_who_is_on_it(desk):
    desk.parts.picking.open_station(board(desk).board.waves[0].id, "by_point")
    desk.settle()
    gun = Gun(desk)
    with desk.database.read() as connection:
        from domain.totes.queries import totes
        from domain.totes.words import ToteState

        crate = totes(connection, state=ToteState.FREE)[0].code
    gun.scan(crate)
    gun.scan(CODES[EGGS])
    desk.parts.picking.leave_station()
    desk.settle()
    row = board(desk).board.waves[0]
    assert (row.state, row.done, row.wanted, row.people) == ("picking", 1, 13, ("陈峰",))
    assert [point.point for point in board(desk).points.rows] == [RIVER, GARDEN]


def act(desk, key: str) -> None:
    desk.frame.picking.buttons[key].click()
    desk.settle()


def test_only_what_fits_the_state_is_offered(desk):
    page = desk.frame.picking
    assert [key for key, button in page.buttons.items() if button.isVisible()] == ["take_back"]
    act(desk, "take_back")
    assert [key for key, button in page.buttons.items() if button.isVisible()] == ["release"]
    act(desk, "release")
    assert states(desk) == ["released"]


def test_a_wave_is_paused_with_a_reason_and_resumed(desk):
    _one_pick(desk)
    act(desk, "pause")
    desk.frame.window.reason.words.setText("waiting for goods")
    desk.frame.window.reason.done.click()
    desk.settle()
    assert states(desk) == ["paused"]
    act(desk, "resume")
    assert states(desk) == ["picking"]


def _one_pick(desk) -> None:
    """Another station counts one piece."""
    with desk.database.read() as connection:
        wave = queries.wave_board(connection, "0525")[0]
        view = queries.station_view(connection, wave.id)
        from domain.totes.queries import totes
        from domain.totes.words import ToteState

        crate = totes(connection, state=ToteState.FREE)[0].code
    other = Actor("小红", "2号台")
    stand = Stand(wave.id, PickMethod.BY_POINT, view.points[0].id)
    stand = scanned_from(confirm_scan(desk.database, other, view, stand, crate).answer).stand
    confirm_scan(desk.database, other, view, stand, CODES[EGGS])
    desk.parts.shell.refresh()
    desk.settle()


def test_a_finished_wave_is_closed_with_its_consequence_in_numbers(desk):
    from domain.picking.operations import mark_short

    _one_pick(desk)
    with desk.database.read() as connection:
        lines = queries.pick_lines(connection, board(desk).board.waves[0].id)
    for line in lines:
        mark_short(desk.database, MANAGER, line.cell_id, "nothing left", quantity=line.left)
    desk.parts.shell.refresh()
    desk.settle()
    act(desk, "check")
    assert states(desk) == ["checking"]
    act(desk, "close")
    choice = board(desk)._choice
    assert "13 pieces" in choice.sentence.text()
    assert "12 of them short" in choice.sentence.text()
    choice.buttons[0].click()
    desk.settle()
    assert states(desk) == ["closed"]
    assert "W01 is closed" in desk.frame.window.toast.sentence.text()


def test_what_was_amended_after_the_release_is_shown_and_taken_over(desk):
    orders = builders.order_ids(desk.database)
    with desk.database.read() as connection:
        eggs = next(line.product_id for line in queries.pick_lines(connection, 1) if line.product == EGGS)
    amend_order(desk.database, MANAGER, orders["A1"], eggs, 5, "the leader asked")
    desk.parts.shell.refresh()
    desk.settle()
    page = desk.frame.picking
    assert f"{GARDEN} {EGGS} +2" in page.behind.sentence.text()
    page.behind.action.click()
    choice = board(desk)._choice
    assert "+2" in choice.sentence.text()
    choice.buttons[0].click()
    desk.settle()
    assert page.behind.isHidden()
    assert board(desk).board.waves[0].wanted == 15


def test_the_board_follows_another_station_on_postgresql(open_window, new_place, qtbot, monkeypatch):
    monkeypatch.setattr(Watch.__init__, "__defaults__", (SOON_MS,))
    place = new_place("postgresql")
    there = hall(place)
    desk = at(open_window, place)
    qtbot.wait(2 * SOON_MS)
    with open_database(place) as other:
        with other.read() as connection:
            view = queries.station_view(connection, there.waves[0])
        actor = Actor("小红", "2号台")
        stand = Stand(there.waves[0], PickMethod.BY_POINT, there.points[GARDEN])
        stand = scanned_from(confirm_scan(other, actor, view, stand, there.crates[3]).answer).stand
        confirm_scan(other, actor, view, stand, CODES[EGGS], quantity=3)
    qtbot.waitUntil(lambda: board(desk).board.waves[0].done == 3, timeout=15_000)


def test_two_stations_never_both_count_the_last_piece(open_window, new_place, qtbot):
    """The other station takes the last melon between this station's look and its scan."""
    place = new_place("postgresql")
    there = hall(place)
    desk = at(open_window, place)
    desk.parts.picking.open_station(there.waves[0], "by_point", there.points[RIVER])
    desk.settle()
    gun = Gun(desk)
    gun.scan(there.crates[0])
    with open_database(place) as other:
        with other.read() as connection:
            view = queries.station_view(connection, there.waves[0])
        stand = Stand(there.waves[0], PickMethod.BY_POINT, there.points[RIVER])
        actor = Actor("小红", "2号台")
        stand = scanned_from(confirm_scan(other, actor, view, stand, there.crates[1]).answer).stand
        assert scanned_from(confirm_scan(other, actor, view, stand, CODES["黄心西瓜"]).answer).is_counted
    gun.scan(CODES["黄心西瓜"])
    band = desk.parts.picking.view.band
    assert band.verdict.word == "Enough"
    assert "黄心西瓜" in band.verdict.what
