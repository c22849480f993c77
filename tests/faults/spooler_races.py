"""Two stations at work on one queue and one printer, each a process of its own, on PostgreSQL.

`python -m tests.faults.spooler_races --labels 100`: one intent sent 50 times, and so many labels of each station.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from devices.simulators.printer import PrinterSim
from devices.simulators.printer_wires import TcpPrinter
from domain.common.database import open_database
from domain.printing import queries
from domain.printing.words import JobState
from tests.builders import MANAGER
from tests.faults.kill import ROOT
from tests.faults.kill_spooler import PATIENCE_S, serial_in
from tests.faults.places import fresh_company
from tests.workers.spooler.scene import add_printer, ask
from workers.spooler import Spooler

STATIONS = ("一号台", "二号台")
OF = 5
FIRST = 1


@dataclass(frozen=True, slots=True)
class Out:
    """What came out: labels, those whose serial is one that was asked for (once), groups that another label interrupted."""

    labels: int
    whole: int
    torn_groups: int


def one_intent(place: str, times: int) -> int:
    """How many jobs and labels come of one intent that two processes send `times` times each."""
    with open_database(place) as database:
        tcp = TcpPrinter(PrinterSim("tspl"))
        add_printer(database, tcp.address)
        _together(place, [["ask", station, "1", "1", str(times)] for station in (STATIONS[0], STATIONS[0])])
        spooler = Spooler(database, MANAGER, program="test").start()
        assert tcp.printer.wait_for(1, PATIENCE_S)
        assert spooler.wait_until_idle(PATIENCE_S)
        spooler.close()
        with database.read() as connection:
            jobs = queries.jobs_of(connection, f"tote_use {STATIONS[0]}1")
        tcp.close()
        assert [job.state for job in jobs] == [JobState.CONFIRMED]
        return len(tcp.printer.labels)


def two_stations(place: str, labels: int) -> Out:
    """Each asks for so many labels in groups of OF while both print on the one printer."""
    with open_database(place) as database:
        tcp = TcpPrinter(PrinterSim("tspl"))
        tcp.printer.keeps_bytes = False
        add_printer(database, tcp.address)
        servers = [_station(place, "serve", station) for station in STATIONS]
        for first in range(FIRST, labels + 1, OF):
            for station in STATIONS:
                ask(database, first, min(OF, labels + 1 - first), of=OF, name=station)
        assert tcp.printer.wait_for(2 * labels, PATIENCE_S + labels)
        for server in servers:
            _end(server)
        tcp.close()
        groups = {}
        with database.read() as connection:
            for station in STATIONS:
                for number in range(1, labels + 1):
                    (job,) = queries.jobs_of(connection, f"tote_use {station}{number}")
                    assert job.state == JobState.CONFIRMED
                    groups[job.serial] = job.group_key
    return _judged([serial_in(label) for label in tcp.printer.labels], groups)


def _judged(serials: Sequence[str], groups: dict[str, str]) -> Out:
    runs = [group for group, _run in groupby(groups[serial] for serial in serials)]
    return Out(len(serials), len(set(serials) & groups.keys()), len(runs) - len(set(runs)))


def _station(place: str, *words: str) -> subprocess.Popen[bytes]:
    """A process that said that it is ready."""
    command = [sys.executable, "-m", "tests.faults.spool_station", words[0], place, *words[1:]]
    station = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert station.stdout is not None
    assert station.stdout.readline() == b"ready\n"
    return station


def _end(station: subprocess.Popen[bytes]) -> None:
    station.communicate(timeout=PATIENCE_S)
    assert station.returncode == 0


def _together(place: str, words: Sequence[Sequence[str]]) -> None:
    """All begin at once."""
    stations = [_station(place, *each) for each in words]
    for station in stations:
        assert station.stdin is not None
        station.stdin.write(b"go\n")
        station.stdin.flush()
    for station in stations:
        _end(station)


def main(arguments: list[str]) -> int:
    """0 when all labels are whole and every group came out together."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.spooler_races")
    parser.add_argument("--labels", type=int, default=100)
    wished = parser.parse_args(arguments)
    started = time.monotonic()
    with fresh_company("postgresql") as place:
        once = one_intent(place, 25)
    with fresh_company("postgresql") as place:
        out = two_stations(place, wished.labels)
    print(f"one intent sent 50 times by two processes: {once} label; {out}; in {time.monotonic() - started:.0f} s")
    return int(once != 1 or out != Out(2 * wished.labels, 2 * wished.labels, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
