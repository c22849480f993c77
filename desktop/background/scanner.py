"""The station's scanner on a wire of its own (COM mode): its codes go where a wedge's go, with no key and no focus between.

A thin adapter over devices/; a scanner that types like a keyboard needs nothing of this.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from devices.errors import BadAddress
from devices.readings import Health, HealthState, Scan

if TYPE_CHECKING:
    from devices.drivers.scanner import ScannerDriver

logger = logging.getLogger(__name__)


class Scanner(QObject):
    """`scanned(code)` for every code, `broken(code)` for half of one, `reached(bool)` when the scanner comes or goes."""

    scanned = Signal(str)
    broken = Signal(str)
    reached = Signal(bool)
    _spoke = Signal(object)
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._driver: ScannerDriver | None = None
        self._types_too = self._is_reached = False
        self._spoke.connect(self._on_spoke, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def is_there(self) -> bool:
        """Whether this station has a scanner on a wire."""
        return self._driver is not None

    @property
    def types_too(self) -> bool:
        """Its codes come here and its keys reach the window as well, which is to pass them over."""
        return self._types_too and self._is_reached

    def connect_to(self, address: str) -> str:
        """Uses the scanner at an address of the settings ("": it types like a keyboard); what is wrong with it."""
        self.close()
        if not address.strip():
            return ""
        from devices.drivers.scanner import ScannerDriver
        from devices.links.scanner_addresses import scanner_link_to, types_too

        try:
            link = scanner_link_to(address)
        except BadAddress as error:
            logger.warning("the scanner of this station: %s", error)
            return str(error)
        self._types_too = types_too(address)
        self._driver = ScannerDriver(link, on_health=self._told.emit)
        self._driver.start(self._spoke.emit)
        return ""

    def close(self) -> None:
        """Lets go of the scanner; comes back when its thread has ended."""
        driver, self._driver = self._driver, None
        self._types_too = self._is_reached = False
        if driver is not None:
            driver.close()

    def _on_spoke(self, scan: Scan) -> None:
        if self._driver is not None:
            (self.scanned if scan.is_whole else self.broken).emit(scan.raw)

    def _on_told(self, health: Health) -> None:
        if self._driver is not None and health.state is not HealthState.CONNECTING:
            self._is_reached = health.state is HealthState.READY
            self.reached.emit(self._is_reached)


def keyboards() -> list[str]:
    """Addresses of keyboards that may be taken for the scanner alone."""
    from devices.links.scanner_addresses import keyboards as found

    return found()
