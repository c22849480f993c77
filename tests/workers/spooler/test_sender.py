"""A sender's rules, step by step under a clock moved by hand: an hour away, two stations, questions, reprints, slow wires."""

from __future__ import annotations

import random

import pytest

from devices.drivers.backing_off import Backoff
from devices.readings import Condition, HealthState
from devices.simulators.printer import PrinterSim
from domain.common.database import Database
from domain.printing import operations as printing
from domain.printing import queries
from domain.printing.rules import serial_of
from domain.printing.words import AgedJobsWait, PrinterBusy, PrinterPaused, UncertainFirst
from tests.builders import MANAGER
from tests.devices.wires import Clock
from tests.domain.ordering.books import trail
from tests.domain.printing.scene import age, lapse
from tests.workers.spooler.scene import OWNER, add_printer, ask, job_of, picture, pictures, row_of, states, straight
from workers.spooler import sender as sending
from workers.spooler import told_words
from workers.spooler.sender import Desk, Sender


class Table:
    """A printer of TSPL on a wire without threads, and its sender; time passes only when told."""

    def __init__(self, database: Database, kind: str = "tsc_tspl_203", *, owner: str = OWNER, **more: bool) -> None:
        self.database, self.clock = database, Clock()
        self.sim = PrinterSim("tspl", clock=self.clock)
        self.link, self.driver = straight(self.sim, kind, self.clock, self.let_pass)
        self.driver._backoff = Backoff(chance=random.Random(2), spread=(1.0, 1.2))
        self.machine = add_printer(database, "practice", kind) if not _rows(database) else _rows(database)[0].id
        row = row_of(database, self.machine)
        self.sender = Sender(Desk(database, MANAGER, owner), row, self.driver, pictures(kind), clock=self.clock, **more)
        self.steps = 0

    def let_pass(self, seconds: float) -> None:
        self.clock.now += seconds

    def run(self, seconds: float) -> None:
        """As its thread would run for so long."""
        end = self.clock.now + seconds
        while self.clock.now < end:
            wait_s = self.sender.step()
            self.steps += 1
            assert self.steps < 5000, "a busy loop"
            self.clock.now += max(wait_s, 0.001)


def _rows(database):
    with database.read() as connection:
        return queries.printers(connection)


@pytest.fixture
def database(sqlite_database):
    return sqlite_database


@pytest.fixture
def table(database):
    return Table(database)


def commands(database):
    from sqlalchemy import text

    with database.read() as connection:
        return connection.execute(text("SELECT count(*) FROM command")).scalar_one()


def test_labels_come_out_in_order_as_they_were_drawn_and_are_confirmed(table, database):
    jobs = ask(database, 1, 6)
    table.run(5)
    assert states(database, *jobs) == ["confirmed"] * 6
    with database.read() as connection:
        drawn = [picture(queries.jobs_of(connection, f"tote_use t{number}")[0]).bits for number in range(1, 7)]
    assert [each.bits for each in table.sim.labels] == drawn
    assert (table.sender.told.confirmed, table.sender.told.printed) == (6, 6)


def test_a_printer_that_cannot_answer_leaves_its_labels_sent_and_not_confirmed(database):
    table = Table(database, "deli_tspl_203")
    jobs = ask(database, 1, 3)
    table.run(5)
    assert states(database, *jobs) == ["sent_unconfirmed"] * 3
    assert len(table.sim.labels) == 3


def test_a_printer_away_for_an_hour_is_tried_130_times_at_most_and_asks_on_its_return(table, database):
    jobs = ask(database, 1, 42)
    table.link.is_plugged = False
    table.run(1)
    before = commands(database)
    table.run(3600)
    assert 100 < table.link.opened <= 130
    assert table.steps < 400
    assert commands(database) - before <= 1, "an hour of waiting fills the books"
    assert states(database) == ["queued"] * 42
    age(database, 61)
    table.link.is_plugged = True
    table.sender.try_now()
    table.run(10)
    question = table.sender.told.question
    assert isinstance(question, AgedJobsWait)
    assert question.jobs == 42
    assert not table.sim.labels
    printing.answer_aged(database, MANAGER, table.machine, print_them=True)
    table.run(20)
    assert states(database, *jobs) == ["confirmed"] * 42


