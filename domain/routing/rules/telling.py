"""A broken limit as a refusal with its numbers as people read them."""

from __future__ import annotations

from domain.common.quantity import weight_text
from domain.routing.words import Breach, Day, Limit, LimitExceeded, NoColdBox, StopTooLate


def refusal_of(day: Day, breach: Breach) -> LimitExceeded | StopTooLate | NoColdBox:
    """The refusal that tells a broken limit with its numbers as people read them."""
    van = day.vans[breach.carrier].code
    point = day.points[breach.site].name if breach.site is not None else ""
    if breach.limit is Limit.COLD:
        return NoColdBox(van, point)
    if breach.limit is Limit.WINDOW:
        return StopTooLate(van, point, clock_text(breach.value), clock_text(breach.allowed))
    return LimitExceeded(
        van, breach.limit.value, limit_text(breach.limit, breach.value), limit_text(breach.limit, breach.allowed)
    )


def limit_text(limit: Limit, value: int) -> str:
    """A value of a limit with its unit: 812 kg, 1500 L, 12 totes are 12, 11:20."""
    if limit is Limit.WEIGHT:
        return weight_text(value)
    if limit is Limit.VOLUME:
        return f"{value / 1000:g} L"
    return clock_text(value) if limit is Limit.SHIFT else str(value)


def clock_text(minute: int) -> str:
    """11:20 of 680 minutes."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
