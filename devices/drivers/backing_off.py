"""How long to wait before the next try: longer each time, up to half a minute, never the same for two devices; and no
longer than until the device is plugged in again.
"""

from __future__ import annotations

import random

from devices.ports import Link, Pluggable

DELAYS_S = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
JITTER = 0.2
PLUG_LOOK_S = 1.0
"""How often the system is asked whether a device that is away has been plugged in."""
SPREAD = (1 - JITTER, 1 + JITTER)


class Backoff:
    """The waits of one device, each times a number out of `spread`. `reset` when it was understood again."""

    def __init__(
        self,
        delays_s: tuple[float, ...] = DELAYS_S,
        chance: random.Random | None = None,
        *,
        spread: tuple[float, float] = SPREAD,
    ) -> None:
        self._delays_s, self._spread = delays_s, spread
        self._chance = chance or random.Random()
        self._tries = 0

    def next_s(self) -> float:
        """Seconds to wait now."""
        delay = self._delays_s[min(self._tries, len(self._delays_s) - 1)]
        self._tries += 1
        return delay * self._chance.uniform(*self._spread)

    def reset(self) -> None:
        """The next wait is the shortest again."""
        self._tries = 0


class PlugWatch:
    """Tells the moment in which the device of a wire was plugged in. A wire of the network has no such moment."""

    def __init__(self, link: Link) -> None:
        self._link = link if isinstance(link, Pluggable) else None
        self._was_there = True

    def soon_s(self, seconds: float) -> float:
        """How much of a wait may pass before looking again."""
        return seconds if self._link is None else min(seconds, PLUG_LOOK_S)

    def came(self) -> bool:
        """Whether it is there now and was not when last asked."""
        was_there, self._was_there = self._was_there, self._link is None or self._link.is_there()
        return self._was_there and not was_there
