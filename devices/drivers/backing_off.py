"""How long to wait before the next try: longer each time, up to half a minute, never the same for two devices."""

from __future__ import annotations

import random

DELAYS_S = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
JITTER = 0.2
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
