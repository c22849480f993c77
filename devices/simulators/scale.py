"""A scale that streams frames: load it, take the load, shake it, overload it, freeze it, pull its cable.

It encodes by the manuals and shares no code with the parsers. `tick` writes one frame; `start` ticks in a thread.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

INTERVAL_S = 0.1
SETTLING = (0.62, 1.07, 0.98)


class End(Protocol):
    """The device's end of a wire."""

    def write(self, data: bytes) -> None: ...

    def unplug(self) -> None: ...

    def plug_in(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """What the display shows: g, and its lamps."""

    net_g: int
    tare_g: int
    stable: bool
    overload: bool
    unit: str


def st_gs_frame(shown: Shown) -> bytes:
    """“ST,GS,+  1.250kg”, 18 bytes."""
    kind = b"NT" if shown.tare_g else b"GS"
    if shown.overload:
        return b"OL," + kind + b",+       " + shown.unit.rjust(2).encode() + b"\r\n"
    state = b"ST" if shown.stable else b"US"
    sign = b"-" if shown.net_g < 0 else b"+"
    number = f"{abs(shown.net_g)}" if shown.unit == "g" else f"{abs(shown.net_g) // 1000}.{abs(shown.net_g) % 1000:03d}"
    return b"%s,%s,%s%7s%2s\r\n" % (state, kind, sign, number.encode(), shown.unit.encode())


def cas_frame(shown: Shown) -> bytes:
    """The 22 bytes of CAS: device number and lamps between, digits filled with zeros."""
    if shown.overload:
        return b"OL,GS,1\x80,00000000 kg\r\n"
    lamps = bytes([0x80 | (0x40 if shown.stable else 0) | (0x04 if not shown.tare_g else 0x02)])
    sign = "-" if shown.net_g < 0 else "0"
    number = f"{sign}{abs(shown.net_g) // 1000:03d}.{abs(shown.net_g) % 1000:03d}"
    state, kind = b"ST" if shown.stable else b"US", b"NT" if shown.tare_g else b"GS"
    return b"%s,%s,1%s,%s %2s\r\n" % (state, kind, lamps, number.encode(), shown.unit.encode())


def toledo_frame(shown: Shown) -> bytes:
    """17 bytes without a check sum: three decimals of kg."""
    flags = 0x20 | bool(shown.tare_g) | (shown.net_g < 0) << 1 | shown.overload << 2 | (not shown.stable) << 3
    flags |= (shown.unit == "kg") << 4
    return b"\x02\x2d" + bytes([flags]) + b"\x20%6d%6d\r" % (abs(shown.net_g), shown.tare_g)


def toledo_frame_with_sum(shown: Shown) -> bytes:
    """The same with its check sum."""
    body = toledo_frame(shown)
    return body + bytes([-sum(body) & 0x7F])


def plain_frame(shown: Shown) -> bytes:
    """The number alone."""
    sign = "-" if shown.net_g < 0 else " "
    return f"{sign}{abs(shown.net_g) // 1000:3d}.{abs(shown.net_g) % 1000:03d} {shown.unit}\r\n".encode()


class ScaleSim:
    """One scale at the far end of a wire. Capacity and display step as a shop's 15 kg / 1 g scale."""

    def __init__(
        self,
        end: End,
        encode: Callable[[Shown], bytes] = st_gs_frame,
        *,
        capacity_g: int = 15_000,
        seed: int = 1,
        interval_s: float = INTERVAL_S,
    ) -> None:
        self.end, self._encode, self._capacity_g, self._interval_s = end, encode, capacity_g, interval_s
        self._chance = random.Random(seed)
        self._lock = threading.RLock()
        self._load_g, self._tare_g, self._settling = 0, 0, 0
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

    def tare(self) -> None:
        """What lies on it counts as nothing."""
        with self._lock:
            self._tare_g = self._load_g

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
        """Writes one frame; gives what it wrote."""
        with self._lock:
            if self._is_frozen:
                return b""
            data = self._encode(self._shown())
            if self._chance.random() < self._noise:
                data = self._with_noise(data)
        self.end.write(data)
        return data

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
        while not self._stop.wait(self._interval_s):
            self.tick()

    def _shown(self) -> Shown:
        weight_g, stable = self._load_g, True
        if self._settling:
            share = SETTLING[len(SETTLING) - self._settling]
            weight_g = self._from_g + round((self._load_g - self._from_g) * share)
            self._settling -= 1
            stable = False
        if self._is_shaken:
            weight_g, stable = weight_g + self._chance.randint(-40, 40), False
        return Shown(weight_g - self._tare_g, self._tare_g, stable, self._load_g > self._capacity_g, self.unit)

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
