"""What a tote scanned at a van is: the reason as a value, before anything counts. Next: records.py."""

from __future__ import annotations

from domain.common.errors import Notice
from domain.dispatch.words import CrateNow, LoadVerdict, VanNow
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
