"""A scale that speaks on its own: the last reading with its age, and weights that may be booked, each once.

`take_in` is what its thread does with bytes; believing.py holds the rules, listening.py the thread.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import fields

from devices.drivers.backing_off import Backoff
from devices.drivers.believing import ScaleLimits, Spent, Steadiness, fault_of
from devices.drivers.listening import Clock, Listening
from devices.ports import Language, Link
from devices.readings import Accepted, Frame, Health, HealthState, Reading, Refused, WeightFault

KEPT_FRAMES = 200

OnReading = Callable[[Reading], object]
OnHealth = Callable[[Health], object]
_FRAME_FIELDS = tuple(each.name for each in fields(Frame))


class ScaleDriver:
    """One scale on one wire. `on_reading` and `on_health` are called in its thread."""

    def __init__(
        self,
        link: Link,
        language: Callable[[], Language],
        *,
        limits: ScaleLimits | None = None,
        on_reading: OnReading = lambda _reading: None,
        on_health: OnHealth = lambda _health: None,
        backoff: Backoff | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self._make_language, self._clock = language, clock
        self.limits = limits or ScaleLimits()
        self.on_reading, self.on_health = on_reading, on_health
        self._lock = threading.Lock()
        self._language, self._steadiness = language(), Steadiness()
        self._spent = Spent(self.limits)
        self._last: Reading | None = None
        self._number = 0
        self.frames: deque[bytes] = deque(maxlen=KEPT_FRAMES)
        self._listening = Listening(link, self.begin_anew, self.take_in, self._on_health, backoff=backoff, clock=clock)

    @property
    def health(self) -> Health:
        """How it is."""
        return self._listening.health

    @property
    def last(self) -> Reading | None:
        """The last reading, however old; None before the first and after the wire broke."""
        return self._last

    def age_s(self) -> float:
        """How old the last reading is; infinite when there is none."""
        last = self._last
        return math.inf if last is None else self._clock() - last.t_mono

    def start(self) -> None:
        """Begins to listen, in a thread of its own."""
        self._listening.start()

    def try_now(self) -> None:
        """Connects at once, without waiting for the next try."""
        self._listening.try_now()

    def close(self) -> None:
        """Stops listening; comes back when the thread has ended."""
        self._listening.close()

    def accept(self, after: float) -> Accepted | Refused:
        """The weight on it, when it may be booked: it is then spent, and the same load is not given again."""
        with self._lock:
            reading, spent_g = self._last, self._spent.weight_g
            fault = fault_of(reading, self._clock(), after, self.limits, spent_g)
            if fault is WeightFault.STALE and self.health.state is HealthState.OFFLINE:
                fault = WeightFault.OFFLINE
            if fault or reading is None or reading.net_g is None:
                return Refused(fault or WeightFault.STALE, reading)
            self._spent.book(reading.net_g)
            return Accepted(reading.net_g, reading)

    def forgive(self) -> None:
        """The last booking was taken back: the load that lies there may be weighed again, with a later frame."""
        with self._lock:
            self._spent.forgive()
            self._last = None

    def begin_anew(self) -> None:
        """A new connection: nothing of the old one counts, but a load that was booked stays booked."""
        with self._lock:
            self._language, self._steadiness = self._make_language(), Steadiness()
            self._last = None

    def take_in(self, data: bytes) -> bool:
        """Reads what came; True when at least one frame was understood."""
        frames = self._language.feed(data)
        for frame in frames:
            self.on_reading(self._keep(frame))
        return bool(frames)

    def _keep(self, frame: Frame) -> Reading:
        with self._lock:
            moment = self._clock()
            self._number += 1
            said = {name: getattr(frame, name) for name in _FRAME_FIELDS}
            said["stable"] = self._steadiness.feed(frame, moment)
            reading = Reading(**said, id=self._number, t_mono=moment)
            self.frames.append(frame.raw)
            self._spent.see(reading)
            self._last = reading
        return reading

    def _on_health(self, health: Health) -> None:
        if health.state is HealthState.OFFLINE:
            with self._lock:
                self._last = None
        self.on_health(health)
