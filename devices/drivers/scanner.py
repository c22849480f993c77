"""A scanner on a wire of its own (COM mode): every line is one scan. Preferred to keys: no focus, no input method."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from devices.drivers.backing_off import Backoff
from devices.drivers.listening import Clock, Listening
from devices.languages.scan_content import content_of, decoded
from devices.ports import Link
from devices.readings import Health, Scan

MOST = 4096
_ENDS = re.compile(rb"[\r\n\t]+")


class ScannerDriver:
    """One scanner. A code without its end waits for it; two codes in one read are two scans."""

    def __init__(
        self,
        link: Link,
        *,
        on_health: Callable[[Health], object] = lambda _health: None,
        backoff: Backoff | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self._source, self._clock = link.address, clock
        self._rest = b""
        self._scanned: Callable[[Scan], object] = lambda _scan: None
        self._listening = Listening(
            link, self.begin_anew, self.take_in, on_health, backoff=backoff, clock=clock, may_be_silent=True
        )

    @property
    def health(self) -> Health:
        """How it is."""
        return self._listening.health

    def start(self, scanned: Callable[[Scan], object]) -> None:
        """Begins to listen; `scanned` is called in its thread."""
        self.tell(scanned)
        self._listening.start()

    def tell(self, scanned: Callable[[Scan], object]) -> None:
        """Whom take_in tells; for whoever feeds it without a thread."""
        self._scanned = scanned

    def close(self) -> None:
        """Stops listening."""
        self._listening.close()

    def begin_anew(self) -> None:
        """A new connection: half a code of the old one is gone."""
        self._rest = b""

    def take_in(self, data: bytes) -> bool:
        """Tells every scan that ended in `data`."""
        *lines, rest = _ENDS.split(self._rest + data)
        self._rest = rest[:MOST]
        for line in lines:
            if line:
                self._scanned(Scan(decoded(line), content_of(decoded(line)).aim, self._source, self._clock()))
        return True
