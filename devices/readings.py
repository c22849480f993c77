"""What devices say, as frozen values: a frame of a scale, a reading with its moment, a scan, how a device is.

Grams are whole. A weight that cannot be stated (overload, a unit nobody may convert) is None, never 0.
Next: languages/ make frames of bytes, drivers/ make readings of frames.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Source(enum.StrEnum):
    """Who says that a weight stands still: the scale by a flag of its own, or we by watching it."""

    FLAG = "flag"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame as its language reads it. `net_g` is what the display shows; `is_net` when a tare was taken off."""

    net_g: int | None
    tare_g: int
    unit: str
    stable: bool
    source: Source
    overload: bool
    negative: bool
    is_net: bool
    raw: bytes


@dataclass(frozen=True, slots=True)
class Reading(Frame):
    """A frame with its number and its moment (s, monotonic). `stable`: it says so and the frame before agrees.

    `own_tare_g`: what we took off because the scale itself cannot; part of `tare_g`.
    """

    id: int
    t_mono: float
    own_tare_g: int = 0


class WeightFault(enum.StrEnum):
    """Why no weight is given now."""

    NO_SCALE = "no_scale"
    OFFLINE = "offline"
    STALE = "stale"
    NOT_YET = "not_yet"
    OVERLOAD = "overload"
    NO_UNIT = "no_unit"
    WRONG_UNIT = "wrong_unit"
    NEGATIVE = "negative"
    EMPTY = "empty"
    UNSTABLE = "unstable"
    USED_ALREADY = "used_already"
    TARED = "tared"
    NO_CERTIFICATE = "no_certificate"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A weight that may be booked, once."""

    weight_g: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Refused:
    """No weight; `reading` is the one that was looked at, with its unit and raw bytes."""

    fault: WeightFault
    reading: Reading | None


class HealthState(enum.StrEnum):
    """UNKNOWN: never tried, or it cannot say. MUTE: connected, nothing comes. GARBLED: bytes come and nobody understands
    them. A printer is BUSY while it prints, has a WARNING (paper runs low) or is BLOCKED (no paper, cover open, paused).
    """

    UNKNOWN = "unknown"
    CONNECTING = "connecting"
    READY = "ready"
    BUSY = "busy"
    WARNING = "warning"
    BLOCKED = "blocked"
    MUTE = "mute"
    GARBLED = "garbled"
    OFFLINE = "offline"


class Condition(enum.StrEnum):
    """What a printer says of itself."""

    HEAD_OPEN = "head_open"
    COVER_OPEN = "cover_open"
    PAPER_OUT = "paper_out"
    PAPER_LOW = "paper_low"
    PAPER_JAM = "paper_jam"
    RIBBON_OUT = "ribbon_out"
    PAUSED = "paused"
    OVERHEATED = "overheated"
    BUFFER_FULL = "buffer_full"
    BATTERY_LOW = "battery_low"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """One whole answer of a printer. `is_printing`: None when its language cannot say; `remaining`: labels still to
    come of what it took, None when it cannot say. `raw`: the bytes as they came.
    """

    conditions: frozenset[Condition]
    is_printing: bool | None
    remaining: int | None
    raw: bytes


@dataclass(frozen=True, slots=True)
class Health:
    """How a device is, since when (s, monotonic); `detail`: the system's own words, or the last bytes in hex."""

    state: HealthState
    since: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanner read: the text as it came, its AIM id ("]E0", empty when none was sent), from where, when.

    `is_whole` False: the wire fell silent in the middle of it.
    """

    raw: str
    aim: str
    source: str
    t_mono: float
    is_whole: bool = True


class Evidence(enum.StrEnum):
    """What is known of a label that was sent. CONFIRMED: the printer itself said that it came out. TAKEN: all bytes were
    taken, nobody said more. BROKEN: it broke off after the first byte may have left.
    """

    CONFIRMED = "confirmed"
    TAKEN = "taken"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Printed:
    """The outcome of one label: `sent_bytes` the wire took; `fault`: why it is not more certain, for a person."""

    evidence: Evidence
    sent_bytes: int
    fault: str = ""
