"""The demo's night of 2,000 orders from an empty company to collected orders, without a window.

Everything by scan and scale as `python main.py demo --headless` does it, its papers included. The floor is as many
bare commits of one row as the night had commands, on the same database with the same sync.
"""

from __future__ import annotations

import tempfile
import time
from argparse import Namespace
from pathlib import Path

from sqlalchemy import text

from benchmarks.bare_tables import bare_connection
from benchmarks.companies import ground_for
from benchmarks.fresh_process import Answer, Clock, figures, in_fresh_process

NAME = "night"
ORDERS = 2000
TO_REACH = {"seconds": 60}


def measure(options: Namespace) -> Answer:
    """seconds of the night, each of its steps, its commands, and what so many bare commits cost."""
    orders = getattr(options, "orders", None) or ORDERS
    with ground_for(options) as ground, ground.place() as place, tempfile.TemporaryDirectory() as out:
        night = in_fresh_process(product, place=place, out=out, orders=orders)
        bare = in_fresh_process(floor, place=place, commands=int(night.said["commands"]))
        return {
            **figures(NAME, bare, night),
            "database": ground.kind,
            "orders": orders,
            **{name: night.said[name] for name in ("commands", "steps", "hall")},
            "server": ground.version(),
            "to_reach": TO_REACH,
        }


def product(place: str, out: str, orders: int) -> Answer:
    """One night."""
    from domain.common.database import open_database
    from workers.demo import DemoOptions, run_demo

    with Clock() as clock:
        answer = run_demo(place, Path(out), DemoOptions(orders=orders))
    if not answer.is_clean or not answer.hall.get("collected"):
        raise AssertionError(f"the night did not end well: {answer.hall}")
    with open_database(place) as database, database.read() as connection:
        commands = connection.execute(text("SELECT count(*) FROM command")).scalar_one()
    said = {"commands": commands, "steps": answer.seconds, "hall": answer.hall}
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds, **said}


def floor(place: str, commands: int) -> Answer:
    """One row and a commit, so many times."""
    with bare_connection(place) as connection:
        connection.execute("CREATE TABLE bare_night (id INTEGER PRIMARY KEY, at INTEGER)")
        with Clock() as clock:
            for number in range(commands):
                connection.execute("BEGIN")
                connection.execute(f"INSERT INTO bare_night VALUES ({number}, {int(time.time())})")
                connection.execute("COMMIT")
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}
