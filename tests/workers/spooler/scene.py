"""A company with label printers that are simulated, and senders and spoolers over them; labels asked for by acts of the program."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from devices.drivers.label_printer import LabelPrinterDriver
from devices.drivers.proof import Waits
from devices.label_image import LabelImage
from devices.profiles import MEDIA, profile
from devices.registry import ANSWERS_IN_TURN, language_of, printer_at
from devices.simulators.printer import PrinterSim
from devices.simulators.printer_wires import StraightLink, TcpPrinter
from domain.common.command import execute
from domain.common.database import Database
from domain.common.people import Actor
from domain.printing import operations as printing
from domain.printing import queries
from domain.printing.records import PrintJobRecord
from domain.printing.words import LABELS, JobKind, ToteLabel
from exchange.labels import draw
from tests.builders import MANAGER
from tests.devices.printing import QUICK
from workers.spooler.pictures import Pictures
from workers.spooler.sender import Desk, Sender

MEDIA_NAME = "60x40"
OWNER = "打单台/test"
_JOBS = select(PrintJobRecord.id, PrintJobRecord.state, PrintJobRecord.fault, PrintJobRecord.sent_bytes)


def words(number: int, of: int = 3, *, tote: str = "") -> ToteLabel:
    """What the label of a tote says."""
    return ToteLabel(
        cycle="0525",
        delivery="2026-05-26",
        snapshot=1,
        point="阳光花园",
        wave=1,
        tote=tote or f"T{number:04d}",
        number=(number - 1) % of + 1,
        of=of,
        van="V1",
        drop=2,
        is_cold=False,
        pieces=18,
        gross_g=12_500,
        sealed_by="陈峰",
        sealed_at="2026-05-26T03:10:00+08:00",
    )


def add_printer(database: Database, address: str, kind: str = "tsc_tspl_203", name: str = "箱签机", **more: Any) -> int:
    """The id of a printer of the company."""
    made = printing.add_printer(database, MANAGER, name, profile=kind, link=address, media=MEDIA_NAME, **more)
    return int(made.answer["printer"])


def ask(
    database: Database,
    first: int,
    count: int,
    *,
    of: int = 3,
    actor: Actor = MANAGER,
    name: str = "t",
    queue: str = LABELS,
) -> list[int]:
    """Asks for labels `first` and on in groups of `of`, all in one act; the ids of their jobs."""

    def work(tx: Any) -> dict[str, Any]:
        jobs = []
        for number in range(first, first + count):
            group = f"{name} group {(number - 1) // of}"
            about = {
                "subject": f"tote_use {name}{number}",
                "group_key": group,
                "intent_key": f"{name}{number}",
                "queue": queue,
            }
            jobs.append(
                printing.ask(tx, JobKind.TOTE_LABEL, body=words(number, of, tote=f"{name}{number:04d}"), **about)
            )
        return {"jobs": jobs}

    return [int(job) for job in execute(database, actor, "ask", [name, first, count], work).answer["jobs"]]


def states(database: Database, *jobs: int) -> list[str]:
    """The states of these jobs, or of all."""
    with database.read() as connection:
        rows = {row.id: row.state for row in connection.execute(_JOBS)}
    return [rows[job] for job in jobs] if jobs else [rows[job] for job in sorted(rows)]


def job_of(database: Database, job: int) -> Any:
    """A job's state, fault and bytes."""
    with database.read() as connection:
        return next(row for row in connection.execute(_JOBS) if row.id == job)


def row_of(database: Database, printer_id: int) -> queries.PrinterRow:
    """The printer as the queue shows it."""
    with database.read() as connection:
        return next(row for row in queries.printers(connection) if row.id == printer_id)


def pictures(kind: str = "tsc_tspl_203", **more: Any) -> Pictures:
    """Draws as the spooler of a printer of this profile does."""
    return Pictures(MEDIA[MEDIA_NAME], profile(kind).dpi, language="zh_CN", **more)


def picture(job: queries.JobRow, dpi: int = 203, copy_no: int | None = None) -> LabelImage:
    """What the label of a job looks like, drawn apart from the spooler."""
    return draw(
        job.kind,
        job.body,
        media=MEDIA[MEDIA_NAME],
        dpi=dpi,
        language="zh_CN",
        serial=job.serial,
        copy_no=copy_no or job.copy_no,
    ).image


def straight(
    sim: PrinterSim, kind: str, clock: Callable[[], float], pause: Callable[[float], object]
) -> tuple[StraightLink, LabelPrinterDriver]:
    """A driver whose bytes reach the simulated printer without a thread, under a clock moved by hand."""
    chosen, link = profile(kind), StraightLink(sim)
    in_turn = chosen.language in ANSWERS_IN_TURN
    driver = LabelPrinterDriver(link, language_of(chosen), MEDIA[MEDIA_NAME], in_turn=in_turn, clock=clock, pause=pause)
    return link, driver


@contextmanager
def tcp_sender(
    database: Database, kind: str = "tsc_tspl_203", *, waits: Waits = QUICK, owner: str = OWNER, **more: Any
) -> Iterator[tuple[TcpPrinter, Sender]]:
    """A simulated printer behind a port, and a sender to it that is stepped by hand."""
    chosen = profile(kind)
    tcp = TcpPrinter(PrinterSim(chosen.language, dpi=chosen.dpi))
    printer_id = add_printer(database, tcp.address, kind, **more)
    driver = printer_at(tcp.address, kind, MEDIA_NAME, waits=waits)
    sender = Sender(Desk(database, MANAGER, owner), row_of(database, printer_id), driver, pictures(kind))
    try:
        yield tcp, sender
    finally:
        sender.close()
        tcp.close()


def step_until(sender: Sender, is_so: Callable[[], bool], within_s: float = 20.0) -> None:
    """Steps the sender as its thread would until it is so; AssertionError when it never is."""
    end = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < end, f"still {sender.told}"
        time.sleep(min(sender.step(), 0.02))
