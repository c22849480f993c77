"""A plan changed by hand: a stop moved (also one without a van yet), two swapped, a round reversed, split, joined.

Hours and limits are looked at again; what gets worse is refused, or allowed by a named person with a reason. Each
change can be taken back (taking_back.py). Next: keeping.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor, Right
from domain.routing.operations import rewriting, taking_back
from domain.routing.operations.rewriting import Change
from domain.routing.operations.sheets import Sheet, sheet_of
from domain.routing.rules import changing, placing
from domain.routing.rules.changing import Round, Trips
from domain.routing.words import RouteFixed, StopPinned, Trip
from domain.routing.words.van_names import van_name


def move_stop(
    database: Database,
    actor: Actor,
    plan_id: int,
    point_id: int,
    van_id: int,
    drop_no: int | None = None,
    *,
    round_no: int | None = None,
    override: str | None = None,
    command_id: str | None = None,
) -> Done:
    """The point as drop `drop_no` of the van's round (None: where it costs least). A van without a route gets one.

    `round_no`: which of its rounds (None: the first that is open); one more than it has is a new round. Answer of each
    change: plan, vans (codes of those touched). Raises PlanSettled, RouteFixed, StopPinned, SequencePinned,
    TooManyRounds, VanNotAllowed, LimitExceeded, StopTooLate, NoColdBox; `override` lets the last four be, by the
    actor's name and this reason.
    """

    def change(sheet: Sheet) -> Change:
        site, carrier = sheet.site(point_id), sheet.carrier(van_id)
        _refuse_pinned(sheet, site, carrier)
        if drop_no is None and round_no is None:
            return Change(changing.moved(sheet.trips, site, *_cheapest(sheet, site, carrier)))
        into = _round_for(sheet, carrier, round_no)
        return Change(changing.moved(sheet.trips, site, into, drop_no or len(sheet.trips.get(into, ())) + 1))

    body = [plan_id, point_id, van_id, drop_no, round_no]
    return changed(database, actor, "move_stop", body, change, override, command_id)


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

    def change(sheet: Sheet) -> Change:
        one, other = sheet.site(point_id), sheet.site(other_id)
        mine, theirs = _round_of(sheet, one), _round_of(sheet, other)
        _refuse_pinned(sheet, one, theirs[0])
        _refuse_pinned(sheet, other, mine[0])
        return Change(changing.swapped(sheet.trips, one, other))

    return changed(database, actor, "swap_stops", [plan_id, point_id, other_id], change, override, command_id)


def reverse_route(
    database: Database,
    actor: Actor,
    plan_id: int,
    van_id: int,
    *,
    round_no: int = 1,
    override: str | None = None,
    command_id: str | None = None,
) -> Done:
    """The drops of the van's round from last to first. Answer and refusals as move_stop."""

    def change(sheet: Sheet) -> Change:
        return Change(changing.turned(sheet.trips, sheet.round_at(van_id, round_no)))

    return changed(database, actor, "reverse_route", [plan_id, van_id, round_no], change, override, command_id)


def split_round(
    database: Database,
    actor: Actor,
    plan_id: int,
    van_id: int,
    drop_no: int,
    *,
    round_no: int = 1,
    override: str | None = None,
    command_id: str | None = None,
) -> Done:
    """The van comes back after drop `drop_no` of the round, reloads and drives the rest as its next round.

    Answer and refusals as move_stop; NotFound when nothing would be before or behind that drop.
    """

    def change(sheet: Sheet) -> Change:
        one = sheet.round_at(van_id, round_no)
        if not 0 < drop_no < len(sheet.trips[one]):
            raise NotFound("stop", str(drop_no))
        after = changing.split(sheet.trips, one, drop_no)
        head, tail = sheet.trips[one][drop_no - 1], sheet.trips[one][drop_no]
        links = tuple(link for link in sheet.links if link != (tail, head))
        return Change(after, links=links)

    body = [plan_id, van_id, drop_no, round_no]
    return changed(database, actor, "split_round", body, change, override, command_id)


def join_rounds(
    database: Database,
    actor: Actor,
    plan_id: int,
    van_id: int,
    *,
    round_no: int = 1,
    override: str | None = None,
    command_id: str | None = None,
) -> Done:
    """The van's round with the one after it in one trip. Answer and refusals as move_stop."""

    def change(sheet: Sheet) -> Change:
        one, _ = sheet.round_at(van_id, round_no), sheet.round_at(van_id, round_no + 1)
        return Change(changing.joined(sheet.trips, one))

    return changed(database, actor, "join_rounds", [plan_id, van_id, round_no], change, override, command_id)


