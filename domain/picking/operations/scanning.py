"""The scan: judged by rules.judge over fresh counts, then one row in the ledger, one command. Next: weighing.py."""

from __future__ import annotations

from domain.common.command import Done
from domain.common.database import Database
from domain.common.people import Actor
from domain.picking.values import Stand, StationView


def confirm_scan(
    database: Database,
    actor: Actor,
    view: StationView,
    stand: Stand,
    code: str,
    *,
    quantity: int | None = None,
    command_id: str | None = None,
) -> Done:
    """What a scanner read (or a person typed), judged and counted; values.scanned_from(done.answer) is a Scanned.

    By point: a crate's code takes it (a free one is opened for stand.point_id), a product's counts `quantity` (1) into
    the crate in hand. By product: a product's code takes it in hand, a crate's counts `quantity` (all that is due).
    An in-store code carries its weight. A refused scan raises nothing: its verdict says why, a refused_scan row keeps it.
    Raises NotAllowed, and RuleBroken only where a rule of the database spoke that no verdict stands for.
    """
    raise NotImplementedError
