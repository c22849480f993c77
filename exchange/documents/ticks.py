"""Tick boxes for a quantity: one a piece up to twenty, then boxes that stand for five, ten, twenty ..."""

from __future__ import annotations

from typing import Final

from exchange.documents.page import HAIR, RULE, TINY, Page

SINGLES: Final = 20
MOST_BOXES: Final = 11
_WORTHS: Final = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)

SIDE: Final = 10.0
GAP: Final = 3.0
BETWEEN_FIVES: Final = 7.0
LINE: Final = 14.0


def boxes_of(quantity: int, singles: int = SINGLES) -> tuple[int, ...]:
    """What each box stands for; the boxes together stand for the quantity exactly."""
    if quantity <= singles:
        return (1,) * max(0, quantity)
    worth = next((each for each in _WORTHS if -(-quantity // each) <= MOST_BOXES), quantity)
    whole, rest = divmod(quantity, worth)
    return (worth,) * whole + ((rest,) if rest else ())


def ticks_height(quantity: int, width: float, singles: int = SINGLES) -> float:
    """How deep the boxes of a quantity reach when they are `width` wide together."""
    return LINE * len(_lines(boxes_of(quantity, singles), width))


def draw_ticks(page: Page, x: float, y: float, quantity: int, width: float, singles: int = SINGLES) -> None:
    """Boxes in fives from the top left corner, as many lines as they need."""
    for number, line in enumerate(_lines(boxes_of(quantity, singles), width)):
        for start, worth in line:
            _draw_box(page, x + start, y + number * LINE, worth)


def _draw_box(page: Page, x: float, y: float, worth: int) -> None:
    side = _side(worth)
    page.box(x, y, side, SIDE, HAIR + 0.1 if worth == 1 else RULE)
    if worth > 1:
        page.centre(x + side / 2, y + SIDE - 2.6, str(worth), TINY)


def _side(worth: int) -> float:
    """A box that carries a number is as wide as the number asks."""
    return SIDE if worth == 1 else max(14.0, 5.0 + 4.2 * len(str(worth)))


def _lines(boxes: tuple[int, ...], width: float) -> list[list[tuple[float, int]]]:
    """Boxes with their distance from the left edge; fives stay together where five fit a line."""
    lines: list[list[tuple[float, int]]] = []
    x = width
    for first in range(0, len(boxes), 5):
        five = boxes[first : first + 5]
        if x + min(width, sum(_side(worth) + GAP for worth in five) - GAP) > width:
            x = width
        for worth in five:
            if x + _side(worth) > width:
                lines.append([])
                x = 0.0
            lines[-1].append((x, worth))
            x += _side(worth) + GAP
        x += BETWEEN_FIVES - GAP
    return lines
