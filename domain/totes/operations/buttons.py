"""The buttons of totes: register new crates, and say of one that it is full, empty, damaged, lost or back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, func, insert, select

from domain.common.codes import TOTE_DIGITS, tote_code
from domain.common.command import Done, Transaction, execute
from domain.common.database import Database
from domain.common.errors import ReasonNeeded
from domain.common.people import Actor, Right
from domain.totes.operations.life import close_tote, fill_again, free_tote, move_tote
from domain.totes.records import ToteRecord
from domain.totes.words import CODE_PREFIX, MOST_AT_ONCE, TooManyTotes, ToteKind, ToteState


def register_totes(
    database: Database,
    actor: Actor,
    count: int,
    *,
    kind: ToteKind = ToteKind.STANDARD,
    tare_g: int = 1800,
    volume_ml: int = 50_000,
    command_id: str | None = None,
) -> Done:
    """`count` new free crates with the next codes; answer {"codes": [...]}. Raises TooManyTotes (0 is too few too)."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise TooManyTotes(count, MOST_AT_ONCE)

    def work(tx: Transaction) -> dict[str, Any]:
        first = _last_number(tx.connection, kind) + 1
        codes = [tote_code(CODE_PREFIX[kind], number) for number in range(first, first + count)]
        size = {"kind": kind.value, "tare_g": tare_g, "volume_ml": volume_ml, "state": ToteState.FREE.value}
        tx.connection.execute(insert(ToteRecord), [{"code": code, **size} for code in codes])
        tx.note("totes", "totes_registered", f"totes {codes[0]}-{codes[-1]}", after={"count": count, **size})
        return {"codes": codes}

    body = [count, kind.value, tare_g, volume_ml]
    return execute(database, actor, "totes.register", body, work, right=Right.KEEP_STOCK, command_id=command_id)


def _last_number(connection: Connection, kind: ToteKind) -> int:
    """The number of the last code of our own series; codes of one length sort by their numbers."""
    prefix = CODE_PREFIX[kind]
    series = select(func.max(ToteRecord.code)).where(ToteRecord.code.like(prefix + "_" * (TOTE_DIGITS + 1)))
    last = connection.execute(series).scalar_one()
    return int(last[1:-1]) if last and last[1:].isdecimal() else 0


def tote_full(database: Database, actor: Actor, code: str, *, command_id: str | None = None) -> Done:
    """filling > closed: it waits for the check. Raises NotFound, ToteBusy, ToteEmpty."""
    return _press(database, actor, "totes.full", [code], lambda tx: close_tote(tx, code), command_id)


def tote_not_full(database: Database, actor: Actor, code: str, *, command_id: str | None = None) -> Done:
    """closed > filling: something goes in after all. Raises NotFound, ToteBusy."""
    return _press(database, actor, "totes.not_full", [code], lambda tx: fill_again(tx, code), command_id)


def tote_empty(database: Database, actor: Actor, code: str, *, command_id: str | None = None) -> Done:
    """filling and empty > free. Raises NotFound, ToteBusy, ToteNotEmpty."""
    return _press(database, actor, "totes.empty", [code], lambda tx: free_tote(tx, code), command_id)


def tote_damaged(database: Database, actor: Actor, code: str, reason: str, *, command_id: str | None = None) -> Done:
    """Any state > damaged, with a reason; what was in it stands in its use until it is free. Raises ReasonNeeded."""
    return _put_out(database, actor, code, ToteState.DAMAGED, reason, command_id)


def tote_lost(database: Database, actor: Actor, code: str, reason: str, *, command_id: str | None = None) -> Done:
    """Any state > lost, with a reason. Raises NotFound, ToteBusy, ReasonNeeded."""
    return _put_out(database, actor, code, ToteState.LOST, reason, command_id)


def tote_back(database: Database, actor: Actor, code: str, *, command_id: str | None = None) -> Done:
    """Back empty from a point, repaired, or found: free again. Raises NotFound, ToteBusy."""

    def back(tx: Transaction) -> None:
        state = tx.connection.execute(select(ToteRecord.state).where(ToteRecord.code == code)).scalar_one_or_none()
        if state == ToteState.HANDED_OVER:
            move_tote(tx, code, (ToteState.HANDED_OVER,), ToteState.RETURNED)
        free_tote(tx, code)

    return _press(database, actor, "totes.back", [code], back, command_id)


def _put_out(
    database: Database, actor: Actor, code: str, state: ToteState, reason: str, command_id: str | None
) -> Done:
    if not reason.strip():
        raise ReasonNeeded(f"tote_{state.value}")
    starts = tuple(start for start in ToteState if start not in (ToteState.DAMAGED, ToteState.LOST))

    def put_out(tx: Transaction) -> None:
        move_tote(tx, code, starts, state)
        tx.note("totes", f"tote_{state.value}", f"tote {code}", after=reason.strip())

    return _press(database, actor, f"totes.{state.value}", [code, reason], put_out, command_id)


def _press(
    database: Database,
    actor: Actor,
    kind: str,
    body: list[str],
    act: Callable[[Transaction], None],
    command_id: str | None,
) -> Done:
    def work(tx: Transaction) -> dict[str, Any]:
        act(tx)
        return {"tote": body[0]}

    return execute(database, actor, kind, body, work, right=Right.PICK, command_id=command_id)
