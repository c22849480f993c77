"""The demo company, made in the pool: a night of its own in a folder of its own, never in the company at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Progress = Callable[[int, int], object]

STEPS = 15
ORDERS = 400
"""A night that is over in a quarter of a minute: enough to look around in."""


def make_demo(out: Path, progress: Progress) -> tuple[str, str]:
    """Plays the demo night below `out`; where its company lies, and the code of the night's cycle."""
    from workers.demo import DemoOptions, run_demo

    done = 0

    def on_step(_words: str) -> None:
        nonlocal done
        done += 1
        progress(min(done, STEPS - 1), STEPS)

    made = run_demo(None, out, DemoOptions(orders=ORDERS, points=16, vans=2), progress=on_step)
    return made.company, made.cycle
