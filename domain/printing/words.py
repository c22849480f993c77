"""The words of printing: a job is one label or paper wanted once; its states never claim more than is known.

SENDING is committed before the first byte leaves; a break there is UNCERTAIN and a person decides. Next: records.py.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from domain.common.errors import Refusal

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


LABELS, PAPERS = "labels", "papers"
"""The queues every company has; a printer serves one of them, for all stations or for its own."""
LEASE_S = 15
"""A lease that is not renewed for so long lapses; every act with the printer renews it."""
AGED_MIN = 30
"""Jobs that waited longer while their printer stood still are not spewed out on its return: a person is asked."""


@dataclass(frozen=True, slots=True)
class ToteLabel:
    """What a tote's label says: `number` of `of` among the totes of its point in its wave, the stop it goes to.

    Weights in g; `sealed_at` ISO 8601. `van` and `drop` are empty while no plan is in force.
    """

    cycle: str
    delivery: str
    snapshot: int
    point: str
    wave: int
    tote: str
    number: int
    of: int
    van: str
    drop: int | None
    is_cold: bool
    pieces: int
    gross_g: int | None
    sealed_by: str
    sealed_at: str


@dataclass(frozen=True, slots=True)
class ItemLabel:
    """What the label of one weighed piece says: whose it is, what it weighs, what it costs by its weight (fen).

    `unit_price_fen` is a kilogram's; `sequence` the act of its station; `barcode` the product's EAN-13, "" when it has
    none; `is_manual`: the weight was typed by a person, and the label says so.
    """

    cycle: str
    point: str
    pickup_code: str
    buyer: str
    product: str
    spec: str
    weight_g: int
    price_fen: int
    tote: str
    picked_by: str
    picked_at: str
    unit_price_fen: int = 0
    lot: str = ""
    best_before: str = ""
    sequence: int | None = None
    barcode: str = ""
    is_manual: bool = False


@dataclass(frozen=True, slots=True)
class BagLabel:
    """What a household's bag says: bag `number` of `of` of one order. `items` as people read them, “鸡蛋 × 2”."""

    cycle: str
    delivery: str
    point: str
    pickup_code: str
    buyer: str
    phone_tail: str
    number: int
    of: int
    pieces: int
    is_cold: bool
    items: tuple[str, ...]
    packed_by: str
    packed_at: str


@dataclass(frozen=True, slots=True)
class BinLabel:
    """What a shelf's place says: its code, its warehouse and zone (a TemperatureZone's value), what usually lies there."""

    bin: str
    warehouse: str
    zone: str
    product: str
    spec: str


@dataclass(frozen=True, slots=True)
class PickupSlip:
    """What a buyer is handed: the pickup code, where and when, what to get. `opens`: “07:00–20:00”."""

    cycle: str
    delivery: str
    point: str
    address: str
    opens: str
    pickup_code: str
    buyer: str
    phone_tail: str
    pieces: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PalletLabel:
    """What a pallet or roll cage of totes says: `number` of `of` of its van, the `drops` on it (“1–6”), its points in order."""

    cycle: str
    delivery: str
    van: str
    plate: str
    driver: str
    drops: str
    number: int
    of: int
    totes: int
    cold_totes: int
    gross_g: int
    points: tuple[str, ...]
    built_by: str
    built_at: str


@dataclass(frozen=True, slots=True)
class BadgeWords:
    """What a person's badge says: name, role (a Role's value), company; its code is made of the person's number."""

    person_id: int
    person: str
    role: str
    company: str


@dataclass(frozen=True, slots=True)
class ControlSheet:
    """The codes beside a station that spare its mouse; `station` is the place it hangs at."""

    station: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sender tells of a job it has sent: CONFIRMED or SENT_UNCONFIRMED, and how many bytes went out."""

    job: int
    state: JobState
    sent_bytes: int


@dataclass
class PrinterExists(Refusal):
    code = "printer_exists"
    name: str


@dataclass
class PrinterBusy(Refusal):
    """Another station holds the lease: `ahead` jobs wait before the next one asked now."""

    code = "printer_busy"
    printer: str
    owner: str
    ahead: int


@dataclass
class LeaseLost(Refusal):
    """The fence is an old one: another sender took the printer over meanwhile."""

    code = "lease_lost"
    printer: str


@dataclass
class PrinterPaused(Refusal):
    code = "printer_paused"
    printer: str


@dataclass
class PrinterRetired(Refusal):
    code = "printer_retired"
    printer: str


@dataclass
class UncertainFirst(Refusal):
    """A job broke off while it was sent; the later ones wait until a person says what came out."""

    code = "uncertain_first"
    printer: str
    job: int
    serial: str


@dataclass
class AgedJobsWait(Refusal):
    """So many jobs waited long for their printer: print them or let them go?"""

    code = "aged_jobs_wait"
    printer: str
    jobs: int
    oldest: datetime


@dataclass
class JobNotThere(Refusal):
    """The job is no longer in a state in which this can be done to it."""

    code = "job_not_there"
    job: int
    state: str


@dataclass
class IntentChanged(Refusal):
    """The same intent came with another picture: a label asked for twice with other words on it."""

    code = "intent_changed"
    intent: str


@dataclass
class LabelVoid(Refusal):
    """The label holds no longer; a new one takes its place."""

    code = "label_void"
    serial: str
    reason: str
