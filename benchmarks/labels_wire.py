"""Labels on the wire: 200 from their intents to the last byte at a TCP sink, and the 3,250 of a peak night on four lines.

The floor of the 200 is the same labels by bare Pillow and zxing-cpp and one socket, in the same run. The night's lines of
115,200 baud are counted, not waited for: what the spooler itself takes stands beside what the wire takes; a few labels
are also sent in real time. Called by labels.py.
"""

from __future__ import annotations

import socket
import tempfile
import threading
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.fresh_process import Answer, Clock, in_fresh_process

if TYPE_CHECKING:
    from devices.drivers.label_printer import LabelPrinterDriver
    from devices.simulators.printer_wires import LineLink
    from domain.common.database import Database
    from workers.spooler.spooler import MakePrinter

LABELS = 200
NIGHT_LABELS = 3_250
TOTES_A_POINT = 16
PRINTERS = 4
LINE_BYTES_S = 115_200 / 10
"""Eight bits, a start bit and a stop bit."""
IN_REAL_TIME = 8
ONE_WAY = "deli_tspl_203"
ANSWERS = "gprinter_tspl_203"
PATIENCE_S = 600.0
TO_REACH = {"seconds": 4, "ratio": 2, "overhead": 0.10}


def measure(options: Namespace) -> Answer:
    """seconds, floor_seconds and ratio of the 200; overhead of the night: the spooler's seconds by the wire's."""
    seed = getattr(options, "seed", 0) or 0
    night_labels = min(getattr(options, "orders", None) or NIGHT_LABELS, NIGHT_LABELS)
    with Sink() as sink:
        bare = in_fresh_process(floor, port=sink.port, seed=seed)
        floor_s = sink.last_byte - bare.said["began"]
    with Sink() as sink:
        ours = in_fresh_process(product, port=sink.port, seed=seed)
        seconds = sink.last_byte - ours.said["began"]
    counted = in_fresh_process(night, labels=night_labels, timed=0).said
    timed = in_fresh_process(night, labels=IN_REAL_TIME, timed=1).said
    return {
        "seconds": round(seconds, 3),
        "floor_seconds": round(floor_s, 3),
        "ratio": round(seconds / floor_s, 2),
        "peak_mb": round(ours.peak_mb),
        "sent": ours.said["sent"],
        "night": {**counted, "in_real_time": timed},
        "wire_to_reach": TO_REACH,
    }


