"""A weighed piece waits for its weight: the scale is asked, or a person types it; what comes is handed to be judged.

With `is_automatic()` a stable weight that came after the scan is taken by itself; else a key or a second scan takes it.
A load is never taken twice. Next: desktop/background/scale.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.background.scale import SALE, Accepted, LiveWeight, Refused, Use, WeightFault, moment
from desktop.background.weights import why_typed
from domain.picking.rules import typed_weight_g
from domain.picking.values import Weight

AUTOMATIC_S = 4.0
BY_KEY_S = 1.0
AGAIN_MS = 1000


class ScaleAsked(Protocol):
    """What the weigher needs of the station's scale."""

    @property
    def is_there(self) -> bool: ...

    live: LiveWeight

    def weigh(
        self,
        answered: Callable[[Accepted | Refused], object],
        *,
        after: float | None = None,
        within_s: float = ...,
        use: Use = ...,
    ) -> None: ...

    def stop_weighing(self) -> None: ...

    def forgive(self) -> None: ...


class Weigher(QObject):
    """`weighed(Weight)` for a weight to be judged; `faulty(WeightFault, by_key)` when the scale has none."""

    weighed = Signal(object)
    faulty = Signal(object, bool)

    def __init__(self, scale: ScaleAsked, is_automatic: Callable[[], bool], parent: QObject, use: Use = SALE) -> None:
        super().__init__(parent)
        self._scale, self._is_automatic, self._use = scale, is_automatic, use
        self._was_refused = False
        self._last_fault: WeightFault | None = None
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._ask_again)
        self.product_id: int | None = None

    @property
    def is_waiting(self) -> bool:
        """A piece waits for its weight."""
        return self.product_id is not None

    def begin(self, product_id: int) -> None:
        """A piece was scanned: only a weight that comes after this moment counts."""
        self.product_id, self._last_fault, self._was_refused = product_id, None, False
        if self._is_automatic() and self._scale.is_there:
            self._scale.weigh(self._on_automatic, after=moment(), within_s=AUTOMATIC_S, use=self._use)

    def confirm(self) -> None:
        """A key, or a second scan: the weight that lies there now."""
        if self.is_waiting:
            self._allow_same_load()
            self._scale.weigh(self._on_key, after=moment(), within_s=BY_KEY_S, use=self._use)

    def take_typed(self, text: str) -> bool:
        """A weight typed by hand; False when the text is none."""
        grams = typed_weight_g(text)
        if grams is None or not self.is_waiting:
            return False
        self._scale.stop_weighing()
        self.weighed.emit(Weight(grams, manual=True, why=why_typed(self._scale.live)))
        return True

    def refused(self) -> None:
        """The weight was judged and did not count: another load is taken by itself, the same one by a key."""
        self._was_refused, self._last_fault = True, WeightFault.USED_ALREADY
        if self._is_automatic() and self._scale.is_there:
            self._again.start()

    def _allow_same_load(self) -> None:
        if self._was_refused:
            self._was_refused = False
            self._scale.forgive()

    def end(self) -> None:
        """The piece is counted, or nobody waits for it any more."""
        self._allow_same_load()
        self.product_id = None
        self._again.stop()
        self._scale.stop_weighing()

    def _on_automatic(self, found: Accepted | Refused) -> None:
        if not self.is_waiting:
            return
        if isinstance(found, Accepted):
            self.weighed.emit(Weight(found.weight_g))
            return
        if found.fault is not self._last_fault:
            self._last_fault = found.fault
            self.faulty.emit(found.fault, False)
        self._again.start()

    def _on_key(self, found: Accepted | Refused) -> None:
        if isinstance(found, Accepted):
            self.weighed.emit(Weight(found.weight_g))
            return
        self.faulty.emit(found.fault, True)
        if self._is_automatic() and self.is_waiting:
            self._again.start()

    def _ask_again(self) -> None:
        """The piece still waits: a scale that comes back is heard."""
        if self.is_waiting:
            self._scale.weigh(self._on_automatic, after=moment(), within_s=AUTOMATIC_S, use=self._use)
