"""The verbs of printing: ask and void (inside another act), the sender's, and what persons do with the queue."""

from domain.printing.operations.asking import ask, void
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
    "add_printer",
    "answer_aged",
    "ask",
    "cancel",
    "edit_printer",
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
    "reprint",
    "resume",
    "retry",
    "settle_uncertain",
    "skip",
    "take_lease",
    "take_next",
    "void",
]
