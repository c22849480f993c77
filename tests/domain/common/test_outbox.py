"""Jobs for after the commit: none is lost, none runs before its time, each is done once."""

from __future__ import annotations

from domain.common import outbox
from domain.common.clock import now
from domain.common.command import execute
from tests.builders import MANAGER


def ask(database, *payloads):
    def work(tx):
        for payload in payloads:
            tx.ask("print", payload)
        return {}

    execute(database, MANAGER, "ask", [list(payloads)], work)


def waiting(database, kind="print"):
    with database.read() as connection:
        return outbox.waiting(connection, kind)


def test_jobs_wait_in_the_order_they_were_asked_for(database):
    ask(database, {"label": 1}, {"label": "箱签"})
    ask(database, {"label": 3})
    assert [payload for _, payload in waiting(database)] == [{"label": 1}, {"label": "箱签"}, {"label": 3}]
    assert waiting(database, "send") == []


def test_a_job_is_closed_by_one_worker_only(database):
    ask(database, {"label": 1}, {"label": 2})
    first = waiting(database)[0][0]
    with database.writer.begin() as connection:
        assert outbox.mark_done(connection, first, now())
        assert not outbox.mark_done(connection, first, now())
    assert [payload for _, payload in waiting(database)] == [{"label": 2}]
