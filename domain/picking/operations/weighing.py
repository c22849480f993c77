"""A weighed piece: whose turn it is, whether its weight is one, one row in the ledger. Next: shorting.py."""

from __future__ import annotations

from domain.common.command import Done
from domain.common.database import Database
from domain.common.people import Actor
from domain.picking.values import Stand, StationView, Weight


def confirm_weight(
    database: Database,
    actor: Actor,
    view: StationView,
    stand: Stand,
    product_id: int,
    weight: Weight,
    *,
    order_id: int | None = None,
    allowed_by: Actor | None = None,
    command_id: str | None = None,
) -> Done:
    """One piece of a weighed product into the crate in hand, for the order whose turn it is (or `order_id`).

    An unstable, stale, empty or senseless weight and one out of tolerance are refused by verdict as in confirm_scan;
    `allowed_by`, a person with Right.OVERRIDE, lets one out of tolerance (and a big number said again) through.
    """
    raise NotImplementedError
