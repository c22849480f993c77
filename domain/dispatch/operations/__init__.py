"""The verbs of dispatch: begin to load a van, load and unload by scan, allow more, leave behind, depart; pallet labels;
on the road: propose a re-plan, accept or refuse it, take totes over.
"""

from domain.dispatch.operations.beginning import allow_more, begin_loading, stop_loading
from domain.dispatch.operations.deciding import accept_replan, refuse_replan
from domain.dispatch.operations.leaving import depart, leave_behind
from domain.dispatch.operations.loading import load_tote, undo_load, unload_tote
from domain.dispatch.operations.pallet_labels import ask_pallet_labels
from domain.dispatch.operations.proposing import propose_replan
from domain.dispatch.operations.taking import take_over, take_over_all

__all__ = [
    "accept_replan",
    "allow_more",
    "ask_pallet_labels",
    "begin_loading",
    "depart",
    "leave_behind",
    "load_tote",
    "propose_replan",
    "refuse_replan",
    "stop_loading",
    "take_over",
    "take_over_all",
    "undo_load",
    "unload_tote",
]
