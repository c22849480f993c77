"""The demo's three cycles: yesterday's, tonight's, tomorrow's. Each ends at the same hour and is delivered after it.

A cycle is called by its delivery day, 0525 is delivered on 25 May.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

SMALL_HOURS = 6
"""A cutoff before six in the morning is delivered the same day."""


@dataclass(frozen=True, slots=True)
class DemoCycle:
    """A cycle's code, its title, the planned cutoff and the day it is delivered."""

    code: str
    title: str
    cutoff_at: datetime
    delivery: date


_TITLES = ("周一鲜蔬团", "周二水果团", "周三鲜配团", "周四肉蛋团", "周五周末团", "周六大餐团", "周日补货团")


def planned_cutoff(at: datetime) -> datetime:
    """The next full half hour of local time."""
    local = at.astimezone().replace(second=0, microsecond=0)
    return local + timedelta(minutes=30 - local.minute % 30)


def cycles(at: datetime) -> tuple[DemoCycle, DemoCycle, DemoCycle]:
    """Yesterday's, tonight's and tomorrow's cycle around the moment `at`."""
    tonight = planned_cutoff(at)
    before, now, after = (_cycle(tonight + timedelta(days=days)) for days in (-1, 0, 1))
    return before, now, after


def _cycle(cutoff_at: datetime) -> DemoCycle:
    is_night = cutoff_at.hour < SMALL_HOURS
    delivery = cutoff_at.date() + timedelta(days=0 if is_night else 1)
    return DemoCycle(f"{delivery:%m%d}", _TITLES[delivery.weekday()], cutoff_at, delivery)
