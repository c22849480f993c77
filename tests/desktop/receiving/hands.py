"""What the tests of receiving look at and press: the dock's view, its band, lines of orders, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from domain.common.codes import ean13_with_check
from tests.builders import EGGS, GRAPES, MELON
from tests.domain.purchasing import scene

ON_BOTH = pytest.mark.parametrize("desk", ["sqlite", "postgresql"], indirect=True)
CODES = {
    EGGS: "6901234567892",
    GRAPES: ean13_with_check("690987654321"),
    MELON: ean13_with_check("692000000001"),
}
STRANGE = ean13_with_check("694000000003")
WRONG_DIGIT = "6901234567893"


def view_of(desk):
    return desk.parts.receiving.dock._view


def band(desk):
    return view_of(desk).band.verdict


def line(desk, product):
    return scene.line_of(desk.database, product)


def order_of(desk, product) -> int:
    (number,) = [number for number, name in scene.lines(desk.database) if name == product]
    return scene.orders(desk.database)[number].id


def press(desk, key: Qt.Key) -> None:
    desk.person.press(key)
    desk.settle()


def type_in(desk, text: str) -> None:
    desk.person.type(text)
    desk.settle()
