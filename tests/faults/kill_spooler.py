"""kill -9 of a spooler in each state of its label: none is lost, none comes out twice without its mark.

Two printers of TCP, one that answers and one that cannot; a station (spool_station.py) prints and is killed while a label
waits, is leased, is being sent, or has just been sent. What is in doubt then a person settles by looking at the paper.
In the end the pictures that came out are counted: by the serial that zxing reads from them, and by comparing each, dot
by dot, with what the label and its marked copies look like. test_kill_spooler.py kills a few times;
`python -m tests.faults.kill_spooler --kills 100 --database sqlite|postgresql` as often as wished.
"""

from __future__ import annotations

import argparse
import random
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import sqlalchemy
from sqlalchemy import Connection

from devices.label_image import LabelImage
from devices.profiles import profile
from devices.simulators.printer import PrinterSim
from devices.simulators.printer_wires import TcpPrinter
from domain.common.database import Database, open_database
from domain.printing import operations as printing
from domain.printing import queries
from domain.printing.records import PrintJobRecord
from domain.printing.words import JobState
from exchange.labels import picture_of
from tests.builders import MANAGER
from tests.faults.kill import ROOT
from tests.faults.places import KINDS, fresh_company
from tests.workers.spooler.scene import add_printer, ask, picture, states
from workers.spooler import Spooler

PRINTERS = {"tsc_tspl_203": "A", "deli_tspl_203": "B"}
"""One that answers, one that cannot; each with a queue of its own."""
STATION = "打单台"
PHASES = ("ready", "leased", "sending", "sent")
STATES = {"queued", "leased", "sending", "sent_unconfirmed"}
A_ROUND = 4
PATIENCE_S = 60.0
Known = dict[tuple[str, int], bytes]
"""What each copy of a label looks like, drawn once."""


@dataclass(slots=True)
class Tally:
    """What all the kills came to: the states in which they found the labels, and what came out."""

    kills: int = 0
    asked: int = 0
    came_out: int = 0
    marked: int = 0
    lost: int = 0
    doubled: int = 0
    found: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        found = ", ".join(f"{state} {count} times" for state, count in sorted(self.found.items()))
        return (
            f"{self.kills} kills: {self.asked} labels asked, {self.came_out} came out, {self.marked} of them marked "
            f"copies, {self.lost} lost, {self.doubled} doubled without a mark; found by the kills: {found}"
        )


@contextmanager
def two_printers(database: Database) -> Iterator[dict[str, TcpPrinter]]:
    """The printers behind their ports, known to the company."""
    found = {}
    for kind, queue in PRINTERS.items():
        tcp = found[kind] = TcpPrinter(PrinterSim(profile(kind).language))
        tcp.printer.keeps_bytes = False
        add_printer(database, tcp.address, kind, name=f"箱签机 {queue}", queue=queue)
    try:
        yield found
    finally:
        for tcp in found.values():
            tcp.close()


def kill_again_and_again(place: str, kills: int, seed: int, say: Callable[[str], None] = print) -> Tally:
    """Kills spoolers over one company; what came out is counted at the end."""
    say(f"seed {seed}")
    chance, tally, known = random.Random(seed), Tally(), {}
    with ExitStack() as switched_on:
        with open_database(place) as database:
            sinks = switched_on.enter_context(two_printers(database))
        for number in range(kills):
            with open_database(place) as database:
                tally.asked += sum(len(_ask(database, number, queue)) for queue in PRINTERS.values())
            _killed(place, PHASES[number % len(PHASES)], chance.randint(1, A_ROUND), chance)
            for sink in sinks.values():
                assert sink.wait_until_free(PATIENCE_S)
            with open_database(place) as database:
                tally.found += Counter(set(states(database)) & STATES)
                _person_looks(database, sinks, known)
            tally.kills += 1
            if tally.kills % 10 == 0:
                say(f"{tally.kills} kills, found {dict(tally.found)}")
        with open_database(place) as database:
            _finish(database, sinks)
            _count(database, sinks, tally)
    return tally


def _ask(database: Database, number: int, queue: str) -> list[int]:
    return ask(database, number * A_ROUND + 1, A_ROUND, name=f"{queue}-", queue=queue)


