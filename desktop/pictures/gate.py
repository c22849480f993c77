"""The gate of the pictures: the hall an hour later, with a plan in force, the last drops of the first van packed and sealed,
a point of the second van being packed. Made by the real operations on a copy of the hall.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from domain.common.database import Database, open_database
from domain.common.people import Actor
from domain.dispatch.queries import load_lists
from domain.packing.operations import seal_tote
from domain.packing.queries import tote_sheet
from domain.picking.operations import confirm_scan, mark_short
from domain.picking.queries import pick_lines, station_view, wave_board
from domain.picking.values import PickLine, Stand, StationView, scanned_from
from domain.picking.words import PickMethod, Verdict
from domain.routing.operations import accept_plan, plan_routes
from domain.totes.queries import totes, totes_of_point
from domain.totes.words import ToteState

SECONDS = 1.0
LINES_A_CRATE = 7
MOST_READY = 4
SECOND = "小周"


def make_gate(hall: Path, place: Path, code: str, person: str, station: str) -> Path:
    """A copy of the hall at `place` with vans to load; where it is."""
    shutil.copytree(hall, place)
    actor = Actor(person, station)
    with open_database(place) as database:
        plan = plan_routes(database, actor, code, seconds=SECONDS).answer["plan"]
        accept_plan(database, actor, plan)
        with database.read() as connection:
            vans = [van for van in load_lists(connection, code) if van.stops]
        ready = [stop.point_id for stop in vans[0].stops[:MOST_READY]] if vans else []
        begun = [stop.point_id for stop in vans[1].stops[:1]] if len(vans) > 1 else []
        for point in (*ready, *begun):
            pack(database, actor, code, point, seal=point in ready)
    return place


def pack(database: Database, actor: Actor, code: str, point: int, *, seal: bool) -> None:
    """Everything of the point into crates; weighed goods are short here, so that nobody needs a scale."""
    with database.read() as connection:
        views = [station_view(connection, wave.id) for wave in wave_board(connection, code)]
    view = next((each for each in views if any(seen.id == point for seen in each.points)), None)
    if view is None:
        return
    codes = {product: each for each, product in view.codes.items()}
    for lines in _in_crates(database, view, point):
        stand = Stand(view.wave_id, PickMethod.BY_POINT, point)
        at = scanned_from(confirm_scan(database, actor, view, stand, _free_crate(database)).answer).stand
        for line in lines:
            if line.weighed or line.product_id not in codes or not _picked(database, actor, view, at, codes, line):
                mark_short(database, actor, line.cell_id, "无货")
    if seal:
        _seal(database, actor, view.wave_id, point)


def _picked(
    database: Database, actor: Actor, view: StationView, at: Stand, codes: dict[int, str], line: PickLine
) -> bool:
    """Scans the whole line; False where the shelf is empty."""
    answer = confirm_scan(database, actor, view, at, codes[line.product_id], quantity=line.left).answer
    return bool(answer["verdict"] == Verdict.RIGHT)


def _in_crates(database: Database, view: StationView, point: int) -> Iterator[list[PickLine]]:
    with database.read() as connection:
        lines = iter([line for line in pick_lines(connection, view.wave_id, point_id=point) if line.left])
    while crate := list(islice(lines, LINES_A_CRATE)):
        yield crate


def _free_crate(database: Database) -> str:
    with database.read() as connection:
        return totes(connection, state=ToteState.FREE)[0].code


def _seal(database: Database, actor: Actor, wave_id: int, point: int) -> None:
    with database.read() as connection:
        crates = [row.code for row in totes_of_point(connection, wave_id, point) if row.pieces]
        weights = {code: tote_sheet(connection, code).expected_g for code in crates}
    for code in crates:
        seal_tote(database, actor, code, gross_g=weights[code], checked_by=SECOND)