def test_what_waited_long_may_be_let_go_and_only_the_fresh_ones_come_out(table, database):
    ask(database, 1, 3)
    age(database, 61)
    fresh = ask(database, 4, 3)
    table.run(5)
    printing.answer_aged(database, MANAGER, table.machine, print_them=False)
    table.run(10)
    assert states(database) == ["expired"] * 3 + ["confirmed"] * 3
    assert states(database, *fresh) == ["confirmed"] * 3
    assert len(table.sim.labels) == 3


def test_the_second_station_hears_who_prints_and_follows_when_the_first_lets_go(table, database):
    other = Table(database, owner="二号台/test")
    ask(database, 1, 4)
    table.sender.step()
    other.sender.step()
    busy = other.sender.told.question
    assert isinstance(busy, PrinterBusy)
    assert (busy.owner, busy.ahead) == (OWNER, 3)
    assert other.link.opened == 0
    table.run(20)
    assert states(database) == ["confirmed"] * 4
    ask(database, 5, 2)
    other.run(5)
    assert len(other.sim.labels) == 2
    assert other.sender.told.question is None


def test_a_sender_that_slept_through_its_lease_sends_nothing_more(table, database):
    other = Table(database, owner="二号台/test")
    jobs = ask(database, 1, 4)
    table.sender.step()  # one is out, and not written down yet
    lapse(database, table.machine)
    other.run(10)
    assert states(database, *jobs) == ["uncertain", "queued", "queued", "queued"]
    assert isinstance(other.sender.told.question, UncertainFirst)
    table.run(5)
    assert (len(table.sim.labels), len(other.sim.labels)) == (1, 0)
    printing.settle_uncertain(database, MANAGER, jobs[0], came_out=True)
    other.run(10)
    assert (len(table.sim.labels), len(other.sim.labels)) == (1, 3)
    assert states(database, *jobs) == ["confirmed"] * 4


def test_a_lease_taken_over_between_turn_and_first_byte_leaves_no_byte(table, database):
    (job,) = ask(database, 1, 1)

    def stolen():
        lapse(database, table.machine)
        printing.take_lease(database, MANAGER, table.machine, "二号台/test")

    draw = table.sender._pictures.of
    table.sender._pictures.of = lambda wanted: (stolen(), draw(wanted))[1]
    table.sender.step()
    assert not table.sim.labels
    assert states(database, job) == ["queued"]


def test_a_paused_printer_says_so_and_goes_on_when_it_is_resumed(table, database):
    ask(database, 1, 3)
    table.sender.step()
    printing.pause(database, MANAGER, table.machine)
    table.sender.step()
    assert isinstance(table.sender.told.question, PrinterPaused)
    table.run(5)
    assert len(table.sim.labels) == 1
    printing.resume(database, MANAGER, table.machine)
    table.run(5)
    assert states(database) == ["confirmed"] * 3


def test_a_paper_in_a_label_printer_s_queue_fails_alone(table, database):
    from domain.common.command import execute
    from domain.printing.words import JobKind

    def work(tx):
        about = {"subject": "cycle 0525", "group_key": "papers", "intent_key": "paper 1"}
        return {"job": printing.ask(tx, JobKind.PAPER, body={"what": "run sheet"}, **about)}

    paper = execute(database, MANAGER, "ask", ["paper"], work).answer["job"]
    good = ask(database, 1, 1)
    table.run(5)
    assert states(database, paper, *good) == ["failed", "confirmed"]
    assert table.sender.told.failed == 1
    assert table.sender.told.trouble


