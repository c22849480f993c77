"""What is not there: short with a reason, or another product instead with the buyer's word. Next: undoing.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from domain.catalogue.records import ProductRecord
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound, ReasonNeeded
from domain.common.money import price_share_fen
from domain.common.people import Actor
from domain.picking.operations import looking, putting
from domain.picking.operations.looking import Seen
from domain.picking.queries.station import substitutes_for, view_of_cell
from domain.picking.queries.turns import Buyer, buyers_of, next_buyer
from domain.picking.rules.judging import CellNow
from domain.picking.rules.taking import take_from
from domain.picking.values import ProductSeen, StationView
from domain.picking.words import (
    CellDone,
    ConsentNeeded,
    DearerSubstitute,
    NoStock,
    NotASubstitute,
    ToteIsClosed,
)
from domain.totes.words import ToteState


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
    "left"}. Raises ReasonNeeded, CellDone, WaveNotReady, NotFound."""
    if not reason.strip():
        raise ReasonNeeded("mark_short")

    def work(tx: Transaction) -> dict[str, Any]:
        view, seen, cell = _seen(tx, cell_id, None)
        pieces = cell.left if quantity is None else quantity
        _must_be_left(cell, pieces)
        putting.begin(tx, view.wave_id, seen.wave)
        values = putting.act(tx, "short", cell_id, reason=reason.strip())
        made = putting.put_rows(tx, values, [(None, None, pieces)])
        tx.note("picking", "marked_short", f"cell {cell_id}", before=cell.done, after=[pieces, reason.strip()])
        return _answer(cell, pieces, made)

    return putting.press(database, actor, "picking.short", [cell_id, reason, quantity], work, command_id)


@dataclass(frozen=True, slots=True)
class _Instead:
    """What is given instead, how much of it and with whose word."""

    product_id: int
    quantity: int
    consent: str
    order_id: int | None
    weight_g: int | None


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

    `consent` says who agreed; a weighed substitute is one piece with its `weight_g`. What the buyer pays for it is never
    more than for what was ordered. Answer as mark_short with "order_id", "given_fen" (what one is charged at). Raises
    ConsentNeeded, NotASubstitute, DearerSubstitute, CellDone, NoStock, ToteIsClosed, WaveNotReady, NotFound.
    """
    instead = _Instead(given_product_id, quantity, consent.strip(), order_id, weight_g)

    def work(tx: Transaction) -> dict[str, Any]:
        return _give(tx, cell_id, tote_use_id, instead)

    body = [cell_id, tote_use_id, given_product_id, consent, quantity, order_id, weight_g]
    return putting.press(database, actor, "picking.substitute", body, work, command_id)


def _give(tx: Transaction, cell_id: int, tote_use_id: int, instead: _Instead) -> dict[str, Any]:
    view, seen, cell = _seen(tx, cell_id, tote_use_id)
    if not instead.consent:
        raise ConsentNeeded(cell.product)
    _must_be_left(cell, instead.quantity)
    _must_be_filling(seen, cell)
    given = _allowed(tx, cell, instead)
    buyer = _buyer(tx, cell, instead)
    given_fen = _charged_fen(given, buyer, instead.weight_g)
    putting.begin(tx, view.wave_id, seen.wave)
    about = {"use": tote_use_id, "order": buyer.order_id, "given": given.id, "given_fen": given_fen}
    values = putting.act(tx, "substitute", cell_id, **about, consent=instead.consent, weight=instead.weight_g)
    made = _take(tx, view, values, given, instead.quantity)
    after = [instead.quantity, given.id, given_fen, buyer.order_id, instead.consent]
    tx.note("picking", "substituted", f"cell {cell_id}", before=cell.done, after=after)
    tx.stages.update(("totes", "stock"))
    return {**_answer(cell, instead.quantity, made), "order_id": buyer.order_id, "given_fen": given_fen}


def _seen(tx: Transaction, cell_id: int, use_id: int | None) -> tuple[StationView, Seen, CellNow]:
    view = view_of_cell(tx.connection, cell_id)
    seen = looking.look_at_cell(tx.connection, view, cell_id, use_id) if view else None
    if view is None or seen is None or seen.cell is None:
        raise NotFound("cell", str(cell_id))
    putting.must_be_at_work(seen.wave)
    return view, seen, seen.cell


def _must_be_left(cell: CellNow, pieces: int) -> None:
    if not 1 <= pieces <= cell.left:
        raise CellDone(cell.product, cell.point, cell.left, pieces)


def _must_be_filling(seen: Seen, cell: CellNow) -> None:
    tote = seen.tote
    if tote is None:
        raise NotFound("tote", "")
    if tote.state is not ToteState.FILLING or tote.point_id != cell.point_id:
        raise ToteIsClosed(tote.code, tote.state.value)


def _allowed(tx: Transaction, cell: CellNow, instead: _Instead) -> ProductSeen:
    """The product given, when it may stand in for the one ordered and says its weight where it is weighed."""
    allowed = {one.id: one for one in substitutes_for(tx.connection, cell.product_id)}
    given = allowed.get(instead.product_id)
    if given is None or (given.weighed and (instead.weight_g is None or instead.quantity != 1)):
        name = tx.connection.execute(select(ProductRecord.name).where(ProductRecord.id == instead.product_id))
        raise NotASubstitute(cell.product, str(name.scalar_one_or_none() or instead.product_id))
    return given


def _buyer(tx: Transaction, cell: CellNow, instead: _Instead) -> Buyer:
    buyers = buyers_of(tx.connection, cell.id)
    if instead.order_id is not None:
        buyers = tuple(one for one in buyers if one.order_id == instead.order_id)
    buyer = next_buyer(buyers, instead.quantity)
    if buyer is None:
        raise CellDone(
            cell.product, cell.point, max((one.quantity - one.had for one in buyers), default=0), instead.quantity
        )
    return buyer


def _charged_fen(given: ProductSeen, buyer: Buyer, weight_g: int | None) -> int:
    """What one piece is charged at: its own price, which may not be above what the buyer paid for the ordered one."""
    price = given.price_fen or 0
    if given.weighed and weight_g is not None:
        price = price_share_fen(price, weight_g, given.weight_g)
    if (given.price_fen or 0) > buyer.each_fen:
        raise DearerSubstitute(f"{given.name} {given.spec}".strip(), given.price_fen or 0, buyer.each_fen)
    return min(price, buyer.each_fen)


def _take(tx: Transaction, view: StationView, values: dict[str, Any], given: ProductSeen, pieces: int) -> int:
    """Takes the goods from what is promised to nobody."""
    where = {"cycle": view.cycle_id, "product": given.id, "never": putting.NEVER, "delivery": view.delivery.isoformat()}
    lots = putting.free_lots(tx, where)
    taken = take_from(lots, pieces)
    if not taken and view.is_untracked and not tx.connection.execute(putting.WAS_EVER_THERE, where).scalar_one():
        taken = [(None, None, pieces)]  # type: ignore[list-item]
    if not taken:
        raise NoStock(f"{given.name} {given.spec}".strip())
    return putting.put_rows(tx, values, taken)


def _answer(cell: CellNow, pieces: int, made: int) -> dict[str, Any]:
    done = cell.done + pieces
    return {"cell_id": cell.id, "quantity": pieces, "wanted": cell.wanted, "done": done, "left": cell.wanted - done,
            "event_id": made}  # fmt: skip
