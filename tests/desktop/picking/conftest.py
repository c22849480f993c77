"""A window whose picking station stands at the garden; a gun at its wedge, fingers at its keys."""

from __future__ import annotations

import pytest

from desktop.settings import Settings
from tests.builders import GARDEN
from tests.desktop.keys import Gun, Person
from tests.desktop.picking.hall import hall


@pytest.fixture
def made(request, made_place):
    return made_place(getattr(request, "param", "sqlite"), hall)


@pytest.fixture
def desk(made, open_window):
    """A window whose station stands at the garden, nothing in hand yet."""
    return at_the_garden(made, open_window)


def at_the_garden(made, open_window, *, scale_address=""):
    place, there = made
    settings = Settings(language="en", theme="light", person="阿强", station="1号台", station_full_screen=False)
    settings.scale_address = scale_address
    desk = open_window(place, settings=settings)
    desk.hall = there
    desk.parts.picking.open_station(there.waves[0], "by_point", there.points[GARDEN])
    desk.settle()
    desk.heard = []
    desk.frame.sounds.played.connect(desk.heard.append)
    return desk


@pytest.fixture
def gun(desk):
    return Gun(desk)


@pytest.fixture
def person(desk, qtbot):
    return Person(desk, qtbot)


@pytest.fixture
def filled(desk, gun):
    """A crate is in hand."""
    gun.scan(desk.hall.crates[0])
    return desk
