"""Makes the controllers once the books are open, and joins the workspaces to each other.

Sub-pages of a workspace are made when they are first shown. Next: background/desk.py, views/orders/page.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.background.desk import Desk
from desktop.background.printing import Printing
from desktop.background.watching import Watch
from desktop.begun_by_scan import BegunByScan
from desktop.shell.controller import ShellController
from desktop.shell.keeping import KeepingController
from desktop.shell.labels_controller import LabelsController
from desktop.shell.palette_controller import PaletteController
from desktop.shell.printing_lamp import PrintingLamp
from desktop.shell.scale_controller import ScaleController
from desktop.shell.scanner_controller import ScannerController
from desktop.views.dispatch.workspace import DispatchWorkspace
from desktop.views.orders.workspace import OrdersWorkspace
from desktop.views.picking.workspace import PickingWorkspace
from desktop.views.printing.workspace import PrintingWorkspace
from desktop.views.receiving.workspace import ReceivingWorkspace
from desktop.views.routes.workspace import RoutesWorkspace
from desktop.views.today.controller import TodayController
from desktop.widgets.file_dialogs import choose_files, choose_new_file
from domain.common.people import Actor
from domain.common.sentences import _

if TYPE_CHECKING:
    from desktop.app import Frame
    from domain.common.database import Database


OTHER_WORKSPACES = ("receiving", "routes", "picking", "dispatch", "printing")


@dataclass(slots=True)
class Parts:
    """The joined parts of one window."""

    desk: Desk
    shell: ShellController
    keeping: KeepingController
    palette: PaletteController
    today: TodayController
    orders: OrdersWorkspace
    receiving: ReceivingWorkspace
    routes: RoutesWorkspace
    picking: PickingWorkspace
    dispatch: DispatchWorkspace
    ways: Ways
    scanners: ScannerController
    printing: PrintingWorkspace
    spooling: Printing


def make_parts(frame: Frame, database: Database) -> Parts:
    """Everything that works with the books."""
    settings, window = frame.settings, frame.window
    frame.scanner.connect_to(settings.scanner_address)
    desk = Desk(frame.runner, frame.bus, Actor(settings.person, settings.station), window)
    weighing = ScaleController(window, desk, frame.scale, settings)
    frame.scale.connect_to(settings.scale_address, settings.scale_kind)
    shell = ShellController(window, desk, settings, database)
    if database.dialect == "postgresql":
        Watch(desk)
    keeping = KeepingController(window, desk, settings)
    keeping.file_wanted.connect(lambda name: choose_new_file(window, name, keeping.back_up))
    palette = PaletteController(window.palette_sheet, window.actions_list, desk)
    today = TodayController(frame.today, desk)
    orders = OrdersWorkspace(frame.orders, desk, settings, window.reason)
    receiving = make_receiving(frame, desk)
    routes = RoutesWorkspace(frame.routes, desk, window.reason)
    picking, dispatch = make_picking(frame, desk), make_dispatch(frame, desk)
    weighing.crate_tare_g = lambda: crate_tare_g(picking)
    frame.gate.ask_first(BegunByScan(window, desk, picking, dispatch).takes)
    scanners = ScannerController(window, desk, settings, frame.gate)
    LabelsController(window, desk)
    printing, spooling = make_printing(frame, desk)
    window.settings.set_up_scale.clicked.connect(lambda: weighing.open())
    return Parts(
        desk,
        shell,
        keeping,
        palette,
        today,
        orders,
        receiving,
        routes,
        picking,
        dispatch,
        Ways(frame, shell, palette, today, orders, routes, picking),
        scanners,
        printing,
        spooling,
    )


def crate_tare_g(picking: PickingWorkspace) -> int | None:
    """What the empty crate in hand at the picking station weighs; None when there is none."""
    at = picking.station.station if picking.station else None
    return at.filling.tare_g if at and at.filling else None


def make_receiving(frame: Frame, desk: Desk) -> ReceivingWorkspace:
    """The orders to suppliers, and the dock with its scanner, scale and sounds."""
    from desktop.views.receiving.dock.view import DockView

    window, dock = frame.window, DockView()
    window.add_station("dock", dock)
    devices = (frame.scale, frame.sounds, frame.gate)
    receiving = ReceivingWorkspace(frame.receiving, dock, desk, frame.settings, window.reason, *devices)
    receiving.dock_shown.connect(lambda: window.show_station("dock"))
    receiving.desk_shown.connect(lambda: frame.appearance.go("receiving"))
    receiving.cutoff_wanted.connect(lambda: window.actions_list.trigger("cutoff"))
    window.actions_list.add("dock", "night", lambda: _("Receive goods"), receiving.open_dock, "Ctrl+R", icon="receive")
    return receiving


def make_dispatch(frame: Frame, desk: Desk) -> DispatchWorkspace:
    """The board of vans, and the gate with its scanner and sounds."""
    from desktop.views.dispatch.loading.view import LoadingView

    window, gate = frame.window, LoadingView()
    window.add_station("gate", gate)
    dispatch = DispatchWorkspace(frame.dispatch, gate, desk, frame.sounds, frame.gate)
    dispatch.gate_shown.connect(lambda: window.show_station("gate"))
    dispatch.board_shown.connect(lambda: frame.appearance.go("dispatch"))
    dispatch.cutoff_wanted.connect(lambda: window.actions_list.trigger("cutoff"))
    dispatch.routes_wanted.connect(lambda: frame.appearance.go("routes"))
    return dispatch


def make_printing(frame: Frame, desk: Desk) -> tuple[PrintingWorkspace, Printing]:
    """The printing page, the lamp at the foot, and this desk's spooler."""
    window, spooling = frame.window, Printing(frame.bus, frame.window)
    lamp = PrintingLamp(window, desk, spooling, frame.settings)
    lamp.wanted.connect(lambda: frame.appearance.go("printing"))
    window.settings.prints_chosen.connect(lamp.on_prints)
    is_training = window.band is not None
    printing = PrintingWorkspace(frame.printing, desk, spooling, window.reason, is_training=is_training)
    window.settings.add_printer.clicked.connect(lambda: printing.adding.open())
    add = window.actions_list.add
    add("add_printer", "window", lambda: _("Add a printer…"), printing.adding.open, icon="print")
    return printing, spooling


