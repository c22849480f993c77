"""What of a scale may be believed: whether a frame stands still, and whether a reading may be booked. Pure.

Rules of devices in trade: stable, fresh, later than the press, no overload, not below zero, a unit we convert, and
no load twice: after a weight was booked the scale must come back to nothing or change by five divisions.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from devices.languages.units import GRAMS
from devices.readings import Frame, Reading, Source, WeightFault

FRESH_S = 0.5
EQUAL_FRAMES = 5
EQUAL_S = 0.5
EMPTY_FRAMES, EMPTY_OF = 2, 5
DIVISIONS = 5


@dataclass(frozen=True, slots=True)
class ScaleLimits:
    """`division_g`: one step of the display. `least_g`: less counts as an empty scale. `flagged_frames`: how many equal
    frames running make a flag believed.
    """

    division_g: int = 5
    least_g: int = 10
    flagged_frames: int = 2

    @property
    def another_g(self) -> int:
        """A change as large as this is another load."""
        return DIVISIONS * self.division_g


class Steadiness:
    """Whether the weight stands still: the flag of two equal frames running, or five equal frames over half a second.

    One frame alone is never enough: a family without check sums cannot tell a digit that noise has changed. Where any
    byte is a digit two may be changed alike, and `flagged_frames` is three.
    """

    def __init__(self, flagged_frames: int = 2) -> None:
        self._flagged_frames = flagged_frames
        self._before: Frame | None = None
        self._since = 0.0
        self._equal = 0

    def feed(self, frame: Frame, moment: float) -> bool:
        """True when the frame may count as stable."""
        before, self._before = self._before, frame
        if before is None or before.net_g != frame.net_g or before.unit != frame.unit or before.stable != frame.stable:
            self._since, self._equal = moment, 1
            return False
        self._equal += 1
        if frame.source is Source.FLAG:
            return frame.stable and self._equal >= self._flagged_frames
        return self._equal >= EQUAL_FRAMES and moment - self._since >= EQUAL_S


class Spent:
    """The load that was booked last; it stays spent until it has left the scale."""

    def __init__(self, limits: ScaleLimits) -> None:
        self._limits = limits
        self.weight_g: int | None = None
        self._empty: deque[bool] = deque(maxlen=EMPTY_OF)

    def book(self, weight_g: int) -> None:
        """This load is used."""
        self.weight_g = weight_g
        self._empty.clear()

    def forgive(self) -> None:
        """The booking was taken back: the load may be weighed again."""
        self.weight_g = None

    def see(self, reading: Reading) -> None:
        """Another load, or none: the next may be booked. A jolt shows neither nothing nor another stable weight."""
        if self.weight_g is None or reading.net_g is None:
            return
        is_low = reading.net_g <= min(self._limits.another_g, self.weight_g // 2)
        self._empty.append(is_low)
        # Noise may make one frame of nothing, hardly two among five.
        if sum(self._empty) >= EMPTY_FRAMES or (
            reading.stable and abs(reading.net_g - self.weight_g) >= self._limits.another_g
        ):
            self.weight_g = None


def fault_of(
    reading: Reading | None, now: float, after: float, limits: ScaleLimits, spent_g: int | None
) -> WeightFault | None:
    """Why this reading may not be booked at `now`, None when it may. Moments are s, monotonic."""
    if reading is None or now - reading.t_mono > FRESH_S:
        return WeightFault.STALE
    found = _fault_of_what_it_says(reading, limits)
    if found:
        return found
    if not reading.stable:
        return WeightFault.UNSTABLE
    if spent_g is not None:
        return WeightFault.USED_ALREADY
    return None if reading.t_mono > after else WeightFault.NOT_YET


def _fault_of_what_it_says(reading: Reading, limits: ScaleLimits) -> WeightFault | None:
    if reading.overload:
        return WeightFault.OVERLOAD
    if reading.negative:
        return WeightFault.NEGATIVE
    if reading.net_g is None:
        if reading.unit in GRAMS:  # it says that there is none now: it moves
            return WeightFault.UNSTABLE
        return WeightFault.WRONG_UNIT if reading.unit else WeightFault.NO_UNIT
    return WeightFault.EMPTY if reading.net_g < limits.least_g else None
