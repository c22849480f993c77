"""The system's own print queues: one raw job a label, and a queue that does not take it says why."""

from __future__ import annotations

import os
import stat
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from devices.errors import LinkDown
from devices.links.addresses import printer_link_to
from devices.links.print_queues import CupsLink

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is of Unix")
LABEL = bytes(range(256)) * 1200


def a_program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def cups(tmp_path, monkeypatch) -> Path:
    """A folder first on the path, in which a test lays the programs of CUPS."""
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return tmp_path


@on_unix
def test_a_cups_queue_gets_one_raw_job_a_label(cups):
    a_program(cups, "lpstat", 'echo "$3 accepting requests since today"')
    a_program(cups, "lp", f'echo "$@" >> {cups}/asked; cat >> {cups}/job; echo "request id is labels-1 (1 file(s))"')
    link = printer_link_to("cups:labels@server:631")
    link.open()
    link.write(LABEL)
    link.write(b"second")
    link.close()
    assert (cups / "job").read_bytes() == LABEL + b"second"
    assert (cups / "asked").read_text().splitlines() == ["-h server:631 -d labels -o raw -t Daybreak -"] * 2


@on_unix
@pytest.mark.parametrize(
    ("lpstat", "lp", "said"),
    [
        ('echo "lpstat: Invalid destination name in list" >&2; exit 1', "", "Invalid destination"),
        ('echo "labels not accepting requests since today - rejecting"', "", "not accepting"),
        ('echo "labels accepting requests"', 'echo "lp: no room" >&2; exit 1', "no room"),
        ('echo "labels accepting requests"', "exec sleep 20", "no answer for 0.5 s"),
    ],
)
def test_a_queue_that_does_not_take_it_says_why(cups, lpstat, lp, said):
    a_program(cups, "lpstat", lpstat)
    a_program(cups, "lp", lp)
    link = CupsLink("labels", patience_s=0.5)
    with pytest.raises(LinkDown, match=said):
        _print(link)


def _print(link: CupsLink) -> None:
    link.open()
    link.write(b"label")


@on_unix
def test_without_cups_the_link_is_down_and_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LinkDown, match="lpstat is not installed"):
        CupsLink("labels").open()


class Spooler(types.ModuleType):
    """The calls of Windows' spooler in the order that it demands; it takes at most 100 KB at a time."""

    class error(Exception):  # noqa: N801 - its own name
        pass

    def __init__(self) -> None:
        super().__init__("win32print")
        self.jobs: list[bytes] = []
        self.calls: list[str] = []

    def OpenPrinter(self, name: str) -> str:  # noqa: N802
        if name != "Label":
            raise self.error(1801, "OpenPrinter", "The printer name is invalid.")
        return name

    def StartDocPrinter(self, printer: str, level: int, info: tuple[str, str | None, str]) -> int:  # noqa: N802
        assert (printer, level, info[1:]) == ("Label", 1, (None, "RAW"))
        self.jobs.append(b"")
        return len(self.jobs)

    def WritePrinter(self, printer: str, data: bytes) -> int:  # noqa: N802
        self.jobs[-1] += data[:100_000]
        return min(len(data), 100_000)

    def __getattr__(self, name: str) -> Callable[[str], None]:
        if not name.endswith("Printer"):
            raise AttributeError(name)
        return lambda printer: self.calls.append(name)


def test_a_windows_queue_gets_one_raw_job_a_label(monkeypatch):
    """Against a stand-in for Windows' own interface: never run on Windows."""
    spooler = Spooler()
    monkeypatch.setitem(sys.modules, "win32print", spooler)
    link = printer_link_to("windows:Label")
    link.open()
    link.write(LABEL)
    link.write(b"second")
    link.close()
    assert spooler.jobs == [LABEL, b"second"]
    assert spooler.calls == ["StartPagePrinter", "EndPagePrinter", "EndDocPrinter"] * 2 + ["ClosePrinter"]
    with pytest.raises(LinkDown, match="invalid"):
        printer_link_to("windows:Other").open()


@pytest.mark.skipif(sys.platform == "win32", reason="there it exists")
def test_a_windows_queue_elsewhere_is_down_and_says_so():
    with pytest.raises(LinkDown, match="on Windows computers"):
        printer_link_to("windows:Label").open()
