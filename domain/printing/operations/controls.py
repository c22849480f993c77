"""The sheet of control codes that hangs beside a station. Next: asking_many.py."""

from __future__ import annotations

from typing import Any

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.printing.operations.asking_many import Wish, ask_many
from domain.printing.words import ControlSheet, JobKind

LONGEST_STATION = 40


def ask_control_sheet(database: Database, actor: Actor, station: str = "", *, command_id: str | None = None) -> Done:
    """The sheet for a station, for the one that asks where none is named. Answer as Asked.answer."""
    place = (station.strip() or actor.station)[:LONGEST_STATION]

    def work(tx: Transaction) -> dict[str, Any]:
        about = f"controls of {place}"
        return ask_many(
            tx, JobKind.CONTROL_SHEET, [Wish(about, f"station {place}", ControlSheet(place), about)]
        ).answer()

    return command.execute(database, actor, "ask_control_sheet", place, work, right=Right.PRINT, command_id=command_id)
