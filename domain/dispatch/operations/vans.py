"""The van at the gate, held until the commit: two stations that load it come one after the other."""

from __future__ import annotations

from typing import Any

from domain.common.columns import from_ms
from domain.common.command import Transaction
from domain.common.errors import NotFound
from domain.dispatch.operations import statements
from domain.dispatch.words import NotInPlan, NotLoading, VanHasLeft, VanNow
from domain.routing.words import RouteState


def van_at_gate(tx: Transaction, route_id: int) -> Any:
    """The van's row with its manifest (statements.VAN), locked. NotFound when there is no such route."""
    if tx.dialect == "postgresql":
        statements.HOLD.run(tx.connection, {"route": route_id})
    row = statements.VAN.run(tx.connection, {"route": route_id}).one_or_none()
    if row is None:
        raise NotFound("route", str(route_id))
    return row


def loading_van(tx: Transaction, route_id: int) -> Any:
    """As van_at_gate, for what is done only while the van is loaded. Raises NotLoading, NotInPlan, VanHasLeft."""
    row = van_at_gate(tx, route_id)
    refuse_gone(row)
    refuse_draft(row)
    if row.state != RouteState.LOADING:
        raise NotLoading(row.van, row.state)
    return row


def refuse_gone(row: Any) -> None:
    if row.departed_at is not None:
        raise VanHasLeft(row.van, from_ms(row.departed_at))


def refuse_draft(row: Any) -> None:
    if not row.is_live:
        raise NotInPlan(row.van, row.state)


def van_now(row: Any) -> VanNow:
    """What rules.judge looks at."""
    return VanNow(
        route_id=row.route_id,
        van=row.van,
        state=row.state,
        weight_g=row.weight_g,
        volume_ml=row.volume_ml,
        totes=row.totes,
        max_weight_g=row.max_weight_g,
        max_volume_ml=row.max_volume_ml,
        max_totes=row.max_totes,
    )
