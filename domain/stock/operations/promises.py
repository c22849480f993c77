"""Pieces promised to cycles follow goods that move, and are given up when goods are lost. Next: moving.py.

A level never holds fewer pieces than are promised of it, so promises go first and come after the movement.
"""

from __future__ import annotations

from sqlalchemy import text

from domain.common.command import Transaction
from domain.stock.words import Lying

Promises = dict[int, int]
"""Pieces by cycle id."""

# The cycle that delivers last waits best; so it gives up first.
_OF_LEVEL = text(
    """
    SELECT a.cycle_id, a.quantity - a.taken AS pieces FROM allocation a JOIN cycle c ON c.id = a.cycle_id
    WHERE a.lot_id = :lot AND a.bin_id = :bin AND a.quantity > a.taken
    ORDER BY c.delivery_day DESC, a.cycle_id DESC
    """
)
_LOWER = text(
    "UPDATE allocation SET quantity = quantity - :pieces WHERE cycle_id = :cycle AND lot_id = :lot AND bin_id = :bin"
)
_RAISE = text(
    """
    INSERT INTO allocation (cycle_id, product_id, lot_id, bin_id, quantity)
    VALUES (:cycle, :product, :lot, :bin, :pieces)
    ON CONFLICT (cycle_id, product_id, lot_id, bin_id) DO UPDATE SET quantity = allocation.quantity + excluded.quantity
    """
)


def give_up(tx: Transaction, there: Lying, pieces: int) -> Promises:
    """Takes `pieces` promised pieces of a level back from the cycles; what each one lost. The level is locked."""
    lost: Promises = {}
    where = {"lot": there.lot_id, "bin": there.bin_id}
    for row in tx.connection.execute(_OF_LEVEL, where).all() if pieces else ():
        part = min(pieces - sum(lost.values()), int(row.pieces))
        if part:
            tx.connection.execute(_LOWER, {**where, "cycle": row.cycle_id, "pieces": part})
            lost[int(row.cycle_id)] = part
    return lost


def promise_again(tx: Transaction, there: Lying, bin_id: int, promises: Promises) -> None:
    """Promises the same pieces of the lot to the same cycles, in the bin they came to."""
    rows = [
        {"cycle": cycle, "product": there.product_id, "lot": there.lot_id, "bin": bin_id, "pieces": pieces}
        for cycle, pieces in sorted(promises.items())
    ]
    if rows:
        tx.connection.execute(_RAISE, rows)


def told(tx: Transaction, promises: Promises) -> dict[str, int]:
    """Pieces by cycle code, as an answer tells them."""
    if not promises:
        return {}
    codes = {row.id: row.code for row in tx.connection.execute(text("SELECT id, code FROM cycle"))}
    return {codes[cycle]: pieces for cycle, pieces in sorted(promises.items())}
