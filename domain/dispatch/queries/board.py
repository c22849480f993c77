"""The board of the gate: every van of a cycle, how far its loading is and what still keeps it."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.dispatch.queries.lists import load_lists
from domain.dispatch.rules import READY
from domain.dispatch.words import LoadList, VanBoardRow


def van_board(connection: Connection, code: str) -> tuple[VanBoardRow, ...]:
    """The vans of the cycle's live plan that have a stop or a tote, by the hour they leave."""
    return tuple(_row(one) for one in load_lists(connection, code) if one.stops or one.totes)


def _row(one: LoadList) -> VanBoardRow:
    crates = [crate for stop in one.stops for crate in stop.crates]
    return VanBoardRow(
        route_id=one.route_id,
        van=one.van,
        plate=one.plate,
        driver=one.driver,
        state=one.state,
        start_min=one.start_min,
        stops=len(one.stops),
        planned_totes=sum(stop.planned_totes for stop in one.stops),
        totes=len(crates),
        loaded=sum(crate.is_loaded for crate in crates),
        ready=sum(not crate.is_loaded and crate.state in READY for crate in crates),
        left_behind=sum(bool(crate.left_behind) for crate in crates),
        to_pick=one.to_pick,
        weight_g=one.weight_g,
        max_weight_g=one.max_weight_g,
        departed_at=one.departed_at,
    )
