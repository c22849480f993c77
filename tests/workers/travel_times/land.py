"""A small made-up land near Hangzhou as an OpenStreetMap extract: a town of streets and two isles no bridge leads to.

Streets cross every 400 m from the south-west corner. An isle of few streets is easily taken for the mainland.
"""

from __future__ import annotations

from math import cos, radians
from pathlib import Path

import osmium
from osmium.osm import mutable

CORNER = (30.3000, 120.1000)
"""WGS-84, degrees."""
BLOCK_M = 400
BLOCKS = {"town": (10, 0), "isle": (3, 10_000), "large isle": (8, 20_000)}
"""So many blocks a side, so many metres east of the corner."""


def at(north_m: float, east_m: float) -> tuple[float, float]:
    """A place so many metres from the corner."""
    lat = CORNER[0] + north_m / 111_195
    return lat, CORNER[1] + east_m / (111_195 * cos(radians(CORNER[0])))


def write_land(path: Path) -> Path:
    """The extract, written by pyosmium."""
    with osmium.SimpleWriter(str(path)) as out:
        nodes: dict[tuple[str, int, int], int] = {}
        for name, (blocks, east_m) in BLOCKS.items():
            for row in range(blocks + 1):
                for col in range(blocks + 1):
                    lat, lon = at(row * BLOCK_M, east_m + col * BLOCK_M)
                    nodes[name, row, col] = len(nodes) + 1
                    out.add_node(mutable.Node(id=len(nodes), location=(lon, lat), version=1))
        number = 0
        for name, (blocks, _east_m) in BLOCKS.items():
            lines = [[nodes[name, row, col] for col in range(blocks + 1)] for row in range(blocks + 1)]
            for line in (*lines, *zip(*lines, strict=True)):
                number += 1
                tags = {"highway": "residential", "name": f"{name} {number}"}
                out.add_way(mutable.Way(id=number, nodes=list(line), tags=tags, version=1))
    return path
