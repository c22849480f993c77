"""The bins a company needs before it has any: a dock of each zone to receive into, a quarantine to set aside in."""

from __future__ import annotations

from sqlalchemy import select

from domain.common.command import Transaction
from domain.common.lookups import insert_unless_there
from domain.stock.records import BinRecord
from domain.stock.words import BinId, BinKind

CODES = {BinKind.DOCK: "DOCK", BinKind.QUARANTINE: "QUARANTINE"}


def dock_bin(tx: Transaction, warehouse_id: int, zone: str) -> BinId:
    """The dock bin of the warehouse for goods of a temperature zone, made when there is none."""
    return _bin_of(tx, BinKind.DOCK, warehouse_id, zone)


def quarantine_bin(tx: Transaction, warehouse_id: int, zone: str) -> BinId:
    """The quarantine bin of the warehouse for goods of a temperature zone, made when there is none."""
    return _bin_of(tx, BinKind.QUARANTINE, warehouse_id, zone)


def _bin_of(tx: Transaction, kind: BinKind, warehouse_id: int, zone: str) -> BinId:
    there = (
        select(BinRecord.id)
        .where(BinRecord.warehouse_id == warehouse_id, BinRecord.kind == kind.value, BinRecord.zone == zone)
        .where(BinRecord.active == 1)
        .order_by(BinRecord.walk_order, BinRecord.id)
        .limit(1)
    )
    turn = 1
    while (found := tx.connection.execute(there).scalar_one_or_none()) is None:
        # A code may be that of a retired bin, or of one another station has just made: the next look finds it.
        suffix = "" if turn == 1 else f"-{turn}"
        row = {"warehouse_id": warehouse_id, "code": f"{CODES[kind]}-{zone.upper()}{suffix}", "kind": kind.value}
        make = insert_unless_there(tx.connection, BinRecord, ["code"])
        made = make.values(**row, zone=zone, walk_order=0).returning(BinRecord.id)
        if tx.connection.execute(made).scalar_one_or_none() is not None:
            tx.note("stock", "bin_made", str(row["code"]), after={"kind": kind.value, "zone": zone})
        turn += 1
    return BinId(int(found))