def pin_sequence(
    database: Database,
    actor: Actor,
    plan_id: int,
    point_ids: Sequence[int],
    *,
    override: str | None = None,
    command_id: str | None = None,
) -> Done:
    """These points, directly one after another in this order, on the van of the first; so it stays in the next plans.

    Those that stand elsewhere come behind it. Answer and refusals as move_stop; pin_stop takes a pin out again.
    """

    def change(sheet: Sheet) -> Change:
        sites = list(dict.fromkeys(sheet.site(point) for point in point_ids))
        one = _round_of(sheet, sites[0]) if sites else None
        if one is None:
            raise NotFound("stop", "")
        for site in sites[1:]:
            _refuse_pinned(sheet, site, one[0])
        pairs = set(zip(sites[1:], sites, strict=False))
        links = tuple(link for link in sheet.links if link[0] not in sites[1:] and link[1] not in sites[:-1])
        trips = changing.gathered(sheet.trips, one, sites)
        return Change(trips, sheet.pinned | set(sites), (*links, *sorted(pairs)))

    return changed(database, actor, "pin_sequence", [plan_id, *point_ids], change, override, command_id)


def changed(
    database: Database,
    actor: Actor,
    kind: str,
    body: Sequence[int | None],
    change: Callable[[Sheet], Change],
    override: str | None,
    command_id: str | None,
) -> Done:
    """One change of a plan through the one door; the plan's id comes first in the body."""
    plan_id = body[0] or 0

    def work(tx: Transaction) -> dict[str, Any]:
        sheet = sheet_of(tx, plan_id)
        before = taking_back.state_of(tx.connection, plan_id)
        after = change(sheet)
        vans = rewriting.write(tx, sheet, after, override=override)
        taking_back.keep(tx, plan_id, kind, before)
        told = {**_named(sheet, after.trips, vans), "override": override}
        tx.note("routing", kind, f"cycle {sheet.day.cycle}", _named(sheet, sheet.trips, vans), told)
        return {"plan": plan_id, "vans": vans}

    whole = [list(body), override]
    return command.execute(database, actor, kind, whole, work, right=Right.PLAN_ROUTES, command_id=command_id)


def _named(sheet: Sheet, trips: Trips, vans: list[str]) -> dict[str, list[str]]:
    """Van -> names of its points in drop order: what the trail keeps."""
    codes = [van.code for van in sheet.day.vans]
    return {
        van_name(codes[carrier], number): [sheet.day.points[site].name for site in sites]
        for (carrier, number), sites in sorted(trips.items())
        if codes[carrier] in vans
    }


def _round_of(sheet: Sheet, site: int) -> Round:
    found = sheet.round_of(site)
    if found is None:
        raise NotFound("stop", sheet.day.points[site].name)
    return found


def _round_for(sheet: Sheet, carrier: int, round_no: int | None) -> Round:
    """The round a stop is put into: the one named, at most one more than there are, else the first that is open."""
    rounds = sheet.rounds(carrier)
    if round_no is None:
        return next((one for one in rounds if sheet.is_open(one)), rounds[0] if rounds else (carrier, 1))
    if not 1 <= round_no <= len(rounds) + 1:
        raise NotFound("route", van_name(sheet.day.vans[carrier].code, round_no))
    return carrier, round_no


def _refuse_pinned(sheet: Sheet, site: int, carrier: int) -> None:
    """A pinned stop changes its place on its van, not the van."""
    stop = sheet.stops.get(site)
    now = sheet.round_of(site)
    if stop is not None and stop.pinned and now is not None and now[0] != carrier:
        raise StopPinned(sheet.day.points[site].name, sheet.day.vans[now[0]].code)


def _cheapest(sheet: Sheet, site: int, carrier: int) -> tuple[Round, int]:
    """The round and the drop number at which the site breaks least and costs least on this van."""
    rounds = [one for one in sheet.rounds(carrier) if set(sheet.trips[one]) - {site}]
    day = tuple(Trip(carrier, tuple(kept for kept in sheet.trips[one] if kept != site)) for one in rounds)
    numbered = [*rounds, _next_round(sheet, carrier)]
    found = [
        (numbered[place.number], place)
        for place in placing.places_on(sheet.problem, day, carrier, (site,))
        if sheet.is_open(numbered[place.number])
    ]
    if not found:
        raise RouteFixed(sheet.day.vans[carrier].code, sheet.routes[rounds[0]].state)
    one, best = min(found, key=lambda pair: pair[1].rank)
    return one, best.at + 1


def _next_round(sheet: Sheet, carrier: int) -> Round:
    """The first open round of the van without stops, or a new one."""
    rounds = sheet.rounds(carrier)
    free = (one for one in rounds if not sheet.trips[one] and sheet.is_open(one))
    return next(free, (carrier, len(rounds) + 1))
