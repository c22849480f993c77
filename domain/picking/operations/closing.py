"""The end of a wave: checking, closed; then every buyer's line has its outcome. Next: queries/board.py.

Outcomes are made by one statement: what was picked by name (weighed pieces, substitutes) is theirs; the rest of a cell
goes to its buyers in the order in which they paid, within what a shared shortage left them; who is left goes short.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, text, update

from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.money import SHARE_SQL
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.cutoff.queries.current import lines_where
from domain.picking.operations import looking, putting
from domain.picking.operations.following import follow_amendments
from domain.picking.operations.waves import move_wave, wave_row
from domain.picking.records import CellRecord, OutcomeRecord, WaveRecord
from domain.picking.words import WAVE_NAME, TakeBackFirst, WaveNotDone, WaveNotReady, WaveState

_BY_NAME = """
    SELECT e.cell_id, e.order_id,
      CAST(sum(CASE WHEN e.kind = 'pick' THEN e.quantity ELSE 0 END) AS BIGINT) AS picked,
      CAST(sum(CASE WHEN e.kind = 'pick' THEN COALESCE(e.weight_g, 0) ELSE 0 END) AS BIGINT) AS weight_g,
      CAST(sum(CASE WHEN e.kind = 'substitute' THEN e.quantity ELSE 0 END) AS BIGINT) AS given,
      CAST(sum(CASE WHEN e.kind = 'substitute' THEN e.quantity * e.given_fen ELSE 0 END) AS BIGINT) AS given_fen
    FROM pick_event e JOIN pick_cell d ON d.id = e.cell_id
    WHERE d.wave_id = :wave AND e.order_id IS NOT NULL AND e.kind <> 'undo'
      AND NOT EXISTS (SELECT 1 FROM pick_event x WHERE x.undoes_id = e.id)
    GROUP BY e.cell_id, e.order_id
"""
_SHARES = """
    SELECT g.product_id, s.order_id, s.point_id, s.given FROM shortage g JOIN shortage_share s ON s.shortage_id = g.id
    WHERE g.snapshot_id = :snapshot AND g.state = 'live'
"""
_LINES = f"""
    SELECT c.id AS cell_id, l.order_id, l.wanted, l.cut, l.quantity, l.amount_fen, l.paid_at, c.weighed, c.nominal_g,
      c.picked AS of_cell, COALESCE(e.picked, 0) AS by_name, COALESCE(e.weight_g, 0) AS weight_g,
      COALESCE(e.given, 0) AS given, COALESCE(e.given_fen, 0) AS given_fen,
      CASE WHEN r.given IS NULL OR r.given > l.quantity THEN l.quantity ELSE r.given END AS due
    FROM ({lines_where("point_id IN (SELECT q.point_id FROM wave_point q WHERE q.wave_id = :wave)")}) l
    JOIN pick_cell c ON c.wave_id = :wave AND c.point_id = l.point_id AND c.product_id = l.product_id
    LEFT JOIN ({_BY_NAME}) e ON e.cell_id = c.id AND e.order_id = l.order_id
    LEFT JOIN ({_SHARES}) r ON r.order_id = l.order_id AND r.product_id = l.product_id AND r.point_id = l.point_id
"""
# Two helpings: first within what is due after a shortage, then, if more came after all, what was ordered.
_FIRST = "CASE WHEN b.due > b.given THEN b.due - b.given ELSE 0 END"
_HELPINGS = f"""
    SELECT b.cell_id, b.order_id, b.of_cell, b.paid_at, 1 AS helping, {_FIRST} AS size FROM lines b WHERE b.weighed = 0
    UNION ALL
    SELECT b.cell_id, b.order_id, b.of_cell, b.paid_at, 2, b.quantity - b.given - {_FIRST} FROM lines b WHERE b.weighed = 0
