"""What is still open in a cycle, as things to do: what blocks its cutoff, what is better settled before, what comes after.

Shown by Today and by the cutoff page alike; the key of each names the way out.
"""

from __future__ import annotations

from desktop.widgets import figures
from desktop.widgets.todo import Todo
from desktop.widgets.tokens import Tone
from domain.common.sentences import _, ngettext
from domain.cutoff.words import CutoffPreview, SnapshotRow


def in_the_way(preview: CutoffPreview) -> tuple[Todo, ...]:
    """What a cutoff would be refused for."""
    found = []
    if not preview.orders:
        found.append(
            Todo(
                "import",
                Tone.WRONG,
                _("empty"),
                _("No orders yet"),
                _("Import files or paste a group note first."),
                _("Import files"),
            )
        )
    if preview.without_point:
        said = ngettext(
            "{count} order names no pickup point", "{count} orders name no pickup point", preview.without_point
        )
        found.append(
            Todo(
                "points",
                Tone.WRONG,
                _("no point"),
                said.format(count=preview.without_point),
                _("Goods for nowhere cannot be packed."),
                _("Settle the points"),
            )
        )
    if preview.in_review:
        said = ngettext("{count} order needs review", "{count} orders need review", preview.in_review)
        found.append(
            Todo(
                "review",
                Tone.WRONG,
                _("review"),
                said.format(count=preview.in_review),
                _("Confirm or cancel them."),
                _("Show them"),
            )
        )
    if preview.orders and preview.orders < preview.minimum_orders:
        short = preview.minimum_orders - preview.orders
        said = ngettext("{count} order short of the minimum", "{count} orders short of the minimum", short)
        detail = _("It needs {needed} orders to run and has {found}.").format(
            needed=figures.count(preview.minimum_orders), found=figures.count(preview.orders)
        )
        found.append(Todo("minimum", Tone.WRONG, _("minimum"), said.format(count=short), detail, _("Decide")))
    return tuple(found)


def worth_a_look(preview: CutoffPreview) -> tuple[Todo, ...]:
    """What does not block, but is better settled before."""
    found = []
    if preview.held:
        said = ngettext("{count} row is held", "{count} rows are held", preview.held).format(count=preview.held)
        found.append(
            Todo(
                "held",
                Tone.CAREFUL,
                _("held"),
                said,
                _("They are not in the snapshot until they are taken."),
                _("Decide"),
            )
        )
    if preview.without_supplier:
        count = preview.without_supplier
        said = ngettext("{count} product has no supplier", "{count} products have no supplier", count).format(
            count=count
        )
        found.append(
            Todo(
                "suppliers",
                Tone.CAREFUL,
                _("supplier"),
                said,
                _("They come on a purchase order of their own, “(none)”."),
                _("Fill them in"),
            )
        )
    if preview.draft_products:
        count = preview.draft_products
        said = ngettext("{count} product is a draft", "{count} products are drafts", count).format(count=count)
        found.append(
            Todo(
                "drafts",
                Tone.CAREFUL,
                _("draft"),
                said,
                _("Case size and weight are unknown until someone fills them in."),
                _("Fill them in"),
            )
        )
    return tuple(found)


def after_cut(snapshot: SnapshotRow) -> tuple[Todo, ...]:
    """What is to do after the cut."""
    found = []
    if snapshot.proposed:
        said = ngettext("{count} change came late", "{count} changes came late", snapshot.proposed)
        found.append(
            Todo(
                "late",
                Tone.CAREFUL,
                _("late"),
                said.format(count=snapshot.proposed),
                _("Accept, reject or move them."),
                _("Decide"),
            )
        )
    if snapshot.amendments:
        said = ngettext("{count} amendment accepted", "{count} amendments accepted", snapshot.amendments)
        found.append(
            Todo(
                "amendments",
                Tone.RIGHT,
                _("amended"),
                said.format(count=snapshot.amendments),
                _("They stand on every later paper."),
                _("Show them"),
            )
        )
    return tuple(found)
