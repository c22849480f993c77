"""The searching process of solver_process.py: runs the engine, tells every better plan, ends when told or left alone."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

from domain.routing.words import Problem, Proposal

MEGABYTE = 1 << 20
TELL_EVERY_S = 0.2
"""A search that finds better plans by the hundred tells the newest of them so often; the last word has the best."""


@dataclass(frozen=True, slots=True)
class Task:
    """What to search, how long and how hard (engine.search.Effort), where to begin, what memory it may take."""

    problem: Problem
    seconds: float
    iterations: int | None
    cores: int
    seed: int
    start: Proposal | None
    memory_mb: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """A plan better than all before."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Finished:
    """The best plan: the search is over."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Failed:
    """No last word: `why` is out_of_memory or broken, `error` what Python said."""

    why: str
    error: str


def serve(pipe: Connection, task: Task) -> None:
    """The whole life of the process: searches, tells, ends."""
    stopped = threading.Event()
    _stand_apart()
    threading.Thread(target=_listen, args=(pipe, stopped), daemon=True).start()
    try:
        if task.memory_mb is not None:
            _bound_memory(task.memory_mb)
        last: Found | Finished | Failed = Finished(_searched(task, _Teller(pipe), stopped.is_set))
    except MemoryError:
        last = Failed("out_of_memory", "")
    except Exception as error:  # noqa: BLE001 - whatever it is: told to a person, and the plan found until then stands
        sys.excepthook(type(error), error, error.__traceback__)
        last = Failed("broken", f"{type(error).__name__}: {error}"[:200])
    _end(pipe, last)


class _Teller:
    """Sends better plans through the pipe, the first at once."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self._next = pipe, 0.0

    def __call__(self, plan: Proposal) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + TELL_EVERY_S
            self._pipe.send(Found(plan))


def _searched(task: Task, told: Callable[[Proposal], None], stopped: Callable[[], bool]) -> Proposal:
    from domain.routing.engine.pyvrp_search import propose

    first = propose(task.problem, seconds=min(0.5, task.seconds), seed=task.seed)
    told(first)
    if stopped():
        return first
    return propose(task.problem, seconds=max(0.1, task.seconds - 0.5), seed=task.seed)


def _stand_apart() -> None:
    """A group of its own: Ctrl-C at the terminal is for the one who asked, and all it starts ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)


def _listen(pipe: Connection, stopped: threading.Event) -> None:
    """Waits for "stop". When the other side is gone nobody wants the plan: everything ends."""
    try:
        while True:
            pipe.recv()
            stopped.set()
    except (EOFError, OSError):
        _end_all()


def _end_all() -> None:
    if hasattr(os, "killpg"):
        os.killpg(os.getpgid(0), signal.SIGKILL)
    os._exit(1)


def _bound_memory(megabytes: int) -> None:
    """Bounds the memory this process may have in all; systems without such bounds know none."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, resource.RLIM_INFINITY))


def _end(pipe: Connection, last: Finished | Failed | Found) -> None:
    """The last word, then out without tidying: threads of a solver that hang must not keep the process."""
    try:
        pipe.send(last)
    except OSError:
        _end_all()
    os._exit(0)
