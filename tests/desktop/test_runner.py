from __future__ import annotations

import threading
import time

import pytest

from desktop.background.runner import Runner
from domain.common.database import open_database
from domain.common.errors import NotFound
from domain.ordering import queries


@pytest.fixture
def runner(qapp, new_place):
    runner = Runner()
    runner.database = open_database(new_place("sqlite"))
    yield runner
    runner.close()
    runner.database.close()
    assert not [each for each in threading.enumerate() if each.name.startswith(("database", "work"))]


def test_answers_come_back_in_the_windows_thread(runner, qtbot):
    seen = []
    runner.read(lambda _connection: threading.current_thread().name, answered=lambda name: seen.append(name))
    runner.work(lambda _progress: threading.current_thread().name, answered=lambda name: seen.append(name))
    runner.work(lambda _progress: None, answered=lambda _none: seen.append(threading.current_thread().name))
    qtbot.waitUntil(lambda: runner.is_idle)
    assert {name.split("_")[0] for name in seen} == {"database", "work", "MainThread"}


def test_reads_and_changes_take_their_turns_on_one_thread(runner, qtbot):
    names = set()
    for _turn in range(20):
        runner.read(lambda _connection: threading.get_ident(), answered=names.add)
        runner.change(lambda _database: threading.get_ident(), answered=names.add)
    qtbot.waitUntil(lambda: runner.is_idle)
    assert len(names) == 1


def test_a_cancelled_question_is_not_answered(runner, qtbot):
    answers = []
    task = runner.read(queries.cycles, answered=answers.append)
    task.cancel()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert answers == []


def test_work_stops_at_its_next_report_when_cancelled(runner, qtbot):
    reports, ended = [], threading.Event()

    def work(progress):
        try:
            for done in range(1000):
                progress(done, 1000)
                time.sleep(0.005)
        finally:
            ended.set()

    task = runner.work(work, answered=reports.append, progressed=lambda *at: reports.append(at))
    qtbot.waitUntil(lambda: len(reports) > 1)
    task.cancel()
    qtbot.waitUntil(lambda: runner.is_idle, timeout=3000)
    assert ended.is_set()
    assert max(done for done, _all in reports) < 900


def test_reports_are_thinned_but_the_last_one_comes(runner, qtbot):
    reports = []

    def work(progress):
        for done in range(1, 5001):
            progress(done, 5000)

    runner.work(work, answered=lambda _none: None, progressed=lambda *at: reports.append(at))
    qtbot.waitUntil(lambda: runner.is_idle)
    assert reports[-1] == (5000, 5000)
    assert len(reports) < 200


def test_an_error_goes_to_its_asker_or_else_to_everybody(runner, qtbot):
    asked, everybody = [], []
    runner.failed.connect(everybody.append)
    runner.read(queries.cycle, "none", answered=lambda _row: None, failed=asked.append)
    runner.read(queries.cycle, "none", answered=lambda _row: None)
    qtbot.waitUntil(lambda: runner.is_idle)
    assert isinstance(asked[0], NotFound)
    assert [type(error) for error in everybody] == [NotFound]


def test_a_fault_of_the_program_is_logged_with_its_trace(runner, qtbot, caplog):
    faults = []
    runner.work(lambda _progress: 1 // 0, answered=lambda _none: None, failed=faults.append)
    qtbot.waitUntil(lambda: runner.is_idle)
    assert isinstance(faults[0], ZeroDivisionError)
    assert "ZeroDivisionError" in caplog.text


def test_nothing_is_answered_after_the_end(qapp, qtbot):
    runner, answers = Runner(), []
    runner.work(lambda _progress: time.sleep(0.05), answered=answers.append)
    runner.close()
    qtbot.wait(120)
    runner.work(lambda _progress: 1, answered=answers.append)
    assert answers == []
