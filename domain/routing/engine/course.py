"""The time and the cores a search has, and whether it is over. Next: single_trips.py and many_trips.py, which search."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

LOOK_S = 0.05
"""How often a waiting thread looks whether somebody pressed Stop."""
WORTH_A_SECOND_S = 3.0
"""The process of a second search needs half a second to be there."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long (s) and on how many cores to search. `iterations`: so many steps instead of seconds, and the same
    problem, seed and libraries give the same plan."""

    seconds: float = 30.0
    iterations: int | None = None
    cores: int = 2
    seed: int = 1


@dataclass
class Course:
    """One search from its beginning on."""

    effort: Effort
    stopped: Callable[[], bool]
    began: float = field(default_factory=time.monotonic)
    over: threading.Event = field(default_factory=threading.Event)

    def left_s(self, part: float = 1.0) -> float:
        """Seconds until this part of the time is over."""
        return part * self.effort.seconds - (time.monotonic() - self.began)

    @property
    def is_counted(self) -> bool:
        """True when its end is so many steps, not seconds."""
        return self.effort.iterations is not None

    def is_past(self, part: float) -> bool:
        """True when somebody ended it, or this part of its time is over."""
        return self.over.is_set() or (not self.is_counted and self.left_s(part) < 0)

    def look(self) -> None:
        """Hears whether somebody wants it to end."""
        if self.stopped():
            self.over.set()

    def is_over(self) -> bool:
        """True when it has to end."""
        self.look()
        return self.over.is_set() or (not self.is_counted and self.left_s() < 0.05)

    def steps(self, share: float) -> int | None:
        """Its steps in a share of it, None when seconds count."""
        return None if self.effort.iterations is None else max(1, int(share * self.effort.iterations))


class Watched(threading.Thread):
    """A thread whose fault is raised where it is waited for."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._fault: BaseException | None = None

    def run(self) -> None:
        try:
            self._work()
        except BaseException as fault:  # noqa: BLE001 - whatever it is, `complain` raises it in the waiting thread
            self._fault = fault

    def complain(self) -> None:
        """Raises what went wrong in it."""
        if self._fault is not None:
            raise self._fault
