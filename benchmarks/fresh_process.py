"""A piece of work done in a process of its own, so that its time and its peak of memory are its own.

`alternated` runs two pieces in turn, several times, so that a neighbour's noise meets both. Next: companies.py.
"""

from __future__ import annotations

import gc
import importlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MARK = "benchmark-answer:"

Answer = dict[str, Any]


class Clock:
    """The stretch of a piece of work that counts: wall time, and this process's own processor time."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.cpu_seconds = 0.0

    def __enter__(self) -> Clock:
        gc.collect()
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._wall
        self.cpu_seconds = time.process_time() - self._cpu


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a piece of work: seconds of wall and processor, MB at the peak, and what else it says."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    said: Answer


def in_fresh_process(work: Callable[..., Answer], **arguments: str | float) -> Run:
    """The work's run. It is a function of a module that gets plain values and answers with its Clock's figures."""
    asked = json.dumps([work.__module__, work.__name__, arguments])
    done = subprocess.run(
        [sys.executable, "-m", __name__, asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    answers = [line.removeprefix(MARK) for line in done.stdout.splitlines() if line.startswith(MARK)]
    if done.returncode or not answers:
        raise RuntimeError(f"{work.__name__} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    said = json.loads(answers[-1])
    return Run(said.pop("seconds"), said.pop("cpu_seconds"), said.pop("peak_mb"), said)


def alternated(floor: Callable[[], Run], product: Callable[[], Run], runs: int) -> tuple[Run, Run]:
    """The best run of each, floor and product in turn: what a neighbour adds is never part of the best."""
    pairs = [(floor(), product()) for _ in range(runs)]
    return min((one for one, _ in pairs), key=_seconds), min((other for _, other in pairs), key=_seconds)


def _seconds(run: Run) -> float:
    return run.seconds


def figures(name: str, floor: Run, product: Run) -> Answer:
    """What every figure says."""
    return {
        "name": name,
        "seconds": round(product.seconds, 3),
        "floor_seconds": round(floor.seconds, 3),
        "ratio": round(product.seconds / floor.seconds, 2),
        "peak_mb": round(product.peak_mb),
        "floor_peak_mb": round(floor.peak_mb),
        "cpu_seconds": round(product.cpu_seconds, 3),
        "floor_cpu_seconds": round(floor.cpu_seconds, 3),
    }


def peak_mb() -> float:
    """The high-water mark of this process's resident memory.

    Linux: VmHWM, which begins anew with the program; ru_maxrss would begin with the parent's size.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1024


def _answer(asked: str) -> None:
    module, name, arguments = json.loads(asked)
    said = getattr(importlib.import_module(module), name)(**arguments)
    print(MARK + json.dumps({**said, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    _answer(sys.argv[1])
