"""What to do about points that no van takes, in one sentence for each reason."""

from __future__ import annotations

from collections.abc import Mapping

from domain.common.errors import Notice
from domain.routing.words import Day, Limit

NAMED = 5
"""So many points are named; the others are counted."""


def advice(day: Day, left_out: Mapping[int, Limit]) -> tuple[Notice, ...]:
    """One notice per reason, with the points' names; none when every point has a van."""
    by_limit: dict[Limit, list[str]] = {}
    for site, limit in left_out.items():
        by_limit.setdefault(limit, []).append(day.points[site].name)
    return tuple(_notice(day, limit, names) for limit, names in sorted(by_limit.items()))


def _notice(day: Day, limit: Limit, names: list[str]) -> Notice:
    if limit is Limit.NO_VAN:
        return Notice.of("unplanned_no_van", warehouse=day.warehouse)
    if limit is Limit.NO_PLACE and day.spot is None:
        return Notice.of("unplanned_no_warehouse_place", warehouse=day.warehouse)
    return Notice.of(f"unplanned_{limit.value}", count=len(names), points=some(names))


def some(names: list[str]) -> str:
    """The first names, and an ellipsis when there are more."""
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
