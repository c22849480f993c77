"""A frame of a scale on the wire to its reading in the program, over TCP and through the driver's thread; and the parsers.

The floor is the same frames over the same kind of socket to a bare thread that only receives them, in the same run and
in turn. `frames_per_s` is the slowest parser of all kinds of scales, fed whole frames as they come off a line.
"""

from __future__ import annotations

import gc
import socket
import statistics
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress

from benchmarks.fresh_process import Answer, in_fresh_process

NAME = "weigh"
FRAMES = 1000
GAP_S = 0.001
FIRST = 20
PARSED = 4000
RUNS = 2
TO_REACH = {"p99_ms": 30, "frames_per_s": 20_000}

Heard = Callable[[], object]
Listener = Callable[[int, Heard], AbstractContextManager[object]]


def measure(options: Namespace) -> Answer:
    """p99_ms and median_ms from wire to reading, floor_seconds and ratio of the medians, the slowest parser's frames_per_s."""
    run = in_fresh_process(product, runs=getattr(options, "runs", None) or RUNS)
    return {
        "name": NAME,
        "seconds": round(run.seconds, 3),
        **run.said,
        "peak_mb": round(run.peak_mb),
        "to_reach": TO_REACH,
    }


def product(runs: int) -> Answer:
    """The way through the driver and the bare way in turn, then every parser."""
    through: list[float] = []
    bare: list[float] = []
    gc.collect()
    started, cpu = time.perf_counter(), time.process_time()
    for _run in range(runs):
        bare += _latencies(_bare)
        through += _latencies(_driver)
    rates = _rates()
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    median, floor = statistics.median(through), statistics.median(bare)
    slowest = min(rates, key=lambda kind: rates[kind])
    return {
        "seconds": seconds,
        "cpu_seconds": cpu,
        "median_ms": _ms(median),
        "p99_ms": _ms(_p99(through)),
        "max_ms": _ms(max(through)),
        "floor_median_ms": _ms(floor),
        "floor_p99_ms": _ms(_p99(bare)),
        "floor_seconds": round(floor, 6),
        "ratio": round(median / floor, 2),
        "frames": len(through),
        "frames_per_s": rates[slowest],
        "slowest_parser": slowest,
        "frames_per_s_of": rates,
    }


def _latencies(listening: Listener) -> list[float]:
    """Seconds from each frame's write to the moment the listener tells of it."""
    heard = threading.Event()
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        listening(server.getsockname()[1], heard.set),
        server.accept()[0] as peer,
    ):
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        found = [_once(peer, heard, number) for number in range(FRAMES + FIRST)]
    return found[FIRST:]


def _once(peer: socket.socket, heard: threading.Event, number: int) -> float:
    frame = b"ST,GS,+%7.3fkg\r\n" % (1 + number % 9000 / 1000)
    time.sleep(GAP_S)
    heard.clear()
    began = time.perf_counter()
    peer.sendall(frame)
    # The first ones are discarded at opening, and their form has to be learnt.
    if not heard.wait(0.05 if number < FIRST else 2.0) and number >= FIRST:
        raise AssertionError(f"frame {number} was not heard")
    return time.perf_counter() - began


@contextmanager
def _driver(port: int, told: Heard) -> Iterator[object]:
    """The program's own way: link, thread, parser, rules, reading."""
    from devices.registry import scale_at

    driver = scale_at(f"tcp://127.0.0.1:{port}", "st_gs")
    driver.on_reading = lambda _reading: told()
    driver.start()
    try:
        yield driver
    finally:
        driver.close()


@contextmanager
def _bare(port: int, told: Heard) -> Iterator[object]:
    """A socket and a thread, nothing else."""
    wire = socket.create_connection(("127.0.0.1", port))

    def run() -> None:
        with suppress(OSError):
            while wire.recv(4096):
                told()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        with suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)
        wire.close()
        thread.join()


SAMPLES: dict[str, bytes] = {
    "st_gs": b"ST,GS,+  1.250kg\r\n",
    "toledo": b"\x02\x2d\x30\x20  1250     0\r",
    "toledo_8217": b"\x0201.250\r",
    "mt_sics": b"S S      1.250 kg\r\n",
    "nci": b"\n001.250KG\r\n00\r\x03",
    "ohaus": b"    1.250 kg    G  \r\n",
    "os2": b"\x01\x02S  1.250kg\x74\x03\x04\x00",
    "bcd": b"\xff\x43\x50\x12\x00\x00",
    "con3": b"\x01+  1.250kg0\r\n",
    "kern": b"       1.250 kg \r\n",
    "dibal": b"\x0202\x1b3\x1b01250\x1b000000\x1b000000\x03",
    "plain_kg": b"   1.250 kg\r\n",
    "example": b"ST,GS,+  1.250kg\r\n",
}


def _rates() -> dict[str, int]:
    """Frames a second of each parser; every frame must be read, or AssertionError."""
    from devices.scale_kinds import scale_kinds

    kinds = scale_kinds()
    return {key: _rate(kinds[key].language().feed, frame) for key, frame in SAMPLES.items()}


def _rate(feed: Callable[[bytes], Sequence[object]], frame: bytes) -> int:
    feed(frame * 3)
    read, began = 0, time.perf_counter()
    for _frame in range(PARSED):
        read += len(feed(frame))
    took = time.perf_counter() - began
    if read != PARSED:
        raise AssertionError(f"{read} of {PARSED} frames were read: {frame!r}")
    return round(PARSED / took)


def _p99(every: list[float]) -> float:
    return sorted(every)[len(every) * 99 // 100]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)
