"""What stands at the gate: sheets of totes, totes of a point, totes to seal; and what a scanned text names."""

from domain.packing.queries.contents import contents, settings
from domain.packing.queries.scanning import ScannedTote, tote_of_scan, tote_of_use
from domain.packing.queries.sheets import GateTote, tote_sheet, totes_of_point, waiting_to_be_sealed

__all__ = [
    "GateTote",
    "ScannedTote",
    "contents",
    "settings",
    "tote_of_scan",
    "tote_of_use",
    "tote_sheet",
    "totes_of_point",
    "waiting_to_be_sealed",
]
