"""What a picking station shows: its view of a wave, the lines of a point or a product, whose turn, the last acts."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from domain.picking.values import Act, PickLine, ProductSeen, Stand, StationView, ToteItem, Turn
from domain.picking.words import UNDO_DEPTH


def station_view(connection: Connection, wave_id: int) -> StationView:
    """What does not change while the wave is picked. NotFound when there is no such wave."""
    raise NotImplementedError


def pick_lines(
    connection: Connection, wave_id: int, *, point_id: int | None = None, product_id: int | None = None
) -> tuple[PickLine, ...]:
    """Lines in walking order: of one point (by point), of one product over its points (by product), or of the wave."""
    raise NotImplementedError


def next_line(lines: Iterable[PickLine], after: int | None = None) -> PickLine | None:
    """The first open line behind the cell `after`, else the first open one; None when all are done."""
    raise NotImplementedError


def whose_turn(connection: Connection, cell_id: int) -> Turn | None:
    """The buyer of the next weighed piece of a cell, None when every piece has its owner."""
    raise NotImplementedError


def substitutes_for(connection: Connection, product_id: int) -> tuple[ProductSeen, ...]:
    """Products that may stand in for the product: those the setting names, else those of its category; the dearest first."""
    raise NotImplementedError


def tote_contents(connection: Connection, tote_use_id: int) -> tuple[ToteItem, ...]:
    """What is in a crate by product, in walking order."""
    raise NotImplementedError


def last_acts(connection: Connection, station: str, count: int = UNDO_DEPTH) -> tuple[Act, ...]:
    """A station's last acts, the newest first."""
    raise NotImplementedError


def last_stand(connection: Connection, station: str) -> Stand | None:
    """Where a station put its work down: the wave, point and crate of its last act while that wave is still open."""
    raise NotImplementedError
