"""What the database says at the moment of a scan, the cell's row locked: one statement for the usual scan.

The station's view holds what does not change; what it does not know (a cell that an amendment made since, a barcode
added since, a lot's code) is asked here. Next: putting.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from domain.common.ready import Ready
from domain.picking.rules.judging import CellNow, ToteNow
from domain.picking.values import StationView
from domain.totes.words import ToteState

NONE = -1
"""In place of an id that is not there: both drivers then see a number."""

_CRATE = "t.code AS tote, t.state AS tote_state, u.id AS use_id, u.wave_id AS tote_wave, u.point_id AS tote_point"
# LEFT JOINs on purpose: the cell answers whether or not there is a crate in hand.
CELL = Ready(
    f"""
    SELECT c.id, c.point_id, c.product_id, c.weighed, c.nominal_g, c.tolerance_permille, c.wanted,
      c.picked + c.substituted + c.short + c.cancelled AS done, w.state, w.number, w.version, w.cycle_id, {_CRATE}
    FROM pick_cell c JOIN wave w ON w.id = c.wave_id
    LEFT JOIN tote_use u ON u.id = :use AND u.is_open = 1 LEFT JOIN tote t ON t.id = u.tote_id
    WHERE c.id = :cell {{FOR UPDATE OF c}}
    """
)
CRATE = Ready(
    f"SELECT {_CRATE} FROM tote t LEFT JOIN tote_use u ON u.tote_id = t.id AND u.is_open = 1 WHERE t.code = :code"
)
CRATE_OF_USE = Ready(
    f"SELECT {_CRATE} FROM tote_use u JOIN tote t ON t.id = u.tote_id WHERE u.id = :use AND u.is_open = 1"
)
WAVE = Ready("SELECT w.state, w.number, w.version, w.cycle_id FROM wave w WHERE w.id = :wave")
CELL_ID = Ready("SELECT id FROM pick_cell WHERE wave_id = :wave AND point_id = :point AND product_id = :product")
OPEN_CELL_ID = Ready(
    """
    SELECT c.id FROM pick_cell c WHERE c.wave_id = :wave AND c.product_id = :product
    ORDER BY CASE WHEN c.picked + c.substituted + c.short + c.cancelled < c.wanted THEN 0 ELSE 1 END, c.id LIMIT 1
    """
)
OTHER_WAVE = text(
    """
    SELECT min(w.number) FROM pick_cell c JOIN wave w ON w.id = c.wave_id
    WHERE c.product_id = :product AND w.id <> :wave AND w.cycle_id = :cycle
    """
)
POINT_LEFT = Ready(
    """
    SELECT COALESCE(CAST(sum(wanted - picked - substituted - short - cancelled) AS BIGINT), 0) AS pieces FROM pick_cell
    WHERE wave_id = :wave AND point_id = :point
    """
)
LOTS = text(
    """
    SELECT l.id, l.product_id, CASE WHEN EXISTS (SELECT 1 FROM pick_cell c WHERE c.wave_id = :wave
      AND c.product_id = l.product_id AND (:point = -1 OR c.point_id = :point)) THEN 1 ELSE 0 END AS is_wanted
    FROM lot l WHERE l.code = :code
    """
)
BARCODE = text("SELECT product_id FROM product_barcode WHERE code = :code")
POINT_NAME = text("SELECT name FROM point WHERE id = :id")
PRODUCT_NAME = text("SELECT name, spec FROM product WHERE id = :id")


@dataclass(frozen=True, slots=True)
class WaveNow:
    """A wave's state as it is now."""

    state: str
    number: int
    version: int
    cycle_id: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found: the wave, the cell (locked) and the crate."""

    wave: WaveNow
    cell: CellNow | None
    tote: ToteNow | None


def look_at_cell(connection: Connection, view: StationView, cell_id: int, use_id: int | None) -> Seen | None:
    """The cell with its wave, and the crate in hand, in one statement; None when there is no such cell."""
    row = CELL.run(connection, {"cell": cell_id, "use": use_id or NONE}).first()
    if row is None:
        return None
    wave = WaveNow(row.state, row.number, row.version, row.cycle_id)
    return Seen(wave, cell_now(connection, view, row), tote_now(connection, view, row))


def cell_now(connection: Connection, view: StationView, row: Any) -> CellNow:
    """The cell of a row, with the names of its point and product."""
    return CellNow(
        row.id,
        row.point_id,
        row.product_id,
        point_name(connection, view, row.point_id),
        product_name(connection, view, row.product_id),
        bool(row.weighed),
        row.nominal_g,
        row.tolerance_permille,
        row.wanted,
        row.done,
    )


def tote_now(connection: Connection, view: StationView, row: Any) -> ToteNow | None:
    """The crate of a row, None where there is none."""
    if row.tote is None:
        return None
    name = point_name(connection, view, row.tote_point) if row.tote_point else ""
    return ToteNow(row.tote, ToteState(row.tote_state), row.use_id, row.tote_wave, row.tote_point, name)


def crate(connection: Connection, view: StationView, code: str) -> ToteNow | None:
    """The crate of a scanned code."""
    row = CRATE.run(connection, {"code": code}).first()
    return None if row is None else tote_now(connection, view, row)


def crate_of(connection: Connection, view: StationView, use_id: int | None) -> ToteNow | None:
    """The crate in hand."""
    row = CRATE_OF_USE.run(connection, {"use": use_id}).first() if use_id else None
    return None if row is None else tote_now(connection, view, row)


def wave_now(connection: Connection, wave_id: int) -> WaveNow | None:
    """The wave's state, None when it is gone."""
    row = WAVE.run(connection, {"wave": wave_id}).first()
    return None if row is None else WaveNow(row.state, row.number, row.version, row.cycle_id)


