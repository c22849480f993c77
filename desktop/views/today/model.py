"""What Today shows of one cycle: the stages of the night, what wants a decision, sums and imports. The clock is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop.widgets import figures, unsettled
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.todo import Todo
from desktop.widgets.tokens import Tone
from domain.common.clock import local_text
from domain.common.money import yuan_text
from domain.common.sentences import _, ngettext
from domain.cutoff import queries as cutoff_queries
from domain.cutoff.words import CutoffPreview, SnapshotRow
from domain.ordering import queries
from domain.ordering.queries import CycleRow, ImportRow, SumRow
from domain.ordering.words import NO_POINT, CycleState

if TYPE_CHECKING:
    from domain.common.database import Connection


@dataclass(frozen=True, slots=True)
class Night:
    """All that Today is drawn from, of one moment."""

    cycle: CycleRow
    preview: CutoffPreview
    snapshot: SnapshotRow | None
    points: tuple[SumRow, ...]
    products: tuple[SumRow, ...]
    imports: tuple[ImportRow, ...]
    copies: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Stage:
    """One card: `key` names the page it leads to."""

    key: str
    name: str
    figure: str
    line: str
    tone: Tone


def read_night(connection: Connection, code: str) -> Night:
    """The cycle called `code`, whole."""
    return Night(
        queries.cycle(connection, code),
        cutoff_queries.cutoff_preview(connection, code),
        cutoff_queries.snapshot(connection, code),
        queries.sums_by_point(connection, code),
        queries.sums_by_product(connection, code),
        queries.imports(connection, code, limit=12),
        cutoff_queries.paper_copies(connection, code),
    )


def headline(night: Night, now: datetime) -> str:
    """How far the night is, in a few words."""
    cycle = night.cycle
    if cycle.state == CycleState.FAILED:
        return _("This cycle failed")
    if night.snapshot is not None:
        return _("Tonight: papers are made") if night.copies else _("Tonight: time for the papers")
    if not cycle.orders:
        return _("Tonight: waiting for orders")
    return _("Tonight: time to cut off") if cycle.cutoff_at <= now else _("Tonight: taking orders")


def stages(night: Night, now: datetime) -> tuple[Stage, ...]:
    """The cards, in the order of the night."""
    return (_orders(night), _settling(night), _cutoff(night, now), _snapshot(night), _papers(night))


def _orders(night: Night) -> Stage:
    cycle = night.cycle
    line = f"{figures.pieces(cycle.pieces)} · {figures.yuan(cycle.paid_fen)}"
    tone = Tone.RUNNING if cycle.state == CycleState.OPEN else Tone.RIGHT
    return Stage("orders", _("Orders in"), figures.orders(cycle.orders), line, tone)


def _settling(night: Night) -> Stage:
    preview, cycle = night.preview, night.cycle
    late = night.snapshot.proposed if night.snapshot else 0
    open_ = preview.held + preview.without_point + preview.in_review + late
    parts = [
        ngettext("{count} held", "{count} held", preview.held).format(count=preview.held) if preview.held else "",
        _("{count} late").format(count=late) if late else "",
        _("{count} without point").format(count=preview.without_point) if preview.without_point else "",
        _("{count} to review").format(count=preview.in_review) if preview.in_review else "",
    ]
    line = " · ".join(part for part in parts if part)
    if open_:
        return Stage("settle", _("To settle"), figures.count(open_), line, Tone.CAREFUL)
    tone = Tone.RIGHT if cycle.orders else Tone.PLAIN
    return Stage("settle", _("To settle"), _("nothing"), _("no row is held"), tone)


def _cutoff(night: Night, now: datetime) -> Stage:
    name, cycle = _("Cutoff"), night.cycle
    if night.snapshot is not None:
        line = _("by {person}").format(person=night.snapshot.cut_by)
        return Stage("cutoff", name, figures.clock(night.snapshot.cut_at), line, Tone.RIGHT)
    planned = _("planned {when}").format(when=figures.day_and_clock(cycle.cutoff_at))
    left = cycle.cutoff_at - now
    if cycle.state != CycleState.OPEN:
        return Stage("cutoff", name, "—", planned, Tone.PLAIN)
    if left <= timedelta(0):
        return Stage("cutoff", name, _("due for {span}").format(span=figures.span(left)), planned, Tone.CAREFUL)
    tone = Tone.CAREFUL if left < timedelta(minutes=15) else Tone.PLAIN
    return Stage("cutoff", name, _("in {span}").format(span=figures.span(left)), planned, tone)


def _snapshot(night: Night) -> Stage:
    if night.snapshot is None:
        return Stage("cutoff", _("Snapshot"), "—", _("after the cutoff"), Tone.PLAIN)
    count = night.snapshot.amendments
    line = figures.pieces(night.snapshot.pieces)
    if count:
        line += " · " + ngettext("{count} amendment", "{count} amendments", count).format(count=count)
    return Stage("cutoff", _("Snapshot"), _("version {number}").format(number=night.snapshot.version), line, Tone.RIGHT)


def _papers(night: Night) -> Stage:
    if night.snapshot is None:
        return Stage("papers", _("Papers"), "—", _("after the cutoff"), Tone.PLAIN)
    if not night.copies:
        return Stage("papers", _("Papers"), _("to make"), _("none made yet"), Tone.RUNNING)
    kinds = ngettext("{count} kind", "{count} kinds", len(night.copies)).format(count=len(night.copies))
    return Stage("papers", _("Papers"), kinds, _("copy {number}").format(number=max(night.copies.values())), Tone.RIGHT)


def todos(night: Night, now: datetime) -> tuple[Todo, ...]:
    """What wants a decision now, the most pressing first."""
    if night.snapshot is not None:
        return (*unsettled.after_cut(night.snapshot)[:1], *_papers_todo(night)) if night.snapshot else ()
    if night.cycle.state != CycleState.OPEN:
        return ()
    way = unsettled.in_the_way(night.preview)
    due = _due_todo(night, now) if not way else ()
    return (*way, *due, *unsettled.worth_a_look(night.preview))


def _due_todo(night: Night, now: datetime) -> tuple[Todo, ...]:
    if night.cycle.cutoff_at > now:
        return ()
    detail = _("It was planned for {when}. Orders still come in until then.").format(
        when=figures.day_and_clock(night.cycle.cutoff_at)
    )
    return (Todo("cutoff", Tone.CAREFUL, _("due"), _("The cutoff is due"), detail, _("To the cutoff")),)


def _papers_todo(night: Night) -> tuple[Todo, ...]:
    if night.copies:
        return ()
    detail = _("Purchase, pick, sow and handover, all from snapshot {version}.").format(
        version=night.snapshot.version if night.snapshot else 1
    )
    return (Todo("papers", Tone.RUNNING, _("next"), _("The papers are not made yet"), detail, _("Make the papers")),)


def sums_model(first: str) -> RowsModel[SumRow]:
    """Sums by point or by product; `first` is "point" or "product"."""
    title = (lambda: _("Pickup point")) if first == "point" else (lambda: _("Product"))
    return RowsModel(
        (
            Column("name", title, _name, 200, stretches=True, hint=_name),
            Column("orders", lambda: _("Orders"), lambda row: figures.count(row.orders), 70, is_number=True),
            Column("pieces", lambda: _("Pieces"), lambda row: figures.count(row.pieces), 70, is_number=True),
            Column("amount", lambda: _("Amount ¥"), lambda row: yuan_text(row.amount_fen), 108, is_number=True),
        )
    )


def _name(row: SumRow) -> str:
    return f"{_(row.name) if row.name == NO_POINT else row.name} {row.spec}".strip()


def imports_model() -> RowsModel[ImportRow]:
    """Past imports of the cycle."""
    return RowsModel(
        (
            Column("files", lambda: _("File"), lambda row: ", ".join(row.files), 220, stretches=True, hint=_files),
            Column("new", lambda: _("New"), lambda row: _count(row, "new"), 64, is_number=True),
            Column("changed", lambda: _("Changed"), lambda row: _count(row, "changed"), 76, is_number=True),
            Column("unchanged", lambda: _("Unchanged"), lambda row: _count(row, "unchanged"), 88, is_number=True),
            Column("at", lambda: _("At"), lambda row: local_text(row.at), 136, is_quiet=True),
        )
    )


def _files(row: ImportRow) -> str:
    return "\n".join(row.files)


def _count(row: ImportRow, name: str) -> str:
    return figures.count(int(row.counts.get(name, 0)))
