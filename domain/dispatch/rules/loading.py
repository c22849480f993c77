"""What a tote scanned at a van is, the reason as a value before anything counts; how a load stands on pallets. Next: expecting.py."""

from __future__ import annotations

from domain.common.errors import Notice
from domain.dispatch.words import CrateNow, LoadCrate, LoadList, LoadStop, LoadVerdict, Pallet, VanNow
from domain.routing.rules.telling import limit_text
from domain.routing.words import Limit, RouteState
from domain.totes.words import ToteState

READY = (ToteState.SEALED.value, ToteState.STAGED.value)
GONE = (RouteState.DEPARTED.value, RouteState.RETURNED.value, RouteState.CLOSED.value)

Judged = tuple[LoadVerdict, Notice]
"""The verdict, and the sentence's code with its facts."""


def judge(van: VanNow, crate: CrateNow) -> Judged:
    """The first of the reasons against it, in the order in which a loader can do something about it."""
    if van.state in GONE:
        return LoadVerdict.VAN_GONE, Notice.of("load_van_gone", van=van.van, tote=crate.code)
    if crate.on_van:
        return LoadVerdict.LOADED_ALREADY, Notice.of("load_loaded_already", tote=crate.code, other=crate.on_van)
    if crate.route_id != van.route_id:
        return LoadVerdict.WRONG_VAN, _elsewhere(van, crate)
    if crate.state not in READY or crate.weight_g is None:
        return LoadVerdict.NOT_SEALED, Notice.of("load_not_sealed", tote=crate.code, state=crate.state)
    over = _over(van, crate, crate.weight_g)
    if over is not None:
        return LoadVerdict.OVER_LIMIT, over
    if crate.later:
        facts = {"tote": crate.code, "point": crate.point, "drop": crate.drop_no, "van": van.van}
        return LoadVerdict.WRONG_ORDER, Notice.of("load_wrong_order", **facts, waiting=crate.later)
    right = Notice.of("load_right", tote=crate.code, van=van.van, point=crate.point, drop=crate.drop_no)
    return LoadVerdict.RIGHT, right


def _elsewhere(van: VanNow, crate: CrateNow) -> Notice:
    if crate.route_id is None:
        return Notice.of("load_no_van", tote=crate.code, point=crate.point)
    return Notice.of("load_wrong_van", tote=crate.code, point=crate.point, other=crate.van, van=van.van)


def _over(van: VanNow, crate: CrateNow, weight_g: int) -> Notice | None:
    for limit, value, allowed in (
        (Limit.WEIGHT, van.weight_g + weight_g, van.max_weight_g),
        (Limit.VOLUME, van.volume_ml + crate.volume_ml, van.max_volume_ml),
        (Limit.TOTES, van.totes + 1, van.max_totes),
    ):
        if value > allowed:
            told = {"value": limit_text(limit, value), "allowed": limit_text(limit, allowed)}
            return Notice.of("load_over_limit", tote=crate.code, van=van.van, limit=limit.value, **told)
    return None


def going(van: LoadList, stop: LoadStop) -> tuple[LoadCrate, ...]:
    """The totes of a stop that go with the van: those on it once it left, before that all that are not left behind."""
    if van.departed_at is not None:
        return tuple(crate for crate in stop.crates if crate.is_loaded)
    return tuple(crate for crate in stop.crates if not crate.left_behind)


def is_known(van: LoadList) -> bool:
    """True when nothing of the van's load can change by itself: everything is picked and sealed, or it has left."""
    if van.departed_at is not None:
        return True
    return not van.to_pick and not unsealed(van)


def unsealed(van: LoadList) -> tuple[LoadCrate, ...]:
    """Totes that are to go with the van and are not sealed yet."""
    crates = (crate for stop in van.stops for crate in going(van, stop))
    return tuple(crate for crate in crates if not crate.is_loaded and crate.state not in READY)


def pallets(van: LoadList, most: int) -> tuple[Pallet, ...]:
    """The van's totes on pallets of `most` totes at the most, the first drop on the first one.

    A stop stands on one pallet where it has room there; only a stop with more totes than a pallet takes is parted.
    """
    found: list[list[tuple[LoadStop, tuple[LoadCrate, ...]]]] = []
    room = 0
    for stop in sorted(van.stops, key=lambda one: one.drop_no):
        crates = going(van, stop)
        while crates:
            if room < min(len(crates), most):
                found.append([])
                room = most
            part, crates = crates[:room], crates[room:]
            found[-1].append((stop, part))
            room -= len(part)
    return tuple(Pallet(tuple(stops)) for stops in found)
