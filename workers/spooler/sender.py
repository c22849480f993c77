"""One printer's sender: leases it, takes its jobs, sends them, writes down what is known. `step` does one thing and says
how long the next may wait; it never sleeps itself.

SENDING is committed before the first byte (`began`); what breaks from there on is a person's to settle (decision 0041).
Next: spooler.py gives each sender its thread.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from devices.drivers.label_printer import LabelPrinterDriver
from devices.errors import NotBegun
from devices.readings import Evidence, Printed
from domain.common.command import new_command_id
from domain.common.database import Database
from domain.common.errors import DatabaseProblem, DomainError, Refusal
from domain.common.people import Actor
from domain.printing import operations, queries
from domain.printing.queries import PrinterRow
from domain.printing.words import (
    AgedJobsWait,
    JobNotThere,
    JobState,
    LeaseLost,
    Outcome,
    PrinterBusy,
    PrinterPaused,
    PrinterRetired,
    UncertainFirst,
)
from workers.spooler.pictures import Pictures, Undrawable, Wanted
from workers.spooler.telling import Told

logger = logging.getLogger(__name__)

AT_ONCE, SOON_S = 0.0, 0.2
IDLE_LOOK_S = 1.0
QUESTION_S = 3.0
BUSY_S = 2.0
TROUBLE_S = 3.0
LET_GO_S = 3.0
"""A sender without work lets its printer go after so long: another station may be waiting for it."""
CHECK_S = 30.0
"""How often an idle printer is asked how it is."""
RENEW_S = 5.0
_CAME_OUT = {Evidence.CONFIRMED: JobState.CONFIRMED, Evidence.TAKEN: JobState.SENT_UNCONFIRMED}
MOST_COPIES = 3
"""A profile that prints doubtful labels again by itself stops there: something else is wrong."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose books, who acts, and under which name the printers are leased ("station/program")."""

    database: Database
    actor: Actor
    owner: str


@dataclass(frozen=True, slots=True)
class _Sent:
    """What became of a label and is not in the books yet."""

    job: int
    fence: int
    printed: Printed
    command_id: str


