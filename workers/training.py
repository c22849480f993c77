"""The books of training: a demo company of its own, marked as such, cut off and ready to be picked; never the real books.

The mark stands in the books themselves, so every program that opens them knows: the window shows its band, and labels
say 培训 TRAINING. Devices are those of practice.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, func, select

from domain.catalogue.records import BarcodeRecord, ProductRecord
from domain.catalogue.words import BarcodeKind
from domain.common.database import FILE_NAME, Database, open_database
from domain.common.errors import NotForTraining
from domain.common.settings import is_training, mark_as_training
from domain.ordering.queries import cycles
from domain.printing.operations import add_printer
from domain.totes.queries import totes
from domain.totes.words import ToteState
from workers.demo import DemoOptions, run_demo
from workers.demo.ready_hall import make_hall_ready
from workers.demo.staff import MANAGER, OWNER
from workers.practice import ADDRESS as PRACTICE
from workers.practice import PRINTER

FOLDER = "Daybreak training"
NIGHT = DemoOptions(orders=240, points=8, products=40, vans=2, hall=False, papers=False)
COMPANY = "company"
CRATES = 6
PRINTER_NAME = "练习标签机 Practice"

Progress = Callable[[str], None]


def training_folder(books: Path) -> Path:
    """Where training lies: beside the real books."""
    return books.parent / FOLDER


def make_training_ready(folder: Path, progress: Progress | None = None) -> str:
    """Makes the training company in `folder` when there is none yet (some seconds); the cycle to practise on.

    NotForTraining when books lie there that nobody marked: they are left as they are.
    """
    place = folder / COMPANY
    if not (place / FILE_NAME).exists():
        _make(folder, place, progress)
    with open_database(place, who="Daybreak training") as database:
        see_that_it_is_training(database)
        with database.read() as connection:
            return max(cycles(connection), key=lambda row: (row.orders, row.id)).code


def see_that_it_is_training(database: Database) -> None:
    """NotForTraining when these are real books."""
    with database.read() as connection:
        if not is_training(connection):
            raise NotForTraining(database.place)


def codes_to_scan(connection: Connection) -> list[tuple[str, str]]:
    """What a trainee without goods in hand may scan: (what it is, its code); free crates first, then products by shelf."""
    crates = [(tote.code, tote.code) for tote in totes(connection, state=ToteState.FREE)[:CRATES]]
    query = (
        select(ProductRecord.name, func.max(BarcodeRecord.code))
        .join(BarcodeRecord, BarcodeRecord.product_id == ProductRecord.id)
        .where(BarcodeRecord.kind != BarcodeKind.IN_STORE.value)
        .group_by(ProductRecord.id, ProductRecord.name)
        .order_by(ProductRecord.id)
    )
    return crates + [(name, code) for name, code in connection.execute(query)]


def _make(folder: Path, place: Path, progress: Progress | None) -> None:
    """Marked while still empty, so that no moment exists in which practice could be taken for real.

    It is made beside its place and moved there whole: a night half made is never found.
    """
    beside = folder / "making"
    books = beside / "books"
    _clear(beside)
    with open_database(books, who="Daybreak training") as database:
        mark_as_training(database, OWNER)
    answer = run_demo(books, beside, NIGHT, progress=progress)
    with open_database(books, who="Daybreak training") as database:
        make_hall_ready(database, MANAGER, answer.cycle)
        add_printer(database, MANAGER, PRINTER_NAME, profile=PRINTER, link=PRACTICE)
    books.rename(place)
    shutil.rmtree(beside)


def _clear(beside: Path) -> None:
    """What a making that broke off left behind; nothing else lies in this folder."""
    if beside.exists():
        shutil.rmtree(beside)
    beside.mkdir(parents=True)