def test_a_reprint_bears_the_same_serial_and_its_mark(table, database):
    (job,) = ask(database, 1, 1)
    table.run(3)
    printing.reprint(database, MANAGER, job, "标签脏了")
    table.run(3)
    first, copy = table.sim.labels
    with database.read() as connection:
        original, again = queries.jobs_of(connection, "tote_use t1")
    assert again.serial == original.serial
    assert copy.bits != first.bits
    assert copy.bits == picture(original, copy_no=2).bits
    assert len(trail(database, "label_reprinted")) == 1


def test_a_profile_may_print_doubtful_labels_again_by_itself_and_then_marked(database):
    table = Table(database, resend_marked=True)
    first, second = ask(database, 1, 2)
    table.sim.roll(0)
    table.run(1)
    assert states(database, first, second) == ["cancelled", "queued"]
    table.sim.recover()  # the printer itself prints what it held
    table.run(10)
    with database.read() as connection:
        copies = queries.jobs_of(connection, "tote_use t1")
    assert [(job.copy_no, job.state) for job in copies] == [(1, "cancelled"), (2, "confirmed")]
    assert states(database, second) == ["confirmed"]
    assert table.sim.labels[1].bits == picture(copies[1]).bits


def test_a_label_that_breaks_every_time_is_a_person_s_after_two_copies(database):
    table = Table(database, resend_marked=True)
    ask(database, 1, 1)

    def cut(_label, began):
        began()
        from devices.readings import Evidence, Printed

        return Printed(Evidence.BROKEN, 10, "wire_broke: unplugged")

    table.driver.print_label = cut
    table.run(60)
    assert isinstance(table.sender.told.question, UncertainFirst)
    with database.read() as connection:
        copies = [job.copy_no for job in queries.jobs_of(connection, "tote_use t1")]
    assert copies == [1, 2, 3]


def test_a_cancelled_label_does_not_come_out_and_the_next_does(table, database):
    first, second = ask(database, 1, 2)
    printing.cancel(database, MANAGER, [first], "不要了")
    table.run(5)
    assert states(database, first, second) == ["cancelled", "confirmed"]
    assert len(table.sim.labels) == 1


def test_an_idle_sender_lets_its_printer_go_and_writes_nothing_more(table, database):
    ask(database, 1, 1)
    table.run(10)
    assert not table.link._is_open
    before = commands(database)
    table.run(300)
    assert commands(database) == before
    assert table.sender.told.health.state is HealthState.READY
    table.sim.suffer(Condition.HEAD_OPEN)
    table.run(60)
    assert told_words(table.sender.told) == "箱签机 的打印头没合上。请压到“咔嗒”一声。"


def test_a_long_label_on_a_slow_wire_keeps_its_lease(table, database, monkeypatch):
    monkeypatch.setattr(sending, "RENEW_S", 0)
    (job,) = ask(database, 1, 1)
    kept = []
    send = table.driver.print_label

    def slowly(picture, began):
        printed = send(picture, began)
        lapse(database, table.machine)
        table.clock.now += 30
        table.sender.keep_lease()
        with pytest.raises(PrinterBusy):
            printing.take_lease(database, MANAGER, table.machine, "二号台/test")
        kept.append(True)
        return printed

    table.driver.print_label = slowly
    table.run(40)
    assert kept
    assert states(database, job) == ["confirmed"]


def test_a_lost_lease_is_found_out_by_the_renewing_too(table, database, caplog):
    table.sender.is_working, table.sender._fence = True, 7
    table.clock.now += 60
    table.sender.keep_lease()
    assert "was not renewed" in caplog.text


def test_what_a_person_is_asked_stands_beside_what_the_printer_says(table, database):
    ask(database, 1, 2)
    table.sim.roll(0)
    table.run(1)
    job = 1
    assert job_of(database, job).fault == "stopped: paper_out"
    serial = serial_of("t1")
    assert told_words(table.sender.told).startswith("箱签机 没纸了。请换一卷，再按走纸键。")
    assert serial in told_words(table.sender.told)
