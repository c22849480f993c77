"""The station's scale in the window's thread: what it shows now, and weights that may be booked, each once.

A thin adapter over devices/: its driver listens in a thread of its own, signals bring its words here. What views need
of the devices they take from this module.
"""

from __future__ import annotations

import enum
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from devices.certificates import Certificate as Certificate
from devices.certificates import CertificateState as CertificateState
from devices.drivers.believing import FRESH_S
from devices.errors import BadAddress
from devices.languages.units import GRAMS
from devices.readings import Accepted as Accepted
from devices.readings import HealthState, Reading
from devices.readings import Refused as Refused
from devices.readings import WeightFault as WeightFault

if TYPE_CHECKING:
    from devices.drivers.scale import ScaleDriver
    from workers.practice import PracticeScale

logger = logging.getLogger(__name__)

PRACTICE = "practice"
LOOK_MS = 100
PATIENCE_S = 5.0
HOPELESS = frozenset(
    {
        WeightFault.NO_SCALE,
        WeightFault.OFFLINE,
        WeightFault.WRONG_UNIT,
        WeightFault.NO_UNIT,
        WeightFault.TARED,
        WeightFault.NO_CERTIFICATE,
    }
)
"""Faults that no waiting mends."""

Weighed = Callable[[Accepted | Refused], object]


class LiveState(enum.StrEnum):
    """What the display of the scale is worth at this moment."""

    NO_SCALE = "no_scale"
    OFFLINE = "offline"
    GARBLED = "garbled"
    STALE = "stale"
    OVERLOAD = "overload"
    WRONG_UNIT = "wrong_unit"
    NEGATIVE = "negative"
    UNSTABLE = "unstable"
    STABLE = "stable"


@dataclass(frozen=True, slots=True)
class LiveWeight:
    """What to show: `net_g` only while it is fresh; `unit` names one we refuse, `detail` what the system said."""

    state: LiveState
    net_g: int | None = None
    is_net: bool = False
    unit: str = ""
    detail: str = ""
    certificate: CertificateState = CertificateState.NONE
    until: date | None = None
    own_tare_g: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """What a weight is for. `is_trade`: a price is made of it, which only a verified scale may do. `is_gross`: with the
    box that a tare would leave out.
    """

    is_trade: bool = True
    is_gross: bool = False


SALE = Use()
WHOLE_CRATE = Use(is_trade=False, is_gross=True)


def moment() -> float:
    """Now, by the clock that readings carry: taken when a key is pressed, handed to `accept` and `weigh`."""
    return time.monotonic()


def places() -> list[str]:
    """Where a scale may be: the practice scale, and the serial ports this computer has, each by who is plugged in there
    where the system knows it: a number that stays when the cable goes into another socket.
    """
    from devices.links.ports_found import serial_ports

    return [PRACTICE, *(port.address for port in serial_ports())]


def kinds(folder: Path | None = None) -> list[tuple[str, str]]:
    """The families of scales: key and name; those written down in `folder` among them."""
    from devices.scale_kinds import scale_kinds

    return [(key, family.name) for key, family in scale_kinds(*([folder] if folder else [])).items()]


