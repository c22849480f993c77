"""At the pickup points: crates handed over and signed for, then buyers with their codes.

Goes wrong on purpose: one crate is missing and one comes damaged; a buyer comes twice, one says a wrong code; the last
buyers of each point do not come: kept until tomorrow, one of them sent back.
"""

from __future__ import annotations

from datetime import timedelta

from domain.common.clock import now
from domain.dispatch.queries import load_lists
from domain.handover.operations import (
    close_route,
    collect_by_code,
    collect_chosen,
    extend,
    hand_over,
    return_route,
    return_uncollected,
)
from domain.handover.queries import by_phone_tail, collection_list, stops_of_route
from domain.handover.words import BuyerRow, CollectionRefused, StopSheet
from workers.demo import staff
from workers.demo.hall.floor import Floor

COMES_NOT = 25
"""One buyer of so many."""
BY_PHONE = 9
"""One of so many has forgotten the code."""


def act(floor: Floor) -> None:
    """Every stop of every van, then the vans come home and the buyers come."""
    with floor.database.read() as connection:
        routes = [one for one in load_lists(connection, floor.cycle) if one.totes]
        stops = {route.route_id: stops_of_route(connection, route.route_id) for route in routes}
    for number, route in enumerate(routes):
        for at, stop in enumerate(stops[route.route_id]):
            _hand_over(floor, stop, is_troubled=number == 0 and at == 0)
        return_route(floor.database, staff.DRIVER, route.route_id)
        close_route(floor.database, staff.MANAGER, route.route_id)
    for some in stops.values():
        for stop in some:
            _collect(floor, stop)


def _hand_over(floor: Floor, stop: StopSheet, *, is_troubled: bool) -> None:
    """All crates by scan; at the first stop one is missing and one damaged."""
    codes = [tote.tote for tote in stop.totes]
    missing = {codes[-1]: "车上没找到"} if is_troubled and len(codes) > 2 else {}
    damaged = {codes[-2]: "筐盖碎了，鸡蛋破两盒"} if is_troubled and len(codes) > 2 else {}
    good = [floor.hands.scan(code) for code in codes if code not in missing and code not in damaged]
    answer = hand_over(
        floor.database,
        staff.DRIVER,
        stop.stop_id,
        received=good,
        receiver=stop.leader or "团长",
        missing=missing,
        damaged=damaged,
        empties_counted=len(codes) // 3,
    ).answer
    for what in ("handed_over", "missing", "damaged"):
        floor.count(what, answer[what])


def _collect(floor: Floor, stop: StopSheet) -> None:
    """Buyers by their codes, some by phone; those who do not come are kept."""
    with floor.database.read() as connection:
        buyers = collection_list(connection, floor.cycle, stop.point_id)
    away = [buyer for number, buyer in enumerate(buyers) if number % COMES_NOT == COMES_NOT - 1]
    for number, buyer in enumerate(buyers):
        if buyer not in away:
            _give(floor, stop, buyer, by_phone=number % BY_PHONE == BY_PHONE - 1)
    if buyers and "refused_collections" not in floor.told:
        _come_again(floor, stop, buyers[0])
    if away:
        _keep(floor, away)


def _give(floor: Floor, stop: StopSheet, buyer: BuyerRow, *, by_phone: bool) -> None:
    if by_phone and buyer.phone_tail:
        with floor.database.read() as connection:
            offered = by_phone_tail(connection, stop.point_id, buyer.phone_tail)
        chosen = next(one for one in offered if one.order_id == buyer.order_id)
        collect_chosen(floor.database, staff.DRIVER, stop.point_id, chosen.order_id, buyer.phone_tail)
    else:
        collect_by_code(floor.database, staff.DRIVER, stop.point_id, floor.hands.scan(buyer.pickup_code))
    floor.count("collected")


def _come_again(floor: Floor, stop: StopSheet, buyer: BuyerRow) -> None:
    """The same code a second time, and one nobody has."""
    for code in (buyer.pickup_code, "000000"):
        try:
            collect_by_code(floor.database, staff.DRIVER, stop.point_id, code)
            raise AssertionError(f"{code} was given out")
        except CollectionRefused:
            floor.count("refused_collections")


def _keep(floor: Floor, away: list[BuyerRow]) -> None:
    """Until tomorrow; the very first who did not come is sent back at once."""
    if "sent_back" not in floor.told:
        return_uncollected(floor.database, staff.DRIVER, [away[0].order_id], "顾客说不要了")
        floor.count("sent_back")
        away = away[1:]
    if away:
        until = now().astimezone().date() + timedelta(days=1)
        extend(floor.database, staff.DRIVER, [buyer.order_id for buyer in away], until, "明天来取")
        floor.count("kept", len(away))
