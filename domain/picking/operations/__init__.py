"""The verbs of picking. Waves (waves.py, closing.py): planned, released, taken back, paused, checked, closed.

The station (scanning.py, weighing.py, shorting.py, undoing.py): every scan, weight, short, substitute and undo is one
command with one row in the ledger. What changed after the release (following.py): amendments and shared shortages.
"""

from domain.picking.operations.closing import check_wave, close_wave
from domain.picking.operations.following import take_amendments, take_shortage
from domain.picking.operations.planning import plan_pre_pack, plan_waves
from domain.picking.operations.scanning import confirm_scan
from domain.picking.operations.shorting import mark_short, substitute
from domain.picking.operations.undoing import undo
from domain.picking.operations.waves import pause_wave, release_all, release_wave, resume_wave, take_back_wave
from domain.picking.operations.weighing import confirm_weight

__all__ = [
    "check_wave",
    "close_wave",
    "confirm_scan",
    "confirm_weight",
    "mark_short",
    "pause_wave",
    "plan_pre_pack",
    "plan_waves",
    "release_all",
    "release_wave",
    "resume_wave",
    "substitute",
    "take_amendments",
    "take_back_wave",
    "take_shortage",
    "undo",
]
