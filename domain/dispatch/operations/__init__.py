"""The verbs of dispatch: begin to load a van, load and unload by scan, allow more, leave behind, depart; pallet labels."""

from domain.dispatch.operations.beginning import allow_more, begin_loading, stop_loading
from domain.dispatch.operations.leaving import depart, leave_behind
from domain.dispatch.operations.loading import load_tote, undo_load, unload_tote
from domain.dispatch.operations.pallet_labels import ask_pallet_labels

__all__ = [
    "allow_more",
    "ask_pallet_labels",
    "begin_loading",
    "depart",
    "leave_behind",
    "load_tote",
    "stop_loading",
    "undo_load",
    "unload_tote",
]
