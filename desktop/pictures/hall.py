"""The hall of the pictures: a copy of the night after its cutoff, ready to be picked. Next: workers/demo/ready_hall.py."""

from __future__ import annotations

import shutil
from pathlib import Path

from domain.common.database import open_database
from domain.common.people import Actor
from workers.demo.ready_hall import make_hall_ready


def make_hall(night: Path, place: Path, code: str, person: str, station: str) -> Path:
    """A copy of the night at `place` with everything the stations need; where it is."""
    shutil.copytree(night, place)
    with open_database(place) as database:
        make_hall_ready(database, Actor(person, station), code)
    return place
