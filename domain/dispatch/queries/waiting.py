"""The re-plan that waits for a decision: proposed, laid aside, neither accepted nor refused. Next: replans.py."""

from __future__ import annotations

from sqlalchemy import Connection, text

from domain.dispatch.queries.replans import replan
from domain.dispatch.words import Replan

_WAITING = text(
    """
    SELECT a.id FROM road_replan a WHERE a.plan_id = :plan AND a.state = 'proposed'
      AND a.id = (SELECT max(b.id) FROM road_replan b WHERE b.plan_id = :plan)
    """
)


def waiting_replan(connection: Connection, plan_id: int) -> Replan | None:
    """The newest re-plan of the plan while nobody has accepted or refused it."""
    found = connection.execute(_WAITING, {"plan": plan_id}).scalar_one_or_none()
    return None if found is None else replan(connection, found)
