"""The verbs of packing: seal a tote, open it once more, stage it at its lane."""

from domain.packing.operations.reopening import reopen_tote, stage_tote
from domain.packing.operations.sealing import seal_tote

__all__ = ["reopen_tote", "seal_tote", "stage_tote"]
