"""Leads the sheet that asks for labels: from the palette, for the cycle on the desk. Next: labels_sheet.py.

The labels then wait in the queue like any other; the printing page shows them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.background.desk import Desk
from desktop.background.label_choices import LabelChoices, read_choices
from desktop.shell.labels_sheet import LabelsSheet
from desktop.widgets.tokens import Tone
from domain.catalogue.words import TemperatureZone
from domain.common.sentences import _
from domain.dispatch.operations import ask_pallet_labels
from domain.handover.operations import ask_pickup_slips
from domain.packing.operations import ask_bag_labels, ask_item_labels, ask_tote_labels
from domain.printing.operations import ask_badges, ask_control_sheet
from domain.printing.telling import told
from domain.stock.operations import ask_bin_labels

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow
    from domain.common.command import Done

OF_POINTS: dict[str, Callable[..., Done]] = {
    "bags": ask_bag_labels,
    "slips": ask_pickup_slips,
    "totes": ask_tote_labels,
    "items": ask_item_labels,
}


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom labels of a kind may be: the field's name, its choices, whether words may be typed, what it is about.

    Everything at once stands last: Enter alone never prints a thousand labels.
    """

    name: str
    choices: tuple[tuple[str, object], ...]
    about: str
    typed: bool = False


class LabelsController(QObject):
    """`open()` shows the sheet."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._desk, self._choices = desk, LabelChoices()
        self.sheet = LabelsSheet(window)
        self.sheet.kind_chosen.connect(self.on_kind)
        self.sheet.wished.connect(self.on_wished)
        window.actions_list.add("labels", "night", lambda: _("Print labels"), self.open, icon="tag")

    def open(self) -> None:
        """Reads what there is to choose from, then shows the sheet."""
        cut = self._desk.code if self._desk.snapshot else None
        self._desk.read(read_choices, cut, answered=self._on_read)

    def _on_read(self, choices: LabelChoices) -> None:
        self._choices = choices
        self.sheet.show_kinds(_kinds())
        self.on_kind(self.sheet.kind.currentData())
        self.sheet.open_sheet(self.sheet.kind)

    @Slot(str)
    def on_kind(self, kind: str) -> None:
        """Another kind: other choices."""
        whom = self._whom(kind)
        self.sheet.show_whom(whom.name, whom.choices, typed=whom.typed, about=whom.about)

    def _whom(self, kind: str) -> Whom:
        found = self._choices
        if kind in OF_POINTS:
            return _of_points(kind, found)
        if kind == "pallets":
            vans = tuple((van, van) for van in found.vans)
            every = ((_("all vans"), ""),) if vans else ()
            return Whom(_("Van"), (*vans, *every), _pallets_about(bool(vans)))
        if kind == "bins":
            about = _("Choose a zone, or type the codes: A-01, A-02. Each label says what is picked there.")
            return Whom(_("Shelves"), _zones(), about, typed=True)
        if kind == "badges":
            people = tuple((name, name) for name in found.people)
            about = _("A badge lets its person in until they leave. Persons are kept by: main.py people")
            return Whom(_("Person"), ((*people, (_("everybody"), "")) if people else ()), about)
        about = _("Hang it beside the station: undo, short, next, done and reprint by scan.")
        return Whom(_("Station"), ((self._desk.actor.station, ""),), about, typed=True)

    @Slot(str, object, str)
    def on_wished(self, kind: str, chosen: object, typed: str) -> None:
        """Asks for them; a refusal is told at the foot, as everywhere."""
        self.sheet.close_sheet()
        change, cycle, ask = self._desk.change, self._desk.code, self._on_asked
        if kind in OF_POINTS:
            change(OF_POINTS[kind], cycle, chosen, answered=ask)
        elif kind == "pallets":
            change(ask_pallet_labels, cycle, chosen, answered=ask)
        elif kind == "bins":
            codes = [code.strip() for code in typed.replace("，", ",").split(",") if code.strip()]
            change(ask_bin_labels, codes, zone=chosen, answered=ask)
        elif kind == "badges":
            change(ask_badges, [chosen] if chosen else [], answered=ask)
        else:
            change(ask_control_sheet, typed, answered=ask)

    def _on_asked(self, done: Done) -> None:
        answer = done.answer
        is_plain = not answer["voided"] and not answer.get("waiting")
        self._desk.tell(" ".join(told(answer)), Tone.RIGHT if is_plain else Tone.CAREFUL)


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        ("bags", _("Bag labels")),
        ("slips", _("Pickup slips")),
        ("totes", _("Crate labels")),
        ("items", _("Item labels")),
        ("pallets", _("Pallet labels")),
        ("bins", _("Shelf labels")),
        ("badges", _("Badges")),
        ("control", _("Control codes")),
    )


def _of_points(kind: str, found: LabelChoices) -> Whom:
    abouts = {
        "bags": _("One for each buyer's bag, cold goods in a bag of their own. Points that are not packed wait."),
        "slips": _("One for each buyer: pickup code, point, hours and goods."),
        "totes": _("For sealed crates that have none. Sealing prints them by itself."),
        "items": _("For weighed pieces that have none. Weighing prints them by itself."),
    }
    chosen = [one for one in found.points if kind != "bags" or one[0] in found.packed]
    about = abouts[kind] if found.points else _("Cut off a cycle first: then it is known who gets what.")
    every: tuple[tuple[str, object], ...] = ((_("all points"), None),) if found.points else ()
    return Whom(_("Pickup point"), (*((name, point) for point, name in chosen), *every), about)


def _pallets_about(has_vans: bool) -> str:
    if has_vans:
        return _("For vans whose crates are all sealed: the first stops on pallet 1.")
    return _("Plan the routes first: then it is known what goes on which van.")


def _zones() -> tuple[tuple[str, object], ...]:
    words = {
        TemperatureZone.AMBIENT: _("ambient"),
        TemperatureZone.CHILLED: _("chilled"),
        TemperatureZone.FROZEN: _("frozen"),
    }
    return (*((words[zone], zone) for zone in TemperatureZone), (_("all in use"), None))