class Sender:
    """Sends to one printer. All calls come from its one thread; `told` may be read from any."""

    def __init__(
        self,
        desk: Desk,
        row: PrinterRow,
        printer: LabelPrinterDriver,
        pictures: Pictures,
        *,
        resend_marked: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._desk, self.row, self._printer, self._pictures = desk, row, printer, pictures
        self._resend_marked, self._clock = resend_marked, clock
        self._fence: int | None = None
        self._untold: _Sent | None = None
        self._is_in_doubt = True
        self._worked_at = clock()
        self._checked_at = float("-inf")
        self.told = Told(row.id, row.name, row.link, printer.health)
        pictures.told = lambda trouble: self._say(trouble=trouble)
        self.is_working = False
        """From a label's turn until its state is in the books."""

    def step(self) -> float:
        """Does what is next; seconds until the next step is worth it. What a person has to know stands in `told`."""
        try:
            wait_s = self._step()
        except (LeaseLost, JobNotThere):
            self._fence = None
            wait_s = SOON_S
        except (UncertainFirst, AgedJobsWait, PrinterPaused) as question:
            wait_s = self._ask(question)
        except (PrinterBusy, PrinterRetired) as refusal:
            self._say(question=refusal)
            wait_s = BUSY_S
        except DatabaseProblem as trouble:
            self._say(question=trouble)
            wait_s = TROUBLE_S
        self._say(health=self._printer.health)
        return wait_s

    def try_now(self) -> None:
        """A person plugged it in: the next step tries at once. May be called from any thread."""
        self._printer.try_now()

    def hurry(self) -> None:
        """The program ends: a label that is on its way is sent, and waited for no longer. May be called from any thread."""
        self._printer.hurry()

    def close(self) -> None:
        """Lets the printer go, for the next sender too."""
        self._printer.close()
        with suppress(DomainError):
            self._write_down()
            self._release()

    # One step ------------------------------------------------------------------------------------------

    def _step(self) -> float:
        doubtful = self._doubtful()
        if doubtful is not None:
            return self._ask(doubtful)
        if not self._has_work():
            self._write_down()
            return self._rest()
        due_s = self._printer.due_s()
        if due_s > SOON_S:
            self._write_down()
            return due_s
        self._hold()
        self._printer.look()
        if not self._printer.can_take:
            self._write_down()
            return max(self._printer.due_s(), SOON_S)
        return self._print_next()

    def _doubtful(self) -> UncertainFirst | None:
        """The label of this printer that a person has to look at. Looked for only while there may be one."""
        if not self._is_in_doubt:
            return None
        with self._desk.database.read() as connection:
            found = next((job for job in queries.uncertain_jobs(connection) if job.printer_id == self.row.id), None)
        self._is_in_doubt = found is not None
        return UncertainFirst(self.row.name, found.id, found.serial) if found else None

    def _has_work(self) -> bool:
        """After a label there is most often another one: it is asked for without looking."""
        if self._untold is not None:
            return True
        with self._desk.database.read() as connection:
            return queries.has_work(connection, self.row.id)

    def _rest(self) -> float:
        self._say(question=None)
        if self._clock() - self._worked_at > LET_GO_S:
            self._printer.let_go()
            self._release()
        if self._is_free and self._clock() - self._checked_at > CHECK_S and self._printer.due_s() == AT_ONCE:
            self._checked_at = self._clock()
            self._printer.look()
            self._printer.let_go()
        return IDLE_LOOK_S

    @property
    def _is_free(self) -> bool:
        """Nobody else prints there, as far as the list of printers said."""
        return self._fence is None and self.row.owner in ("", self._desk.owner)

    def _hold(self) -> None:
        if self._fence is None:
            desk = self._desk
            self._fence = int(operations.take_lease(desk.database, desk.actor, self.row.id, desk.owner).answer["fence"])

    def _release(self) -> None:
        fence, self._fence = self._fence, None
        if fence is not None:
            with suppress(LeaseLost):
                operations.release_lease(self._desk.database, self._desk.actor, self.row.id, fence)

    def _ask(self, question: DomainError) -> float:
        """A person's word is needed; a profile may have given it beforehand for labels in doubt."""
        if isinstance(question, UncertainFirst) and self._resend_marked and self._resend(question.job):
            return AT_ONCE
        self._is_in_doubt = isinstance(question, UncertainFirst)
        self._say(question=question)
        self._printer.let_go()
        return QUESTION_S

    def _resend(self, job_id: int) -> bool:
        """The same label again, marked as a copy; False when it was tried often enough."""
        with self._desk.database.read() as connection:
            doubtful = next((job for job in queries.uncertain_jobs(connection) if job.id == job_id), None)
        if doubtful is None or doubtful.copy_no >= MOST_COPIES:
            return False
        with suppress(JobNotThere):
            operations.settle_uncertain(self._desk.database, self._desk.actor, job_id, came_out=False)
        return True

    # One label -----------------------------------------------------------------------------------------

    def _print_next(self) -> float:
        fence, self.is_working = self._fence or 0, True
        try:
            given = self._take(fence)
            return SOON_S if given["job"] is None else self._print_job(given, fence)
        finally:
            self.is_working = self._untold is not None

    def _take(self, fence: int) -> dict[str, Any]:
        """The next job; what became of the one before goes into the books with it, or alone when there is a question."""
        before, after = self._untold, None
        if before is not None and before.printed.evidence in _CAME_OUT:
            after = Outcome(before.job, _CAME_OUT[before.printed.evidence], before.printed.sent_bytes)
        else:
            self._write_down()
        try:
            given = operations.take_next(self._desk.database, self._desk.actor, self.row.id, fence, after=after).answer
        except Refusal:
            self._write_down()
            raise
        if before is not None and after is not None:
            self._untold = None
            self._count(before.printed.evidence)
        return given

    def _print_job(self, given: dict[str, Any], fence: int) -> float:
        self._say(question=None)
        self._worked_at = self._clock()
        wanted = Wanted(given["job"], given["kind"], given["body"], given["serial"], given["copy"])
        try:
            picture = self._pictures.of(wanted)
            printed = self._printer.print_label(picture, lambda: self._begin(wanted.job, fence))
        except (Undrawable, ValueError) as error:
            return self._fail(wanted.job, fence, str(error))
        except JobNotThere:
            return AT_ONCE  # cancelled between its turn and its first byte
        except (NotBegun, PrinterPaused):
            self._give_back(wanted.job, fence)
            return max(self._printer.due_s(), SOON_S)
        self._worked_at = self._clock()
        self._untold = _Sent(wanted.job, fence, printed, new_command_id())
        if printed.evidence is Evidence.BROKEN:
            self._write_down()
            self._is_in_doubt = True
        return AT_ONCE

    def _begin(self, job: int, fence: int) -> None:
        operations.mark_sending(self._desk.database, self._desk.actor, job, fence)

    def _give_back(self, job: int, fence: int) -> None:
        with suppress(JobNotThere):
            operations.give_back(self._desk.database, self._desk.actor, job, fence)

    def _fail(self, job: int, fence: int, why: str) -> float:
        logger.warning("label %d for %s cannot be printed: %s", job, self.row.name, why)
        with suppress(JobNotThere):
            operations.mark_failed(self._desk.database, self._desk.actor, job, fence, why)
        self._say(trouble=why, failed=self.told.failed + 1)
        return AT_ONCE

    def _write_down(self) -> None:
        """The state of the label that was sent, once: tried again at the next step when the books cannot be written now."""
        sent = self._untold
        if sent is None:
            return
        try:
            self._mark(sent)
            self._count(sent.printed.evidence)
        except (LeaseLost, JobNotThere):
            # Somebody took the printer over meanwhile, and the label is in doubt there: a person settles it.
            self._fence = None
        self._untold, self.is_working = None, False

    def _mark(self, sent: _Sent) -> None:
        where = (self._desk.database, self._desk.actor, sent.job, sent.fence)
        printed, command_id = sent.printed, sent.command_id
        if printed.evidence is Evidence.CONFIRMED:
            operations.mark_confirmed(*where, printed.sent_bytes, command_id=command_id)
        elif printed.evidence is Evidence.TAKEN:
            operations.mark_sent(*where, printed.sent_bytes, command_id=command_id)
        else:
            operations.mark_uncertain(*where, printed.fault, printed.sent_bytes, command_id=command_id)

    def _count(self, evidence: Evidence) -> None:
        name = {Evidence.CONFIRMED: "confirmed", Evidence.TAKEN: "unconfirmed", Evidence.BROKEN: "uncertain"}[evidence]
        self._say(**{name: getattr(self.told, name) + 1})

    def keep_lease(self) -> None:
        """Renews the lease while a long label is on a slow wire. Called by another thread, every few seconds."""
        fence = self._fence
        if fence is None or not self.is_working or self._clock() - self._worked_at < RENEW_S:
            return
        try:
            operations.renew_lease(self._desk.database, self._desk.actor, self.row.id, fence)
        except DomainError as error:
            logger.warning("the lease of %s was not renewed: %s", self.row.name, error)

    def _say(self, **changes: Any) -> None:
        self.told = replace(self.told, **changes)
