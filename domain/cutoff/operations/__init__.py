"""The verbs of cutoff: cut off, cut again, take files whatever the cycle's state, settle what came late."""

from domain.cutoff.operations.amending import accept_amendment, amend_order, move_amendment, reject_amendment
from domain.cutoff.operations.copies import count_copies
from domain.cutoff.operations.cutting import cut_off, lock_snapshot, reopen
from domain.cutoff.operations.late import take_orders

__all__ = [
    "accept_amendment",
    "amend_order",
    "count_copies",
    "cut_off",
    "lock_snapshot",
    "move_amendment",
    "reject_amendment",
    "reopen",
    "take_orders",
]
