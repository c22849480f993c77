"""Reads the rows of a cut cycle's papers from the database, only those of the kinds that are wanted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final, NamedTuple, TypeVar

from sqlalchemy import Connection

from domain.common.sentences import N_, _
from domain.cutoff import queries
from domain.dispatch.queries.papers import load_sheets, run_sheets
from domain.packing.queries.papers import tote_slips
from domain.picking.queries.papers import shortage_notices
from domain.stock.queries.papers import count_sheets
from exchange.documents.kinds import ASKED_FOR, PaperKind, PaperSet

S = TypeVar("S")


class LeftOut(NamedTuple):
    """A kind of paper that has nothing to print, and why."""

    kind: str
    sentence: str


def papers_of(
    connection: Connection, code: str, only: Collection[str] | None = None, *, shows_expected: bool = False
) -> PaperSet:
    """The paper set of the cycle `code`; the usual kinds when `only` is None. CycleNotCut when it is not cut.

    `shows_expected`: count sheets say what the books expect to lie there.
    """

    def read(kind: PaperKind, query: Callable[[Connection, str], Sequence[S]]) -> Sequence[S]:
        return query(connection, code) if is_wanted(kind) else ()

    def is_wanted(kind: PaperKind) -> bool:
        return kind not in ASKED_FOR if only is None else kind in only

    return PaperSet(
        head=queries.paper_head(connection, code),
        purchase=read(PaperKind.PURCHASE, queries.purchase_sheets),
        pick=read(PaperKind.PICK, queries.pick_sheets),
        sow=read(PaperKind.SOW, queries.sow_sheets),
        handover=read(PaperKind.HANDOVER, queries.handover_sheets),
        sums=queries.day_sums(connection, code) if is_wanted(PaperKind.SUMS) else None,
        count=read(PaperKind.COUNT, count_sheets),
        totes=read(PaperKind.TOTES, tote_slips),
        load=read(PaperKind.LOAD, load_sheets),
        run=read(PaperKind.RUN, run_sheets),
        shortage=read(PaperKind.SHORTAGE, shortage_notices),
        shows_expected=shows_expected,
    )


def left_out(papers: PaperSet, kinds: Collection[str]) -> list[LeftOut]:
    """The kinds among these that have nothing to print yet, each with a sentence what is missing."""
    return [
        LeftOut(kind.value, _(_WHY[kind]))
        for kind in PaperKind
        if kind in kinds and kind in _WHY and not papers.sheets(kind)
    ]


_WHY: Final = {
    PaperKind.COUNT: N_("No count sheets: nothing lies in this warehouse by the books. Receive or enter stock first."),
    PaperKind.TOTES: N_("No tote contents yet: nothing is picked. Print them when the totes are full."),
    PaperKind.LOAD: N_(
        "No load lists yet: no route plan is in force. Plan the routes and accept the plan, then print."
    ),
    PaperKind.RUN: N_("No run sheets yet: no route plan is in force. Plan the routes and accept the plan, then print."),
    PaperKind.SHORTAGE: N_("No shortage notices: everybody gets what was ordered, as far as is known."),
}
