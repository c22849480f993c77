"""A label printer on a wire: one label at a time, asked how it is before and after each; reconnects with growing waits.

Never sleeps longer than `Waits` says, never tries a printer that is away before its time. proof.py holds the rules.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, runtime_checkable

from devices.drivers.backing_off import Backoff, PlugWatch
from devices.drivers.proof import CAN_TAKE, PrintFault, Proof, Waits, fault_text, health_of
from devices.errors import LinkDown, NotBegun
from devices.label_image import LabelImage, Media
from devices.ports import Link, PrinterLanguage
from devices.readings import Evidence, Health, HealthState, Printed, PrinterStatus

MISSES = 3
"""So many questions without an answer, and a printer is mute."""
FRESH_S = 0.5
SLICE_S = 0.2
"""The longest that one read waits: whoever wants to end is not kept longer."""
MOST_UNSURE = 2
"""Labels that a printer may take one after the other without any sign of their coming out."""
_NO_SIGN = frozenset({PrintFault.NOT_SEEN.value, PrintFault.NOT_READ.value})
BUSY_LOOK_S, BLOCKED_LOOK_S = 0.1, 2.0
_FIRST_PAUSE_S, _LAST_PAUSE_S = 0.002, 0.1


@runtime_checkable
class HangsUp(Protocol):
    """A wire whose other side ends the connection once it has read everything."""

    def finish(self, within_s: float) -> bool:
        """Says that no more comes; True when the other side has read all of it and hung up."""


class LabelPrinterDriver:
    """One printer on one wire; ports.LabelPrinter. Calls come from one thread at a time, `health` is read by any."""

    def __init__(
        self,
        link: Link,
        language: PrinterLanguage,
        media: Media,
        *,
        in_turn: bool = False,
        waits: Waits | None = None,
        backoff: Backoff | None = None,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], object] | None = None,
    ) -> None:
        self._link, self._language, self.media = link, language, media
        self._in_turn, self._waits, self._clock = in_turn, waits or Waits(), clock
        # Later by up to a fifth and never earlier: an hour away is 126 tries at most.
        self._backoff = backoff or Backoff(spread=(1.0, 1.2))
        self._plug = PlugWatch(link)
        self._stop = threading.Event()
        self._pause = pause or self._stop.wait
        self._lock = threading.RLock()
        self._is_open = self._is_kept = self._is_late = False
        self._next_try = self._seen_at = float("-inf")
        self._unsure = 0
        self.health = Health(HealthState.UNKNOWN, clock())

    @property
    def address(self) -> str:
        """Where it is."""
        return self._link.address

    @property
    def can_take(self) -> bool:
        """True when it may be given a label now."""
        return self._is_open and self.health.state in CAN_TAKE

    def due_s(self) -> float:
        """Seconds until looking at it again is worth it; 0 when it can take a label."""
        if self.can_take:
            return 0.0
        if self._is_open:
            due = self._seen_at + (BUSY_LOOK_S if self.health.state is HealthState.BUSY else BLOCKED_LOOK_S)
            return max(0.0, due - self._clock())
        if self._plug.came():
            self.try_now()
        return self._plug.soon_s(max(0.0, self._next_try - self._clock()))

    def try_now(self) -> None:
        """Somebody plugged it in, or asks for it: no waiting."""
        self._backoff.reset()
        self._next_try = float("-inf")

    def look(self) -> Health:
        """Connects when it is not (and its time has come), asks it, and says how it is now."""
        with self._lock:
            if self._is_open and self.can_take and self._clock() - self._seen_at < FRESH_S:
                return self.health
            if self._is_open and not self._language.status_request and isinstance(self._link, HangsUp):
                self._drop()  # a connection nobody can ask may have died long ago
            if (self._is_open or self._connect()) and self._language.status_request:
                self._ask_how_it_is()
            return self.health

    def print_label(self, label: LabelImage, began: Callable[[], None]) -> Printed:
        """Sends one label and says what is known of it; NotBegun when the printer cannot take it now, ValueError when
        it is no picture of its media. `began` is called before the first byte: what it raises goes through.
        """
        data = self._language.encode(label, self.media)
        with self._lock:
            self.look()
            if not self.can_take:
                raise NotBegun(self.health)
            began()
            self._say(HealthState.BUSY)
            try:
                self._link.write(data)
            except LinkDown as error:
                return self._broke(error, error.sent)
            try:
                prove = self._proven if self._language.status_request else self._sent_one_way
                return self._bounded(prove(len(data)))
            except LinkDown as error:
                return self._broke(error, len(data))

    def let_go(self) -> None:
        """Frees the wire for others while nothing is to be printed."""
        with self._lock:
            self._drop()

    def hurry(self) -> None:
        """Nobody waits any longer for a word about the label under way. May be called from any thread."""
        self._stop.set()

    def close(self) -> None:
        """Lets go of the wire, for good."""
        self.hurry()
        self.let_go()

    # The wire ------------------------------------------------------------------------------------------

    def _connect(self) -> bool:
        if self._clock() < self._next_try:
            return False
        self._say(HealthState.CONNECTING)
        try:
            self._link.open()
            if self._language.status_request:
                self._link.discard_input()
        except LinkDown as error:
            self._gone(HealthState.OFFLINE, error.detail)
            return False
        self._is_open, self._is_kept, self._is_late = True, False, False
        if not self._language.status_request:
            self._seen_at = self._clock()
            self._say(HealthState.UNKNOWN)
        return True

    def _drop(self) -> None:
        self._is_open = False
        self._link.close()

    def _gone(self, state: HealthState, detail: str = "") -> None:
        self._drop()
        self._next_try = self._clock() + self._backoff.next_s()
        self._plug.came()  # from here on it may come
        self._say(state, detail)

    def _say(self, state: HealthState, detail: str = "") -> None:
        if state is not self.health.state or detail != self.health.detail:
            self.health = Health(state, self._clock(), detail)

    def _broke(self, error: LinkDown, sent: int) -> Printed:
        self._gone(HealthState.OFFLINE, error.detail)
        return Printed(Evidence.BROKEN, sent, fault_text(PrintFault.WIRE_BROKE, error.detail))

    # Questions -----------------------------------------------------------------------------------------

    def _ask_how_it_is(self) -> None:
        heard = b""
        for _time in range(MISSES):
            try:
                status, heard = self._answer(self._waits.answer_s)
            except LinkDown as error:
                if not self._is_kept:
                    return self._gone(HealthState.OFFLINE, error.detail)
                self._drop()  # printers hang up what was idle: once anew
                if not self._connect():
                    return None
                continue
            if status is not None:
                self._is_kept = True
                return self._understood(*health_of(status))
        state = HealthState.GARBLED if heard else HealthState.MUTE
        return self._gone(state, heard[-32:].hex(" "))

    def _understood(self, state: HealthState, detail: str) -> None:
        self._backoff.reset()
        self._seen_at = self._clock()
        self._say(state, detail)

    def _answer(self, within_s: float) -> tuple[PrinterStatus | None, bytes]:
        """What it says to one question, and its bytes."""
        if self._is_late:
            self._link.discard_input()
        self._link.write(self._language.status_request)
        heard, end, silent = b"", self._clock() + within_s, math.ceil(within_s / SLICE_S)
        while self._clock() < end and silent and not self._stop.is_set():
            data = self._link.read(min(SLICE_S, within_s))
            silent -= not data
            heard += data
            status = self._language.status(heard) if data else None
            if status is not None:
                self._is_late = False
                return status, heard
        self._is_late = True
        return None, heard

    # After the last byte -------------------------------------------------------------------------------

    def _proven(self, sent: int) -> Printed:
        """Asks until it is out, stopped, or nobody can say. The first question waits behind the label on the wire."""
        proof, sent_at = Proof(in_turn=self._in_turn, settle_s=self._waits.settle_s), self._clock()
        on_its_way = sent / self._waits.slowest_bps
        patience, pause, misses = on_its_way + self._waits.answer_s, _FIRST_PAUSE_S, 0
        while not self._stop.is_set() and self._clock() - sent_at <= self._waits.confirm_s + on_its_way:
            status, _heard = self._answer(patience)
            patience = self._waits.answer_s
            if status is None:
                misses += 1
                if misses == MISSES:
                    self._gone(HealthState.MUTE)
                    return Printed(Evidence.BROKEN, sent, fault_text(PrintFault.SILENT))
                continue
            misses = 0
            self._understood(*health_of(status))
            found = proof.weigh(status, self._clock() - sent_at)
            if found is not None:
                return Printed(found[0], sent, found[1])
            self._pause(pause)
            pause = min(2 * pause, _LAST_PAUSE_S)
        return Printed(Evidence.TAKEN, sent, fault_text(PrintFault.NOT_SEEN))

    def _sent_one_way(self, sent: int) -> Printed:
        """One label, one connection: a printer that hangs up has read it all."""
        fault = PrintFault.ONE_WAY
        if isinstance(self._link, HangsUp):
            if not self._is_read(self._link, self._waits.hang_up_s + sent / self._waits.slowest_bps):
                fault = PrintFault.NOT_READ
            self._drop()
        self._backoff.reset()
        self._say(HealthState.UNKNOWN)
        return Printed(Evidence.TAKEN, sent, fault_text(fault))

    def _is_read(self, link: HangsUp, within_s: float) -> bool:
        end = self._clock() + within_s
        while not self._stop.is_set() and (left := end - self._clock()) > 0:
            if link.finish(min(left, 1.0)):
                return True
        return False

    def _bounded(self, printed: Printed) -> Printed:
        """Of a printer that takes labels and shows no sign of them two go out, and then a person is asked."""
        if printed.evidence is not Evidence.TAKEN or printed.fault not in _NO_SIGN or self._stop.is_set():
            self._unsure = 0
            return printed
        self._unsure += 1
        if self._unsure < MOST_UNSURE:
            return printed
        self._unsure = 0
        self._gone(HealthState.MUTE)
        return replace(printed, evidence=Evidence.BROKEN)
