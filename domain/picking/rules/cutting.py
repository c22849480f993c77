"""How points become waves, and in which order a station walks. Next: following.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class PointToPick:
    """A point that needs a wave: its drop on a route of the live plan, None where no van comes by plan."""

    point_id: int
    code: str
    name: str
    route_id: int | None = None
    van: str = ""
    drop_no: int | None = None
    depart_min: int | None = None


@dataclass(frozen=True, slots=True)
class WaveToMake:
    """Points picked together, in picking order; `due_min` is when their van leaves."""

    route_id: int | None
    due_min: int | None
    points: tuple[PointToPick, ...]


def cut_waves(points: Iterable[PointToPick], points_per_wave: int | None) -> list[WaveToMake]:
    """Waves in the order in which their vans leave; in a route the last drop first, for it is loaded first.

    A wave never holds points of two routes. Points without a route come last, by code and name. `points_per_wave`
    None: a route is one wave.
    """
    waves = []
    for (route_id, due), some in groupby(sorted(points, key=_order), key=lambda p: (p.route_id, p.depart_min)):
        members = list(some)
        for few in _few(members, points_per_wave or len(members)):
            waves.append(WaveToMake(route_id, due, tuple(few)))
    return waves


def _order(point: PointToPick) -> tuple[int, int, str, int, int, str, str]:
    if point.route_id is None:
        return 1, 0, "", 0, 0, point.code, point.name
    return 0, point.depart_min or 0, point.van, point.route_id, -(point.drop_no or 0), point.code, point.name


def _few(members: Sequence[PointToPick], size: int) -> Iterator[Sequence[PointToPick]]:
    for start in range(0, len(members), max(size, 1)):
        yield members[start : start + max(size, 1)]


@dataclass(frozen=True, slots=True)
class Walked:
    """A product as it is walked to: the walking order of its shelf (None: it has none), then as on the papers."""

    product_id: int
    walk_order: int | None
    category: str
    name: str
    spec: str


def walking_ranks(products: Iterable[Walked]) -> dict[int, int]:
    """Product id -> its place in the walk, from 1: shelves in walking order, what has no shelf behind, as on papers."""
    order = sorted(
        products, key=lambda p: (p.walk_order is None, p.walk_order or 0, p.category, p.name, p.spec, p.product_id)
    )
    return {product.product_id: rank for rank, product in enumerate(order, 1)}
