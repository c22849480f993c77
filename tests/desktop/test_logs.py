from __future__ import annotations

import logging
import sys
import threading

import pytest

from desktop.logs import default_folder, keep_log, tell_faults


@pytest.fixture
def quiet_hooks(monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    before, level = list(logging.getLogger().handlers), logging.getLogger().level
    yield
    for handler in set(logging.getLogger().handlers) - set(before):
        logging.getLogger().removeHandler(handler)
        handler.close()
    logging.getLogger().setLevel(level)


def fault() -> ZeroDivisionError:
    try:
        return 1 // 0
    except ZeroDivisionError as error:
        return error


def test_a_fault_is_logged_with_its_trace_and_told(tmp_path, quiet_hooks, monkeypatch):
    monkeypatch.setattr("faulthandler.enable", lambda file: file.close())
    file = keep_log(tmp_path / "logs")
    told = []
    tell_faults(told.append)
    error = fault()
    sys.excepthook(type(error), error, error.__traceback__)
    assert told == [error]
    assert "ZeroDivisionError" in file.read_text(encoding="utf-8")
    assert "in fault" in file.read_text(encoding="utf-8")


def test_a_fault_in_a_thread_is_logged(tmp_path, quiet_hooks, monkeypatch):
    monkeypatch.setattr("faulthandler.enable", lambda file: file.close())
    file = keep_log(tmp_path)
    tell_faults(lambda _error: None)
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    assert "a fault in a thread" in file.read_text(encoding="utf-8")


def test_without_a_place_to_write_the_program_goes_on(tmp_path, quiet_hooks):
    (tmp_path / "in the way").write_text("")
    assert keep_log(tmp_path / "in the way") is None


def test_the_log_lies_in_the_persons_own_folder(ground):
    assert default_folder().is_relative_to(ground)
