"""Reads the rows of a cut cycle's papers from the database, only those of the kinds that are wanted."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from domain.cutoff import queries
from exchange.documents.kinds import PaperKind, PaperSet


def papers_of(connection: Connection, code: str, only: Collection[str] | None = None) -> PaperSet:
    """The paper set of the cycle `code`, every kind when `only` is None. CycleNotCut when it is not cut."""

    def is_wanted(kind: PaperKind) -> bool:
        return only is None or kind in only

    return PaperSet(
        head=queries.paper_head(connection, code),
        purchase=queries.purchase_sheets(connection, code) if is_wanted(PaperKind.PURCHASE) else (),
        pick=queries.pick_sheets(connection, code) if is_wanted(PaperKind.PICK) else (),
        sow=queries.sow_sheets(connection, code) if is_wanted(PaperKind.SOW) else (),
        handover=queries.handover_sheets(connection, code) if is_wanted(PaperKind.HANDOVER) else (),
        sums=queries.day_sums(connection, code) if is_wanted(PaperKind.SUMS) else None,
    )
