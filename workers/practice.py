"""A scale to practise on: the real driver on a wire inside the program, with a simulated scale at its far end.

The one door from a desk to devices.simulators: training, the demo night and the pictures come through here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices.drivers.believing import ScaleLimits
from devices.drivers.scale import ScaleDriver
from devices.drivers.scanner import ScannerDriver
from devices.languages.scale_st_gs import StGs
from devices.links.memory import Wire
from devices.profiles import profile
from devices.readings import Accepted, Condition
from devices.scale_kinds import SCALES
from devices.simulators.printer import PrinterSim
from devices.simulators.printer_wires import TcpPrinter
from devices.simulators.scale import ScaleSim
from devices.simulators.scanner import SerialScannerSim

ADDRESS = "practice"
PRINTER = "tsc_tspl_203"
FRAME_S = 0.1
Pan = ScaleSim
"""What a hand does at a practice scale."""
FRAMES_TO_REST = 6
"""A load settles within three frames, and two equal ones make it stable."""


@dataclass(frozen=True, slots=True)
class PracticeScale:
    """Both ends: the driver a desk uses, and the pan to load."""

    driver: ScaleDriver
    pan: ScaleSim

    def close(self) -> None:
        """Ends both threads."""
        self.driver.close()
        self.pan.close()


def practice_scale(kind: str = "st_gs", *, interval_s: float = 0.1) -> PracticeScale:
    """A scale of that kind that speaks or answers, its driver not started."""
    family = SCALES.get(kind, SCALES["st_gs"])
    wire = Wire(ADDRESS)
    driver = ScaleDriver(wire.near, family.language, commands=family.commands, limits=family.limits)
    pan = ScaleSim(wire.far, kind if kind in SCALES else "st_gs", interval_s=interval_s)
    pan.start()
    return PracticeScale(driver, pan)


class PracticeHands:
    """A pair of hands at a station, byte by byte and without waiting: what they scan and weigh goes through the drivers.

    The clock is the scale's own: each frame is a tenth of a second later, so a night of weighing takes seconds.
    """

    def __init__(self, *, capacity_g: int = 15_000, seed: int = 1) -> None:
        self._now_s = 0.0
        self._read: list[str] = []
        reader, pan = Wire(f"{ADDRESS} scanner"), Wire(f"{ADDRESS} scale")
        self._scanner = ScannerDriver(reader.near, clock=self._clock)
        self._scanner.tell(lambda scan: self._read.append(scan.raw))
        self._gun = SerialScannerSim(_Straight(self._scanner.take_in))
        limits = ScaleLimits(division_g=1, least_g=5)
        self._scale = ScaleDriver(pan.near, StGs, clock=self._clock, limits=limits)
        self._pan = ScaleSim(_Straight(self._scale.take_in), capacity_g=capacity_g, seed=seed)

    def scan(self, code: str) -> str:
        """What the driver makes of the code's bytes."""
        return self.scan_bytes(code.encode())

    def scan_bytes(self, data: bytes) -> str:
        """As scan, for bytes that no printed code holds."""
        self._read.clear()
        self._gun.scan_raw(data)
        return self._read[-1] if self._read else ""

    def weigh(self, weight_g: int) -> int:
        """Puts it on the pan, waits until it stands still, takes the weight once, empties the pan. In grams."""
        pressed = self._now_s
        self._pan.put(weight_g)
        found = self._waited(pressed)
        self._pan.take()
        for _frame in range(FRAMES_TO_REST):
            self._tick()
        return found

    def _waited(self, pressed: float) -> int:
        for _frame in range(FRAMES_TO_REST):
            self._tick()
            taken = self._scale.accept(pressed)
            if isinstance(taken, Accepted):
                return taken.weight_g
        raise AssertionError(f"the practice scale found no rest: {taken}")

    def _tick(self) -> None:
        self._now_s += FRAME_S
        self._pan.tick()

    def _clock(self) -> float:
        return self._now_s


class _Straight:
    """The far end of a wire whose bytes arrive at once, in the writer's own thread."""

    def __init__(self, arrive: Callable[[bytes], object]) -> None:
        self._arrive = arrive

    def write(self, data: bytes) -> None:
        self._arrive(data)

    def read(self, within_s: float) -> bytes:
        return b""

    def unplug(self) -> None: ...

    def plug_in(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class PracticePrinter:
    """A simulated label printer behind a port of this computer: `address` is what a printer's settings hold."""

    profile: str
    wire: TcpPrinter

    @property
    def address(self) -> str:
        """Where the real driver reaches it."""
        return self.wire.address

    @property
    def printed(self) -> int:
        """How many labels came out."""
        return len(self.wire.printer.labels)

    def save(self, folder: Path) -> list[Path]:
        """A picture of every label that came out."""
        return self.wire.printer.save(folder)

    def empty(self) -> None:
        """Its roll is used up."""
        self.wire.printer.suffer(Condition.PAPER_OUT)

    def refill(self) -> None:
        """A new roll, everything shut: it goes on."""
        self.wire.printer.recover()

    def close(self) -> None:
        """Switches it off."""
        self.wire.close()


def practice_printer(profile_name: str = PRINTER) -> PracticePrinter:
    """A printer of this profile, switched on, with a roll that does not end; a label is out as soon as it is read."""
    kind = profile(profile_name)
    printer = PrinterSim(kind.language, dpi=kind.dpi)
    printer.keeps_bytes = False
    return PracticePrinter(profile_name, TcpPrinter(printer))
