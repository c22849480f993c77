"""What labels may be asked for in the window: points and vans of the cycle on the desk, persons. Read beside the window.

Next: shell/labels_controller.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.common.staff import persons
from domain.cutoff.queries.books import live_row
from domain.dispatch.queries import van_board
from domain.packing.queries.households import packing_of_points

if TYPE_CHECKING:
    from domain.common.database import Connection


@dataclass(frozen=True, slots=True)
class LabelChoices:
    """Points by id and name, those whose bags can be labelled; vans of the plan; who works here."""

    points: tuple[tuple[int, str], ...] = field(default=())
    packed: frozenset[int] = field(default=frozenset())
    vans: tuple[str, ...] = field(default=())
    people: tuple[str, ...] = field(default=())


def read_choices(connection: Connection, cut_cycle: str | None) -> LabelChoices:
    """The choices for a cut cycle; None: no cycle is cut, and labels of goods have nothing to choose from."""
    people = tuple(row.name for row in persons(connection))
    if cut_cycle is None:
        return LabelChoices(people=people)
    live = live_row(connection, cut_cycle)
    points = packing_of_points(connection, live.cycle_id, live.id)
    return LabelChoices(
        tuple((one.point_id, one.point) for one in points),
        frozenset(one.point_id for one in points if one.is_packed),
        tuple(dict.fromkeys(row.van for row in van_board(connection, cut_cycle))),
        people,
    )
