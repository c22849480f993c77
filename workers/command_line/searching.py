"""A search as the command line follows it: a line for each better plan, Ctrl-C takes the best so far.

Next: workers/solver_process.py.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from domain.common.money import yuan_text
from domain.common.sentences import _, sentence
from domain.routing.words import PlanRow
from workers.command_line.answers import say
from workers.solver_process import SolverProcess

Shown = Callable[[PlanRow], None]


@contextmanager
def followed(seconds: float) -> Iterator[tuple[SolverProcess, Shown]]:
    """The search and who tells its better plans; afterwards how it ended is said, when that was not as it should."""
    solver, began = SolverProcess(seconds=seconds), time.monotonic()
    say(_("Searching for routes … Ctrl-C takes the best plan found so far."))

    def shown(plan: PlanRow) -> None:
        words = _("{seconds} s: ¥{cost}, {km} km, {stops} stops, {unplanned} without a van")
        say(
            words.format(
                seconds=f"{time.monotonic() - began:.1f}",
                cost=yuan_text(plan.cost_fen),
                km=f"{plan.distance_m / 1000:.1f}",
                stops=sum(len(route.stops) for route in plan.routes),
                unplanned=len(plan.unplanned),
            )
        )

    with _stopped_by_hand(solver):
        yield solver, shown
    if solver.notice is not None:
        say(sentence(solver.notice))


@contextmanager
def _stopped_by_hand(solver: SolverProcess) -> Iterator[None]:
    """Ctrl-C inside stops the search; a second one ends everything, as ever."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def stop(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, before)
        solver.stop()

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
