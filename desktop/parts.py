"""Makes the controllers once the books are open, and joins the workspaces to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.background.desk import Desk
from desktop.shell.controller import ShellController
from desktop.shell.palette_controller import PaletteController
from desktop.views.orders.table.controller import OrdersTableController
from desktop.views.orders.table.view import OrdersTableView
from desktop.widgets.tables import copy_text
from domain.common.people import Actor

if TYPE_CHECKING:
    from desktop.app import Frame
    from domain.common.database import Database


@dataclass(slots=True)
class Parts:
    """The joined parts of one window."""

    desk: Desk
    shell: ShellController
    palette: PaletteController
    table: OrdersTableController


def make_parts(frame: Frame, database: Database) -> Parts:
    """Everything that works with the books."""
    settings, window = frame.settings, frame.window
    desk = Desk(frame.runner, frame.bus, Actor(settings.person, settings.station), window)
    shell = ShellController(window, desk, settings, database)
    palette = PaletteController(window.palette_sheet, window.actions_list, desk)
    table = _make_table(frame, desk)
    frame.appearance.seated.connect(shell.on_seated)
    frame.orders.page_wanted.connect(frame.orders.show_page)
    frame.orders.show_page("table")
    return Parts(desk, shell, palette, table)


def _make_table(frame: Frame, desk: Desk) -> OrdersTableController:
    view = OrdersTableView()
    table = OrdersTableController(view, desk, frame.settings, frame.window.reason)
    table.text_copied.connect(copy_text)
    frame.orders.add_page("table", lambda: _page(view))
    return table


def _page(view: QWidget) -> QWidget:
    return view