def _killed(place: str, phase: str, times: int, chance: random.Random) -> None:
    """A station that is killed when it says `phase` for the n-th time, or some milliseconds behind."""
    command = [sys.executable, "-m", "tests.faults.spool_station", "serve", place, STATION]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "bufsize": 0}
    station = subprocess.Popen(command, cwd=ROOT, **pipes)  # type: ignore[call-overload]
    try:
        _wait_for(station, phase, 1 if phase == "ready" else times)
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, 0.01))
    finally:
        station.kill()
        station.communicate()


def _wait_for(station: subprocess.Popen[bytes], phase: str, times: int) -> None:
    assert station.stdout is not None
    heard, seen = b"", 0
    while seen < times:
        readable, _, _ = select.select([station.stdout], [], [], PATIENCE_S)
        assert readable, "the station stands still"
        data = station.stdout.read(4096)
        assert data, "the station ended"
        heard += data
        seen = sum(line == phase.encode() for line in heard.split(b"\n")[:-1])


def _person_looks(database: Database, sinks: dict[str, TcpPrinter], known: Known) -> None:
    """The dead sender's labels are in doubt; a person looks at the paper and says what came out."""
    out = _paper(database, sinks, known)
    with database.read() as connection:
        rows = queries.printers(connection)
    for row in rows:
        fence = printing.take_lease(database, MANAGER, row.id, row.owner or "nobody").answer["fence"]
        printing.release_lease(database, MANAGER, row.id, fence)
    with database.read() as connection:
        doubtful = queries.uncertain_jobs(connection)
    for job in doubtful:
        came_out = out[job.serial, job.copy_no] > 0
        printing.settle_uncertain(database, MANAGER, job.id, came_out=came_out)


def _finish(database: Database, sinks: dict[str, TcpPrinter]) -> None:
    """Nobody is killed any more."""
    spooler = Spooler(database, MANAGER, program="test", language="zh_CN").start()
    assert spooler.wait_until_idle(PATIENCE_S + 10)
    spooler.close()
    for sink in sinks.values():
        assert sink.wait_until_free(PATIENCE_S)


def _paper(database: Database, sinks: dict[str, TcpPrinter], known: Known) -> Counter[tuple[str, int]]:
    """How often each (serial, copy) lies there; every picture is one of them to the dot."""
    with database.read() as connection:
        jobs = _jobs(connection)
    for job in jobs:
        known.setdefault((job.serial, job.copy_no), picture(job).bits)
    named = {bits: name for name, bits in known.items()}
    out: Counter[tuple[str, int]] = Counter()
    for sink in sinks.values():
        for label in sink.printer.labels:
            out[named[label.bits]] += 1
    return out


def _jobs(connection: Connection) -> list[queries.JobRow]:
    subjects = connection.execute(sqlalchemy.select(PrintJobRecord.subject).distinct()).scalars().all()
    return [job for subject in subjects for job in queries.jobs_of(connection, subject)]


def _count(database: Database, sinks: dict[str, TcpPrinter], tally: Tally) -> None:
    out = _paper(database, sinks, {})
    with database.read() as connection:
        jobs = _jobs(connection)
    tally.came_out, tally.marked = sum(out.values()), sum(count for (_, copy), count in out.items() if copy > 1)
    serials = Counter(serial for serial, _copy in out.elements())
    tally.lost = sum(serials[job.serial] == 0 for job in jobs if job.copy_no == 1)
    tally.doubled = sum(count - 1 for count in out.values())
    for job in jobs:
        if job.state == JobState.CONFIRMED:
            assert out[job.serial, job.copy_no] == 1, f"{job.serial} is called printed and is not there"
    read = Counter(serial_in(label) for sink in sinks.values() for label in sink.printer.labels)
    assert read == serials


def serial_in(label: LabelImage) -> str:
    """The serial that a reader that is not ours reads from the picture."""
    import io

    import zxingcpp
    from PIL import Image

    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture_of(label))).convert("L"))
    return next(code.text for code in codes if code.text.startswith("L"))


def main(arguments: list[str]) -> int:
    """0 when nothing was lost and nothing doubled."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kill_spooler")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    wished = parser.parse_args(arguments)
    started = time.monotonic()
    with fresh_company(wished.database) as place:
        tally = kill_again_and_again(place, wished.kills, wished.seed)
    print(f"{tally}; on {wished.database} in {time.monotonic() - started:.0f} s")
    return int(bool(tally.lost or tally.doubled))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
