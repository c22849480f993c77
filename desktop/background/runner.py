"""Runs what must not hold up the window: one thread for the database, one small pool for the rest.

Answers come back in the window's thread. What crosses is a frozen row, a word, an error; never a session or a widget.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from domain.common.errors import DomainError

if TYPE_CHECKING:
    from domain.common.database import Database

logger = logging.getLogger(__name__)

PROGRESS_EVERY_S = 0.05

Answer = Callable[[Any], object]
Failed = Callable[[Exception], object]
Progress = Callable[[int, int], object]


class Cancelled(Exception):
    """Raised inside work that a person cancelled."""


class Task:
    """One piece of work. `cancel` drops its answer, and stops it at its next progress report."""

    def __init__(self, answered: Answer | None, failed: Failed | None, progressed: Progress | None) -> None:
        self._answered = answered
        self._failed = failed
        self._progressed = progressed
        self._cancelled = threading.Event()
        self._reported = 0.0
        self.is_done = False

    @property
    def is_cancelled(self) -> bool:
        """True after `cancel`."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Nobody wants the answer any more."""
        self._cancelled.set()

    def is_due(self, done: int, total: int) -> bool:
        """True when a progress report should be shown now; raises Cancelled when nobody wants the work any more."""
        if self.is_cancelled:
            raise Cancelled
        moment = time.monotonic()
        if done < total and moment - self._reported < PROGRESS_EVERY_S:
            return False
        self._reported = moment
        return True

    def answer(self, value: object) -> None:
        """In the window's thread: hands the answer on unless it is no longer wanted."""
        self.is_done = True
        if self._answered and not self.is_cancelled:
            self._answered(value)

    def fail(self, error: Exception) -> None:
        """In the window's thread: hands the error on. True faults are logged where they happened."""
        self.is_done = True
        if self._failed and not self.is_cancelled and not isinstance(error, Cancelled):
            self._failed(error)

    def progress(self, done: int, total: int) -> None:
        """In the window's thread."""
        if self._progressed and not self.is_cancelled:
            self._progressed(done, total)


class Runner(QObject):
    """The one door from the window to other threads.

    `failed` is told of every error no asker took. `idle` comes whenever nothing is left to do.
    """

    failed = Signal(object)
    idle = Signal()
    _came_back = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database_thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="work")
        self._open = 0
        self._closed = False
        self.database: Database | None = None
        self._came_back.connect(self._on_came_back, Qt.ConnectionType.QueuedConnection)

    def read(
        self, query: Callable[..., Any], *arguments: Any, answered: Answer, failed: Failed | None = None, **named: Any
    ) -> Task:
        """Asks `query(connection, ...)` on the database thread, in one read transaction."""

        def run(_task: Task) -> object:
            with self._books().read() as connection:
                return query(connection, *arguments, **named)

        return self._submit(self._database_thread, run, answered, failed, None)

    def change(
        self,
        operation: Callable[..., Any],
        *arguments: Any,
        answered: Answer | None = None,
        failed: Failed | None = None,
        **named: Any,
    ) -> Task:
        """Does `operation(database, ...)` on the database thread."""

        def run(_task: Task) -> object:
            return operation(self._books(), *arguments, **named)

        return self._submit(self._database_thread, run, answered, failed, None)

    def on_database_thread(self, function: Callable[[], Any], *, answered: Answer, failed: Failed) -> Task:
        """Runs a function of no arguments there: opening and closing the company."""
        return self._submit(self._database_thread, lambda _task: function(), answered, failed, None)

    def work(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        answered: Answer,
        failed: Failed | None = None,
        progressed: Progress | None = None,
    ) -> Task:
        """Runs `function(*arguments, progress)` in the pool; `progress(done, total)` raises Cancelled when cancelled."""

        def run(task: Task) -> object:
            def progress(done: int, total: int) -> None:
                if task.is_due(done, total):
                    self._post(task.progress, (done, total))

            return function(*arguments, progress)

        return self._submit(self._pool, run, answered, failed, progressed)

    @property
    def is_idle(self) -> bool:
        """True when no answer is awaited."""
        return self._open == 0

    def close(self) -> None:
        """Waits for what runs, drops what has not begun; answers still on their way are dropped too."""
        self._closed = True
        for pool in (self._pool, self._database_thread):
            pool.shutdown(wait=True, cancel_futures=True)

    def _books(self) -> Database:
        if self.database is None:
            raise RuntimeError("the company is not open yet")
        return self.database

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        run: Callable[[Task], object],
        answered: Answer | None,
        failed: Failed | None,
        progressed: Progress | None,
    ) -> Task:
        task = Task(answered, failed or self.failed.emit, progressed)
        if not self._closed:
            self._open += 1
            pool.submit(self._run, task, run)
        return task

    def _run(self, task: Task, run: Callable[[Task], object]) -> None:
        """In the other thread."""
        if task.is_cancelled:
            self._post(task.fail, (Cancelled(),), last=True)
            return
        try:
            value = run(task)
        except Exception as error:  # every error is handed to the asker; one nobody foresaw is logged with its trace
            told = self._as_refusal(error)
            if not isinstance(told, (DomainError, Cancelled)):
                logger.exception("work beside the window failed")
            self._post(task.fail, (told,), last=True)
        else:
            self._post(task.answer, (value,), last=True)

    def _as_refusal(self, error: Exception) -> Exception:
        """What a driver's error means for a person: server gone, disk full, busy; other errors stay as they are."""
        if self.database is None:
            return error
        from sqlalchemy.exc import DBAPIError

        from domain.common.broken_rules import refusal_of

        return refusal_of(error, self.database.place) if isinstance(error, DBAPIError) else error

    def _post(self, call: Callable[..., None], arguments: tuple[Any, ...], *, last: bool = False) -> None:
        if not self._closed:
            self._came_back.emit((call, last), arguments)

    @Slot(object, object)
    def _on_came_back(self, call: tuple[Callable[..., None], bool], arguments: tuple[Any, ...]) -> None:
        if self._closed:
            return
        function, last = call
        if last:
            self._open -= 1
        function(*arguments)
        if last and self._open == 0:
            self.idle.emit()
