"""The wave board: each wave with its points, progress, people and lines per hour; scans that did not count."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.picking.values import PointRow, RefusedRow, WaveRow


def wave_board(connection: Connection, code: str) -> tuple[WaveRow, ...]:
    """Every wave of the cycle by number."""
    raise NotImplementedError


def wave(connection: Connection, wave_id: int) -> WaveRow | None:
    """One wave as the board shows it."""
    raise NotImplementedError


def point_rows(connection: Connection, wave_id: int) -> tuple[PointRow, ...]:
    """The points of a wave in picking order (the last drop first)."""
    raise NotImplementedError


def refused_scans(connection: Connection, wave_id: int, count: int = 100) -> tuple[RefusedRow, ...]:
    """Scans of a wave that did not count, the newest first."""
    raise NotImplementedError
