"""The road of the pictures: the gate an hour later, every van that has stops packed, loaded and gone, the first drops served.

Made by the real operations on a copy of the gate.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.pictures.gate import pack
from domain.common.database import Database, open_database
from domain.common.people import Actor
from domain.dispatch.operations import begin_loading, depart, load_tote
from domain.dispatch.queries import load_lists
from domain.handover.operations import hand_over
from domain.routing.queries import plan_of
from domain.totes.operations import register_totes
from domain.totes.words import ToteState

SERVED = 2
MORE_CRATES = 200
RECEIVER = "李阿姨"


def make_road(gate: Path, place: Path, code: str, person: str, station: str) -> Path:
    """A copy of the gate at `place` with its vans on the road; where it is."""
    shutil.copytree(gate, place)
    actor = Actor(person, station)
    with open_database(place) as database:
        _pack_the_rest(database, actor, code)
        with database.read() as connection:
            vans = [van for van in load_lists(connection, code) if van.stops]
        for van in vans:
            begin_loading(database, actor, van.route_id)
            for stop in sorted(van.stops, key=lambda one: -one.drop_no):
                for crate in stop.crates:
                    load_tote(database, actor, van.route_id, crate.code)
            depart(database, actor, van.route_id)
        _serve(database, actor, code)
    return place


def _pack_the_rest(database: Database, actor: Actor, code: str) -> None:
    with database.read() as connection:
        stops = [stop for van in load_lists(connection, code) for stop in van.stops]
    register_totes(database, actor, MORE_CRATES)
    for stop in stops:
        if any(crate.state != ToteState.SEALED for crate in stop.crates) or not stop.crates:
            pack(database, actor, code, stop.point_id, seal=True)


def _serve(database: Database, actor: Actor, code: str) -> None:
    """The first drops of each van have their crates."""
    with database.read() as connection:
        plan = plan_of(connection, code)
        crates = {
            stop.point_id: [crate.code for crate in stop.crates]
            for van in load_lists(connection, code)
            for stop in van.stops
        }
    for route in plan.routes if plan else ():
        for stop in route.stops[:SERVED]:
            hand_over(database, actor, stop.id, received=crates[stop.point_id], receiver=RECEIVER)
