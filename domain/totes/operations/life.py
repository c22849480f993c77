"""The life of a crate inside a command's transaction: opened for a point, closed, filled again, freed.

Every move is a guarded UPDATE on the state it starts from, so of two stations that take one free crate one is refused.
Next: buttons.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, text, update

from domain.common.command import Transaction
from domain.common.errors import NotFound
from domain.places.records import PointRecord
from domain.totes.records import ToteRecord, ToteUseRecord
from domain.totes.words import ToteBusy, ToteEmpty, ToteNotEmpty, ToteState, ToteUseId

# The point's place in the wave is locked first: two crates opened at once for one point get two numbers.
_PLACE = text("SELECT 1 FROM wave_point WHERE wave_id = :wave AND point_id = :point FOR UPDATE")
_OPEN = text(
    """
    INSERT INTO tote_use (tote_id, cycle_id, wave_id, point_id, number, opened_at, opened_by, station)
    SELECT :tote, w.cycle_id, w.id, :point,
      1 + COALESCE((SELECT max(u.number) FROM tote_use u WHERE u.cycle_id = w.cycle_id AND u.point_id = :point), 0),
      :at, :person, :station
    FROM wave w WHERE w.id = :wave RETURNING id, number
    """
)


def open_tote(tx: Transaction, code: str, wave_id: int, point_id: int) -> ToteUseId:
    """A free crate begins to be filled for a point of a wave; the id of its use. Raises NotFound, ToteBusy."""
    tote_id = move_tote(tx, code, (ToteState.FREE,), ToteState.FILLING)
    if tx.dialect == "postgresql":
        tx.connection.execute(_PLACE, {"wave": wave_id, "point": point_id})
    who = {"person": tx.actor.person, "station": tx.actor.station, "at": int(tx.at.timestamp() * 1000)}
    made = tx.connection.execute(_OPEN, {"tote": tote_id, "wave": wave_id, "point": point_id, **who}).one_or_none()
    if made is None:
        raise NotFound("wave", str(wave_id))
    tx.note("totes", "tote_opened", f"tote {code}", after={"wave": wave_id, "point": point_id, "number": made.number})
    return ToteUseId(int(made.id))


def close_tote(tx: Transaction, code: str) -> None:
    """A crate that is full (or its point done) waits to be checked and sealed. Raises NotFound, ToteBusy, ToteEmpty."""
    use = use_of(tx.connection, code)
    if use is not None and use.state == ToteState.FILLING and use.pieces == 0:
        raise ToteEmpty(code, use.point)
    move_tote(tx, code, (ToteState.FILLING,), ToteState.CLOSED)
    tx.note("totes", "tote_closed", f"tote {code}", after={"pieces": use.pieces if use else 0})


def fill_again(tx: Transaction, code: str) -> None:
    """A closed crate is opened once more, for the same point. Raises NotFound, ToteBusy."""
    move_tote(tx, code, (ToteState.CLOSED,), ToteState.FILLING)
    tx.note("totes", "tote_filled_again", f"tote {code}")


FREED_FROM = (ToteState.FILLING, ToteState.RETURNED, ToteState.DAMAGED, ToteState.LOST)


def free_tote(tx: Transaction, code: str) -> None:
    """Ends the crate's use: nothing was in it, or it came back, was repaired or found. Raises NotFound, ToteBusy,
    ToteNotEmpty."""
    use = use_of(tx.connection, code)
    if use is not None and use.state == ToteState.FILLING and use.pieces:
        raise ToteNotEmpty(code, use.point, use.pieces)
    if use is not None and use.state in FREED_FROM:
        done = update(ToteUseRecord).where(ToteUseRecord.id == use.id, ToteUseRecord.is_open == 1)
        tx.connection.execute(done.values(is_open=False, closed_at=tx.at))
    move_tote(tx, code, FREED_FROM, ToteState.FREE)
    tx.note("totes", "tote_freed", f"tote {code}", before=use.state if use else None)


def move_tote(tx: Transaction, code: str, starts: tuple[ToteState, ...], end: ToteState) -> int:
    """The crate goes from one of `starts` to `end`; its id. Raises NotFound, or ToteBusy with where it is."""
    moved = tx.connection.execute(
        update(ToteRecord)
        .where(ToteRecord.code == code, ToteRecord.state.in_([start.value for start in starts]))
        .values(state=end.value, version=ToteRecord.version + 1)
        .returning(ToteRecord.id)
    ).scalar_one_or_none()
    tx.stages.add("totes")
    if moved is None:
        raise where_it_is(tx.connection, code)
    return int(moved)


def where_it_is(connection: Connection, code: str) -> ToteBusy | NotFound:
    """Why a crate cannot be taken: its state and whose it is."""
    use = use_of(connection, code)
    if use is not None:
        return ToteBusy(code, use.state, use.point)
    state = connection.execute(select(ToteRecord.state).where(ToteRecord.code == code)).scalar_one_or_none()
    return NotFound("tote", code) if state is None else ToteBusy(code, state, "")


def use_of(connection: Connection, code: str) -> Any:
    """The open use of a crate (id, wave_id, point_id, number, pieces, content_g, point, tote_id, state), or None."""
    return connection.execute(
        select(ToteUseRecord.__table__, PointRecord.name.label("point"), ToteRecord.state)
        .join(ToteRecord, ToteRecord.id == ToteUseRecord.tote_id)
        .join(PointRecord, PointRecord.id == ToteUseRecord.point_id)
        .where(ToteRecord.code == code, ToteUseRecord.is_open == 1)
    ).one_or_none()
