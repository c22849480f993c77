"""A window on a cut cycle of purchasing: at the desk of receiving, or at the dock with orders made."""

from __future__ import annotations

import pytest

from desktop.settings import Settings
from domain.catalogue.records import BarcodeRecord
from domain.common.database import open_database
from domain.purchasing import operations as purchasing
from tests.builders import MANAGER
from tests.desktop.keys import Gun, Person
from tests.desktop.receiving.hands import CODES
from tests.domain.purchasing import scene


@pytest.fixture
def desk(request, open_window, made_place, tmp_path):
    """A window on a cut cycle: 13 eggs, 10 grapes (weighed), 3 melons wanted; every product has a barcode."""
    place, _said = made_place(getattr(request, "param", "sqlite"), cut_night)
    settings = Settings(
        language="en", theme="light", person="陈峰", station="1号台", papers_folder=str(tmp_path / "papers")
    )
    desk = open_window(place, settings=settings)
    desk.frame.appearance.go("receiving")
    desk.settle()
    desk.heard = []
    desk.frame.sounds.played.connect(desk.heard.append)
    return desk


def cut_night(place):
    with open_database(place) as database:
        shop = scene.cut_night(database)
        for name, code in CODES.items():
            with database.writer.begin() as connection:
                row = {"code": code, "product_id": shop.products[name], "kind": "ean13"}
                connection.execute(BarcodeRecord.__table__.insert().values(**row))


@pytest.fixture
def dock(desk, qtbot):
    """The same with orders made, standing at the dock, no line in hand."""
    purchasing.make_orders(desk.database, MANAGER, "0525")
    desk.parts.receiving.open_dock()
    desk.settle()
    desk.dock = desk.parts.receiving.dock
    desk.gun, desk.person = Gun(desk), Person(desk, qtbot)
    return desk
