"""A scale that streams frames or answers: load it, take the load, shake it, overload it, freeze it, pull its cable.

What it says stands in scale_speech.py, by the manuals and sharing no code with the parsers. `tick` writes one frame,
`hear` takes what was said to it; `start` does both in a thread.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Protocol

from devices.simulators.scale_speech import SPEECHES, Shown, Speech, st_gs_frame
from devices.simulators.scale_speech import cas_frame as cas_frame
from devices.simulators.scale_speech import plain_frame as plain_frame
from devices.simulators.scale_speech import toledo_frame as toledo_frame
from devices.simulators.scale_speech import toledo_frame_with_sum as toledo_frame_with_sum

INTERVAL_S = 0.1
SETTLING = (0.62, 1.07, 0.98)
MOST_HEARD = 256


class End(Protocol):
    """The device's end of a wire."""

    def write(self, data: bytes) -> None: ...

    def read(self, within_s: float) -> bytes: ...

    def unplug(self) -> None: ...

    def plug_in(self) -> None: ...

    def close(self) -> None: ...


class ScaleSim:
    """One scale at the far end of a wire. Capacity and display step as a shop's 15 kg / 1 g scale."""

    def __init__(
        self,
        end: End,
        encode: Callable[[Shown], bytes] | Speech | str = st_gs_frame,
        *,
        capacity_g: int = 15_000,
        seed: int = 1,
        interval_s: float = INTERVAL_S,
    ) -> None:
        self.end, self._capacity_g, self._interval_s = end, capacity_g, interval_s
        speech = SPEECHES[encode] if isinstance(encode, str) else encode
        self._speech = speech if isinstance(speech, Speech) else Speech(speech)
        self._heard = b""
        self._chance = random.Random(seed)
        self._lock = threading.RLock()
        self._load_g, self._tare_g, self._settling = 0, 0, 0
        self._zero_g = 0
        self._from_g = 0
        self._is_shaken = self._is_frozen = False
        self._noise = 0.0
        self.unit = "kg"
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    # What a hand does ------------------------------------------------------------------------------

    def put(self, weight_g: int) -> None:
        """The pan now carries this much; below zero when something was taken off a tared pan."""
        with self._lock:
            self._from_g, self._load_g = self._load_g, weight_g
            self._settling = len(SETTLING)

    def add(self, weight_g: int) -> None:
        """So much more."""
        self.put(self._load_g + weight_g)

    def take(self) -> None:
        """The pan is empty."""
        self.put(0)

    def tare(self) -> bool:
        """What lies on it counts as nothing; False while it moves or nothing lies there."""
        with self._lock:
            is_able = not (self._settling or self._is_shaken) and self._load_g >= self._zero_g
            self._tare_g = self._load_g - self._zero_g if is_able else self._tare_g
            return is_able

    def clear_tare(self) -> None:
        """Whole weights again."""
        self._tare_g = 0

    def set_tare(self, tare_g: int) -> None:
        """A tare whose weight is known."""
        self._tare_g = tare_g

    def zero(self) -> bool:
        """An empty pan with a little dirt on it counts as nothing; False beyond a fiftieth of the capacity."""
        with self._lock:
            is_able = not (self._settling or self._is_shaken) and abs(self._load_g) <= self._capacity_g // 50
            self._zero_g = self._load_g if is_able else self._zero_g
            self._tare_g = 0 if is_able else self._tare_g
            return is_able

    def shake(self, is_shaken: bool = True) -> None:
        """Somebody leans on the table: it finds no rest."""
        self._is_shaken = is_shaken

    def overload(self) -> None:
        """More than it carries."""
        self.put(self._capacity_g + 1)

    # What goes wrong ---------------------------------------------------------------------------------

    def freeze(self, is_frozen: bool = True) -> None:
        """It sends nothing more, its cable still in."""
        self._is_frozen = is_frozen

    def garble(self, share: float) -> None:
        """This share of the frames comes with noise: bytes lost, won or changed."""
        self._noise = share

    def unplug(self) -> None:
        """The cable is pulled."""
        self.end.unplug()

    def plug_in(self) -> None:
        """And put in again."""
        self.end.plug_in()

    # Its own life ------------------------------------------------------------------------------------

    def tick(self) -> bytes:
        """Writes one frame of its own; gives what it wrote, b"" when it only answers."""
        with self._lock:
            if self._is_frozen or self._speech.frame is None:
                return b""
            data = self._noisy(self._speech.frame(self.shown()))
        self.end.write(data)
        return data

    def hear(self, data: bytes) -> bytes:
        """Takes what was said to it, answers what it understands; gives the answer."""
        with self._lock:
            if self._is_frozen or self._speech.answer is None:
                return b""
            self._heard = (self._heard + data)[-MOST_HEARD:]
            said = self._speech.answer(self._heard, self)
            if said is None:
                return b""
            self._heard, said = b"", self._noisy(said)
        if said:
            self.end.write(said)
        return said

    def _noisy(self, data: bytes) -> bytes:
        return self._with_noise(data) if data and self._chance.random() < self._noise else data

    def start(self) -> None:
        """Streams on its own."""
        self._thread = threading.Thread(target=self._run, name="simulated scale", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends the stream and lets go of its wire."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self.end.close()

    def _run(self) -> None:
        if self._speech.frame is None:
            while not self._stop.is_set():
                self._listen(self._interval_s)
            return
        while not self._stop.wait(self._interval_s):
            self._listen(0)
            self.tick()

    def _listen(self, within_s: float) -> None:
        data = self.end.read(within_s)
        if data:
            self.hear(data)

    def shown(self) -> Shown:
        """What the display shows now; each look is a moment later on the way to rest."""
        weight_g, stable = self._load_g, True
        if self._settling:
            share = SETTLING[len(SETTLING) - self._settling]
            weight_g = self._from_g + round((self._load_g - self._from_g) * share)
            self._settling -= 1
            stable = False
        if self._is_shaken:
            weight_g, stable = weight_g + self._chance.randint(-40, 40), False
        net_g = weight_g - self._zero_g - self._tare_g
        return Shown(net_g, self._tare_g, stable, self._load_g > self._capacity_g, self.unit)

    def _with_noise(self, data: bytes) -> bytes:
        at = self._chance.randrange(len(data))
        some = bytes(self._chance.randrange(256) for _byte in range(self._chance.randint(1, 7)))
        kind = self._chance.randrange(4)
        if kind == 0:
            return data[:at] + data[at + 1 :]
        if kind == 1:
            return data[:at] + some + data[at:]
        if kind == 2:
            return data[:at] + some[:1] + data[at + 1 :]
        return some + data
