"""Counts: what a person counted against the level the count sheet showed; the difference is one movement with its reason.

A line whose level moved since the sheet was made is told and left as it is: the person counts it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import ReasonNeeded
from domain.common.people import Actor, Right
from domain.stock import rules
from domain.stock.operations import looking, promises
from domain.stock.operations.ledger import write_movement
from domain.stock.words import Counted, LevelMoved, Lying, MovementKind, QuantityNotCounted


def count(
    database: Database, actor: Actor, counted: Sequence[Counted], reason: str = "", *, command_id: str | None = None
) -> Done:
    """Writes a count sheet down: {"lines", "agreed", "up", "down", "moved", "lost"}.

    `up` and `down` are pieces, `moved` the lines whose level was not the one counted against (facts of LevelMoved),
    `lost` the promised pieces that were not there, by cycle. `reason` holds for lines without one of their own.
    Raises ReasonNeeded when a difference has none, QuantityNotCounted, NotFound.
    """
    lines = [replace(one, reason=(one.reason or reason).strip()) for one in counted]
    for one in lines:
        if one.counted != one.seen and not one.reason:
            raise ReasonNeeded("count")
        if not 0 <= one.counted <= rules.MOST_AT_ONCE:
            raise QuantityNotCounted(one.counted)

    def work(tx: Transaction) -> dict[str, Any]:
        answer: dict[str, Any] = {"lines": len(lines), "agreed": 0, "up": 0, "down": 0, "moved": []}
        lost: promises.Promises = {}
        for one in sorted(lines, key=lambda line: (line.bin_id, line.lot_id)):
            _count_one(tx, one, answer, lost)
        answer["lost"] = promises.told(tx, lost)
        tx.note("stock", "stock_counted", f"{len(lines)} lines", after=answer)
        return answer

    body = [asdict(one) for one in lines]
    return command.execute(database, actor, "stock.count", body, work, right=Right.KEEP_STOCK, command_id=command_id)


def _count_one(tx: Transaction, one: Counted, answer: dict[str, Any], lost: promises.Promises) -> None:
    there = looking.lying(tx.connection, one.bin_id, one.lot_id)
    if there.quantity != one.seen:
        moved = LevelMoved(there.bin, there.product, there.lot, one.seen, there.quantity)
        answer["moved"].append(moved.facts())
    elif one.counted == there.quantity:
        answer["agreed"] += 1
    elif one.counted > there.quantity:
        answer["up"] += one.counted - there.quantity
        _write(tx, MovementKind.COUNT_UP, there, one.counted - there.quantity, one.reason)
    else:
        missing = there.quantity - one.counted
        answer["down"] += missing
        gone = promises.give_up(tx, there, rules.promised_among(there, missing, promised_first=False))
        for cycle, pieces in gone.items():
            lost[cycle] = lost.get(cycle, 0) + pieces
        _write(tx, MovementKind.COUNT_DOWN, there, missing, one.reason)
    _prove(tx, one, there)


def _prove(tx: Transaction, one: Counted, there: Lying) -> None:
    """Where no level stood there was no row to lock: whoever found the same goods at the same moment is met here."""
    if there.quantity == one.seen:
        after = looking.lying(tx.connection, one.bin_id, one.lot_id).quantity
        if after != one.counted:
            raise LevelMoved(there.bin, there.product, there.lot, one.seen, after - one.counted + one.seen)


def _write(tx: Transaction, kind: MovementKind, there: Lying, pieces: int, reason: str) -> None:
    up = kind is MovementKind.COUNT_UP
    write_movement(
        tx,
        kind,
        there.product_id,
        there.lot_id,
        from_bin_id=None if up else there.bin_id,
        to_bin_id=there.bin_id if up else None,
        quantity=pieces,
        reason=reason,
        ref="count",
    )
