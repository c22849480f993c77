"""A clock that stands still until told, and a scale with its driver joined without threads."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from devices.drivers.believing import ScaleLimits
from devices.drivers.scale import ScaleDriver
from devices.errors import LinkDown
from devices.languages.scale_commands import SPEAKS_ALONE, ScaleCommands
from devices.languages.scale_st_gs import StGs
from devices.ports import Language
from devices.readings import Accepted, HealthState, Refused, WeightFault
from devices.scale_kinds import scale_kinds
from devices.simulators.scale import ScaleSim
from devices.simulators.scale_speech import SPEECHES, Shown, Speech, st_gs_frame


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Caught:
    """A device's end that keeps what was written."""

    data: bytearray = field(default_factory=bytearray)

    def write(self, data: bytes) -> None:
        self.data += data

    def read(self, within_s: float) -> bytes:
        return b""

    def taken(self) -> bytes:
        data = bytes(self.data)
        self.data.clear()
        return data

    def unplug(self) -> None: ...

    def plug_in(self) -> None: ...

    def close(self) -> None: ...


class NoLink:
    """A wire that is never opened: the bytes are handed to the driver by the test."""

    address = "by hand"

    def open(self) -> None:
        raise LinkDown(self.address, "by hand")

    def read(self, within_s: float) -> bytes:
        return b""

    def write(self, data: bytes) -> None: ...

    def discard_input(self) -> None: ...

    def close(self) -> None: ...


class Bench:
    """A simulated scale and its driver: every `step` is one frame or one question, a tenth of a second later."""

    def __init__(
        self,
        encode: Callable[[Shown], bytes] | Speech | str = st_gs_frame,
        language: Callable[[], Language] = StGs,
        seed: int = 1,
        commands: ScaleCommands = SPEAKS_ALONE,
        limits: ScaleLimits | None = None,
    ) -> None:
        self.clock, self.end = Clock(), Caught()
        self.pan = ScaleSim(self.end, encode, seed=seed)
        self.driver = ScaleDriver(NoLink(), language, clock=self.clock, commands=commands, limits=limits)
        self.chance = random.Random(seed)

    @classmethod
    def of(cls, kind: str, seed: int = 1) -> Bench:
        """A scale of a kind of the settings, with the simulator of the same name."""
        family = scale_kinds()[kind]
        return cls(SPEECHES[kind], family.language, seed, family.commands, family.limits)

    def step(self, frames: int = 1) -> None:
        for _frame in range(frames):
            self.clock.now += 0.1
            self.pan.tick()
            self._hand_over()
            while said := self.driver.say():
                self.pan.hear(said)
                self.clock.now += 0.001
                self._hand_over()

    def _hand_over(self) -> None:
        data = self.end.taken()
        if data:
            self.driver.take_in(data)

    def put(self, weight_g: int, frames: int = 6) -> None:
        """Puts it on and waits until it rests."""
        self.pan.put(weight_g)
        self.step(frames)

    def accept(self, after: float = 0.0) -> Accepted | Refused:
        return self.driver.accept(after)

    def fault(self, after: float = 0.0) -> WeightFault | None:
        found = self.accept(after)
        return found.fault if isinstance(found, Refused) else None

    @property
    def state(self) -> HealthState:
        return self.driver.health.state
