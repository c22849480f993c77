"""Cuts a cycle's points into waves by route and drop of the live plan. Next: waves.py."""

from __future__ import annotations

from collections.abc import Collection

from domain.common.command import Done
from domain.common.database import Database
from domain.common.people import Actor
from domain.picking.words import PickMethod


def plan_waves(
    database: Database,
    actor: Actor,
    code: str,
    *,
    points_per_wave: int | None = 1,
    method: PickMethod = PickMethod.BY_POINT,
    command_id: str | None = None,
) -> Done:
    """Waves for all points of the cycle that have none yet: van by van as they leave, the last drop first.

    `points_per_wave`: None puts a whole route into one wave. Without a live plan: by the points' names. Waves planned
    before and not released are cut anew. Answer {"waves", "points"}. Raises CycleNotCut, NothingToPlan.
    """
    raise NotImplementedError


def plan_pre_pack(
    database: Database,
    actor: Actor,
    code: str,
    product_ids: Collection[int],
    *,
    points_per_wave: int | None = None,
    command_id: str | None = None,
) -> Done:
    """Pre-pack waves of these products (by product), which the night's waves then leave out. Answer as plan_waves."""
    raise NotImplementedError
