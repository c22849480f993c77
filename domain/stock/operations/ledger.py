"""One row of the ledger, written inside a command's transaction; levels follow it by the database's own trigger.

Next: moving.py, counting.py, for the verbs of people.
"""

from __future__ import annotations

from sqlalchemy import insert

from domain.common.command import Transaction
from domain.stock.records import MovementRecord
from domain.stock.words import MovementKind


def move_in(
    tx: Transaction,
    *,
    bin_id: int,
    lot_id: int,
    product_id: int,
    quantity: int,
    kind: MovementKind,
    ref: str,
    reason: str | None = None,
) -> int:
    """The id of the movement that brings `quantity` pieces from outside into a bin; `kind` is one of words.INTO."""
    return write_movement(tx, kind, product_id, lot_id, to_bin_id=bin_id, quantity=quantity, ref=ref, reason=reason)


def move_out(
    tx: Transaction,
    *,
    bin_id: int,
    lot_id: int,
    product_id: int,
    quantity: int,
    kind: MovementKind,
    ref: str,
    reason: str | None = None,
) -> int:
    """The id of the movement that takes pieces out of a bin for good; `kind` is one of words.OUT_OF.

    Pieces a cycle was promised must be given back before (allocating.give_up): the level refuses otherwise.
    """
    return write_movement(tx, kind, product_id, lot_id, from_bin_id=bin_id, quantity=quantity, ref=ref, reason=reason)


def write_movement(
    tx: Transaction,
    kind: MovementKind,
    product_id: int,
    lot_id: int,
    *,
    quantity: int,
    from_bin_id: int | None = None,
    to_bin_id: int | None = None,
    ref: str = "",
    reason: str | None = None,
    undoes_id: int | None = None,
) -> int:
    """The id of one ledger row of this command, person and station; the stage counts as touched."""
    row = {
        "at": tx.at,
        "person": tx.actor.person,
        "station": tx.actor.station,
        "command_id": tx.command_id,
        "kind": kind.value,
        "product_id": product_id,
        "lot_id": lot_id,
        "from_bin_id": from_bin_id,
        "to_bin_id": to_bin_id,
        "quantity": quantity,
        "reason": reason,
        "ref": ref,
        "undoes_id": undoes_id,
    }
    tx.stages.add("stock")
    return int(tx.connection.execute(insert(MovementRecord).values(**row).returning(MovementRecord.id)).scalar_one())
