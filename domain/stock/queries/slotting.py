"""What slotting looks at: the shelves, the products with a night's pieces, and the lists of the last nights.

A night's list is what one point got of one cycle. Next: operations/slotting.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class SlottableProduct:
    """A product that needs a shelf, the pieces of its busiest night, and its shelf today."""

    id: int
    code: str
    name: str
    zone: str
    weight_g: int
    volume_ml: int
    pieces: int
    bin_id: int | None
    bin: str


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A shelf in use, where it stands and what it carries."""

    id: int
    code: str
    zone: str
    x_cm: int
    y_cm: int
    level: int
    walk_order: int
    max_weight_g: int
    max_volume_ml: int


@dataclass(frozen=True, slots=True)
class SlottingFacts:
    """All of it: `lists` are sets of product ids, one for each point of each of the last `nights`."""

    products: tuple[SlottableProduct, ...]
    shelves: tuple[ShelfRow, ...]
    lists: tuple[frozenset[int], ...]
    nights: int


_NIGHTS = text(
    """
    SELECT s.id FROM snapshot s JOIN cycle c ON c.id = s.cycle_id
    WHERE s.state = 'live' AND c.warehouse_id = :warehouse ORDER BY c.delivery_day DESC, s.id DESC LIMIT :nights
    """
)
_SHELVES = text(
    """
    SELECT id, code, zone, x_cm, y_cm, level, walk_order, max_weight_g, max_volume_ml FROM bin
    WHERE warehouse_id = :warehouse AND kind = 'shelf' AND active = 1 ORDER BY walk_order, code
    """
)
_DEMAND = text("SELECT point_id, product_id, quantity FROM pick_demand WHERE snapshot_id = :snapshot")
_PRODUCTS = text(
    """
    SELECT p.id, p.code, p.name, p.zone, p.weight_g, p.volume_ml, CAST(COALESCE(t.pieces, 0) AS BIGINT) AS lying,
      b.id AS bin_id, COALESCE(b.code, '') AS bin
    FROM product p LEFT JOIN slot z ON z.product_id = p.id AND z.warehouse_id = :warehouse
    LEFT JOIN bin b ON b.id = z.bin_id
    LEFT JOIN (SELECT s.product_id, sum(s.quantity) AS pieces FROM stock_level s JOIN bin d ON d.id = s.bin_id
               WHERE d.warehouse_id = :warehouse AND d.kind <> 'quarantine' GROUP BY s.product_id) t
      ON t.product_id = p.id
    WHERE p.state <> 'retired' ORDER BY p.code, p.id
    """
)


def slotting_facts(connection: Connection, warehouse_id: int, nights: int) -> SlottingFacts:
    """The facts of the last `nights` cut cycles of a warehouse. A product is in it when it was wanted or lies there."""
    snapshots = connection.execute(_NIGHTS, {"warehouse": warehouse_id, "nights": nights}).scalars().all()
    busiest: dict[int, int] = {}
    lists: list[frozenset[int]] = []
    for snapshot in snapshots:
        pieces, wanted = _night(connection, snapshot)
        lists += wanted
        busiest = {product: max(pieces.get(product, 0), busiest.get(product, 0)) for product in {*pieces, *busiest}}
    products = [
        SlottableProduct(
            row.id,
            row.code,
            row.name,
            row.zone,
            row.weight_g,
            row.volume_ml,
            busiest.get(row.id, 0) or row.lying,
            row.bin_id,
            row.bin,
        )
        for row in connection.execute(_PRODUCTS, {"warehouse": warehouse_id})
        if row.id in busiest or row.lying
    ]
    shelves = tuple(ShelfRow(*row) for row in connection.execute(_SHELVES, {"warehouse": warehouse_id}))
    return SlottingFacts(tuple(products), shelves, tuple(lists), len(snapshots))


def _night(connection: Connection, snapshot: int) -> tuple[dict[int, int], list[frozenset[int]]]:
    """(pieces by product, the products of each point) of one night."""
    pieces: dict[int, int] = {}
    points: dict[int, set[int]] = {}
    for point, product, quantity in connection.execute(_DEMAND, {"snapshot": snapshot}):
        pieces[product] = pieces.get(product, 0) + quantity
        points.setdefault(point, set()).add(product)
    return pieces, [frozenset(wanted) for wanted in points.values()]
