"""A search for routes in a process of its own: the window never waits for it, and a crash of it loses nothing.

The other side of the pipe is solver_side.py. Whoever plans (domain/routing/operations/planning.py) is given
`SolverProcess(...).search`; another thread may stop it (the best plan so far is taken) or cancel it (none is).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from domain.common.errors import Notice
from domain.routing.words import (
    Problem,
    Proposal,
    SearchBroken,
    SearchCancelled,
    SearchKilled,
    SearchOutOfMemory,
)
from workers.solver_side import Failed, Finished, Found, Task, serve

Told = Callable[[Proposal], None]
LOOK_S = 0.05
"""How often it is asked whether somebody pressed Stop or Cancel."""
STOP_PATIENCE_S = 1.0
"""A stopped search says its last word within so long, or its best so far is taken without it."""
START_PATIENCE_S, END_PATIENCE_S = 120.0, 5.0
"""What a process may need to begin (the first search on a slow computer compiles), and a search to end once its time is
up, before it counts as hung."""


@dataclass(frozen=True, slots=True)
class _End:
    """How a search ended: its plan, or why there is no last word of it."""

    proposal: Proposal | None
    why: str = ""
    error: str = ""


class SolverProcess:
    """One search. `notice` says afterwards what a person must know about how it ended, None when all was well.

    `seconds`, `iterations`, `cores` and `seed` are those of engine.search.Effort; `memory_mb` bounds what the process
    may take (where the system knows such bounds), so that a search too large fails alone and not the computer.
    """

    def __init__(
        self,
        *,
        seconds: float = 30.0,
        iterations: int | None = None,
        cores: int = 2,
        seed: int = 1,
        memory_mb: int | None = None,
    ) -> None:
        self.notice: Notice | None = None
        self.pid: int | None = None
        self._seconds, self._memory_mb = seconds, memory_mb
        self._effort = (seconds, iterations, cores, seed)
        self._stopped, self._cancelled = threading.Event(), threading.Event()
        self._best: Proposal | None = None
        self._unheard: Found | Finished | Failed | None = None

    def stop(self) -> None:
        """Ends the search soon; its best plan so far is taken. From any thread, also before it began."""
        self._stopped.set()

    def cancel(self) -> None:
        """Ends the search at once (0.5 s at most); `search` raises SearchCancelled. From any thread."""
        self._cancelled.set()

    def search(self, problem: Problem, start: Proposal | None, told: Told) -> Proposal:
        """The best plan found. `told` hears of every better one, in the caller's thread, the first within seconds.

        When the process dies the best plan until then is the answer and `notice` says so. Raises SearchCancelled, and
        when there is no plan yet SearchKilled, SearchOutOfMemory or SearchBroken.
        """
        if self._cancelled.is_set():
            raise SearchCancelled
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        task = Task(problem, *self._effort, start, self._memory_mb)
        process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, task), name="solver")
        began = time.monotonic()
        process.start()
        theirs.close()
        self.pid = process.pid
        try:
            end = self._followed(process, ours, told, began)
        finally:
            _take_down(process)
            ours.close()
        return self._answer(end, time.monotonic() - began)

    def _followed(self, process: SpawnProcess, ours: Connection, told: Told, began: float) -> _End:
        """Hears what the process says until it has ended, hangs, or a person had enough."""
        deadline = began + START_PATIENCE_S + self._seconds + END_PATIENCE_S
        is_told_to_stop = False
        while True:
            if self._cancelled.is_set():
                raise SearchCancelled
            if self._stopped.is_set() and not is_told_to_stop:
                is_told_to_stop, deadline = True, time.monotonic() + STOP_PATIENCE_S
                _send(ours)
            ready = wait([ours, process.sentinel], LOOK_S) if self._unheard is None else [ours]
            if ours in ready:
                try:
                    said = self._heard(ours)
                except (EOFError, OSError):
                    return _End(None, "killed")
                if isinstance(said, Found):
                    told(said.proposal)
                elif isinstance(said, Finished):
                    return _End(said.proposal)
                elif isinstance(said, Failed):
                    return _End(None, said.why, said.error)
            elif process.sentinel in ready:
                return _End(None, "killed")
            # What was stopped before its first plan goes on until it has one, as long as any search may.
            if time.monotonic() > deadline and not (is_told_to_stop and self._best is None and _is_early(self, began)):
                return _End(None, "stopped" if is_told_to_stop else "overdue")

    def _heard(self, ours: Connection) -> Found | Finished | Failed:
        """What was said: of several plans that wait the newest, so that a slow listener is never behind; a last word
        after it waits for its turn."""
        said, self._unheard = self._unheard or ours.recv(), None
        while isinstance(said, Found):
            self._best = said.proposal
            if not ours.poll():
                break
            after: Found | Finished | Failed = ours.recv()
            if not isinstance(after, Found):
                self._unheard = after
                break
            said = after
        return said

    def _answer(self, end: _End, seconds: float) -> Proposal:
        if end.proposal is not None:
            return end.proposal
        if self._best is None:
            raise _refusal_of(end)
        if end.why != "stopped":
            self.notice = Notice.of(f"search_{end.why}_kept", seconds=round(seconds))
        return self._best


def _is_early(solver: SolverProcess, began: float) -> bool:
    return time.monotonic() - began < START_PATIENCE_S + solver._seconds + END_PATIENCE_S


def _refusal_of(end: _End) -> Exception:
    if end.why == "out_of_memory":
        return SearchOutOfMemory()
    return SearchBroken(end.error) if end.why == "broken" else SearchKilled()


def _send(ours: Connection) -> None:
    """Says stop; a process that is gone already is noticed by whoever listens."""
    try:
        ours.send("stop")
    except OSError:
        return


def _take_down(process: SpawnProcess) -> None:
    """Ends the process with all it started: it leads a group of its own where the system knows groups."""
    if process.pid is not None and hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
    else:
        process.kill()
    process.join()
    process.close()
