"""A scanner on a wire of its own (COM mode): every line is one scan. Preferred to keys: no focus, no input method.

A code may come in pieces, two in one read, with STX and ETX around it, or without any end: then silence ends it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from devices.drivers.backing_off import Backoff
from devices.drivers.listening import READ_S, Clock, Listening
from devices.languages.scan_content import content_of, decoded
from devices.ports import Link
from devices.readings import Health, Scan

MOST = 4096
SILENCE_S = 0.15
"""A scanner that has never sent an end is done after so much silence; the longest gap inside a code on a slow line."""
BROKEN_S = 1.0
"""One that has sent ends before broke off."""
LOOKS_S = 0.03
_ENDS = re.compile(rb"[\r\n\t\x03]+")
_BEGINS = b"\x02"


class ScannerDriver:
    """One scanner. A code without its end waits for it, or for silence; two codes in one read are two scans."""

    def __init__(
        self,
        link: Link,
        *,
        on_health: Callable[[Health], object] = lambda _health: None,
        backoff: Backoff | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self._source, self._clock = link.address, clock
        self._rest, self._since, self._sends_ends = b"", 0.0, False
        self._scanned: Callable[[Scan], object] = lambda _scan: None
        self._listening = Listening(
            link,
            self.begin_anew,
            self.take_in,
            on_health,
            backoff=backoff,
            clock=clock,
            may_be_silent=True,
            say=self.look_at_silence,
            listen_s=lambda: LOOKS_S if self._rest else READ_S,
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
        self._rest, self._since = rest[:MOST], self._clock()
        for line in lines:
            self._sends_ends = True
            self._tell(line)
        return True

    def look_at_silence(self) -> bytes:
        """Nothing came for a while: what waits is a whole code of a scanner without ends, or the half of another's."""
        if self._rest and self._clock() - self._since > (BROKEN_S if self._sends_ends else SILENCE_S):
            rest, self._rest = self._rest, b""
            self._tell(rest, is_whole=not self._sends_ends)
        return b""

    def _tell(self, line: bytes, *, is_whole: bool = True) -> None:
        text = decoded(line.lstrip(_BEGINS))
        if text:
            self._scanned(Scan(text, content_of(text).aim, self._source, self._clock(), is_whole))
