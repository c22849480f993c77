"""What a person types at a station: a weight for what waits on the scale, a quantity, a code; or Enter alone.

A quantity counts more of what was scanned right last; with nothing scanned yet it waits for the next scan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.views.picking.station.model import Station, has_barcode, product_of, typed_product

if TYPE_CHECKING:
    from desktop.views.picking.station.controller import StationController
    from desktop.views.picking.station.view import StationView
    from domain.picking.values import PickLine

MOST_QUANTITY_DIGITS = 3


class Entering(QObject):
    """`quantity` waits for the next scan; 0 when none was typed."""

    def __init__(self, lead: StationController, view: StationView) -> None:
        super().__init__(lead)
        self._lead, self._view = lead, view
        self._right_code = ""
        self.quantity = 0

    def forget(self) -> None:
        """The station stands elsewhere: nothing typed or scanned before holds there."""
        self._right_code, self.quantity = "", 0
        self._view.show_typed("")

    def counted(self, code: str, *, is_right: bool) -> None:
        """A scan was taken: what comes next may be more of it."""
        self._right_code = (code or self._right_code) if is_right else ""

    def take_quantity(self) -> int:
        """The quantity that waits, used up."""
        quantity, self.quantity = self.quantity, 0
        return quantity

    def typed_quantity(self) -> int | None:
        """A quantity typed before a key was pressed; it is used up."""
        text, quantity = self._view.typed, self.take_quantity()
        self._view.show_typed("")
        return int(text) if text.isdecimal() and int(text) else quantity or None

    @Slot(str)
    def on_entered(self, text: str) -> None:
        """Enter was pressed behind `text`."""
        lead = self._lead
        if not text:
            self._on_enter_alone()
        elif lead.sealing.take_typed(text) or lead.weigher.take_typed(text):
            return
        elif text.isdecimal() and len(text) <= MOST_QUANTITY_DIGITS:
            self._take(int(text))
        else:
            self._take_code(text)

    def _on_enter_alone(self) -> None:
        lead = self._lead
        if lead.sealing.is_open:
            lead.sealing.confirm()
        elif lead.weigher.is_waiting:
            lead.weigher.confirm()
        elif lead.station is not None and lead.station.is_done:
            lead.keys.go_on(lead.station)

    def _take(self, quantity: int) -> None:
        station = self._lead.station
        line = station.line if station else None
        if station is None or quantity == 0:
            return
        self.quantity = quantity
        if line is not None and station.is_by_point and not line.weighed and self._is_known(station, line):
            self._lead.put(self._right_code or line.code, line.product_id)
        else:
            self._lead.clear_verdict()
            self._lead.show()

    def _is_known(self, station: Station, line: PickLine) -> bool:
        """True when the goods in hand were scanned right, or no scanner can read them."""
        if not has_barcode(station, line.product_id):
            self._right_code = ""
            return True
        return bool(self._right_code) and product_of(station, self._right_code) == line.product_id

    def _take_code(self, text: str) -> None:
        """A barcode as if scanned, else a product by its own code."""
        station = self._lead.station
        product_id = typed_product(station, text) if station and product_of(station, text) is None else None
        if product_id is None:
            self._lead.on_scan(text)
        else:
            self._lead.put(text, product_id)
