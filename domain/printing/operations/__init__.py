"""The verbs of printing: ask and void (inside another act), the sender's, and what persons do with the queue;
badges and control sheets, which no stage of the night asks for.
"""

from domain.printing.operations.asking import ask, void
from domain.printing.operations.asking_many import Asked, Wish, ask_many
from domain.printing.operations.badges import ask_badges, end_badge, replace_badge
from domain.printing.operations.controls import ask_control_sheet
from domain.printing.operations.leasing import release_lease, renew_lease, take_lease
from domain.printing.operations.printers import add_printer, edit_printer, pause, resume
from domain.printing.operations.sending import (
    give_back,
    mark_confirmed,
    mark_failed,
    mark_sending,
    mark_sent,
    mark_uncertain,
)
from domain.printing.operations.settling import answer_aged, cancel, move, reprint, retry, settle_uncertain, skip
from domain.printing.operations.taking import take_next

__all__ = [
    "Asked",
    "Wish",
    "add_printer",
    "answer_aged",
    "ask",
    "ask_badges",
    "ask_control_sheet",
    "ask_many",
    "cancel",
    "edit_printer",
    "end_badge",
    "give_back",
    "mark_confirmed",
    "mark_failed",
    "mark_sending",
    "mark_sent",
    "mark_uncertain",
    "move",
    "pause",
    "release_lease",
    "renew_lease",
    "replace_badge",
    "reprint",
    "resume",
    "retry",
    "settle_uncertain",
    "skip",
    "take_lease",
    "take_next",
    "void",
]
