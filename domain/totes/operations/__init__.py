"""The verbs of totes. In another command's transaction (life.py): open_tote, close_tote, fill_again, free_tote.

Buttons (buttons.py): register_totes, tote_full, tote_not_full, tote_empty, tote_damaged, tote_lost, tote_back.
"""

from domain.totes.operations.buttons import (
    register_totes,
    tote_back,
    tote_damaged,
    tote_empty,
    tote_full,
    tote_lost,
    tote_not_full,
)
from domain.totes.operations.life import close_tote, fill_again, free_tote, move_tote, open_tote

__all__ = [
    "close_tote",
    "fill_again",
    "free_tote",
    "move_tote",
    "open_tote",
    "register_totes",
    "tote_back",
    "tote_damaged",
    "tote_empty",
    "tote_full",
    "tote_lost",
    "tote_not_full",
]
