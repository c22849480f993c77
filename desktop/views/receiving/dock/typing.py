"""What a person types at the dock, read strictly: counts, best-before days, temperatures. None for anything else."""

from __future__ import annotations

import re
from datetime import date, timedelta

_COUNT = re.compile(r"\d{1,6}")
_CASES_AND_PIECES = re.compile(r"(\d{1,5})\+(\d{1,5})")
_DAYS_ON = re.compile(r"\+(\d{1,3})")
_DAY = re.compile(r"(?:(20\d\d)[-./])?(\d{1,2})[-./](\d{1,2})|(20\d\d|\d\d)?(\d\d)(\d\d)")
_DEGREES = re.compile(r"([-−]?)(\d{1,2})(?:[.,](\d))?")
LONG_AGO = timedelta(days=90)


def count_of(text: str, *, in_cases: bool) -> tuple[int, int] | None:
    """(cases, pieces) of “3” or “2+5”; a lone number counts what is counted now."""
    both = _CASES_AND_PIECES.fullmatch(text)
    if both:
        return int(both[1]), int(both[2])
    if not _COUNT.fullmatch(text):
        return None
    return (int(text), 0) if in_cases else (0, int(text))


def day_of(text: str, today: date) -> date | None:
    """The day of “0601”, “6-1”, “260601”, “20260601”, “2026-06-01” or “+5” days from today.

    A day without a year is the next of its name; one that was up to three months ago is taken as it is, as expired.
    """
    later = _DAYS_ON.fullmatch(text)
    if later:
        return today + timedelta(days=int(later[1]))
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year_text = found[1] or found[4]
    month, day = int(found[2] or found[5]), int(found[3] or found[6])
    if year_text:
        year = int(year_text) if len(year_text) == 4 else 2000 + int(year_text)
        return _made(year, month, day)
    this = _made(today.year, month, day)
    return this if this and this >= today - LONG_AGO else _made(today.year + 1, month, day)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def degrees_of(text: str) -> int | None:
    """Tenths of a degree of “4”, “4.5” or “-18”."""
    found = _DEGREES.fullmatch(text)
    if not found:
        return None
    tenths = int(found[2]) * 10 + int(found[3] or 0)
    return -tenths if found[1] else tenths
