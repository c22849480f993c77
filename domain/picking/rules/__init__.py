"""The decisions of picking, words in and words out: what a code is (codes.py), what a scan is worth (judging.py),
what a weight is worth (weights.py), how points become waves (cutting.py), where pieces come from (taking.py), how cells
follow what changed (following.py)."""

from domain.picking.rules.codes import Meaning, Meant, meaning
from domain.picking.rules.judging import CellNow, Judged, Read, ToteNow, judge
from domain.picking.rules.weights import judge_weight, typed_weight_g

__all__ = [
    "CellNow",
    "Judged",
    "Meaning",
    "Meant",
    "Read",
    "ToteNow",
    "judge",
    "judge_weight",
    "meaning",
    "typed_weight_g",
]
