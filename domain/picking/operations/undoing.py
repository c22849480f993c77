"""Takes back the last acts of a station, one at a time, the newest first; ten at most. Next: closing.py.

An undo is a row of the ledger too: it names the act it takes back, and the triggers put goods and counts back.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from domain.common.columns import to_ms
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor
from domain.picking.operations import looking, putting
from domain.picking.operations.putting import After
from domain.picking.queries.station import view_of_cell
from domain.picking.words import UNDO_DEPTH, NothingToUndo, ToteIsClosed
from domain.totes.words import ToteState

# An act is a command; its rows lie one behind the other in the station's numbers.
_LAST_ACTS = text(
    """
    SELECT e.command_id, e.cell_id, e.tote_use_id, e.kind, max(e.id) AS id, CAST(sum(e.quantity) AS BIGINT) AS pieces,
           max(CASE WHEN EXISTS (SELECT 1 FROM pick_event x WHERE x.undoes_id = e.id) THEN 1 ELSE 0 END) AS is_undone
    FROM (SELECT * FROM pick_event WHERE station = :station ORDER BY station_seq DESC LIMIT :rows) e
    WHERE e.kind <> 'undo'
    GROUP BY e.command_id, e.cell_id, e.tote_use_id, e.kind ORDER BY max(e.station_seq) DESC LIMIT :depth
    """
)
_ROWS = 20 * UNDO_DEPTH
"""Rows looked at for the last acts: an act over several lots has several, and each undo has as many."""
_UNDO = text(
    """
    INSERT INTO pick_event (command_id, part, at, person, station, station_seq, kind, cell_id, tote_use_id, quantity,
      weight_g, order_id, lot_id, bin_id, given_product_id, undoes_id)
    SELECT :command, e.part, :at, :person, :station,
      COALESCE((SELECT max(s.station_seq) FROM pick_event s WHERE s.station = :station), 0) + e.part, 'undo', e.cell_id,
      e.tote_use_id, e.quantity, e.weight_g, e.order_id, e.lot_id, e.bin_id, e.given_product_id, e.id
    FROM pick_event e WHERE e.command_id = :undone AND e.cell_id = :cell AND e.kind <> 'undo' ORDER BY e.part
    """
)


def undo(database: Database, actor: Actor, *, after: After | None = None, command_id: str | None = None) -> Done:
    """The newest act of the actor's station that is not undone yet, within its last ten, is taken back.

    Answer {"event_id", "kind", "cell_id", "product", "point", "quantity", "tote", "wanted", "done", "left"}. `after` runs
    in the same transaction.
    Raises NothingToUndo, ToteIsClosed (closed or sealed meanwhile), WaveNotReady.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        last = _newest(tx)
        view = view_of_cell(tx.connection, last.cell_id)
        seen = looking.look_at_cell(tx.connection, view, last.cell_id, last.tote_use_id) if view else None
        if view is None or seen is None or seen.cell is None:
            raise NothingToUndo(actor.station)
        putting.must_be_at_work(seen.wave)
        if last.tote_use_id is not None and (seen.tote is None or seen.tote.state is not ToteState.FILLING):
            raise ToteIsClosed(seen.tote.code if seen.tote else "", seen.tote.state.value if seen.tote else "")
        _take_back(tx, last)
        cell, done = seen.cell, seen.cell.done - last.pieces
        tx.note("picking", "undone", f"cell {cell.id}", before=cell.done, after=[done, last.kind, last.id])
        tx.stages.update(("totes", "stock"))
        told = {
            "event_id": last.id,
            "kind": last.kind,
            "cell_id": cell.id,
            "product": cell.product,
            "point": cell.point,
        }
        return {**told, "quantity": last.pieces, "tote": seen.tote.code if seen.tote else "", "wanted": cell.wanted,
                "done": done, "left": cell.wanted - done}  # fmt: skip

    return putting.press(database, actor, "picking.undo", [actor.station], putting.followed(work, after), command_id)


def _newest(tx: Transaction) -> Any:
    acts = tx.connection.execute(_LAST_ACTS, {"station": tx.actor.station, "depth": UNDO_DEPTH, "rows": _ROWS}).all()
    newest = next((one for one in acts if not one.is_undone), None)
    if newest is None:
        raise NothingToUndo(tx.actor.station)
    return newest


def _take_back(tx: Transaction, act: Any) -> None:
    """Every row of the act gets its undo."""
    who = {"command": tx.command_id, "at": to_ms(tx.at), "person": tx.actor.person, "station": tx.actor.station}
    tx.connection.execute(_UNDO, {**who, "undone": act.command_id, "cell": act.cell_id})
