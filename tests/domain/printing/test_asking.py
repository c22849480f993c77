"""A label is asked for in the transaction of the act that wants it, once however often it is asked; voided with a reason."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from domain.common.command import execute
from domain.common.errors import ReasonNeeded
from domain.common.people import Actor
from domain.printing.operations import ask, void
from domain.printing.records import PrintJobRecord
from domain.printing.rules import is_serial, serial_of
from domain.printing.words import IntentChanged, JobKind
from tests.builders import MANAGER

SECOND = Actor("小周", "二号台")


def asked(database, intent="seal 1", words=None, actor=MANAGER, **how):
    """The id of the job of a tote label asked for by an act of its own."""
    wish = {"subject": "tote_use 1", "group_key": "point 1", **how}

    def work(tx):
        return {"job": ask(tx, JobKind.TOTE_LABEL, body=words or {"point": "阳光花园"}, intent_key=intent, **wish)}

    return execute(database, actor, "ask", [intent], work).answer["job"]


def voided(database, job, reason):
    return execute(database, MANAGER, "void", [job], lambda tx: void(tx, job, reason) or {})


def jobs(database):
    with database.read() as connection:
        return connection.execute(select(PrintJobRecord.__table__).order_by(PrintJobRecord.id)).all()


def test_what_is_asked_waits_whole_with_its_serial_and_its_place_in_the_group(database):
    asked(database, "seal 1")
    asked(database, "seal 2")
    asked(database, "other", group_key="point 2")
    rows = jobs(database)
    assert [(row.state, row.seq, row.copy_no, row.asked_by, row.station) for row in rows] == [
        ("queued", 1, 1, "李娜", "打单台"),
        ("queued", 2, 1, "李娜", "打单台"),
        ("queued", 1, 1, "李娜", "打单台"),
    ]
    assert rows[0].body == '{"point": "阳光花园"}'
    assert len({row.serial for row in rows}) == 3
    assert all(is_serial(row.serial) for row in rows)


def test_the_same_intent_asked_fifty_times_from_two_stations_is_one_job(database):
    found, faults = [], []

    def station(actor):
        try:
            found.extend(asked(database, "seal 1", actor=actor) for _ in range(25))
        except Exception as fault:  # noqa: BLE001 - shown below
            faults.append(fault)

    both = [threading.Thread(target=station, args=(actor,)) for actor in (MANAGER, SECOND)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert not faults
    assert (len(found), len(set(found)), len(jobs(database))) == (50, 1, 1)


def test_the_same_intent_with_other_words_is_refused_and_the_first_stays(database):
    asked(database, "seal 1")
    with pytest.raises(IntentChanged):
        asked(database, "seal 1", {"point": "滨河小区"})
    assert [row.body for row in jobs(database)] == ['{"point": "阳光花园"}']


def test_an_act_that_fails_leaves_no_label(database):
    def work(tx):
        ask(tx, JobKind.TOTE_LABEL, subject="t", body={}, group_key="g", intent_key="i")
        raise ReasonNeeded("void_label")

    with pytest.raises(ReasonNeeded):
        execute(database, MANAGER, "ask", [], work)
    assert not jobs(database)


def test_a_void_label_is_not_printed_any_more_and_says_why(database):
    job = asked(database)
    voided(database, job, "箱子重开")
    row = jobs(database)[0]
    assert (row.state, row.void_reason, row.voided_at is not None) == ("cancelled", "箱子重开", True)
    voided(database, job, "again")
    assert jobs(database)[0].void_reason == "箱子重开"
    with pytest.raises(ReasonNeeded):
        voided(database, job, " ")


def test_a_serial_read_in_part_or_with_one_wrong_sign_is_none():
    serial = serial_of("seal 1")
    assert serial == serial_of("seal 1")
    assert is_serial(serial)
    assert not is_serial(serial[:-1])
    assert not is_serial(serial + serial)
    assert not is_serial(serial.lower())
    for place in range(1, len(serial)):
        other = "7" if serial[place] != "7" else "8"
        assert not is_serial(serial[:place] + other + serial[place + 1 :])
