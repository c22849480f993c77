"""The workspace of orders: its title, the tabs between its pages, and the pages, each made when first shown.

A page that is no tab (import, paste, mapping) covers the tabs and leads back. Next: table/, then intake/.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets.buttons import Button, Tabs
from desktop.widgets.screen import Screen, title_label
from domain.common.sentences import _

TABS = ("table", "held", "late", "cutoff", "papers")


class OrdersPage(Screen):
    """`page_wanted(key)` from a tab; `import_wanted`, `paste_wanted` from the head."""

    page_wanted = Signal(str)
    import_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        self.current = ""
        self.title = title_label()
        self.tabs = Tabs(TABS)
        self.import_button = Button(icon_name="import")
        self.paste_button = Button(icon_name="paste")
        self._head = QWidget()
        self._head.setProperty("role", "clear")
        self._stack = QStackedWidget()
        self._lay_out()
        self._say()
        self.tabs.chosen.connect(self.page_wanted)
        self.import_button.clicked.connect(self.import_wanted)
        self.paste_button.clicked.connect(self.paste_wanted)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._head)
        row.setContentsMargins(24, 14, 24, 10)
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addSpacing(10)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.paste_button)
        row.addWidget(self.import_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)

    def _say(self) -> None:
        put = self.texts.put
        put(self.title.setText, lambda: _("Orders"))
        put(self.paste_button.setText, lambda: _("Paste group note"))
        put(self.import_button.setText, lambda: _("Import files"))
        put(self.tabs.tabs["table"].setText, lambda: _("All orders"))
        put(self.tabs.tabs["held"].setText, lambda: _("Held rows"))
        put(self.tabs.tabs["late"].setText, lambda: _("Late list"))
        put(self.tabs.tabs["cutoff"].setText, lambda: _("Cutoff"))
        put(self.tabs.tabs["papers"].setText, lambda: _("Papers"))

    def add_page(self, key: str, maker: Callable[[], QWidget]) -> None:
        """How a page is made when it is first shown."""
        self._makers[key] = maker

    def page(self, key: str) -> QWidget:
        """A page, made now when it was not yet."""
        if key not in self._pages:
            self._pages[key] = self._makers[key]()
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def show_page(self, key: str) -> None:
        """Brings a page to the front."""
        self.current = key
        self._stack.setCurrentWidget(self.page(key))
        self._head.setVisible(key in TABS)
        self.tabs.mark(key)

    def show_count(self, key: str, count: str) -> None:
        """The number at a tab."""
        self.tabs.tabs[key].show_count(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.current not in TABS:
            self.page_wanted.emit("table")
        else:
            super().keyPressEvent(event)
