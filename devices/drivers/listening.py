"""The thread of a device that speaks on its own: opens the wire, hands on what comes, reconnects when it breaks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from devices.drivers.backing_off import Backoff, PlugWatch
from devices.errors import LinkDown
from devices.ports import Link
from devices.readings import Health, HealthState

READ_S = 0.2
SILENT_S = 3.0
KEPT_BYTES = 32

Clock = Callable[[], float]


class Listening:
    """`opened` at every new connection, `came(bytes)` gives whether they were understood; both in the thread.

    Before each look at the wire `say` gives what is to be said (b"": nothing), `listen_s` how long to look.
    `health` may be read from anywhere; `on_health` is called in the thread at every change.
    """

    def __init__(
        self,
        link: Link,
        opened: Callable[[], object],
        came: Callable[[bytes], bool],
        on_health: Callable[[Health], object],
        *,
        backoff: Backoff | None = None,
        clock: Clock = time.monotonic,
        may_be_silent: bool = False,
        say: Callable[[], bytes] = lambda: b"",
        listen_s: Callable[[], float] = lambda: READ_S,
    ) -> None:
        self._link, self._opened, self._came, self._on_health = link, opened, came, on_health
        self._backoff, self._clock, self._may_be_silent = backoff or Backoff(), clock, may_be_silent
        self._say_now, self._listen_s = say, listen_s
        self._plug = PlugWatch(link)
        self._stop, self._wake = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self.health = Health(HealthState.UNKNOWN, clock())

    def start(self) -> None:
        """Begins to listen."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=f"device {self._link.address}", daemon=True)
            self._thread.start()

    def try_now(self) -> None:
        """Somebody plugged it in: no waiting."""
        self._backoff.reset()
        self._wake.set()

    def close(self) -> None:
        """Stops listening; comes back when the thread has ended."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._say(HealthState.CONNECTING)
            try:
                self._link.open()
                self._link.discard_input()
                self._opened()
                self._listen()
            except LinkDown as error:
                self._say(HealthState.OFFLINE, error.detail)
            finally:
                self._link.close()
            self._rest(0 if self._stop.is_set() else self._backoff.next_s())

    def _rest(self, seconds: float) -> None:
        """Waits so long, or until somebody plugs it in or asks for it."""
        while seconds > 0:
            if self._plug.came():
                self._backoff.reset()
                break
            slice_s = self._plug.soon_s(seconds)
            if self._wake.wait(slice_s):
                break
            seconds -= slice_s
        self._wake.clear()

    def _listen(self) -> None:
        understood, seen = self._clock(), b""
        if self._may_be_silent:
            self._say(HealthState.READY)
        while not self._stop.is_set():
            if said := self._say_now():
                self._link.write(said)
            data = self._link.read(self._listen_s())
            if data and self._came(data):
                understood, seen = self._clock(), b""
                self._backoff.reset()
                self._say(HealthState.READY)
            else:
                seen = (seen + data)[-KEPT_BYTES:]
                self._doubt(self._clock() - understood, seen)

    def _doubt(self, silent_s: float, seen: bytes) -> None:
        """Nothing understood for a while: bytes of another language or speed, or none at all."""
        if silent_s < SILENT_S:
            return
        if seen:
            self._say(HealthState.GARBLED, seen.hex(" "))
        elif not self._may_be_silent:
            self._say(HealthState.MUTE)

    def _say(self, state: HealthState, detail: str = "") -> None:
        if state is self.health.state and (state is HealthState.GARBLED or detail == self.health.detail):
            return
        self.health = Health(state, self._clock(), detail)
        self._on_health(self.health)
