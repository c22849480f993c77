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
FIRST_WITHIN_S, QUICK_S = 1.0, 0.4
"""After so long without a plan another engine is asked for a first one, for so long."""
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
    """Sends better plans through the pipe, the first at once. From any thread."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self._next, self._lock = pipe, 0.0, threading.Lock()
        self.first = threading.Event()

    def __call__(self, plan: Proposal) -> None:
        now = time.monotonic()
        with self._lock:
            if now >= self._next:
                self._next = now + TELL_EVERY_S
                self._pipe.send(Found(plan))
                self.first.set()


class _Hunt(threading.Thread):
    """The engine's search in a thread of its own, so that somebody can find a first plan while it still gets ready."""

    def __init__(self, task: Task, told: Callable[[Proposal], None], stopped: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self._task, self._told, self._stopped = task, told, stopped
        self._found: Proposal | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        """Searches; what goes wrong is kept for `answer`."""
        try:
            self._found = self._searched()
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that answers
            self._error = error

    def _searched(self) -> Proposal:
        from domain.routing.engine.search import Effort, search

        task = self._task
        effort = Effort(task.seconds, task.iterations, task.cores, task.seed)
        told = self._told
        return search(
            task.problem, effort, start=task.start, told=lambda found: told(found.proposal), stopped=self._stopped
        )

    def answer(self) -> Proposal:
        """What it found, once it has ended; raises what ended it."""
        self.join()
        if self._error is not None:
            raise self._error
        return self._found or Proposal(())


def _searched(task: Task, told: _Teller, stopped: Callable[[], bool]) -> Proposal:
    """The engine's plan. The first time on a computer its kernels are compiled (up to half a minute): meanwhile PyVRP,
    which comes compiled, gives a first plan."""
    hunt = _Hunt(task, told, stopped)
    hunt.start()
    if not told.first.wait(FIRST_WITHIN_S) and hunt.is_alive():
        from domain.routing.engine.pyvrp_search import propose

        quick = propose(task.problem, seconds=QUICK_S, seed=task.seed)
        if not told.first.is_set():
            told(quick)
    return hunt.answer()


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
