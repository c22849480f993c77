"""Writes one act into the ledger of picking: from which lots, with the station's next number. Triggers do the sums.

The usual act comes out of one lot and is one statement; only where the first lot has not enough it is split over
several rows of one command. Next: scanning.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, bindparam, text, update

from domain.common.columns import to_ms
from domain.common.command import MOST_TRIES, Done, Transaction, Work, execute, new_command_id
from domain.common.database import Database
from domain.common.errors import Busy, RuleBroken
from domain.common.people import Actor, Right
from domain.common.ready import Ready
from domain.cutoff.operations import lock_snapshot
from domain.ordering.records import CycleRecord
from domain.ordering.words import CycleState
from domain.picking.operations.looking import WaveNow
from domain.picking.records import WaveRecord
from domain.picking.rules.judging import CellNow, Judged
from domain.picking.rules.taking import LotFree, take_from
from domain.picking.values import StationView
from domain.picking.words import WAVE_NAME, Verdict, WaveNotReady, WaveState

After = Callable[[Transaction, dict[str, Any]], object]
"""What another stage does about an act of picking, given its answer (packing.operations.label_pick, unlabel_pick)."""
NEVER = "9999-12-31"
AT_WORK = (WaveState.RELEASED, WaveState.PICKING, WaveState.CHECKING)

_SEQ = "COALESCE((SELECT max(s.station_seq) FROM pick_event s WHERE s.station = :station), 0)"
_COLUMNS = (
    "command_id, part, at, person, station, station_seq, kind, cell_id, tote_use_id, quantity, weight_g, order_id, "
    "given_product_id, given_fen, consent, reason, override_by, manual_weight, lot_id, bin_id"
)
_VALUES = f"""
    :command, CAST(:part AS BIGINT), CAST(:at AS BIGINT), :person, :station, {_SEQ} + 1, :kind, CAST(:cell AS BIGINT),
    CAST(:use AS BIGINT), CAST(:quantity AS BIGINT), CAST(:weight AS BIGINT), CAST(:order AS BIGINT),
    CAST(:given AS BIGINT), CAST(:given_fen AS BIGINT), :consent, :reason, :override, CAST(:manual AS BIGINT)
"""
# First expired first out among what is promised to this cycle, then from the bin the station walks to.
_PROMISED = """
    SELECT a.lot_id, a.bin_id, a.quantity - a.taken AS free FROM allocation a JOIN lot l ON l.id = a.lot_id
    WHERE a.cycle_id = :cycle AND a.product_id = :product AND a.taken < a.quantity
      AND COALESCE(l.expires_on, :never) >= :delivery {lot}
    ORDER BY COALESCE(l.expires_on, :never), a.lot_id, a.bin_id
"""
_OF_LOT = "AND a.lot_id = :lot"
PICK_PROMISED = Ready(
    f"INSERT INTO pick_event ({_COLUMNS}) SELECT {_VALUES}, f.lot_id, f.bin_id "
    f"FROM ({_PROMISED.format(lot='')} LIMIT 1 {{FOR UPDATE OF a}}) f WHERE f.free >= :quantity RETURNING id"
)
PICK_FROM = Ready(
    f"INSERT INTO pick_event ({_COLUMNS}) SELECT {_VALUES}, CAST(:lot AS BIGINT), CAST(:bin AS BIGINT) RETURNING id"
)
PROMISED = Ready(_PROMISED.format(lot="") + " {FOR UPDATE OF a}")
PROMISED_OF_LOT = Ready(_PROMISED.format(lot=_OF_LOT) + " {FOR UPDATE OF a}")
# What lies there and is promised to nobody: goods that came since, and every substitute.
_UNPROMISED = """
    SELECT s.lot_id, s.bin_id, s.quantity - s.allocated AS free FROM stock_level s JOIN lot l ON l.id = s.lot_id
    JOIN bin b ON b.id = s.bin_id JOIN cycle y ON y.id = :cycle AND y.warehouse_id = b.warehouse_id
    WHERE s.product_id = :product AND s.quantity > s.allocated AND b.kind <> 'quarantine'
      AND COALESCE(l.expires_on, :never) >= :delivery {lot}
    ORDER BY COALESCE(l.expires_on, :never), s.lot_id, s.bin_id
"""
_NOT_PROMISED_HERE = """
    AND NOT EXISTS (SELECT 1 FROM allocation a WHERE a.cycle_id = :cycle AND a.product_id = s.product_id
      AND a.lot_id = s.lot_id AND a.bin_id = s.bin_id)