class Scale(QObject):
    """`live_changed(LiveWeight)` whenever another thing is to be shown."""

    live_changed = Signal(object)
    _spoke = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.live = LiveWeight(LiveState.NO_SCALE)
        self.practice: PracticeScale | None = None
        self.only_practice = False
        self.templates: Path | None = None
        self.certificate = Certificate()
        self.today: Callable[[], date] = date.today
        self._driver: ScaleDriver | None = None
        self._is_told = False
        self._asked: tuple[Weighed, float, float, Use] | None = None
        self._spoke.connect(self.on_spoke, Qt.ConnectionType.QueuedConnection)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.on_spoke)

    def connect_to(self, address: str, kind: str) -> str:
        """Uses the scale at an address of the settings ("": none, "practice": a simulated one); what is wrong with it."""
        self.close()
        address = PRACTICE if self.only_practice else address
        if not address.strip():
            return ""
        try:
            self.use(self._driver_at(address.strip(), kind))
        except BadAddress as error:
            logger.warning("the scale of this station: %s", error)
            self._show(LiveWeight(LiveState.OFFLINE, detail=str(error)))
            return str(error)
        return ""

    def _driver_at(self, address: str, kind: str) -> ScaleDriver:
        if address == PRACTICE:
            from workers.practice import practice_scale

            self.practice = practice_scale(kind)
            return self.practice.driver
        from devices.registry import scale_at

        return scale_at(address, kind, folder=self.templates)

    def use(self, driver: ScaleDriver) -> None:
        """Listens to this scale from now on."""
        self._driver = driver
        driver.on_reading = lambda _reading: self._tell()
        driver.on_health = lambda _health: self._tell()
        driver.start()
        self._look.start()
        self.on_spoke()

    def close(self) -> None:
        """Lets go of the scale; comes back when its thread has ended."""
        self._look.stop()
        driver, self._driver = self._driver, None
        practice, self.practice = self.practice, None
        if driver is not None:
            driver.close()
        if practice is not None:
            practice.close()
        self._answer(Refused(WeightFault.NO_SCALE, None))
        self._show(LiveWeight(LiveState.NO_SCALE))

    @property
    def is_there(self) -> bool:
        """Whether this station has a scale at all."""
        return self._driver is not None

    def accept(self, after: float, use: Use = SALE) -> Accepted | Refused:
        """The weight that lies there now, once; or why not."""
        if self._driver is None:
            return Refused(WeightFault.NO_SCALE, None)
        last = self._driver.last
        if use.is_trade and not self.may_trade:
            return Refused(WeightFault.NO_CERTIFICATE, last)
        if use.is_gross and last is not None and last.is_net:
            return Refused(WeightFault.TARED, last)
        return self._driver.accept(after)

    @property
    def may_trade(self) -> bool:
        """Whether a price may be made of its weights: its certificate holds, was never written down, or it is practice."""
        return self.practice is not None or self.certificate.allows_trade(self.today())

    def weigh(
        self, answered: Weighed, *, after: float | None = None, within_s: float = PATIENCE_S, use: Use = SALE
    ) -> None:
        """Waits for a weight later than `after` (now, when not given); `answered` gets it, or the fault that stayed.

        Only the last who asked is answered.
        """
        pressed = moment() if after is None else after
        self._asked = (answered, pressed, moment() + within_s, use)
        self.on_spoke()

    def certify(self, certificate: Certificate) -> None:
        """What its plate and its certificate say, as the settings have it."""
        self.certificate = certificate
        self.on_spoke()

    # Zero and tare ---------------------------------------------------------------------------------

    def zero(self) -> bool:
        """Sets the empty scale to nothing; False where only its own key can do that."""
        return self._driver is not None and self._driver.zero()

    def tare(self) -> bool:
        """What lies there counts as nothing; False when there is no steady weight."""
        return self._driver is not None and self._driver.tare()

    def tare_known(self, weight_g: int) -> None:
        """A box whose weight is known is left out."""
        if self._driver:
            self._driver.tare_known(weight_g)

    def clear_tare(self) -> bool:
        """Whole weights again; False when only the scale's own key can do that."""
        return self._driver is None or self._driver.clear_tare()

    def stop_weighing(self) -> None:
        """Nobody waits for a weight any more."""
        self._asked = None

    def forgive(self) -> None:
        """The last booking was taken back: what lies there may be weighed again."""
        if self._driver:
            self._driver.forgive()

    def try_now(self) -> None:
        """Connects at once, without waiting for the next try."""
        if self._driver:
            self._driver.try_now()

    def _tell(self) -> None:
        """In the scale's thread. A scale faster than the window is heard when the window has time."""
        if not self._is_told:
            self._is_told = True
            self._spoke.emit()

    @Slot()
    def on_spoke(self) -> None:
        self._is_told = False
        if self._driver is None:
            return
        live = live_of(self._driver, self._driver.age_s())
        if self.practice is None and self.certificate.until:
            state = self.certificate.state(self.today())
            live = replace(live, certificate=state, until=self.certificate.until)
        self._show(live)
        self._try_to_answer()

    def _try_to_answer(self) -> None:
        if self._asked is None:
            return
        _answered, after, until, use = self._asked
        found = self.accept(after, use)
        if isinstance(found, Accepted) or found.fault in HOPELESS or moment() >= until:
            self._answer(found)

    def _answer(self, found: Accepted | Refused) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            asked[0](found)

    def _show(self, live: LiveWeight) -> None:
        if live != self.live:
            self.live = live
            self.live_changed.emit(live)


def live_of(driver: ScaleDriver, age_s: float) -> LiveWeight:
    """What to show of a driver: never an old weight as if it were live."""
    health, reading = driver.health, driver.last
    if health.state is HealthState.GARBLED:
        return LiveWeight(LiveState.GARBLED, detail=health.detail)
    if health.state in (HealthState.OFFLINE, HealthState.CONNECTING, HealthState.UNKNOWN):
        return LiveWeight(LiveState.OFFLINE, detail=health.detail)
    if reading is None or age_s > FRESH_S:
        return LiveWeight(LiveState.STALE)
    tare_g = reading.own_tare_g
    return LiveWeight(_state_of(reading), reading.net_g, reading.is_net, reading.unit, own_tare_g=tare_g)


def _state_of(reading: Reading) -> LiveState:
    if reading.overload:
        return LiveState.OVERLOAD
    if reading.negative:
        return LiveState.NEGATIVE
    if reading.net_g is None:  # in kg it says that there is none now: it moves
        return LiveState.UNSTABLE if reading.unit in GRAMS else LiveState.WRONG_UNIT
    return LiveState.STABLE if reading.stable else LiveState.UNSTABLE
