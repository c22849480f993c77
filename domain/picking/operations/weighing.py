"""A weighed piece: whose turn it is, whether its weight is one, one row in the ledger. Next: shorting.py."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import Any

from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotAllowed, NotFound
from domain.common.people import Actor, Right
from domain.picking.operations import looking, putting
from domain.picking.operations.looking import Seen
from domain.picking.operations.putting import After
from domain.picking.operations.scanning import put, refused, stand_body
from domain.picking.queries.turns import Buyer, buyers_of, next_buyer
from domain.picking.rules.codes import Meaning, Meant
from domain.picking.rules.judging import CellNow, Judged, Read, judge
from domain.picking.rules.weights import is_within, judge_weight
from domain.picking.values import Stand, StationView, Weight
from domain.picking.words import CellDone, PickMethod, Verdict

LONGEST_REASON = 200


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
    after: After | None = None,
    command_id: str | None = None,
) -> Done:
    """One piece of a weighed product into the crate in hand, for the order whose turn it is (or `order_id`).

    An unstable, stale, empty or senseless weight and one out of tolerance are refused by verdict as in confirm_scan;
    `allowed_by`, a person with Right.OVERRIDE, lets one out of tolerance (and a big number said again) through. By
    product, stand.tote_use_id is the crate the piece goes into. `after` runs in the same transaction. Raises NotAllowed, CellDone, WaveNotReady.
    """
    if allowed_by is not None and not allowed_by.may(Right.OVERRIDE):
        raise NotAllowed(allowed_by.person, Right.OVERRIDE.value)
    named = allowed_by.person if allowed_by else None

    def work(tx: Transaction) -> dict[str, Any]:
        return _weigh(tx, view, stand, product_id, weight, order_id, named)

    body = [*stand_body(stand), product_id, list(astuple(weight)), order_id, named]
    return putting.press(database, actor, "picking.weigh", body, putting.followed(work, after), command_id)


def _weigh(
    tx: Transaction,
    view: StationView,
    stand: Stand,
    product_id: int,
    weight: Weight,
    order_id: int | None,
    named: str | None,
) -> dict[str, Any]:
    seen = _seen(tx, view, stand, product_id)
    putting.must_be_at_work(seen.wave)
    judged = _judged(seen, stand, product_id, weight, named, looking.product_name(tx.connection, view, product_id))
    code = f"{weight.weight_g} g"
    if judged.verdict is not Verdict.RIGHT or seen.cell is None:
        return refused(tx, stand, judged, code, seen)
    cell = seen.cell
    buyer = _buyer(buyers_of(tx.connection, cell.id), order_id, cell)
    outside = not is_within(weight.weight_g, cell.nominal_g, cell.tolerance_permille)
    about: dict[str, Any] = {"order": buyer.order_id, "weight": weight.weight_g, "manual": int(weight.manual)}
    if weight.manual:
        about["reason"] = weight.why.strip()[:LONGEST_REASON] or None
    return put(tx, view, stand, seen, judged, code, **about, override=named if outside else None)


def _seen(tx: Transaction, view: StationView, stand: Stand, product_id: int) -> Seen:
    tote = looking.crate_of(tx.connection, view, stand.tote_use_id)
    point = stand.point_id if stand.point_id is not None else tote.point_id if tote else None
    cell_id = looking.cell_id_of(tx.connection, view, point, product_id) if point is not None else None
    seen = looking.look_at_cell(tx.connection, view, cell_id, stand.tote_use_id) if cell_id else None
    if seen is not None:
        return seen
    wave = looking.wave_now(tx.connection, view.wave_id)
    if wave is None:
        raise NotFound("wave", str(view.wave_id))
    return Seen(wave, None, tote)


def _judged(seen: Seen, stand: Stand, product_id: int, weight: Weight, named: str | None, product: str) -> Judged:
    """First the piece as any scan of its product, then its weight."""
    meant = Meant(Meaning.PRODUCT, product, product_id)
    by_point = Stand(stand.wave_id, PickMethod.BY_POINT, seen.cell.point_id if seen.cell else stand.point_id)
    point = seen.cell.point if seen.cell else ""
    judged = judge(Read(meant, by_point, seen.cell, seen.tote, has_weight=True, point=point, product=product))
    if judged.verdict is not Verdict.RIGHT or seen.cell is None:
        return judged
    if not seen.cell.weighed:
        return Judged(Verdict.WRONG_PRODUCT, facts=(("product", product), ("point", point)))
    limits = seen.cell.nominal_g, seen.cell.tolerance_permille
    weighed = judge_weight(weight, *limits, is_allowed=named is not None)
    return (
        judged if weighed.verdict is Verdict.RIGHT else replace(weighed, facts=(("product", product), *weighed.facts))
    )


def _buyer(buyers: tuple[Buyer, ...], order_id: int | None, cell: CellNow) -> Buyer:
    """The buyer named, when a piece of theirs is open, else whose turn it is."""
    named = next((one for one in buyers if one.order_id == order_id and one.had < one.quantity), None)
    buyer = named if order_id is not None else next_buyer(buyers)
    if buyer is None:
        raise CellDone(cell.product, cell.point, 0, 1)
    return buyer
