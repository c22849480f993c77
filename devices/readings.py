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
    """A frame with its number and its moment (s, monotonic). `stable`: it says so and the frame before agrees."""

    id: int
    t_mono: float


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
    """UNKNOWN: never tried. MUTE: connected, nothing comes. GARBLED: bytes come and nobody understands them."""

    UNKNOWN = "unknown"
    CONNECTING = "connecting"
    READY = "ready"
    MUTE = "mute"
    GARBLED = "garbled"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Health:
    """How a device is, since when (s, monotonic); `detail`: the system's own words, or the last bytes in hex."""

    state: HealthState
    since: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanner read: the text as it came, its AIM id ("]E0", empty when none was sent), from where, when."""

    raw: str
    aim: str
    source: str
    t_mono: float
