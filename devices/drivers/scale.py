"""A scale, whether it speaks on its own or is asked: the last reading with its age, and weights to book, each once.

`take_in` is what its thread does with bytes; believing.py holds the rules, asking.py the talk, listening.py the thread.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import fields

from devices.drivers.asking import Asking
from devices.drivers.backing_off import Backoff
from devices.drivers.believing import FRESH_S, ScaleLimits, Spent, Steadiness, fault_of
from devices.drivers.listening import Clock, Listening
from devices.languages.scale_commands import SPEAKS_ALONE, ScaleCommands
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
        commands: ScaleCommands = SPEAKS_ALONE,
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
        self._language, self._steadiness = language(), Steadiness(self.limits.flagged_frames)
        self._spent = Spent(self.limits)
        self._last: Reading | None = None
        self._number = 0
        self._own_tare_g = 0
        self._asking = Asking(commands, clock)
        self.frames: deque[bytes] = deque(maxlen=KEPT_FRAMES)
        self._listening = Listening(
            link,
            self.begin_anew,
            self.take_in,
            self._on_health,
            backoff=backoff,
            clock=clock,
            say=self._asking.say,
            listen_s=self._asking.listen_s,
        )

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
            self._language = self._make_language()
            self._steadiness = Steadiness(self.limits.flagged_frames)
            self._last = None
        self._asking.begin()

    # Zero and tare -----------------------------------------------------------------------------------

    def zero(self) -> bool:
        """Sets an empty scale to nothing; False where its protocol has no such command: then its own key does it."""
        self._tare_by_us(0)
        return self._tell(self._asking.commands.zero)

    def tare(self) -> bool:
        """What lies there counts as nothing from now on: by the scale, or by us where it cannot. False: no steady weight."""
        if self._tell(self._asking.commands.tare):
            self._tare_by_us(0)
            return True
        last, now = self._last, self._clock()
        if last is None or last.net_g is None or not last.stable or now - last.t_mono > FRESH_S:
            return False
        self._tare_by_us(last.net_g + last.own_tare_g)
        return True

    def tare_known(self, weight_g: int) -> None:
        """The tare of a box whose weight is known, in grams: set in the scale where it can, else taken off by us."""
        command = self._asking.commands.known_tare
        is_told = command is not None and weight_g > 0 and self._tell(command(weight_g))
        self._tare_by_us(0 if is_told else max(weight_g, 0))

    def clear_tare(self) -> bool:
        """Whole weights again; False where the scale holds a tare that only its own key can clear."""
        self._tare_by_us(0)
        last = self._last
        return self._tell(self._asking.commands.clear_tare) or last is None or not last.is_net or last.own_tare_g > 0

    def _tell(self, command: bytes) -> bool:
        if command:
            self._asking.wish(command)
        return bool(command)

    def _tare_by_us(self, weight_g: int) -> None:
        with self._lock:
            if weight_g != self._own_tare_g:
                self._own_tare_g, self._last = weight_g, None
                self._steadiness = Steadiness(self.limits.flagged_frames)

    # What comes --------------------------------------------------------------------------------------

    def say(self) -> bytes:
        """What is to be said to it now; b"": nothing. For who moves the bytes by hand."""
        return self._asking.say()

    def take_in(self, data: bytes) -> bool:
        """Reads what came; True when at least one frame was understood."""
        moment = self._asking.moment_of(data)
        frames = self._language.feed(data)
        if moment is None:
            return False
        for frame in frames:
            self.on_reading(self._keep(frame, moment))
        if frames:
            self._asking.answered()
        return bool(frames)

    def _keep(self, frame: Frame, moment: float) -> Reading:
        with self._lock:
            self._number += 1
            said = {name: getattr(frame, name) for name in _FRAME_FIELDS}
            said["stable"] = self._steadiness.feed(frame, moment)
            if self._own_tare_g:
                said.update(_less_tare(frame, self._own_tare_g))
            reading = Reading(**said, id=self._number, t_mono=moment, own_tare_g=self._own_tare_g)
            self.frames.append(frame.raw)
            self._spent.see(reading)
            self._last = reading
        return reading

    def _on_health(self, health: Health) -> None:
        if health.state is HealthState.OFFLINE:
            with self._lock:
                self._last = None
        self.on_health(health)


def _less_tare(frame: Frame, tare_g: int) -> dict[str, object]:
    """What a frame shows when we take a tare off that the scale knows nothing of."""
    tared: dict[str, object] = {"tare_g": frame.tare_g + tare_g, "is_net": True}
    if frame.net_g is not None:
        tared |= {"net_g": frame.net_g - tare_g, "negative": frame.net_g < tare_g}
    return tared
