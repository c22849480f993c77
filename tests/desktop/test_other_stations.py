"""Two stations on one PostgreSQL: each sees what the other did; a server that goes away is told, and found again."""

from __future__ import annotations

import pytest
from psycopg import OperationalError as PsycopgError
from sqlalchemy.exc import OperationalError

from desktop.background import watching
from desktop.background.watching import Watch
from domain.common.database import open_database
from domain.common.errors import NotReachable
from tests import builders

SOON_MS = 200


@pytest.fixture
def place(new_place):
    place = new_place("postgresql")
    with open_database(place) as database:
        builders.shop(database)
        builders.cycle(database)
        builders.take(database, "0525", *builders.many(3))
    return place


@pytest.fixture
def desk(open_window, place, monkeypatch):
    monkeypatch.setattr(Watch.__init__, "__defaults__", (SOON_MS,))
    desk = open_window(place)
    desk.frame.appearance.go("orders")
    desk.settle()
    return desk


def test_orders_of_another_station_appear_by_themselves(desk, place, qtbot):
    desk.parts.orders.table.select(1)
    desk.settle()
    qtbot.wait(2 * SOON_MS)
    with open_database(place) as other:
        builders.take(other, "0525", *builders.many(2, first=50))
    qtbot.waitUntil(lambda: len(desk.parts.orders.table.model.rows) == 5, timeout=10_000)
    assert desk.parts.orders.table.detail.order.number == "Y000002", "what was chosen stays chosen"


def test_what_is_done_at_this_desk_is_not_read_twice(desk, qtbot, monkeypatch):
    qtbot.wait(2 * SOON_MS)
    told = []
    monkeypatch.setattr(desk.frame.bus, "tell_all", lambda: told.append(1))
    desk.parts.orders.table.select(0)
    desk.settle()
    desk.parts.orders.table.acts.cancel("Paid twice")
    desk.settle()
    qtbot.wait(3 * SOON_MS)
    assert told == []


def test_a_lost_server_is_told_once_and_found_again(desk, qtbot, monkeypatch):
    errors = []
    desk.frame.runner.failed.connect(errors.append)

    def gone(_connection):
        raise NotReachable("postgresql://server", "connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(watching, "trail_heads", gone)
        qtbot.waitUntil(lambda: len(errors) == 1, timeout=10_000)
        qtbot.wait(3 * SOON_MS)
        assert len(errors) == 1
        assert "not reachable" in desk.frame.window.status.database.text()
    qtbot.waitUntil(lambda: "ready" in desk.frame.window.status.database.text(), timeout=10_000)


def test_an_error_of_the_driver_is_told_in_a_sentence(desk):
    def ask(_connection):
        raise OperationalError("SELECT 1", None, PsycopgError("server closed the connection"))

    desk.frame.runner.read(ask, answered=lambda _none: None)
    desk.settle()
    assert "cannot be reached: server closed the connection" in desk.frame.window.toast.sentence.text()