"""
UNPROMISED = Ready(_UNPROMISED.format(lot=_NOT_PROMISED_HERE) + " {FOR UPDATE OF s}")
UNPROMISED_OF_LOT = Ready(_UNPROMISED.format(lot=_NOT_PROMISED_HERE + " AND s.lot_id = :lot") + " {FOR UPDATE OF s}")
FREE_FOR_ANYBODY = Ready(_UNPROMISED.format(lot="") + " {FOR UPDATE OF s}")
OLDEST = (
    text(
        """
    SELECT l.code, l.expires_on FROM lot l WHERE l.expires_on < :delivery AND l.product_id = :product AND (l.id = :lot
      OR (:lot = 0 AND EXISTS (SELECT 1 FROM stock_level s WHERE s.lot_id = l.id AND s.quantity > 0)))
    ORDER BY l.expires_on, l.id LIMIT 1
    """
    )
    .bindparams(bindparam("delivery", type_=Date))
    .columns(expires_on=Date)
)
WAS_EVER_THERE = text("SELECT count(*) FROM lot WHERE product_id = :product")


@dataclass(frozen=True, slots=True)
class Goods:
    """What an act is about: so many pieces of a product, from a certain lot when its label was scanned."""

    product_id: int
    quantity: int
    lot_id: int | None = None


def press(
    database: Database,
    actor: Actor,
    kind: str,
    body: object,
    work: Work,
    command_id: str | None,
    right: Right = Right.PICK,
) -> Done:
    """The command through the door; again when another window of the same station took the next number first."""
    identity = command_id or new_command_id()
    for _ in range(MOST_TRIES):
        try:
            return execute(database, actor, kind, body, work, right=right, command_id=identity)
        except RuleBroken as refused:
            if refused.rule != "uq_pick_event_station_station_seq":
                raise
    raise Busy(database.place)


def followed(work: Work, after: After | None) -> Work:
    """The work, and then what a later stage does about its answer, in the same transaction."""

    def both(tx: Transaction) -> dict[str, Any]:
        answer = work(tx)
        if after is not None:
            after(tx, answer)
        return answer

    return both


def begin(tx: Transaction, wave_id: int, wave: WaveNow) -> None:
    """The first act of a wave: released > picking; the snapshot is locked, the cycle fulfilling. WaveNotReady else."""
    must_be_at_work(wave)
    if wave.state != WaveState.RELEASED:
        return
    lock_snapshot(tx, wave.cycle_id)
    begun = update(WaveRecord).where(WaveRecord.id == wave_id, WaveRecord.state == WaveState.RELEASED.value)
    tx.connection.execute(begun.values(state=WaveState.PICKING.value))
    cut = update(CycleRecord).where(CycleRecord.id == wave.cycle_id, CycleRecord.state == CycleState.CUT.value)
    if tx.connection.execute(cut.values(state=CycleState.FULFILLING.value)).rowcount:
        tx.stages.update(("cutoff", "ordering"))
    tx.note("picking", "wave_begun", f"wave {wave_id}")


def must_be_at_work(wave: WaveNow) -> None:
    """WaveNotReady for a wave that takes no scans: planned, paused or closed."""
    if wave.state not in AT_WORK:
        raise WaveNotReady(WAVE_NAME.format(wave.number), wave.state)


def act(tx: Transaction, kind: str, cell_id: int, **what: Any) -> dict[str, Any]:
    """The values of a row of the ledger; those not named are empty."""
    empty = {"use": None, "weight": None, "order": None, "given": None, "given_fen": None, "consent": None}
    who = {"command": tx.command_id, "at": to_ms(tx.at), "person": tx.actor.person, "station": tx.actor.station}
    rest = {"reason": None, "override": None, "manual": 0, "lot": None, "bin": None, "part": 1, "quantity": 1}
    return {**empty, **rest, **who, "kind": kind, "cell": cell_id, **what}


def pick(tx: Transaction, view: StationView, values: dict[str, Any], goods: Goods) -> int | None:
    """Picks the goods: the id of the row (the last one of several), None where there is not enough of them."""
    where = {"cycle": view.cycle_id, "product": goods.product_id, "never": NEVER, "delivery": view.delivery.isoformat()}
    values = {**values, **where, "quantity": goods.quantity}
    if goods.lot_id is None:
        made = PICK_PROMISED.run(tx.connection, values).first()
        if made is not None:
            return int(made[0])
    lots = _lots(tx, {**where, "lot": goods.lot_id}, with_lot=goods.lot_id is not None)
    taken = take_from(lots, goods.quantity)
    if taken:
        return put_rows(tx, values, taken)
    if view.is_untracked and not tx.connection.execute(WAS_EVER_THERE, where).scalar_one():
        return put_rows(tx, values, [(None, None, goods.quantity)])
    return None


def _lots(tx: Transaction, where: dict[str, Any], *, with_lot: bool) -> list[LotFree]:
    """What may be picked: promised to the cycle first, then what is promised to nobody."""
    queries = (PROMISED_OF_LOT, UNPROMISED_OF_LOT) if with_lot else (PROMISED, UNPROMISED)
    return [LotFree(row.lot_id, row.bin_id, row.free) for query in queries for row in query.run(tx.connection, where)]


def free_lots(tx: Transaction, where: dict[str, Any]) -> list[LotFree]:
    """What is promised to nobody, first expired first."""
    rows = FREE_FOR_ANYBODY.run(tx.connection, where)
    return [LotFree(row.lot_id, row.bin_id, row.free) for row in rows]


def put_rows(tx: Transaction, values: dict[str, Any], taken: list[tuple[Any, Any, int]]) -> int:
    """One row of the ledger per lot; the id of the last."""
    made = 0
    for part, (lot_id, bin_id, pieces) in enumerate(taken, 1):
        row = {**values, "part": part, "lot": lot_id, "bin": bin_id, "quantity": pieces}
        made = int(PICK_FROM.run(tx.connection, row).scalar())
    return made


def why_none(tx: Transaction, view: StationView, cell: CellNow, lot_id: int | None) -> Judged:
    """Nothing could be taken: what lies there is too old for the delivery day, or nothing does."""
    asked = {"product": cell.product_id, "lot": lot_id or 0, "delivery": view.delivery}
    old = tx.connection.execute(OLDEST, asked).one_or_none()
    if old is None:
        return Judged(Verdict.NO_STOCK, facts=(("product", cell.product),))
    facts = (("product", cell.product), ("lot", old.code), ("expires", old.expires_on.isoformat()))
    return Judged(Verdict.EXPIRED_LOT, facts=(*facts, ("delivery", view.delivery.isoformat())))
