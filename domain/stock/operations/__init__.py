"""The verbs of stock. Inside other stages' transactions: lots.py, ledger.py, docks.py, allocating.py (allocate_within)."""

from domain.stock.operations.allocating import allocate, allocate_within
from domain.stock.operations.docks import dock_bin, quarantine_bin
from domain.stock.operations.ledger import move_in, move_out
from domain.stock.operations.lots import lot_for

__all__ = [
    "allocate",
    "allocate_within",
    "dock_bin",
    "lot_for",
    "move_in",
    "move_out",
    "quarantine_bin",
]
