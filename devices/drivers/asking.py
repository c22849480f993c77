"""When a scale is asked, and which answer belongs to which question. Pure but for the clock; drivers/scale.py uses it.

An answer counts from the moment of its question: what it says was measured no earlier. One that comes after its time is
dropped, with everything else until the line has been quiet: so a line as slow as two seconds never passes an old weight
off as a new one.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from devices.languages.scale_commands import PAUSE_S, ScaleCommands

QUIET_S = 1.5
"""After a question without an answer: serial servers that lag by a second exist, and their answer is to be known as late."""
AFTER_COMMAND_S = 0.2
LULL_S = 0.1
"""An answer that pauses as long as this is over, understood or not."""
LISTEN_S = 0.2


class Asking:
    """The talk of one connection. `wish` from anywhere, all else in the device's thread."""

    def __init__(self, commands: ScaleCommands, clock: Callable[[], float]) -> None:
        self.commands, self._clock = commands, clock
        self._lock = threading.Lock()
        self._wishes: deque[bytes] = deque()
        self.begin()

    def begin(self) -> None:
        """A new connection: nothing was asked yet, and what was wished of the old one is forgotten."""
        with self._lock:
            self._wishes.clear()
        self._reply = b""
        self._asked_at: float | None = None
        self._heard_at: float | None = None
        self._counts_from: float | None = None
        self._next_at = self._told_until = 0.0

    def wish(self, command: bytes) -> None:
        """A command of a person: said when no answer is awaited."""
        with self._lock:
            self._wishes.append(command)

    def say(self) -> bytes:
        """What is to be said now; b"": nothing."""
        now = self._clock()
        if self._reply:
            said, self._reply, self._heard_at = self._reply, b"", None
            return said
        if self._is_waiting(now):
            return b""
        with self._lock:
            if self._wishes:
                self._next_at = self._told_until = now + AFTER_COMMAND_S
                return self._wishes.popleft()
        if not self.commands.request or now < self._next_at:
            return b""
        self._asked_at, self._heard_at = now, None
        self._counts_from = now if self._counts_from is None else self._counts_from
        return self.commands.request

    def _is_waiting(self, now: float) -> bool:
        if self._asked_at is None:
            return False
        if self._heard_at is not None and now - self._heard_at > LULL_S:
            self._asked_at, self._next_at = None, now
        elif now - self._asked_at > self.commands.answer_s:
            self._asked_at, self._counts_from, self._next_at = None, None, now + QUIET_S
        return self._asked_at is not None

    def listen_s(self) -> float:
        """How long to listen before `say` is asked again."""
        if not self.commands.request:
            return LISTEN_S
        until = self._next_at
        if self._asked_at is not None:
            until = self._asked_at + self.commands.answer_s
            until = until if self._heard_at is None else min(until, self._heard_at + LULL_S)
        return min(max(until - self._clock(), 0.001), LISTEN_S)

    def moment_of(self, data: bytes) -> float | None:
        """The moment that what came counts from; None when nobody asked for it any more."""
        now = self._clock()
        if not self.commands.request:
            return now
        if self._asked_at is None or now - self._asked_at > self.commands.answer_s:
            self._asked_at = self._counts_from = None
            if now > self._told_until:
                self._next_at = now + QUIET_S
            return None
        self._note(data, now)
        return self._counts_from

    def _note(self, data: bytes, now: float) -> None:
        """What the scale says first may want an answer of ours before it says its weight."""
        if self._heard_at is None:
            self._reply = next((reply for said, reply in self.commands.replies if data[:1] == said), b"")
        self._heard_at = now

    def answered(self) -> None:
        """A whole frame came: the next question may be put after a pause."""
        if self._asked_at is not None:
            self._next_at = max(self._asked_at + PAUSE_S, self._clock())
            self._asked_at = self._counts_from = None
