"""A window on a shop whose cycle took forty orders, and what a person does on it: shared by the tests of the evening."""

from __future__ import annotations

import pytest

from domain.common.database import open_database
from tests import builders

ON_BOTH = pytest.mark.parametrize("desk", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def desk(request, open_window, made_place):
    return open_window(made_place(getattr(request, "param", "sqlite"), forty_orders)[0])


def forty_orders(place):
    with open_database(place) as database:
        builders.shop(database)
        builders.cycle(database)
        builders.take(database, "0525", *builders.many(40))


def show(desk, key):
    desk.parts.ways.go(key)
    desk.settle()
    return desk.frame.orders.page({"points": "table", "review": "table"}.get(key, key))


def refresh(desk) -> None:
    desk.parts.shell.refresh()
    desk.settle()


def give_reason(desk, words: str = "the leader asked") -> None:
    desk.frame.window.reason.words.setText(words)
    desk.frame.window.reason.done.click()
    desk.settle()
