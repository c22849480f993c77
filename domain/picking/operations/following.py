"""What changed after the release: amendments accepted since, shortages shared since. Next: closing.py.

The cells that lag behind are found without a lock, then locked and reckoned again one by one; what is picked already
stays where it is, and is told.
"""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select, text, update

from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.cutoff.operations.amending import locked_snapshot
from domain.ordering.queries import cycle_id
from domain.picking.operations import putting
from domain.picking.operations.planning import touch_wave
from domain.picking.operations.waves import put_cells
from domain.picking.queries.behind import counts_of, lagging
from domain.picking.records import CellRecord
from domain.picking.rules.following import Followed, follow
from domain.picking.words import PickKind, WaveState


def take_amendments(database: Database, actor: Actor, code: str, *, command_id: str | None = None) -> Done:
    """Released cells follow the amendments: wanted up, cancelled up, new cells; what is picked too many is told.

    Answer {"added", "cancelled", "new_cells", "take_back": [[point, product, pieces], ...]}; queries.cells_behind says
    beforehand what it would do.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        snapshot = locked_snapshot(tx.connection, cycle_id(tx.connection, code))
        answer = follow_amendments(tx, snapshot)
        tx.note("picking", "amendments_taken", f"cycle {code}", after=answer)
        return answer

    return putting.press(database, actor, "picking.take_amendments", [code], work, command_id, Right.RELEASE_WAVES)


def follow_amendments(tx: Transaction, snapshot: int, wave_id: int = 0) -> dict[str, Any]:
    """As take_amendments, for one wave or all, inside another command's transaction; the snapshot's row is locked."""
    rows = lagging(tx.connection, snapshot, wave_id)
    new = [row for row in rows if row.cell_id is None]
    if new:
        put_cells(tx.connection, snapshot, [_as_cell(row) for row in new])
        for wave in sorted({row.wave_id for row in new}):
            touch_wave(tx.connection, wave)
    told = _Told(tx)
    for row in rows:
        if row.cell_id is not None:
            told.follow(row, lambda cell, row=row: follow(cell, wanted=row.to_want, cut=row.to_cut, short=None))
    added = told.added + sum(row.to_want - row.to_cut for row in new)
    return {"added": added, "cancelled": told.cancelled, "new_cells": len(new), "take_back": told.take_back}


def _as_cell(row: Any) -> Any:
    head = {"wave_id": row.wave_id, "point_id": row.point_id, "product_id": row.product_id}
    return SimpleNamespace(**head, wanted=row.to_want, cut=row.to_cut, short=row.to_short)


def take_shortage(
    database: Database, actor: Actor, code: str, product_id: int | None = None, *, command_id: str | None = None
) -> Done:
    """Released cells follow the live sharing of a product (None: of all): short with the reason SHORTAGE, or no longer.

    Answer {"short", "given_back", "take_back": [[point, product, pieces], ...]}.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        snapshot = locked_snapshot(tx.connection, cycle_id(tx.connection, code))
        told = _Told(tx)
        for row in lagging(tx.connection, snapshot):
            if row.cell_id is not None and product_id in (None, row.product_id):
                told.follow(
                    row,
                    lambda cell, row=row: follow(cell, wanted=cell.wanted, cut=cell.cancelled, short=row.to_short),
                )
        answer = {"short": told.short, "given_back": told.given_back, "take_back": told.take_back}
        tx.note("picking", "shortage_taken", f"cycle {code}", after={**answer, "product": product_id})
        return answer

    body = [code, product_id]
    return putting.press(database, actor, "picking.take_shortage", body, work, command_id, Right.RELEASE_WAVES)


class _Told:
    """Moves cells, and keeps what there is to tell of it."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._parts = count(1)
        self.added = self.cancelled = self.short = self.given_back = 0
        self.take_back: list[list[Any]] = []

    def follow(self, row: Any, reckon: Any) -> None:
        """Locks the cell, reckons with its counts of this moment, writes what changed."""
        query = select(CellRecord.__table__).where(CellRecord.id == row.cell_id).with_for_update()
        cell = self._tx.connection.execute(query).one()
        now: Followed = reckon(counts_of(cell))
        if now.by_hand < cell.short - cell.shared_short:
            if row.state not in (WaveState.PICKING, WaveState.CHECKING):
                self._tell(row, cell.short - cell.shared_short - now.by_hand)
                return
            self._lighten(cell.id, cell.short - cell.shared_short - now.by_hand)
        self._write(cell, now)
        if now.take_back:
            self._tell(row, now.take_back)

    def _write(self, cell: Any, now: Followed) -> None:
        moved = now.shared_short - cell.shared_short
        if (now.wanted, now.cancelled, moved) == (cell.wanted, cell.cancelled, 0):
            return
        self._tx.connection.execute(
            update(CellRecord)
            .where(CellRecord.id == cell.id)
            .values(
                wanted=now.wanted,
                cancelled=now.cancelled,
                shared_short=now.shared_short,
                short=CellRecord.short + moved,
            )
        )
        self.added += now.wanted - cell.wanted
        self.cancelled += now.cancelled - cell.cancelled
        self.short += max(moved, 0)
        self.given_back += max(-moved, 0)

    def _tell(self, row: Any, pieces: int) -> None:
        self.take_back.append([row.point, f"{row.product} {row.spec}".strip(), pieces])

    def _lighten(self, cell_id: int, pieces: int) -> None:
        """Takes back what people said short, the newest first; what that takes too many is said short again."""
        for event in self._tx.connection.execute(_SHORTS, {"cell": cell_id}).all():
            if pieces <= 0:
                return
            self._put(cell_id, PickKind.UNDO, event.quantity, None, event.id)
            pieces -= event.quantity
            if pieces < 0:
                self._put(cell_id, PickKind.SHORT, -pieces, event.reason, None)

    def _put(self, cell_id: int, kind: PickKind, pieces: int, reason: str | None, undoes: int | None) -> None:
        row = putting.act(self._tx, kind.value, cell_id, part=next(self._parts), quantity=pieces, reason=reason)
        self._tx.connection.execute(_PUT, {**row, "undoes": undoes})


_SHORTS = text(
    """
    SELECT e.id, e.quantity, e.reason FROM pick_event e WHERE e.cell_id = :cell AND e.kind = 'short'
      AND NOT EXISTS (SELECT 1 FROM pick_event x WHERE x.undoes_id = e.id) ORDER BY e.id DESC
    """
)
_PUT = text(
    """
    INSERT INTO pick_event (command_id, part, at, person, station, station_seq, kind, cell_id, quantity, reason, undoes_id)
    SELECT :command, CAST(:part AS BIGINT), CAST(:at AS BIGINT), :person, :station,
      COALESCE((SELECT max(s.station_seq) FROM pick_event s WHERE s.station = :station), 0) + 1, :kind,
      CAST(:cell AS BIGINT), CAST(:quantity AS BIGINT), :reason, CAST(:undoes AS BIGINT)
    """
)