class Sink:
    """A port that reads and answers nothing; `last_byte` is when the last one came, on the clock of all processes."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._server.getsockname()[1])
        self.last_byte = 0.0
        self.bytes = 0
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Sink:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()

    def _read(self) -> None:
        while True:
            try:
                peer, _place = self._server.accept()
            except OSError:
                return
            with peer:
                while data := peer.recv(65536):
                    self.bytes += len(data)
                    self.last_byte = time.monotonic()


def floor(port: int, seed: int) -> Answer:
    """Bare Pillow, bare zxing-cpp, one socket."""
    from benchmarks.labels import PROFILE, WARM_UP, bare_label, item_jobs, texts_of
    from devices.profiles import profile
    from devices.registry import language_of

    jobs, language = item_jobs(LABELS, seed), language_of(profile(PROFILE))
    placed = [texts_of(job) for job in jobs]
    for job, texts in zip(jobs[:WARM_UP], placed, strict=False):
        bare_label(job, texts, language)
    with Clock() as clock, socket.create_connection(("127.0.0.1", port)) as wire:
        began = time.monotonic()
        for job, texts in zip(jobs, placed, strict=True):
            wire.sendall(bare_label(job, texts, language))
        wire.shutdown(socket.SHUT_WR)
        wire.recv(1)
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds, "began": began}


def product(port: int, seed: int) -> Answer:
    """The labels asked for in the books in one act, taken, drawn, marked as sending, sent, and written down."""
    from benchmarks.labels import WARM_UP, item_jobs
    from domain.printing import queries

    jobs = [(job.body, f"piece {number // TOTES_A_POINT}") for number, job in enumerate(item_jobs(LABELS, seed))]
    with _company(1, f"tcp://127.0.0.1:{port}", ONE_WAY) as database, _spooler(database) as spooler:
        _ask(database, "item_label", jobs[:WARM_UP], "warm")
        _printed(spooler, WARM_UP)
        with Clock() as clock:
            began = time.monotonic()
            _ask(database, "item_label", jobs, "real")
            _printed(spooler, WARM_UP + LABELS)
        with database.read() as connection:
            sent = queries.counts_by_state(connection)
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds, "began": began, "sent": sent}


def night(labels: int, timed: int) -> Answer:
    """Tote labels through four printers; `timed`: the lines are waited for, else their time is counted."""
    from devices.simulators.printer import PrinterSim
    from devices.simulators.printer_wires import LineLink

    lines = [LineLink(PrinterSim("tspl"), LINE_BYTES_S, is_timed=bool(timed)) for _printer in range(PRINTERS)]
    for line in lines:
        line.printer.keeps_bytes = False
    a_point = labels // PRINTERS if timed else TOTES_A_POINT
    jobs = [(_tote(number), f"wave 1 point {number // a_point}") for number in range(labels)]
    warm = [(_tote(10**6 + number), f"warm {number}") for number in range(PRINTERS)]
    with _company(PRINTERS, "line", ANSWERS) as database, _spooler(database, _onto(lines)) as spooler:
        _ask(database, "tote_label", warm, "warm")
        _printed(spooler, PRINTERS)
        before = [line.wire_s for line in lines]
        with Clock() as clock:
            _ask(database, "tote_label", jobs, "night")
            _printed(spooler, PRINTERS + labels)
    wire_s = max(line.wire_s - warmed for line, warmed in zip(lines, before, strict=True))
    assert sum(len(line.printer.labels) for line in lines) == PRINTERS + labels
    over = clock.seconds - wire_s if timed else clock.seconds
    return {
        "seconds": clock.seconds,
        "cpu_seconds": clock.cpu_seconds,
        "labels": labels,
        "spooler_s": round(over, 3),
        "wire_s": round(wire_s, 1),
        "overhead": round(over / wire_s, 4),
    }


def _onto(lines: list[LineLink]) -> MakePrinter:
    from devices.drivers.label_printer import LabelPrinterDriver
    from devices.profiles import MEDIA, profile
    from devices.registry import language_of

    free = cycle(lines)

    def make(_address: str, kind: str, media: str) -> LabelPrinterDriver:
        return LabelPrinterDriver(next(free), language_of(profile(kind)), MEDIA[media])

    return make


@contextmanager
def _company(printers: int, address: str, kind: str) -> Iterator[Database]:
    from benchmarks.import50k import ACTOR
    from domain.common.database import open_database
    from domain.printing.operations import add_printer

    with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "company") as database:
        for number in range(printers):
            add_printer(database, ACTOR, f"printer {number}", profile=kind, link=address)
        yield database


@contextmanager
def _spooler(database: Database, make: MakePrinter | None = None) -> Iterator[Any]:
    from benchmarks.import50k import ACTOR
    from workers.spooler import Spooler

    spooler = Spooler(database, ACTOR, program="figures", language="zh_CN", make_printer=make).start()
    try:
        yield spooler
    finally:
        spooler.close()


def _printed(spooler: Any, labels: int) -> None:
    """Waits until so many are out."""
    spooler.wake()
    end = time.monotonic() + PATIENCE_S
    while sum(told.printed for told in spooler.told()) < labels:
        assert time.monotonic() < end, spooler.told()
        time.sleep(0.002)


def _ask(database: Database, kind: str, jobs: list[tuple[dict[str, Any], str]], name: str) -> None:
    """One act asks for all of them."""
    from benchmarks.import50k import ACTOR
    from domain.common.command import Transaction, execute
    from domain.printing.operations import ask
    from domain.printing.words import JobKind

    def work(tx: Transaction) -> Answer:
        for number, (body, group) in enumerate(jobs):
            about = {"subject": f"{name} {number}", "group_key": group, "intent_key": f"{name} {number}"}
            ask(tx, JobKind(kind), body=body, seq=number + 1, **about)
        return {}

    execute(database, ACTOR, "ask", [name], work)


def _tote(number: int) -> dict[str, Any]:
    at, of = number % TOTES_A_POINT + 1, TOTES_A_POINT
    return {
        "cycle": "0525", "delivery": "2026-05-26", "snapshot": 1, "point": f"阳光花园{number // of + 1}号店", "wave": 1,
        "tote": f"T{number:07d}", "number": at, "of": of, "van": f"V{number % 10 + 1}", "drop": number % 20 + 1,
        "is_cold": number % 7 == 0, "pieces": 18, "gross_g": 12_500 + number, "sealed_by": "陈峰",
        "sealed_at": "2026-05-26T03:10:00+08:00",
    }  # fmt: skip