def cell_id_of(connection: Connection, view: StationView, point_id: int | None, product_id: int) -> int | None:
    """The wave's cell of a point and product; without a point any cell of the product, an open one first."""
    facts = {"wave": view.wave_id, "point": point_id or NONE, "product": product_id}
    seen = view.cells.get((point_id, product_id)) if point_id is not None else None
    if seen is not None:
        return seen.id
    found = (CELL_ID if point_id is not None else OPEN_CELL_ID).run(connection, facts).scalar()
    return None if found is None else int(found)


def lot_of(
    connection: Connection, view: StationView, point_id: int | None, code: str, product_id: int | None = None
) -> tuple[int, int] | None:
    """(lot id, product id) of a lot's label; None when no lot has that code, or lots of several products wanted here.

    `product_id`: only a lot of this product.
    """
    found = connection.execute(LOTS, {"wave": view.wave_id, "point": point_id or NONE, "code": code}).all()
    rows = [row for row in found if product_id in (None, row.product_id)]
    wanted = [row for row in rows if row.is_wanted] or rows
    return (int(wanted[0].id), int(wanted[0].product_id)) if len(wanted) == 1 else None


def other_wave(connection: Connection, view: StationView, product_id: int) -> int | None:
    """The number of another wave of the cycle that wants the product, when this one does not."""
    if any(product == product_id for _, product in view.cells):
        return None
    facts = {"wave": view.wave_id, "product": product_id, "cycle": view.cycle_id}
    found = connection.execute(OTHER_WAVE, facts).scalar_one()
    return None if found is None else int(found)


def point_left(connection: Connection, wave_id: int, point_id: int) -> int:
    """Pieces of the point in the wave that are still open."""
    return int(POINT_LEFT.run(connection, {"wave": wave_id, "point": point_id}).scalar())


def point_name(connection: Connection, view: StationView, point_id: int | None) -> str:
    """A point's name: as the view has it, else asked."""
    if point_id is None:
        return ""
    known = next((point.name for point in view.points if point.id == point_id), None)
    return known or str(connection.execute(POINT_NAME, {"id": point_id}).scalar_one_or_none() or "")


def product_name(connection: Connection, view: StationView, product_id: int | None) -> str:
    """A product's name and spec: as the view has it, else asked."""
    if product_id is None:
        return ""
    seen = view.products.get(product_id)
    if seen is not None:
        return f"{seen.name} {seen.spec}".strip()
    row = connection.execute(PRODUCT_NAME, {"id": product_id}).one_or_none()
    return f"{row.name} {row.spec}".strip() if row else ""
