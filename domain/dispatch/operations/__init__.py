"""The verbs of dispatch: begin to load a van, load and unload by scan, allow more, leave behind, depart."""

from domain.dispatch.operations.beginning import allow_more, begin_loading, stop_loading
from domain.dispatch.operations.leaving import depart, leave_behind
from domain.dispatch.operations.loading import load_tote, undo_load, unload_tote

__all__ = [
    "allow_more",
    "begin_loading",
    "depart",
    "leave_behind",
    "load_tote",
    "stop_loading",
    "undo_load",
    "unload_tote",
]
