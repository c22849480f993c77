"""The words of printing: a job is one label or paper wanted once; its states never claim more than is known.

SENDING is committed before the first byte leaves; a break there is UNCERTAIN and a person decides. Next: records.py.
"""

from __future__ import annotations

import enum
from typing import NewType

PrintJobId = NewType("PrintJobId", int)
PrinterId = NewType("PrinterId", int)


class JobState(enum.StrEnum):
    """States of a print job; JOB_MOVES holds the legal ones."""

    QUEUED = "queued"
    LEASED = "leased"
    SENDING = "sending"
    SENT_UNCONFIRMED = "sent_unconfirmed"
    CONFIRMED = "confirmed"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


JOB_MOVES: frozenset[tuple[JobState, JobState]] = frozenset(
    {
        (JobState.QUEUED, JobState.LEASED),
        (JobState.QUEUED, JobState.CANCELLED),
        (JobState.QUEUED, JobState.EXPIRED),
        (JobState.LEASED, JobState.QUEUED),
        (JobState.LEASED, JobState.SENDING),
        (JobState.LEASED, JobState.CANCELLED),
        (JobState.LEASED, JobState.FAILED),
        (JobState.SENDING, JobState.SENT_UNCONFIRMED),
        (JobState.SENDING, JobState.CONFIRMED),
        (JobState.SENDING, JobState.UNCERTAIN),
        (JobState.SENT_UNCONFIRMED, JobState.CONFIRMED),
        (JobState.SENT_UNCONFIRMED, JobState.UNCERTAIN),
        (JobState.UNCERTAIN, JobState.CONFIRMED),  # a person saw it come out
        (JobState.UNCERTAIN, JobState.CANCELLED),  # a marked reprint takes its place
        (JobState.FAILED, JobState.QUEUED),
        (JobState.FAILED, JobState.CANCELLED),
    }
)


class JobKind(enum.StrEnum):
    """What is printed."""

    TOTE_LABEL = "tote_label"
    ITEM_LABEL = "item_label"
    BAG_LABEL = "bag_label"
    BIN_LABEL = "bin_label"
    PICKUP_SLIP = "pickup_slip"
    PALLET_LABEL = "pallet_label"
    BADGE = "badge"
    CONTROL_SHEET = "control_sheet"
    PAPER = "paper"