"""
_GOT = """
    SELECT h.cell_id, h.order_id, CAST(sum(CASE WHEN h.of_cell <= h.ahead THEN 0
      WHEN h.of_cell - h.ahead >= h.size THEN h.size ELSE h.of_cell - h.ahead END) AS BIGINT) AS pieces
    FROM (
      SELECT s.*, sum(s.size) OVER (PARTITION BY s.cell_id ORDER BY s.helping, s.paid_at, s.order_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - s.size AS ahead
      FROM helpings s
    ) h GROUP BY h.cell_id, h.order_id
"""
_BY_WEIGHT = SHARE_SQL.format(amount="z.amount_fen", part="z.weight_g", whole="z.wanted * z.nominal_g")
_BY_PIECES = SHARE_SQL.format(amount="z.amount_fen", part="z.picked", whole="z.wanted")
_OUTCOMES_WORDS = f"""
    INSERT INTO line_outcome (cell_id, order_id, wanted, picked, substituted, short, cancelled, weight_g, amount_fen,
                              final_fen)
    WITH lines AS ({_LINES}), helpings AS ({_HELPINGS}), got AS ({_GOT}),
    ends AS (
      SELECT b.*, CASE WHEN b.weighed = 1 THEN b.by_name ELSE t.pieces END AS picked FROM lines b
      LEFT JOIN got t ON t.cell_id = b.cell_id AND t.order_id = b.order_id
    )
    SELECT z.cell_id, z.order_id, z.wanted, z.picked, z.given, z.quantity - z.picked - z.given, z.cut,
      CASE WHEN z.weighed = 1 THEN z.weight_g END, z.amount_fen,
      z.given_fen + CASE WHEN z.weighed = 1 THEN {_BY_WEIGHT} ELSE {_BY_PIECES} END
    FROM ends z
    """
_OUTCOMES = text(_OUTCOMES_WORDS)
_SUMS = ("wanted", "picked", "substituted", "short", "cancelled", "amount_fen", "final_fen")


def check_wave(database: Database, actor: Actor, wave_id: int, *, command_id: str | None = None) -> Done:
    """picking > checking. Raises WaveNotDone (lines and pieces still open), TakeBackFirst, WaveNotReady."""

    def work(tx: Transaction) -> dict[str, Any]:
        row = _ready_to_check(tx, wave_id)
        tx.note("picking", "wave_checking", f"wave {wave_id}")
        return {"wave": WAVE_NAME.format(row.number), "state": WaveState.CHECKING.value}

    return putting.press(database, actor, "picking.checking", [wave_id], work, command_id)


def close_wave(database: Database, actor: Actor, wave_id: int, *, command_id: str | None = None) -> Done:
    """Released, picking or checking > closed when nothing is open, with the outcome of every buyer's line.

    Answer {"wave", "lines", "wanted", "picked", "substituted", "short", "cancelled", "amount_fen", "final_fen"}. Raises
    WaveNotDone, TakeBackFirst, WaveNotReady, NotFound.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        row = _ready_to_check(tx, wave_id)
        tx.connection.execute(_OUTCOMES, {"wave": wave_id, "snapshot": row.snapshot_id})
        move_wave(tx, wave_id, (WaveState.CHECKING,), WaveState.CLOSED)
        tx.connection.execute(update(WaveRecord).where(WaveRecord.id == wave_id).values(closed_at=tx.at))
        answer = {"wave": WAVE_NAME.format(row.number), **_sums(tx, wave_id)}
        tx.note("picking", "wave_closed", f"wave {wave_id}", after=answer)
        return answer

    return putting.press(database, actor, "picking.close", [wave_id], work, command_id, Right.RELEASE_WAVES)


def _ready_to_check(tx: Transaction, wave_id: int) -> Any:
    """The wave's row, moved to checking: its cells follow the last amendments, are locked, and none is open."""
    row = wave_row(tx.connection, wave_id)
    name = WAVE_NAME.format(row.number)
    locked_snapshot(tx.connection, row.cycle_id)
    row = wave_row(tx.connection, wave_id, lock=True)
    if row.state not in putting.AT_WORK:
        raise WaveNotReady(name, row.state)
    _follow(tx, row, name)
    _must_be_done(tx, wave_id, name)
    putting.begin(tx, wave_id, looking.WaveNow(row.state, row.number, row.version, row.cycle_id))
    if row.state != WaveState.CHECKING:
        move_wave(tx, wave_id, (WaveState.PICKING,), WaveState.CHECKING)
    return row


def _follow(tx: Transaction, row: Any, name: str) -> None:
    told = follow_amendments(tx, row.snapshot_id, row.id)["take_back"]
    if told:
        point, product, pieces = told[0]
        raise TakeBackFirst(name, product, point, pieces)


def _must_be_done(tx: Transaction, wave_id: int, name: str) -> None:
    """Locks the wave's cells: a scan under way is waited for, the next one finds the wave closed."""
    of_wave = select(CellRecord.id).where(CellRecord.wave_id == wave_id).order_by(CellRecord.id)
    tx.connection.execute(of_wave.with_for_update()).all()
    left = CellRecord.wanted - CellRecord.picked - CellRecord.substituted - CellRecord.short - CellRecord.cancelled
    still = select(func.count(), func.coalesce(func.sum(left), 0)).where(CellRecord.wave_id == wave_id, left > 0)
    lines, pieces = tx.connection.execute(still).one()
    if lines:
        raise WaveNotDone(name, int(lines), int(pieces))


def _sums(tx: Transaction, wave_id: int) -> dict[str, int]:
    columns = [func.coalesce(func.sum(getattr(OutcomeRecord, name)), 0) for name in _SUMS]
    query = select(func.count(), *columns).join(CellRecord, CellRecord.id == OutcomeRecord.cell_id)
    row = tx.connection.execute(query.where(CellRecord.wave_id == wave_id)).one()
    return dict(zip(("lines", *_SUMS), (int(value) for value in row), strict=True))
