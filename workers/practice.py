"""A scale to practise on: the real driver on a wire inside the program, with a simulated scale at its far end.

The one door from a desk to devices.simulators: training, the demo night and the pictures come through here.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.drivers.scale import ScaleDriver
from devices.languages.scale_st_gs import StGs
from devices.links.memory import Wire
from devices.simulators.scale import ScaleSim

ADDRESS = "practice"


@dataclass(frozen=True, slots=True)
class PracticeScale:
    """Both ends: the driver a desk uses, and the pan to load."""

    driver: ScaleDriver
    pan: ScaleSim

    def close(self) -> None:
        """Ends both threads."""
        self.driver.close()
        self.pan.close()


def practice_scale(*, interval_s: float = 0.1) -> PracticeScale:
    """A scale that streams, its driver not started."""
    wire = Wire(ADDRESS)
    driver = ScaleDriver(wire.near, StGs)
    pan = ScaleSim(wire.far, interval_s=interval_s)
    pan.start()
    return PracticeScale(driver, pan)
