"""What the cutoff page says: figures, what blocks and what only wants a look, each with its way out; the snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.widgets import figures
from desktop.widgets.figure_row import Figure
from domain.common.quantity import weight_text
from domain.common.sentences import _, ngettext
from domain.cutoff import queries
from domain.cutoff.words import CutoffPreview, DemandCounts, SnapshotRow
from domain.ordering.words import CycleState

if TYPE_CHECKING:
    from domain.common.database import Connection


@dataclass(frozen=True, slots=True)
class Stand:
    """A cycle before or after its cutoff."""

    preview: CutoffPreview
    snapshot: SnapshotRow | None


def read_stand(connection: Connection, code: str) -> Stand:
    """Both from one moment."""
    return Stand(queries.cutoff_preview(connection, code), queries.snapshot(connection, code))


def figures_of(preview: CutoffPreview) -> tuple[Figure, ...]:
    """What would be frozen."""
    return (
        Figure(figures.count(preview.orders), _("orders")),
        Figure(figures.count(preview.lines), _("lines")),
        Figure(figures.count(preview.pieces), _("pieces")),
        Figure(figures.count(preview.points), _("pickup points")),
        Figure(figures.count(preview.products), _("products")),
        Figure(figures.count(preview.suppliers), _("suppliers")),
        Figure(weight_text(preview.weight_g), _("weight")),
        Figure(figures.yuan(preview.paid_fen), _("paid")),
    )


def cut_word(preview: CutoffPreview) -> str:
    """The primary button."""
    return ngettext("Cut off {count} order now", "Cut off {count} orders now", preview.orders).format(
        count=figures.count(preview.orders)
    )


def can_cut(preview: CutoffPreview) -> bool:
    """Whether it would be done now."""
    return preview.state == CycleState.OPEN and not preview.is_blocked


@dataclass(frozen=True, slots=True)
class Demand:
    """One of the three demands in words."""

    name: str
    icon: str
    pieces: str
    groups: str
    products: str


def demands_of(snapshot: SnapshotRow) -> tuple[Demand, ...]:
    """Purchase, pick and delivery beside each other."""
    return (
        _demand(_("Purchase"), "purchase", snapshot.purchase, figures.suppliers(snapshot.purchase.groups)),
        _demand(_("Pick"), "pick", snapshot.pick, figures.points(snapshot.pick.groups)),
        _demand(_("Delivery"), "delivery", snapshot.delivery, figures.points(snapshot.delivery.groups)),
    )


def _demand(name: str, icon: str, counts: DemandCounts, groups: str) -> Demand:
    return Demand(name, icon, figures.pieces(counts.pieces), groups, figures.products(counts.products))


def agreement(snapshot: SnapshotRow) -> tuple[str, bool]:
    """Whether the three demands and the snapshot say the same number of pieces."""
    said = {snapshot.pieces, snapshot.purchase.pieces, snapshot.pick.pieces, snapshot.delivery.pieces}
    if len(said) == 1:
        return _("All three agree with the snapshot: {pieces}.").format(pieces=figures.pieces(snapshot.pieces)), True
    return _("The demands do not agree. Do not print; run the check and call for help."), False


def snapshot_title(snapshot: SnapshotRow) -> str:
    """“Snapshot 1”."""
    return _("Snapshot {version}").format(version=snapshot.version)


def snapshot_line(snapshot: SnapshotRow) -> str:
    """Who, where, when."""
    return _("Cut off {when} by {person} at {station}").format(
        when=figures.day_and_clock(snapshot.cut_at), person=snapshot.cut_by, station=snapshot.station
    )


def hash_text(hash_: str) -> str:
    """The hash in groups of eight, to be read aloud."""
    return " ".join(hash_[at : at + 8] for at in range(0, len(hash_), 8))
