"""Python's own clearing-up, done in the window's thread and only while nothing runs beside it.

Left to itself it strikes anywhere: in the middle of an import it held the window up for half a second (a walk over
every order in memory), and in another thread it may destroy a widget there, which Qt forbids.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.background.runner import Runner

EVERY_MS = 5000
WHOLE_EVERY = 12
"""Each twelfth turn looks at everything, the others at what is young."""


class Collector(QObject):
    """Takes over at once; `close` gives the work back to Python."""

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._turn = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.on_turn)
        self._timer.start()
        gc.disable()

    def settle(self) -> None:
        """The parts are made: what lives now lives long, and is not looked at again and again."""
        gc.collect()
        gc.freeze()

    @Slot()
    def on_turn(self) -> None:
        if self._runner.is_idle:
            self._turn += 1
            gc.collect(2 if self._turn % WHOLE_EVERY == 0 else 1)

    def close(self) -> None:
        """As it was before."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
