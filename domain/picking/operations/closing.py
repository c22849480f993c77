"""The end of a wave: checking, closed; then every buyer's line has its outcome. Next: queries/board.py.

Outcomes are made by one statement: queries/endings.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, text, update

from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.picking.operations import looking, putting
from domain.picking.operations.following import follow_amendments
from domain.picking.operations.waves import move_wave, wave_row
from domain.picking.queries.endings import ENDS
from domain.picking.records import CellRecord, OutcomeRecord, WaveRecord
from domain.picking.words import WAVE_NAME, TakeBackFirst, WaveNotDone, WaveNotReady, WaveState

_OUTCOMES_WORDS = f"""
    INSERT INTO line_outcome (cell_id, order_id, wanted, picked, substituted, short, cancelled, weight_g, amount_fen,
                              final_fen)
    {ENDS}
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
