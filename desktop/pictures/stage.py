"""The companies the pictures are taken of: an empty one, a night, its hall at work; never the data at hand itself, but a copy of it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop.pictures.gate import make_gate
from desktop.pictures.hall import make_hall
from desktop.pictures.on_road import make_road
from desktop.pictures.props import Props, make_props
from domain.common.database import FILE_NAME, Database, is_address, open_database
from domain.common.sentences import _
from domain.ordering import queries

ORDERS = 600


@dataclass(frozen=True, slots=True)
class Stage:
    """Folders of the companies, the cycle of the night, the files to import, who sits there."""

    empty: Path
    night: Path
    routes: Path
    hall: Path
    dock: Path
    gate: Path
    road: Path
    printing: Path
    code: str
    props: Props
    person: str
    station: str


def make_stage(folder: Path, where: str | None) -> Stage:
    """Prepares everything below `folder`; the company at `where` is copied when its main night is cut off and not over."""
    empty, night = folder / "empty", folder / "night"
    open_database(empty).close()
    if not (where and _copied(where, night)):
        _make_night(folder / "demo", night)
    with open_database(night) as database:
        code = _tonight(database)
        props = make_props(database, folder / "files")
    person, station = _("Chen Feng"), _("Desk 1")
    dock = Path(shutil.copytree(night, folder / "dock"))
    routes = Path(shutil.copytree(night, folder / "routes"))
    hall = make_hall(night, folder / "hall", code, person, station)
    gate = make_gate(hall, folder / "gate", code, person, station)
    road = make_road(gate, folder / "road", code, person, station)
    printing = Path(shutil.copytree(gate, folder / "printing"))
    return Stage(empty, night, routes, hall, dock, gate, road, printing, code, props, person, station)


def _copied(where: str, night: Path) -> bool:
    """Copies the company by SQLite's own backup, also while it is open elsewhere. False when it has no night to show."""
    source = Path(where) / FILE_NAME
    if is_address(where) or not source.exists():
        return False
    night.mkdir(parents=True)
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(night / FILE_NAME)) as new,
    ):
        old.backup(new)
    with open_database(night) as database:
        is_usable = bool(_tonight(database))
    if not is_usable:
        shutil.rmtree(night)
    return is_usable


def _make_night(out: Path, night: Path) -> None:
    from workers.demo import DemoOptions, run_demo

    run_demo(night, out, DemoOptions(orders=ORDERS, points=24, products=40, hall=False, papers=False))


def _tonight(database: Database) -> str:
    """The cycle with the most orders, when it is cut off; "" when it is open yet or over: then its stations stand empty."""
    with database.read() as connection:
        rows = queries.cycles(connection)
    main = max(rows, key=lambda row: (row.orders, row.id), default=None)
    return main.code if main and main.state == "cut" else ""
