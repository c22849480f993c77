"""A town at six in the morning: ten vans on the road with two hundred stops, three of each van's twenty served.

Next: replan.py.
"""

from __future__ import annotations

import random

from domain.dispatch.words.state import Road, RoadStop, RoadTote, RoadVan
from domain.routing.rules.travelling import metres_between, seconds_between
from domain.routing.words import Carrier

VANS, EACH = 10, 20
NOW_S = 6 * 3600


def stop(number: int, route: int, drop: int, chance: random.Random, *, is_past: bool) -> RoadStop:
    totes = tuple(
        RoadTote(number * 10 + i, f"T{number:03d}{i}", chance.randint(5_000, 18_000), 50_000, False, route)
        for i in range(chance.randint(1, 4))
    )
    closes = chance.choice((None, 9 * 3600, 10 * 3600, 11 * 3600))
    done = NOW_S - 1200 + drop * 300 if is_past else None
    return RoadStop(
        stop_id=number, point_id=number, point=f"点{number}", leader="", phone="", place=number, drop_no=drop,
        state="handed_over" if is_past else "pending", planned_min=360 + drop * 10, opens_s=0, closes_s=closes,
        service_s=240, weight_g=sum(tote.weight_g for tote in totes), volume_ml=50_000 * len(totes), totes=totes,
        planned_totes=len(totes), arrived_s=None if done is None else done - 240, done_s=done,
    )  # fmt: skip


def road(seed: int) -> Road:
    """Vans with 20 stops each in their part of the town, three of them served, room for a third more."""
    chance = random.Random(seed)
    centres = [(chance.gauss(0, 0.05), chance.gauss(0, 0.05)) for _ in range(VANS)]
    places = [(30.3, 120.1)]
    vans = []
    for van in range(VANS):
        spots = [
            (30.3 + centres[van][0] + chance.gauss(0, 0.02), 120.1 + centres[van][1] + chance.gauss(0, 0.02))
            for _ in range(EACH)
        ]
        places += sorted(spots)
        stops = tuple(stop(van * EACH + i + 1, van + 1, i + 1, chance, is_past=i < 3) for i in range(EACH))
        aboard = [tote for one in stops if one.state == "pending" for tote in one.totes]
        most = 4 * sum(tote.weight_g for one in stops for tote in one.totes) // 3
        carrier = Carrier(most, 9_000_000, 80, 0, 5 * 3600, 13 * 3600, km_cost_fen=120, hour_cost_fen=2500)
        vans.append(RoadVan(
            route_id=van + 1, van_id=van + 1, van=f"V{van}", driver="", phone="", state="departed", trip=1,
            carrier=carrier, start_min=300, left_s=5 * 3600, weight_g=sum(tote.weight_g for tote in aboard),
            volume_ml=50_000 * len(aboard), aboard=len(aboard), stops=stops,
        ))  # fmt: skip
    metres = metres_between(places, 1350)
    points = {number: number for number in range(1, VANS * EACH + 1)}
    return Road(1, "0525", NOW_S, tuple(vans), None, points, 3, metres, seconds_between(metres))
