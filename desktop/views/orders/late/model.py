"""The late list and the accepted amendments as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.views.orders.table.model import point_text
from desktop.widgets.badges import Mark
from desktop.widgets.figures import clock
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.tokens import Tone
from domain.common.clock import local_text
from domain.common.sentences import _
from domain.common.sentences.vocabulary import CONTACT
from domain.cutoff import queries
from domain.cutoff.words import AmendmentKind, AmendmentRow, LateRow
from domain.ordering import queries as ordering_queries
from domain.ordering.words import CycleState

if TYPE_CHECKING:
    from domain.common.database import Connection


@dataclass(frozen=True, slots=True)
class Late:
    """Proposals, accepted amendments, and the open cycles a late order may go to."""

    proposals: tuple[LateRow, ...]
    accepted: tuple[AmendmentRow, ...]
    open_cycles: tuple[str, ...]


def read_late(connection: Connection, code: str) -> Late:
    """All of it from one moment."""
    cut = queries.snapshot(connection, code) is not None
    cycles = ordering_queries.cycles(connection)
    return Late(
        queries.late_list(connection, code),
        queries.amendments(connection, code) if cut else (),
        tuple(row.code for row in cycles if row.state == CycleState.OPEN and row.code != code),
    )


def kind_mark(row: LateRow) -> Mark:
    """What the proposal wants."""
    if row.kind == AmendmentKind.NEW:
        return Mark(Tone.RUNNING, _("new"))
    if row.kind == AmendmentKind.CHANGED:
        return Mark(Tone.CAREFUL, _("changed"))
    return Mark(Tone.WRONG, _("gone"))


def goods(cells: tuple[tuple[str, int], ...]) -> str:
    """“阳光玫瑰 2斤 × 2, 土鸡蛋 × 1”."""
    return ", ".join(f"{name} × {pieces}" for name, pieces in cells) or "—"


def late_model() -> RowsModel[LateRow]:
    """The table of proposals."""
    return RowsModel(
        (
            Column("order", lambda: _("Order"), lambda row: row.order, 120, elides_middle=True),
            Column("kind", lambda: _("Wants"), lambda row: kind_mark(row).word, 116, mark=kind_mark),
            Column("buyer", lambda: _("Buyer"), lambda row: row.buyer, 120),
            Column("point", lambda: _("Pickup point"), lambda row: point_text(row.point), 150),
            Column("before", lambda: _("Stands now"), _before, 220, is_quiet=True, hint=_before),
            Column("after", lambda: _("Wanted"), _after, 240, stretches=True, hint=_after),
            Column("at", lambda: _("Came at"), lambda row: local_text(row.proposed_at), 136, is_quiet=True),
        )
    )


def _before(row: LateRow) -> str:
    return _("cancelled since") if row.is_cancelled else goods(row.before)


def _after(row: LateRow) -> str:
    """The goods wanted, where they differ from what stands; then what else the order would say."""
    contact = [f"{_(CONTACT[field])}: {wanted or '—'}" for field, _now, wanted in row.contact]
    return "; ".join([*([] if contact and row.before == row.after else [goods(row.after)]), *contact])


def _amended(row: AmendmentRow) -> str:
    """The product; of an amendment without one, what of the order it changed."""
    return row.product or ", ".join(_(CONTACT[field]) for field in row.contact)


def _pieces(row: AmendmentRow, pieces: int) -> str:
    return str(pieces) if row.product else ""


def accepted_model() -> RowsModel[AmendmentRow]:
    """The table of accepted amendments, as later papers print them."""
    return RowsModel(
        (
            Column("number", lambda: _("No."), lambda row: str(row.number), 56, is_number=True),
            Column("point", lambda: _("Pickup point"), lambda row: row.point, 150),
            Column("product", lambda: _("Product"), _amended, 220, stretches=True),
            Column("order", lambda: _("Order"), lambda row: row.order, 120, elides_middle=True),
            Column("before", lambda: _("Before"), lambda row: _pieces(row, row.before), 66, is_number=True),
            Column("after", lambda: _("After"), lambda row: _pieces(row, row.after), 66, is_number=True),
            Column("reason", lambda: _("Reason"), lambda row: row.reason, 180, hint=lambda row: row.reason),
            Column("person", lambda: _("By"), lambda row: f"{row.person} {clock(row.at)}", 130, is_quiet=True),
        )
    )
