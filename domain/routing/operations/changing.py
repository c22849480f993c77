"""A plan changed by hand: a stop moved (also one without a van yet), two swapped, a route reversed.

Hours and limits are looked at again; what gets worse is refused, or allowed by a named person with a reason.
Next: keeping.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, Right
from domain.routing.operations import rewriting
from domain.routing.operations.sheets import Sheet, sheet_of
from domain.routing.rules import changing, placing
from domain.routing.rules.changing import Trips
from domain.routing.words import StopPinned, Trip

Change = Callable[[Sheet], Trips]


def move_stop(
    database: Database,
    actor: Actor,
    plan_id: int,
    point_id: int,
    van_id: int,
    drop_no: int | None = None,
    *,
    override: str | None = None,
    command_id: str | None = None,
) -> Done:
    """The point as drop `drop_no` of the van (None: where it costs least). A van without a route gets one.

    Answer of each change: plan, vans (codes of those touched). Raises PlanSettled, RouteFixed, StopPinned,
    LimitExceeded, StopTooLate, NoColdBox; `override` lets the limits be broken, by the actor's name and this reason.
    """

    def change(sheet: Sheet) -> Trips:
        site, carrier = sheet.site(point_id), sheet.carrier(van_id)
        _refuse_pinned(sheet, site, carrier)
        place = drop_no if drop_no is not None else _cheapest(sheet, site, carrier)
        return changing.moved(sheet.trips, site, carrier, place)

    return _change(database, actor, "move_stop", [plan_id, point_id, van_id, drop_no], change, override, command_id)


def swap_stops(
    database: Database,
    actor: Actor,
    plan_id: int,
    point_id: int,
    other_id: int,
    *,
    override: str | None = None,
    command_id: str | None = None,
) -> Done:
    """Two points in each other's place, on one van or on two. Answer and refusals as move_stop."""

    def change(sheet: Sheet) -> Trips:
        one, other = sheet.site(point_id), sheet.site(other_id)
        mine, theirs = _carrier_of(sheet, one), _carrier_of(sheet, other)
        _refuse_pinned(sheet, one, theirs)
        _refuse_pinned(sheet, other, mine)
        return changing.swapped(sheet.trips, one, other)

    return _change(database, actor, "swap_stops", [plan_id, point_id, other_id], change, override, command_id)


def reverse_route(
    database: Database,
    actor: Actor,
    plan_id: int,
    van_id: int,
    *,
    override: str | None = None,
    command_id: str | None = None,
) -> Done:
    """The van's drops from last to first. Answer and refusals as move_stop."""

    def change(sheet: Sheet) -> Trips:
        carrier = sheet.carrier(van_id)
        if carrier not in sheet.trips:
            raise NotFound("route", sheet.day.vans[carrier].code)
        return changing.turned(sheet.trips, carrier)

    return _change(database, actor, "reverse_route", [plan_id, van_id], change, override, command_id)


def _change(
    database: Database,
    actor: Actor,
    kind: str,
    body: list[int | None],
    change: Change,
    override: str | None,
    command_id: str | None,
) -> Done:
    plan_id = body[0]

    def work(tx: Transaction) -> dict[str, Any]:
        sheet = sheet_of(tx, plan_id or 0)
        after = change(sheet)
        vans = rewriting.write(tx, sheet, after, override=override)
        answer = {"plan": plan_id, "vans": vans}
        told = {"before": _named(sheet, sheet.trips, vans), "after": _named(sheet, after, vans)}
        tx.note("routing", kind, f"cycle {sheet.day.cycle}", told["before"], {**told["after"], "override": override})
        return answer

    return command.execute(
        database, actor, kind, [body, override], work, right=Right.PLAN_ROUTES, command_id=command_id
    )


def _named(sheet: Sheet, trips: Trips, vans: list[str]) -> dict[str, list[str]]:
    """Van code -> names of its points in drop order: what the trail keeps."""
    return {
        sheet.day.vans[carrier].code: [sheet.day.points[site].name for site in sites]
        for carrier, sites in trips.items()
        if sheet.day.vans[carrier].code in vans
    }


def _carrier_of(sheet: Sheet, site: int) -> int:
    carrier = sheet.carrier_of(site)
    if carrier is None:
        raise NotFound("stop", sheet.day.points[site].name)
    return carrier


def _refuse_pinned(sheet: Sheet, site: int, carrier: int) -> None:
    """A pinned stop changes its place on its van, not the van."""
    stop = sheet.stops.get(site)
    now = sheet.carrier_of(site)
    if stop is not None and stop.pinned and now is not None and now != carrier:
        raise StopPinned(sheet.day.points[site].name, sheet.day.vans[now].code)


def _cheapest(sheet: Sheet, site: int, carrier: int) -> int:
    """The drop number at which the site breaks least and costs least on this van."""
    without = {one: Trip(one, tuple(kept for kept in sites if kept != site)) for one, sites in sheet.trips.items()}
    found = [place for place in placing.places(sheet.problem, without, site) if place.trip.carrier == carrier]
    return min(found, key=lambda place: place.rank).trip.sites.index(site) + 1
