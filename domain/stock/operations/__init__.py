"""The verbs of stock. Inside other stages' transactions: lots.py, ledger.py, docks.py, allocating.py (allocate_within)."""

from domain.stock.operations.allocating import allocate, allocate_within
from domain.stock.operations.bin_labels import ask_bin_labels
from domain.stock.operations.bins import (
    accept_bins,
    add_bin,
    clear_slot,
    edit_bin,
    restore_bin,
    retire_bin,
    set_slot,
)
from domain.stock.operations.counting import count
from domain.stock.operations.docks import dock_bin, quarantine_bin
from domain.stock.operations.entering import open_stock, return_from_point, write_off
from domain.stock.operations.ledger import move_in, move_out
from domain.stock.operations.lots import lot_for
from domain.stock.operations.moving import move, put_away, quarantine
from domain.stock.operations.settings import set_thresholds, set_tracking
from domain.stock.operations.slotting import accept_slots, propose_slots
from domain.stock.operations.undoing import undo_movement

__all__ = [
    "accept_bins",
    "accept_slots",
    "add_bin",
    "allocate",
    "allocate_within",
    "ask_bin_labels",
    "clear_slot",
    "count",
    "dock_bin",
    "edit_bin",
    "lot_for",
    "move",
    "move_in",
    "move_out",
    "open_stock",
    "propose_slots",
    "put_away",
    "quarantine",
    "quarantine_bin",
    "restore_bin",
    "retire_bin",
    "return_from_point",
    "set_slot",
    "set_thresholds",
    "set_tracking",
    "undo_movement",
    "write_off",
]
