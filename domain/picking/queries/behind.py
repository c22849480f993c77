"""Cells that do not say yet what amendments and shared shortages say: for the board, and for following.py."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.picking.values import Behind


def cells_behind(connection: Connection, code: str) -> tuple[Behind, ...]:
    """What take_amendments and take_shortage would change in the released waves of the cycle, by wave and point."""
    raise NotImplementedError
