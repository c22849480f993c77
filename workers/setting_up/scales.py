"""Setting up a scale: which ports there are, what speaks on one of them, and whether it weighs.

Guessing listens first, for a scale that speaks is not to be disturbed; only then it asks, with nothing but requests for
a weight: zero and tare are never sent. Next: results.py, domain/common/sentences/setting_up_scales.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from devices.drivers.scale import ScaleDriver
from devices.errors import BadAddress, BadTemplate, LinkDown
from devices.links.addresses import link_to
from devices.links.ports_found import FoundPort, serial_ports
from devices.links.serial_line import LineSettings
from devices.ports import Link
from devices.readings import Accepted, Reading, WeightFault
from devices.scale_kinds import ScaleKind, scale_kinds, template_problems
from devices.scale_templates import template_of
from domain.common.errors import Notice
from workers.setting_up.results import Tried

LISTEN_S = 1.2
ASK_S = 0.9
LOOK_S = 0.05
FRAMES_TO_BELIEVE = 2
SHOWN_BYTES = 24
PATIENCE_S = 10.0
LINES = (
    LineSettings(),
    LineSettings(9600, 7, "E", 1),
    LineSettings(2400, 7, "E", 1),
    LineSettings(4800),
    LineSettings(19200),
    LineSettings(9600, 7, "O", 1),
    LineSettings(2400),
)
"""What scales are set to, the most usual first."""
VAGUE = ("plain_kg", "toledo")
"""Kinds whose frames others send too: they are believed when no other is."""
HOPELESS = frozenset({WeightFault.OFFLINE, WeightFault.WRONG_UNIT, WeightFault.NO_UNIT})

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Guess:
    """What is on a port: the kind and line to keep in the settings, "" when nothing was understood; and the sentence."""

    kind: str
    line: LineSettings
    tried: Tried


def ports() -> tuple[list[FoundPort], Tried]:
    """The serial ports of this computer, and a sentence about them."""
    found = serial_ports()
    names = ", ".join(each.place for each in found)
    return found, Tried.good("ports_found", ports=names) if found else Tried.bad("no_ports")


def guess_scale(address: str, *folders: Path) -> Guess:
    """What kind of scale is at an address of the settings (a port, a device by its number, tcp://)."""
    try:
        link_to(address)
    except BadAddress as error:
        return Guess("", LineSettings(), Tried.bad("bad_address", port=address, wanted=error.wanted))
    lines = LINES[:1] if "://" in address else LINES
    return guess_on(address, lambda line: link_to(address, line), scale_kinds(*folders), lines)


def guess_on(
    port: str,
    wire: Callable[[LineSettings], Link],
    kinds: dict[str, ScaleKind],
    lines: Iterable[LineSettings] = LINES,
    *,
    clock: Clock = time.monotonic,
) -> Guess:
    """The same for wires made by `wire`; a TCP wire has no line, so one of `lines` is enough there."""
    heard, tries = b"", tuple(lines)
    try:
        for line in tries:
            data = _listened(wire(line), clock)
            heard = heard or data
            if found := _understood(data, kinds, clock):
                return _found(port, *found, line, kinds)
        for key, kind in kinds.items():
            line = kind.line if len(tries) > 1 else tries[0]
            if kind.commands.request and (reading := _answered(wire(line), kind, clock)):
                return _found(port, key, reading, line, kinds)
    except LinkDown as error:
        return Guess("", tries[0], Tried.bad("port_not_opened", port=port, detail=error.detail))
    seen = heard[:SHOWN_BYTES].hex(" ")
    silent = Tried.bad("scale_silent", port=port)
    tried = Tried.bad("scale_garbled", port=port, seen_bytes=seen, seen=seen) if heard else silent
    return Guess("", tries[0], tried)


def _found(port: str, key: str, reading: Reading, line: LineSettings, kinds: dict[str, ScaleKind]) -> Guess:
    told = f"{line.baud} {line.bits}{line.parity}{line.stops}"
    return Guess(
        key, line, Tried.good("scale_found", port=port, scale=kinds[key].name, line=told, seen=_text(reading.raw))
    )


def _text(raw: bytes) -> str:
    return raw.decode("ascii", "backslashreplace").strip()


def _listened(link: Link, clock: Clock) -> bytes:
    """What comes by itself; it ends early when there is plenty."""
    data, until = b"", clock() + LISTEN_S
    link.open()
    try:
        link.discard_input()
        while clock() < until and len(data) < 1024:
            data += link.read(LOOK_S)
    finally:
        link.close()
    return data


def _understood(data: bytes, kinds: dict[str, ScaleKind], clock: Clock) -> tuple[str, Reading] | None:
    """The kind that understands most of what came."""
    best: tuple[float, str, Reading] | None = None
    for key, kind in kinds.items():
        if kind.commands.request or not data:
            continue
        frames = kind.language().feed(data)
        doubt = 0.5 * (key in VAGUE or not kind.is_confirmed) + 0.3 * kind.is_template
        share = sum(len(frame.raw) for frame in frames) / len(data) - doubt
        if len(frames) >= FRAMES_TO_BELIEVE and (best is None or share > best[0] + 0.1):
            last = frames[-1]
            said = {name: getattr(last, name) for name in type(last).__slots__}
            best = (share, key, Reading(**said, id=0, t_mono=clock()))
    return best and (best[1], best[2])


def _answered(link: Link, kind: ScaleKind, clock: Clock) -> Reading | None:
    """What it says when it is asked in this kind's words; None when it says nothing of it."""
    heard: list[Reading] = []
    driver = ScaleDriver(link, kind.language, commands=kind.commands, clock=clock, on_reading=heard.append)
    until = clock() + ASK_S
    link.open()
    try:
        link.write(kind.commands.request)  # ends what questions of other kinds may have begun
        link.read(LOOK_S)
        link.discard_input()
        while clock() < until and len(heard) < FRAMES_TO_BELIEVE:
            if said := driver.say():
                link.write(said)
            if data := link.read(LOOK_S):
                driver.take_in(data)
    finally:
        link.close()
    return heard[-1] if len(heard) >= FRAMES_TO_BELIEVE else None


def try_weighing(driver: ScaleDriver, wanted_g: int | None = None, *, within_s: float = PATIENCE_S) -> Tried:
    """Waits for one weight that may be booked; `wanted_g`: what was put on, when its weight is known (to 5 divisions)."""
    pressed, fault = time.monotonic(), WeightFault.STALE
    driver.start()
    while time.monotonic() < pressed + within_s:
        found = driver.accept(pressed)
        if isinstance(found, Accepted):
            return _judged(found, wanted_g, driver.limits.another_g)
        fault = found.fault
        if fault in HOPELESS:
            break
        time.sleep(LOOK_S)
    seen = driver.health.detail
    return Tried.bad(f"weigh_{fault.value}", seen=seen)


def _judged(found: Accepted, wanted_g: int | None, room_g: int) -> Tried:
    seen = _text(found.reading.raw)
    if wanted_g is not None and abs(found.weight_g - wanted_g) > room_g:
        return Tried.bad("weigh_off", seen=seen, seen_grams=found.weight_g, wanted_grams=wanted_g)
    return Tried.good("weigh_works", seen=seen, weight_grams=found.weight_g)


def check_template(file: Path) -> Tried:
    """Whether a file describes a scale; else what is wrong in it, and where."""
    try:
        template = template_of(file)
    except BadTemplate as error:
        return _bad_template(file, error.problem, error.facts)
    return Tried.good("template_works", file=file.name, scale=template.name, length=template.pattern.length)


def bad_templates(*folders: Path) -> list[Tried]:
    """The files of the folders that describe no scale and are not offered, each with what is wrong in it."""
    return [_bad_template(each.file, each.problem, each.facts) for each in template_problems(*folders)]


def _bad_template(file: Path, problem: str, facts: Mapping[str, object]) -> Tried:
    return Tried(False, Notice.of(f"template_{problem}", file=file.name, **facts))
