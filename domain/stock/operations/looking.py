"""What lies where, locked until the commit: the first step of every verb that takes goods from a bin."""

from __future__ import annotations

from sqlalchemy import Connection, select, text

from domain.catalogue.records import ProductRecord
from domain.common.errors import NotFound
from domain.stock.records import BinRecord, SlotRecord
from domain.stock.words import Goal, Lying

_LYING = text(
    """
    SELECT b.id AS bin_id, b.code AS bin, b.kind, b.zone, b.warehouse_id, l.id AS lot_id, l.code AS lot, l.product_id,
      p.name AS product, COALESCE(s.quantity, 0) AS quantity, COALESCE(s.allocated, 0) AS allocated
    FROM bin b JOIN lot l ON l.id = :lot JOIN product p ON p.id = l.product_id
    LEFT JOIN stock_level s ON s.bin_id = b.id AND s.lot_id = l.id
    WHERE b.id = :bin
    """
)
# In the order in which a pick takes them: promises, then levels; of two bins the same one first, whoever carries what.
_LOCKS = (
    text(
        "SELECT 1 FROM allocation WHERE lot_id = :lot AND bin_id IN (:bin, :other) ORDER BY cycle_id, bin_id FOR UPDATE"
    ),
    text("SELECT 1 FROM stock_level WHERE lot_id = :lot AND bin_id IN (:bin, :other) ORDER BY bin_id FOR UPDATE"),
)


def lying(connection: Connection, bin_id: int, lot_id: int, goes_to: int | None = None) -> Lying:
    """What lies of the lot in the bin (none: 0 pieces); nobody else changes it, nor what lies of the lot in the bin it
    goes to, until the commit. Raises NotFound.
    """
    facts = {"bin": bin_id, "lot": lot_id}
    if connection.dialect.name == "postgresql":
        for lock in _LOCKS:
            connection.execute(lock, {**facts, "other": goes_to or bin_id})
    row = connection.execute(_LYING, facts).one_or_none()
    if row is None:
        goal(connection, bin_id)
        raise NotFound("lot", str(lot_id))
    return Lying(**row._mapping)


def goal(connection: Connection, bin_id: int) -> Goal:
    """The bin goods are to go to. Raises NotFound."""
    query = select(
        BinRecord.id, BinRecord.code, BinRecord.kind, BinRecord.zone, BinRecord.warehouse_id, BinRecord.active
    ).where(BinRecord.id == bin_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("bin", str(bin_id))
    return Goal(row.id, row.code, row.kind, row.zone, row.warehouse_id, bool(row.active))


_OF_LOT = (
    "SELECT b.warehouse_id, p.zone, z.bin_id AS shelf FROM bin b JOIN lot l ON l.id = :lot "
    "JOIN product p ON p.id = l.product_id "
    "LEFT JOIN slot z ON z.warehouse_id = b.warehouse_id AND z.product_id = l.product_id WHERE b.id = :bin"
)


def warehouse_and_zone(connection: Connection, bin_id: int, lot_id: int) -> tuple[int, str]:
    """(warehouse id of the bin, temperature zone of the lot's product). Raises NotFound."""
    row = connection.execute(text(_OF_LOT), {"bin": bin_id, "lot": lot_id}).one_or_none()
    if row is None:
        goal(connection, bin_id)
        raise NotFound("lot", str(lot_id))
    return row.warehouse_id, row.zone


def shelf_of_lot(connection: Connection, bin_id: int, lot_id: int) -> int | None:
    """The id of the shelf the lot's product is picked from in the bin's warehouse, None while nobody has said."""
    row = connection.execute(text(_OF_LOT), {"bin": bin_id, "lot": lot_id}).one_or_none()
    return None if row is None else row.shelf


def product(connection: Connection, product_id: int) -> tuple[str, str]:
    """(name, temperature zone) of a product. Raises NotFound."""
    query = select(ProductRecord.name, ProductRecord.zone).where(ProductRecord.id == product_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("product", str(product_id))
    return row.name, row.zone


def slot_of(connection: Connection, warehouse_id: int, product_id: int) -> int | None:
    """The id of the shelf the product is picked from, None while nobody has said."""
    query = select(SlotRecord.bin_id).where(
        SlotRecord.warehouse_id == warehouse_id, SlotRecord.product_id == product_id
    )
    return connection.execute(query).scalar_one_or_none()