def make_picking(frame: Frame, desk: Desk) -> PickingWorkspace:
    """The wave board, and the station with its scanner, scale and sounds."""
    window, devices = frame.window, (frame.scale, frame.sounds)
    stations = (window.add_station, window.show_station)
    return PickingWorkspace(frame.picking, desk, frame.settings, frame.gate, devices, window.reason, stations)


class Ways(QObject):
    """The ways from one workspace to another, and the commands that take them from anywhere."""

    def __init__(
        self,
        frame: Frame,
        shell: ShellController,
        palette: PaletteController,
        today: TodayController,
        orders: OrdersWorkspace,
        routes: RoutesWorkspace,
        picking: PickingWorkspace,
    ) -> None:
        super().__init__(frame.window)
        self._frame, self._orders, self._picking = frame, orders, picking
        picking.way_out.connect(self.go)
        routes.way_out.connect(self.go)
        picking.left.connect(lambda: frame.appearance.go("picking"))
        frame.appearance.seated.connect(shell.on_seated)
        frame.window.files_dropped.connect(self.import_files)
        today.way_out.connect(self.go)
        palette.order_wanted.connect(self.on_order_wanted)
        palette.orders_wanted.connect(self.on_orders_wanted)
        orders.files_wanted.connect(self.choose_files)
        orders.shown.connect(lambda: frame.appearance.go("orders"))
        orders.cycle_wanted.connect(shell.choose_cycle)
        self._add_commands()

    def _add_commands(self) -> None:
        add = self._frame.window.actions_list.add
        add("import", "orders", lambda: _("Import files"), self.choose_files, "Ctrl+I", icon="import")
        add("paste", "orders", lambda: _("Paste group note"), lambda: self.go("paste"), "Ctrl+Shift+V", icon="paste")
        add("find", "orders", lambda: _("Search in the table"), self.find, "Ctrl+F", icon="search")
        add("held", "orders", lambda: _("Held rows"), lambda: self.go("held"), "Ctrl+H", icon="held")
        add("late", "orders", lambda: _("Late list"), lambda: self.go("late"), "Ctrl+L", icon="late")
        add("cutoff", "orders", lambda: _("Cutoff"), lambda: self.go("cutoff"), "Ctrl+T", icon="cutoff")
        add("drafts", "orders", lambda: _("Products to fill in"), lambda: self.go("drafts"), icon="product")
        add("station", "night", lambda: _("Picking station"), self._picking.resume_station, "F12", icon="pick")
        add("papers", "orders", lambda: _("Papers"), lambda: self.go("papers"), "Ctrl+P", icon="papers")
        add(
            "inspector",
            "orders",
            lambda: _("Details of the order"),
            self._orders.toggle_inspector,
            "F4",
            icon="panel-right",
        )

    @Slot(str)
    def go(self, key: str) -> None:
        """Leads to the page a key names."""
        if key in OTHER_WORKSPACES:
            self._frame.appearance.go(key)
            return
        self._frame.appearance.go("orders")
        if key == "import":
            self.choose_files()
        else:
            self._orders.go(key)

    def choose_files(self) -> None:
        """Asks for order files."""
        choose_files(self._frame.window, lambda paths: self.import_files(list(paths)))

    @Slot(list)
    def import_files(self, paths: list[Path]) -> None:
        """Begins an import, from wherever the files came."""
        self._frame.appearance.go("orders")
        self._orders.import_files(paths)

    def find(self) -> None:
        """The table's search, from anywhere."""
        self.go("orders")
        self._orders.find()

    @Slot(int, str)
    def on_order_wanted(self, order_id: int, cycle: str) -> None:
        self.go("orders")
        self._orders.show_order(order_id, cycle)

    @Slot(str)
    def on_orders_wanted(self, words: str) -> None:
        self.go("orders")
        self._orders.show_words(words)
