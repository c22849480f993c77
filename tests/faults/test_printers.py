"""What a network printer can do wrong, each with the exact state of its label and the sentence a person reads.

Mute, 1 KB/s, refused, reset at 0 bytes, at 4,096, at all but one, out of paper: on a real port, through the real driver,
into real books. Nothing is called printed without evidence, and nothing is sent again by itself.
"""

from __future__ import annotations

import time

import pytest

from devices.drivers.proof import Waits
from devices.profiles import MEDIA, profile
from devices.readings import Condition, HealthState
from devices.registry import language_of
from domain.common.sentences import use_language
from domain.printing import operations as printing
from domain.printing import queries
from domain.printing.words import UncertainFirst
from tests.builders import MANAGER
from tests.workers.spooler.scene import ask, job_of, picture, states, step_until, tcp_sender
from workers.spooler import fault_words, told_words

ANSWERS, SILENT = "tsc_tspl_203", "deli_tspl_203"


@pytest.fixture(autouse=True)
def _in_english():
    use_language("en")


@pytest.fixture
def database(sqlite_database):
    return sqlite_database


def size_of(database, job, kind):
    """Bytes of the label as it is sent."""
    with database.read() as connection:
        row = next(row for row in queries.jobs_of(connection, "tote_use t1") if row.id == job)
    return len(language_of(profile(kind)).encode(picture(row), MEDIA["60x40"]))


def words_of(database, job, serial):
    return fault_words(job_of(database, job).fault or "", printer="箱签机", serial=serial)


def serial_of(database, job):
    with database.read() as connection:
        return next(row.serial for row in queries.jobs_of(connection, "tote_use t1") if row.id == job)


def test_a_mute_printer_gets_no_label_and_is_told_so(database):
    with tcp_sender(database, ANSWERS) as (tcp, sender):
        tcp.is_mute = True
        (job,) = ask(database, 1, 1)
        step_until(sender, lambda: sender.told.health.state is HealthState.MUTE)
        assert states(database, job) == ["queued"]
        assert told_words(sender.told) == (
            "箱签机 is connected and gives no answer. Is there paper in it, is its head closed? "
            "Else switch it off and on."
        )
        assert not tcp.printer.labels


def test_of_a_mute_printer_that_cannot_answer_anyway_two_labels_go_out_and_then_a_person_is_asked(database):
    with tcp_sender(database, SILENT) as (tcp, sender):
        tcp.is_mute = True
        jobs = ask(database, 1, 4)
        step_until(sender, lambda: isinstance(sender.told.question, UncertainFirst))
        assert states(database, *jobs) == ["sent_unconfirmed", "uncertain", "queued", "queued"]
        assert job_of(database, jobs[1]).fault == "not_read"
        assert not tcp.printer.labels


def test_a_printer_of_one_kilobyte_a_second_is_waited_for_and_confirms(database):
    with tcp_sender(database, "zebra_zpl_203", waits=Waits()) as (tcp, sender):
        tcp.bytes_a_second = 1000
        (job,) = ask(database, 1, 1)
        started = time.monotonic()
        step_until(sender, lambda: states(database, job) != ["queued"] and not sender.is_working, 60)
        assert time.monotonic() - started > job_of(database, job).sent_bytes / 1100
        assert states(database, job) == ["confirmed"]
        assert told_words(sender.told) == "箱签机 is ready."


def test_a_refused_connection_keeps_the_label_waiting_and_says_where_to_look(database):
    with tcp_sender(database, ANSWERS) as (tcp, sender):
        tcp.unplug()
        (job,) = ask(database, 1, 1)
        step_until(sender, lambda: sender.told.health.state is HealthState.OFFLINE)
        assert states(database, job) == ["queued"]
        assert told_words(sender.told).startswith(f"箱签机 cannot be reached at {tcp.address} (")
        assert told_words(sender.told).endswith(
            "Is it switched on, is its cable in? It is tried again by itself; nothing is lost."
        )
        tcp.plug_in()
        sender.try_now()
        step_until(sender, lambda: states(database, job) == ["confirmed"])


@pytest.mark.parametrize("kind", [ANSWERS, SILENT])
@pytest.mark.parametrize("cut", [0, 4096, -1])
def test_a_reset_in_the_middle_leaves_the_label_in_doubt_and_the_others_waiting(database, kind, cut):
    with tcp_sender(database, kind) as (tcp, sender):
        job, later = ask(database, 1, 2)
        size = size_of(database, job, kind)
        tcp.reset_after = cut if cut >= 0 else size - 1
        step_until(sender, lambda: isinstance(sender.told.question, UncertainFirst))
        assert states(database, job, later) == ["uncertain", "queued"]
        found, serial = job_of(database, job), serial_of(database, job)
        assert found.fault.startswith("wire_broke: ")
        assert found.sent_bytes <= size
        assert words_of(database, job, serial).startswith(f"The connection to 箱签机 broke at label {serial} (")
        assert told_words(sender.told).endswith(
            f"Label {serial} on 箱签机 broke off while it was printed. Look: did it come out? The others wait for your word."
        )
        assert not tcp.printer.labels
        tcp.reset_after = None
        copy = printing.settle_uncertain(database, MANAGER, job, came_out=False).answer["reprint"]
        sender.try_now()
        step_until(sender, lambda: not sender.is_working and "queued" not in states(database))
        assert set(states(database, copy, later)) <= {"confirmed", "sent_unconfirmed"}
        assert len(tcp.printer.labels) == 2


def test_paper_that_ends_under_a_label_is_told_with_what_to_do_and_the_others_wait(database):
    with tcp_sender(database, ANSWERS) as (tcp, sender):
        tcp.printer.roll(1)
        first, second, third = ask(database, 1, 3)
        step_until(sender, lambda: isinstance(sender.told.question, UncertainFirst))
        assert states(database, first, second, third) == ["confirmed", "uncertain", "queued"]
        assert job_of(database, second).fault == "stopped: paper_out"
        assert fault_words("stopped: paper_out", printer="箱签机", serial="L1") == (
            "箱签机 has no paper. Put in a new roll and press its feed key. "
            "Label L1 was under way: look whether it is out and whole."
        )
        tcp.printer.recover()  # a new roll: the printer itself prints the label it held
        printing.settle_uncertain(database, MANAGER, second, came_out=True)
        step_until(sender, lambda: states(database, third) == ["confirmed"])
        assert len(tcp.printer.labels) == 3


def test_a_printer_without_paper_gets_no_label_until_there_is_a_roll(database):
    with tcp_sender(database, ANSWERS) as (tcp, sender):
        tcp.printer.suffer(Condition.PAPER_OUT)
        (job,) = ask(database, 1, 1)
        step_until(sender, lambda: sender.told.health.state is HealthState.BLOCKED)
        assert states(database, job) == ["queued"]
        assert told_words(sender.told) == "箱签机 has no paper. Put in a new roll and press its feed key."
        tcp.printer.recover()
        step_until(sender, lambda: states(database, job) == ["confirmed"])
        assert len(tcp.printer.labels) == 1
