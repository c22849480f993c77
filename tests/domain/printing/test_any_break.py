"""Whatever breaks between two acts of a sender, no label is lost and none goes out twice without its mark."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.printing import operations as printing
from domain.printing.queries import uncertain_jobs
from domain.printing.records import PrintJobRecord
from domain.printing.words import JobNotThere, JobState, LabelVoid, LeaseLost, UncertainFirst
from tests.builders import MANAGER
from tests.domain.printing.scene import HERE, THERE, label, lapse, lease, printer
from tests.domain.printing.test_asking import voided

STEPS = st.lists(
    st.sampled_from(
        [
            "ask",
            "ask",
            "send",
            "send",
            "send",
            "break before",
            "break inside",
            "break after",
            "stall",
            "void",
            "reprint",
        ]
    ),
    max_size=14,
)
NUMBERS = count(1)
OUT = (JobState.CONFIRMED.value, JobState.CANCELLED.value)


class Hall:
    """Two senders that break anywhere, and the paper that came out: (serial, copy) as often as bytes of it left."""

    def __init__(self, database):
        self.database, self.number = database, next(NUMBERS)
        self.queue = f"queue {self.number}"
        self.machine = printer(database, f"机 {self.number}", queue=self.queue)
        self.paper = Counter()
        self.owner, self.fence = HERE, None
        self.asked = []

    def step(self, what):
        if what == "ask":
            name = f"{self.number}-{len(self.asked)}"
            group = f"{self.number}-{len(self.asked) % 3}"
            self.asked.append(label(self.database, name, group, queue=self.queue))
        elif what == "void" and self.asked:
            voided(self.database, self.asked[len(self.paper) % len(self.asked)], "重开")
        elif what == "reprint" and self.asked:
            self.try_reprint()
        elif what == "stall":
            lapse(self.database, self.machine)
            self.owner = THERE if self.owner == HERE else HERE
            slow, self.fence = self.fence, lease(self.database, self.machine, self.owner)
            if slow is not None:
                self.slow_one_goes_on(slow)
        elif what not in ("void", "reprint"):
            self.send(what)

    def try_reprint(self):
        with suppress(JobNotThere, LabelVoid):  # not printed yet, or void
            printing.reprint(self.database, MANAGER, self.asked[-1], "脏了")

    def slow_one_goes_on(self, fence):
        """The sender that lost its lease wakes up: nothing of what it wants is done."""
        with pytest.raises(LeaseLost):
            printing.take_next(self.database, MANAGER, self.machine, fence)
        for job in self.asked:
            if self.row(job).printer_id is not None:
                with pytest.raises(LeaseLost):
                    printing.mark_sending(self.database, MANAGER, job, fence)

    def send(self, how="send"):
        """One label, or what is done of it until the sender breaks. False when nothing was to do."""
        if self.fence is None:
            self.fence = lease(self.database, self.machine, self.owner)
        try:
            given = printing.take_next(self.database, MANAGER, self.machine, self.fence).answer
        except UncertainFirst:
            return self.settle()
        if given["job"] is None:
            return False
        if how == "break before":
            return self.die()
        printing.mark_sending(self.database, MANAGER, given["job"], self.fence)
        if how == "break inside":  # the label may have come out or not
            self.paper[given["serial"], given["copy"]] += given["job"] % 2
            return self.die()
        self.paper[given["serial"], given["copy"]] += 1
        if how == "break after":
            return self.die()
        printing.mark_confirmed(self.database, MANAGER, given["job"], self.fence, 900)
        return True

    def die(self):
        self.fence = None
        return True

    def settle(self):
        """A person looks whether the paper is there, and says so."""
        with self.database.read() as connection:
            doubtful = [job for job in uncertain_jobs(connection) if job.printer_id == self.machine]
        for job in doubtful:
            there = self.paper[job.serial, job.copy_no] > 0
            printing.settle_uncertain(self.database, MANAGER, job.id, came_out=there)
        return True

    def row(self, job):
        with self.database.read() as connection:
            return connection.execute(select(PrintJobRecord.__table__).where(PrintJobRecord.id == job)).one()

    def rows(self):
        with self.database.read() as connection:
            mine = select(PrintJobRecord.__table__).where(PrintJobRecord.queue == self.queue)
            return connection.execute(mine).all()


def test_no_label_is_lost_and_none_goes_out_twice_unmarked(sqlite_database):
    database = sqlite_database

    @settings(max_examples=40)
    @given(STEPS)
    def any_night(steps):
        hall = Hall(database)
        for what in steps:
            hall.step(what)
        while hall.send():
            pass
        rows = hall.rows()
        assert {row.state for row in rows} <= set(OUT)
        assert all(times == 1 for times in hall.paper.values() if times), "a copy went out twice"
        for job in hall.asked:
            label_rows = [row for row in rows if row.serial == hall.row(job).serial]
            came_out = any(hall.paper[row.serial, row.copy_no] for row in label_rows)
            assert came_out or label_rows[0].voided_at is not None, "a label was lost"

    any_night()
