"""The population search (hgs_search.py) in a process of its own: its clock is the processor time of its process alone,
and it can be ended, which it does not know how to do by itself. Next: search.py, which drives it.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection

from domain.routing.engine.hgs_search import Reduced, breed
from domain.routing.engine.kinds import KindRoute

Plans = list[tuple[KindRoute, ...]]


class Breeder:
    """A process that breeds when asked; `end` ends it, whatever it is doing."""

    def __init__(self, task: Reduced) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, task), name="breeder", daemon=True)
        self._process.start()
        theirs.close()

    def breed(self, *, seconds: float, seed: int, steps: int | None, first: Sequence[Sequence[KindRoute]]) -> Plans:
        """hgs_search.breed; nothing when it was ended meanwhile."""
        try:
            self._pipe.send((seconds, seed, steps, [tuple(plan) for plan in first]))
            return list(self._pipe.recv())
        except (EOFError, OSError):
            return []

    def end(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, task: Reduced) -> None:
    """Answers until nobody is left at the other end: then it goes, in the middle of a generation too."""
    asked: list[tuple[float, int, int | None, Plans]] = []
    there = threading.Semaphore(0)

    def listen() -> None:
        try:
            while True:
                asked.append(pipe.recv())
                there.release()
        except (EOFError, OSError):
            os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while there.acquire():
        seconds, seed, steps, first = asked.pop(0)
        pipe.send(breed(task, seconds=seconds, seed=seed, steps=steps, first=first))
