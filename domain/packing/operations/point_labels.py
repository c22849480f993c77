"""Tote and item labels of a whole point or night, for those who print them afterwards: a printer that was away, a roll that
ran out. What has its label keeps it. Next: labelling.py and piece_labels.py, which know what the labels say.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.ordering.queries import cycle_id
from domain.packing.labels import group_of_pieces
from domain.packing.operations.labelling import label_point
from domain.packing.operations.piece_labels import label_tote
from domain.packing.queries.scanning import tote_of_use
from domain.printing.operations import Asked

_SEALED_POINTS = text(
    """
    SELECT DISTINCT u.wave_id, u.point_id FROM tote_use u JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL
    WHERE u.cycle_id = :cycle AND u.is_open = 1 AND u.point_id = COALESCE(:point, u.point_id)
    ORDER BY u.wave_id, u.point_id
    """
)
_LABELLED = text(
    """
    SELECT s.print_job_id FROM tote_use u JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL
    WHERE u.cycle_id = :cycle AND s.print_job_id IS NOT NULL
    """
)
_WITH_WEIGHED = text(
    """
    SELECT DISTINCT u.id, u.wave_id, u.number FROM tote_use u JOIN pick_event e ON e.tote_use_id = u.id
    WHERE u.cycle_id = :cycle AND u.is_open = 1 AND u.point_id = COALESCE(:point, u.point_id)
      AND e.kind = 'pick' AND e.weight_g IS NOT NULL ORDER BY u.wave_id, u.number, u.id
    """
)
_PIECE_LABELS = text(
    "SELECT id FROM print_job WHERE group_key = :group AND voided_at IS NULL AND copy_no = 1 ORDER BY id"
)


def ask_tote_labels(
    database: Database, actor: Actor, cycle: str, point_id: int | None = None, *, command_id: str | None = None
) -> Done:
    """Sees to it that each sealed tote of the point, or of the cycle, has its label. Answer as Asked.answer; NotFound."""

    def work(tx: Transaction) -> dict[str, Any]:
        facts = {"cycle": cycle_id(tx.connection, cycle), "point": point_id}
        before = set(tx.connection.execute(_LABELLED, facts).scalars())
        now: set[int] = set()
        for row in tx.connection.execute(_SEALED_POINTS, facts).all():
            now |= {job for job, _number, _of in label_point(tx, row.wave_id, row.point_id).values()}
        return Asked(tuple(sorted(now - before)), tuple(sorted(now & before)), 0).answer()

    body = [cycle, point_id]
    return command.execute(database, actor, "ask_tote_labels", body, work, right=Right.PRINT, command_id=command_id)


def ask_item_labels(
    database: Database, actor: Actor, cycle: str, point_id: int | None = None, *, command_id: str | None = None
) -> Done:
    """As ask_tote_labels, for each weighed piece in a tote that is in use."""

    def work(tx: Transaction) -> dict[str, Any]:
        facts = {"cycle": cycle_id(tx.connection, cycle), "point": point_id}
        asked: list[int] = []
        living: list[int] = []
        voided = 0
        for row in tx.connection.execute(_WITH_WEIGHED, facts).all():
            now, gone = label_tote(tx, tote_of_use(tx.connection, row.id))
            asked, voided = asked + now, voided + gone
            living += tx.connection.execute(_PIECE_LABELS, {"group": group_of_pieces(row.id)}).scalars()
        return Asked(tuple(asked), tuple(sorted(set(living) - set(asked))), voided).answer()

    body = [cycle, point_id]
    return command.execute(database, actor, "ask_item_labels", body, work, right=Right.PRINT, command_id=command_id)
