"""A simulated printer with its driver, joined without threads and under a clock moved by hand; small labels for it."""

from __future__ import annotations

import random
from collections.abc import Callable

from devices.drivers.backing_off import Backoff
from devices.drivers.label_printer import LabelPrinterDriver
from devices.drivers.proof import Waits
from devices.label_image import LabelImage, Media, dots
from devices.profiles import profile
from devices.readings import Printed
from devices.registry import ANSWERS_IN_TURN, language_of
from devices.simulators.printer import PrinterSim
from devices.simulators.printer_wires import StraightLink
from tests.devices.wires import Clock

QUICK = Waits(answer_s=0.15, confirm_s=1.0, settle_s=0.3, hang_up_s=0.3, slowest_bps=100_000)
"""For printers on a wire of this computer: what is mute is found mute in half a second."""
TINY = Media("tiny", 10, 5)


def label(seed: int = 1, media: Media = TINY, dpi: int = 203) -> LabelImage:
    """Noise of the media's size: a picture in which every dot counts."""
    width, height = dots(media.width_mm, dpi), dots(media.height_mm, dpi)
    return LabelImage(width, height, dpi, random.Random(seed).randbytes((width + 7) // 8 * height))


class PrinterBench:
    """A printer of a profile at the far end of a wire without threads."""

    def __init__(self, kind: str = "tsc_tspl_203", media: Media = TINY, **sim: object) -> None:
        self.clock = Clock()
        chosen = profile(kind)
        self.sim = PrinterSim(chosen.language, dpi=chosen.dpi, clock=self.clock, **sim)
        self.link = StraightLink(self.sim)
        self.began = 0
        self.driver = LabelPrinterDriver(
            self.link,
            language_of(chosen),
            media,
            in_turn=chosen.language in ANSWERS_IN_TURN,
            backoff=Backoff(chance=random.Random(1), spread=(1.0, 1.2)),
            clock=self.clock,
            pause=self._pass,
        )

    def _pass(self, seconds: float) -> None:
        self.clock.now += seconds

    def print_label(self, seed: int = 1, began: Callable[[], None] | None = None) -> Printed:
        return self.driver.print_label(label(seed, self.driver.media), began or self._begin)

    def _begin(self) -> None:
        self.began += 1
