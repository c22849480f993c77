"""A second search in a process of its own, beside the compiled one: HGS cannot be told to end and counts the processor
time of its whole process, PyVRP holds the interpreter. Next: search.py, which drives it.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Generic, Protocol, TypeVar

from domain.routing.engine.kinds import KindRoute

Plans = list[tuple[KindRoute, ...]]
OnePlan = TypeVar("OnePlan")


class SecondSearch(Protocol[OnePlan]):
    """What another process searches: a problem in the terms of one solver."""

    def plans(self, *, seconds: float, seed: int, steps: int | None, first: Sequence[OnePlan]) -> list[OnePlan]:
        """Good plans, the best first, found from those of `first` in so many seconds (`steps`: in so many steps, always
        the same)."""
        ...


class Apart(Generic[OnePlan]):
    """A process that searches when asked; `end` ends it, whatever it is doing."""

    def __init__(self, task: SecondSearch[OnePlan]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, task), name="second search", daemon=True)
        self._process.start()
        theirs.close()

    def plans(self, *, seconds: float, seed: int, steps: int | None, first: Sequence[OnePlan]) -> list[OnePlan]:
        """SecondSearch.plans; nothing when it was ended meanwhile."""
        try:
            self._pipe.send((seconds, seed, steps, list(first)))
            return list(self._pipe.recv())
        except (EOFError, OSError):
            return []

    def end(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, task: SecondSearch[OnePlan]) -> None:
    """Answers until nobody is left at the other end: then it goes, in the middle of a step too."""
    asked: list[tuple[float, int, int | None, list[OnePlan]]] = []
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
        pipe.send(task.plans(seconds=seconds, seed=seed, steps=steps, first=first))
