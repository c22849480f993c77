"""What is not there: short with a reason, or another product instead with the buyer's word. Next: undoing.py."""

from __future__ import annotations

from domain.common.command import Done
from domain.common.database import Database
from domain.common.people import Actor


def mark_short(
    database: Database,
    actor: Actor,
    cell_id: int,
    reason: str,
    *,
    quantity: int | None = None,
    command_id: str | None = None,
) -> Done:
    """`quantity` (None: all that is left) of the cell will not come. Answer {"cell_id", "quantity", "wanted", "done",
    "left"}. Raises ReasonNeeded, CellDone, WaveNotReady."""
    raise NotImplementedError


def substitute(
    database: Database,
    actor: Actor,
    cell_id: int,
    tote_use_id: int,
    given_product_id: int,
    consent: str,
    *,
    quantity: int = 1,
    order_id: int | None = None,
    weight_g: int | None = None,
    command_id: str | None = None,
) -> Done:
    """`quantity` pieces of another product go into the crate instead, for `order_id` (None: the first that has room).

    `consent` says who agreed. What the buyer pays for it is never more than for what was ordered. Answer as mark_short
    with "order_id", "given_fen" (what one is charged at). Raises ConsentNeeded, NotASubstitute, DearerSubstitute,
    CellDone, NoStock, ToteIsClosed.
    """
    raise NotImplementedError
