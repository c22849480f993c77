"""Frozen rows of cutoff: the preview, snapshots, the late list (standing.py), and the rows of papers (papers.py)."""

from domain.cutoff.queries.handing import handover_sheets
from domain.cutoff.queries.papers import (
    amendments,
    day_sums,
    paper_head,
    pick_sheets,
    purchase_sheets,
    sow_sheets,
)
from domain.cutoff.queries.standing import cutoff_preview, late_list, paper_copies, snapshot, snapshots

__all__ = [
    "amendments",
    "cutoff_preview",
    "day_sums",
    "handover_sheets",
    "late_list",
    "paper_copies",
    "paper_head",
    "pick_sheets",
    "purchase_sheets",
    "snapshot",
    "snapshots",
    "sow_sheets",
]
