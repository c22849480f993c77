"""The verbs of packing: seal a tote, open it once more, stage it at its lane; label weighed pieces and bags; the gate's rules."""

from domain.packing.operations.bag_labels import ask_bag_labels
from domain.packing.operations.company import set_gate_rules
from domain.packing.operations.piece_labels import label_pick, label_pieces, unlabel_pick
from domain.packing.operations.point_labels import ask_item_labels, ask_tote_labels
from domain.packing.operations.reopening import reopen_tote, stage_tote
from domain.packing.operations.sealing import seal_tote

__all__ = [
    "ask_bag_labels",
    "ask_item_labels",
    "ask_tote_labels",
    "label_pick",
    "label_pieces",
    "reopen_tote",
    "seal_tote",
    "set_gate_rules",
    "stage_tote",
    "unlabel_pick",
]
