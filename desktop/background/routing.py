"""A search for routes for the window: run in the pool, told in the window's thread, stopped or cancelled by a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.common.command import Done
    from domain.common.database import Database
    from domain.common.people import Actor

SECONDS = 30.0
TICK_MS = 250


def plan(database: Database, actor: Actor, code: str, _progress: Callable[[int, int], object]) -> Done:
    """A draft plan; see domain.routing.operations.plan_routes."""
    from domain.routing.operations import plan_routes

    return plan_routes(database, actor, code, seconds=SECONDS)
