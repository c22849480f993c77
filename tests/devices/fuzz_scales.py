"""Every kind of scale on a line that loses, wins, changes and cuts bytes and at times runs at another speed.

`python -m tests.devices.fuzz_scales --frames 100000` spreads that many frames over all kinds; `--each` gives that many
to every kind. It fails when a weight is accepted that does not lie there, or twice, or when a parser needs more than two good
frames to read again. Loads come and go; a weight counts only when it was read after the load was put there.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass, field

from devices.readings import Accepted
from devices.simulators.scale_speech import SPEECHES
from devices.simulators.wrong_line import misheard
from tests.devices.wires import Bench, Caught

SPEEDS = (1200, 2400, 4800, 19200, 38400)
NOISE = 0.2
WRONG_SPEED = 0.01
SPELL = 12
HEAVIEST_G = 12_000
FRAMES_OF_A_LOAD = 20
READ_AGAIN_WITHIN = 2


@dataclass
class BadLine(Caught):
    """What the scale says arrives with noise; `good` counts whole answers since the last bad one."""

    chance: random.Random = field(default_factory=random.Random)
    spell: int = 0
    speed: int = 9600
    good: int = 0
    is_dirty: bool = False
    written: int = 0

    def write(self, data: bytes) -> None:
        self.written += 1
        heard = self._heard(data)
        if heard != data:
            self.good, self.is_dirty = 0, True
        elif len(data) > 1:  # a word of a handshake is no weight
            self.good += 1
        super().write(heard)

    def _heard(self, data: bytes) -> bytes:
        if self.spell:
            self.spell -= 1
            return misheard(data, 9600, self.speed)
        if self.chance.random() < WRONG_SPEED:
            self.spell, self.speed = self.chance.randint(1, SPELL), self.chance.choice(SPEEDS)
        return self._noisy(data) if self.chance.random() < NOISE else data

    def _noisy(self, data: bytes) -> bytes:
        at = self.chance.randrange(len(data))
        some = bytes(self.chance.randrange(256) for _byte in range(self.chance.randint(1, 7)))
        match self.chance.randrange(5):
            case 0:
                return data[:at] + data[at + 1 :]
            case 1:
                return data[:at] + some + data[at:]
            case 2:
                return data[:at] + some[:1] + data[at + 1 :]
            case 3:
                return data[:at]
            case _:
                return some + data


@dataclass
class Told:
    """What one run over one kind came to."""

    kind: str
    frames: int = 0
    loads: int = 0
    booked: int = 0
    wrong: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)


def fuzz(kind: str, frames: int, seed: int) -> Told:
    """So many frames of one kind."""
    bench, told = Bench.of(kind, seed), Told(kind)
    line = BadLine(chance=random.Random(seed))
    bench.end = bench.pan.end = line
    while line.written < frames:
        for load_g in (50 + bench.chance.randrange(HEAVIEST_G), 0):
            told.loads += bool(load_g)
            _weigh(bench, line, told, load_g)
    told.frames = line.written
    return told


def _weigh(bench: Bench, line: BadLine, told: Told, load_g: int) -> None:
    bench.pan.put(load_g)
    pressed, booked = bench.clock.now, told.booked
    for _frame in range(FRAMES_OF_A_LOAD):
        before = bench.driver.last
        bench.step()
        _judge_reading(bench, line, told, before)
        found = bench.accept(pressed)
        if isinstance(found, Accepted):
            told.booked += 1
            if told.booked > booked + 1:
                told.wrong.append(f"{found.weight_g} g booked twice: {found.reading.raw!r}")
            if found.weight_g != load_g:
                told.wrong.append(f"{found.weight_g} g booked, {load_g} g lay there: {found.reading.raw!r}")


def _judge_reading(bench: Bench, line: BadLine, told: Told, before: object) -> None:
    if bench.driver.last is not before:
        line.is_dirty, line.good = False, 0
    elif line.is_dirty and line.good > READ_AGAIN_WITHIN:
        told.slow.append(f"{line.good} good frames and no reading at {bench.clock.now:.1f} s")
        line.is_dirty = False


def main(arguments: list[str]) -> int:
    """0: no wrong weight and no slow return; 1: there was one."""
    parser = argparse.ArgumentParser(prog="python -m tests.devices.fuzz_scales")
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--each", action="store_true", help="so many for every kind, not in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=sorted(SPEECHES), action="append")
    wanted = parser.parse_args(arguments)
    kinds = wanted.kind or sorted(SPEECHES)
    frames = wanted.frames if wanted.each else -(-wanted.frames // len(kinds))
    started, all_told = time.perf_counter(), [fuzz(kind, frames, wanted.seed) for kind in kinds]
    for told in all_told:
        print(f"{told.kind:12} {told.frames:8} frames  {told.booked:6} of {told.loads:6} loads booked", end="  ")
        print("right" if not told.wrong + told.slow else f"WRONG {told.wrong[:2]} SLOW {told.slow[:2]}")
    total, bad = sum(told.frames for told in all_told), sum(len(told.wrong) + len(told.slow) for told in all_told)
    print(f"{total} frames in {time.perf_counter() - started:.1f} s: {bad} faults")
    return 1 if bad or not all(told.booked for told in all_told) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
