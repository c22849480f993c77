"""Do the places of a day make sense? Each that does not is named with what to do about it; the rest goes on.

Next: preparing.py.
"""

from __future__ import annotations

from domain.common.errors import Notice
from domain.routing.words import Day, TravelTable


def judged(day: Day, travel: TravelTable) -> tuple[Notice, ...]:
    """What to tell about the places of a day and where its times come from."""
    return travel.notices
