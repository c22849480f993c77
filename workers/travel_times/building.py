"""Builds the roads of an OpenStreetMap extract (.osm.pbf) into tiles, in a process of its own that can be stopped.

New tiles lie beside the old ones until they are whole; a building that fails or is stopped changes nothing.
Next: filling.py.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from domain.common.clock import iso_text, now
from workers.travel_times.asking import BuildingStopped, NoRoomForRoads, NotAnExtract, RoadsNotBuilt
from workers.travel_times.roads import STATE, RoadState, configuration, library, road_state

STEPS = (
    ("Parsing ways", 0.02),
    ("Parsing relations", 0.25),
    ("Parsing nodes", 0.35),
    ("Creating graph edges", 0.5),
    ("Building", 0.6),
    ("Enhancing", 0.7),
    ("HierarchyBuilder", 0.78),
    ("Creating shortcuts", 0.83),
    ("turn restrictions at level", 0.92),
    ("Validating", 0.96),
)
"""What the building says, and how far it is then."""
LOOK_EVERY_S = 0.05
GROWS = 4
"""Tiles and what lies beside them while they are built take up to so many times the extract."""
BESIDE_MB = 20
MB = 1_000_000
FULL = 2 * MB
"""A disk with less left was full when building ended."""

Told = Callable[[float], None]
Stopped = Callable[[], bool]


def build_roads(extract: Path, folder: Path, told: Told | None = None, stopped: Stopped | None = None) -> RoadState:
    """Makes `folder` hold the roads of the extract. `told` gets the share done, 0 to 1.

    Raises NotAnExtract, NoRoomForRoads, RoadsNotBuilt, RoadsUnsupported, BuildingStopped.
    """
    library()
    _look_at(extract)
    _look_at_room(extract, folder)
    before = road_state(folder)
    name = f"tiles-{now():%Y%m%d-%H%M%S-%f}"
    tiles = folder / name
    try:
        tiles.mkdir(parents=True)
        _run(extract, tiles, told or (lambda _share: None), stopped or (lambda: False))
        state = RoadState(extract.name, extract.stat().st_size, iso_text(now()), library().__version__, name)
        _write_state(folder, state)
    except OSError as fault:
        shutil.rmtree(tiles, ignore_errors=True)
        raise RoadsNotBuilt(str(extract), fault.strerror or str(fault)) from fault
    except BaseException:
        shutil.rmtree(tiles, ignore_errors=True)
        raise
    _tidy(folder, keep={name, *({before.tiles} if before and os.name == "nt" else set())})
    if told:
        told(1.0)
    return state


def _look_at(extract: Path) -> None:
    """The first block of a PBF names itself; anything else is told before a process is started."""
    try:
        with extract.open("rb") as file:
            head = file.read(64)
    except OSError as fault:
        raise NotAnExtract(str(extract), fault.strerror or str(fault)) from fault
    length = struct.unpack(">I", head[:4])[0] if len(head) >= 4 else 0
    if not 0 < length <= 65_536 or b"OSMHeader" not in head:
        raise NotAnExtract(str(extract), "OSMHeader")


def _look_at_room(extract: Path, folder: Path) -> None:
    """Before anything is made: a disk that is full takes the books with it."""
    needed = extract.stat().st_size * GROWS + BESIDE_MB * MB
    there = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(there).free
    if free < needed:
        raise NoRoomForRoads(str(folder), -(-needed // MB), free // MB)


def _run(extract: Path, tiles: Path, told: Told, stopped: Stopped) -> None:
    config = configuration(tiles)
    config["logging"] = {"type": "std_out", "color": False}
    settings, log = tiles / "build.json", tiles / "build.log"
    settings.write_text(json.dumps(config), encoding="utf-8")
    with log.open("wb") as out:
        building = subprocess.Popen(
            [str(_program()), "-c", str(settings), "-j", "1", str(extract)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=_surroundings(),
        )
        try:
            while building.poll() is None:
                if stopped():
                    raise BuildingStopped(str(extract))
                told(_share(log))
                time.sleep(LOOK_EVERY_S)
        finally:
            if building.poll() is None:
                building.kill()
                building.wait()
    if building.returncode or not any(tiles.rglob("*.gph")):
        raise _why(extract, tiles, log)
    for path in (settings, log):
        path.unlink()


def _program() -> Path:
    return (
        Path(library().PYVALHALLA_DIR) / "bin" / ("valhalla_build_tiles" + (".exe" if sys.platform == "win32" else ""))
    )


def _surroundings() -> dict[str, str] | None:
    """On Windows the program finds its libraries through PATH alone."""
    if sys.platform != "win32":
        return None
    libraries = Path(library().PYVALHALLA_DIR).parent / "pyvalhalla.libs"
    return {**os.environ, "PATH": f"{libraries}{os.pathsep}{os.environ.get('PATH', '')}"}


def _share(log: Path) -> float:
    said = log.read_text(encoding="utf-8", errors="replace")
    return max((share for words, share in STEPS if words in said), default=0.0)


def _why(extract: Path, tiles: Path, log: Path) -> NotAnExtract | NoRoomForRoads | RoadsNotBuilt:
    """What ended the building: the file, the disk, or a fault that is told in its own words."""
    free = shutil.disk_usage(tiles).free
    said = log.read_text(encoding="utf-8", errors="replace")
    if free < FULL or "No space left" in said:
        return NoRoomForRoads(str(tiles.parent), extract.stat().st_size * GROWS // MB + BESIDE_MB, free // MB)
    last = said.strip().splitlines()[-1][-200:] if said.strip() else ""
    if "PBF error" in said or "protobuf" in said or "what():" in said:
        return NotAnExtract(str(extract), last.partition("what():")[2].strip() or last)
    return RoadsNotBuilt(str(extract), last or "no roads")


def _write_state(folder: Path, state: RoadState) -> None:
    """In one step: whoever reads finds the old state or the new one."""
    fresh = folder / f"{STATE}.new"
    fresh.write_text(json.dumps(asdict(state), ensure_ascii=False), encoding="utf-8")
    fresh.replace(folder / STATE)


def _tidy(folder: Path, keep: set[str]) -> None:
    """Tiles that nobody reads any more go; on Windows those still open stay until the next building."""
    for old in folder.glob("tiles-*"):
        if old.name not in keep:
            shutil.rmtree(old, ignore_errors=True)
