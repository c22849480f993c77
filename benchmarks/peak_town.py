"""The peak night on the road: 39 t and 195 m3 for 200 points of the demo city, 10 vans of 1.5 t and 9 m3, all by 11:00.

Points, addresses and minutes of service are the demo city's; ways are estimates. Next: peak_routes.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from domain.common.money import share_out
from domain.routing.words import Carrier, Problem, Site

POINTS, VANS = 200, 10
WEIGHT_G, VOLUME_ML = 39_000_000, 195_000_000
VAN_WEIGHT_G, VAN_VOLUME_ML, VAN_TOTES = 1_500_000, 9_000_000, 230
FROM_S, UNTIL_S = 5 * 3600, 11 * 3600
SHIFT_S = (9 * 1800, 13 * 3600)
RELOAD_S = 1_800


@dataclass(frozen=True, slots=True)
class Unloading:
    """How long a stop takes: fixed seconds (None: the point's own minutes), and seconds a crate."""

    fixed_s: int | None
    tote_s: int


BY_HAND = Unloading(None, 30)
"""Crate by crate to the shelf, as the demo's points are served."""
BY_TROLLEY = Unloading(180, 5)
"""Stacks of crates down a tail lift, put in the doorway."""


def peak_problem(unloading: Unloading, seed: int = 0) -> Problem:
    """The peak as numbers: each van drives once. Loads differ by three to one from point to point."""
    from domain.routing.rules.travelling import metres_between, seconds_between
    from domain.routing.words import RoutingSettings
    from workers.demo import city

    chance = Random(f"peak {seed}")
    vans = city.vans(VANS, WEIGHT_G)
    points = city.points(chance, POINTS, vans, WEIGHT_G)
    shares = [chance.randint(50, 150) for _ in points]
    weights = share_out(WEIGHT_G, shares)
    volumes = share_out(VOLUME_ML, [share * chance.randint(85, 115) for share in shares])
    middle = (city.CENTRE_E6[0] / 1e6, city.CENTRE_E6[1] / 1e6)
    metres = metres_between([middle, *((one.lat_e6 / 1e6, one.lon_e6 / 1e6) for one in points)],
                            RoutingSettings().detour_permille)  # fmt: skip
    sites = tuple(
        _site(weight, volume, point.service_min, unloading)
        for weight, volume, point in zip(weights, volumes, points, strict=True)
    )
    return Problem(sites, tuple(_van() for _ in range(VANS)), metres, seconds_between(metres))


def _site(weight_g: int, volume_ml: int, service_min: int, unloading: Unloading) -> Site:
    """A fifth of the load is chilled, as on the demo's nights."""
    from domain.routing.rules.predicting import predicted_totes
    from domain.routing.words import RoutingSettings

    usual = RoutingSettings()
    cold = predicted_totes(weight_g // 5, volume_ml // 5, 1, usual)
    totes = cold + predicted_totes(weight_g - weight_g // 5, volume_ml - volume_ml // 5, 1, usual)
    fixed = service_min * 60 if unloading.fixed_s is None else unloading.fixed_s
    return Site(weight_g, volume_ml, totes, cold, FROM_S, UNTIL_S, fixed + totes * unloading.tote_s)


def _van() -> Carrier:
    """The demo's light lorry with a smaller load: ¥180 a day, ¥1.20 a km, ¥35 an hour."""
    return Carrier(VAN_WEIGHT_G, VAN_VOLUME_ML, VAN_TOTES, VAN_TOTES, *SHIFT_S, 18_000, 120, 3_500)
