"""The one place that reads the clock. Moments are aware datetimes; people read them in local time."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, UTC, to the millisecond."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def local_text(moment: datetime) -> str:
    """Local date and time as people read it: 2026-05-25 20:46."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def iso_text(moment: datetime) -> str:
    """ISO 8601 with the local zone, to the second."""
    return moment.astimezone().isoformat(timespec="seconds")


def parse_moment(text: str) -> datetime:
    """An aware datetime of an ISO text; one without a zone is taken as local time. ValueError when it is none."""
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.astimezone()
