"""What a stop would cost on each van: reckoned before it is moved, with the limit in the way where there is one.

The same rules as the move itself uses (domain/routing/rules); nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.views.routes.model import key_of
from desktop.views.routes.shown import Key
from desktop.views.routes.words import more_km, more_yuan
from desktop.widgets.badges import Mark
from desktop.widgets.tokens import Tone
from domain.common.errors import DomainError
from domain.common.sentences import _, sentence
from domain.routing import queries
from domain.routing.rules import preparing
from domain.routing.rules.checking import breaches_of
from domain.routing.rules.telling import refusal_of
from domain.routing.rules.timing import timed_day
from domain.routing.words import Trip, VanNotAllowed

if TYPE_CHECKING:
    from domain.common.database import Connection
    from domain.routing.words import Breach, PlanRow, Problem, TimedTrip

Days = dict[int, list[Trip]]
"""The trips of each carrier, in the order it drives them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The best place of a stop on one trip: what the whole day then costs more, or why it cannot be there."""

    key: Key
    van: str
    drop_no: int
    more_fen: int
    more_m: int
    refusal: DomainError | None

    @property
    def rank(self) -> tuple[bool, int, int]:
        """What keeps every limit first, then the cheapest."""
        return self.refusal is not None, self.more_fen, self.more_m


@dataclass(frozen=True, slots=True)
class _Desk:
    """A plan as the rules read it."""

    problem: Problem
    days: Days
    keys: dict[tuple[int, int], Key]
    plan: PlanRow


def read_offers(connection: Connection, code: str, plan_id: int, point_id: int) -> tuple[Offer, ...]:
    """The best place of the point on every trip of every van, cheapest first; empty when it gets nothing."""
    plan = queries.plan(connection, plan_id)
    day = queries.day_of(connection, code, also_vans={route.van_id for route in plan.routes})
    problem = preparing.problem_of(day, {}, queries.table_of_day(connection, day))
    sites = {point.point_id: number for number, point in enumerate(day.points)}
    carriers = {van.van_id: number for number, van in enumerate(day.vans)}
    if point_id not in sites:
        return ()
    days: Days = {number: [] for number in carriers.values()}
    keys: dict[tuple[int, int], Key] = {}
    for route in plan.routes:
        number = carriers[route.van_id]
        keys[number, len(days[number])] = key_of(route)
        drops = tuple(sites[stop.point_id] for stop in route.stops if stop.point_id in sites)
        days[number].append(Trip(number, drops))
    for van in day.vans:
        if not days[carriers[van.van_id]]:
            keys[carriers[van.van_id], 0] = Key(van.van_id)
            days[carriers[van.van_id]].append(Trip(carriers[van.van_id], ()))
    desk = _Desk(problem, days, keys, plan)
    found = []
    for (carrier, trip), key in keys.items():
        fixed = next((route for route in plan.routes if key_of(route) == key), None)
        if fixed is None or fixed.state in ("draft", "planned"):
            best = _best(desk, sites[point_id], carrier, trip)
            van_code, point = day.vans[carrier].code, day.points[sites[point_id]].name
            name = fixed.name if fixed else van_code
            refusal: DomainError | None = refusal_of(day, best.breaches[0]) if best.breaches else None
            if not problem.sites[sites[point_id]].may_ride(carrier):
                refusal = VanNotAllowed(van_code, point)
            found.append(Offer(key, name, best.drop_no, best.more_fen, best.more_m, refusal))
    return tuple(sorted(found, key=lambda offer: offer.rank))


@dataclass(frozen=True, slots=True)
class _Place:
    drop_no: int
    more_fen: int
    more_m: int
    breaches: tuple[Breach, ...]


def _best(desk: _Desk, site: int, carrier: int, trip: int) -> _Place:
    """The place with the fewest broken limits, then the cheapest."""
    without = {number: [_without(one, site) for one in trips] for number, trips in desk.days.items()}
    home = next((number for number, trips in desk.days.items() for one in trips if site in one.sites), carrier)
    before = _sums(desk.problem, desk.days, {home, carrier})
    sites, places = without[carrier][trip].sites, []
    for at in range(len(sites) + 1):
        inserted = Trip(carrier, (*sites[:at], site, *sites[at:]))
        after = {**without, carrier: [*without[carrier][:trip], inserted, *without[carrier][trip + 1 :]]}
        places.append(_place(desk.problem, after, (home, carrier), before, at + 1))
    return min(places, key=lambda place: (len(place.breaches), place.more_fen, place.more_m))


def _without(trip: Trip, site: int) -> Trip:
    return replace(trip, sites=tuple(one for one in trip.sites if one != site))


def _place(problem: Problem, after: Days, touched: tuple[int, int], before: tuple[int, int], drop_no: int) -> _Place:
    now = _sums(problem, after, set(touched))
    breaches = tuple(breach for timed in _timed(problem, after[touched[1]]) for breach in breaches_of(problem, timed))
    return _Place(drop_no, now[0] - before[0], now[1] - before[1], breaches)


def _sums(problem: Problem, days: Days, carriers: set[int]) -> tuple[int, int]:
    """(fen, metres) of these carriers' days."""
    timed = [trip for number in carriers for trip in _timed(problem, days[number])]
    return sum(trip.cost_fen for trip in timed), sum(trip.distance_m for trip in timed)


def _timed(problem: Problem, trips: list[Trip]) -> tuple[TimedTrip, ...]:
    driven = [trip for trip in trips if trip.sites]
    return timed_day(problem, driven) if driven else ()


def offer_mark(offer: Offer) -> Mark:
    """An offer on a van's card: what it costs more, or that a limit is in the way."""
    if offer.refusal is not None:
        return Mark(Tone.WRONG, refusal_short(offer))
    return Mark(Tone.RIGHT, offer_said(offer))


def offer_said(offer: Offer) -> str:
    """“drop 4 · +¥3.20 · +1.2 km”."""
    return _("drop {number}").format(number=offer.drop_no) + f" · {more_yuan(offer.more_fen)} · {more_km(offer.more_m)}"


def refusal_short(offer: Offer) -> str:
    """Which limit is in the way, in a word or two."""
    limit = getattr(offer.refusal, "limit", "")
    words = {
        "weight": _("too heavy"),
        "volume": _("no room"),
        "totes": _("too many crates"),
        "shift": _("back too late"),
    }
    code = offer.refusal.code if offer.refusal else ""
    by_code = {
        "stop_too_late": _("too late there"),
        "no_cold_box": _("no cold box"),
        "van_not_allowed": _("not its van"),
    }
    return words.get(limit) or by_code.get(code) or _("not possible")


def refusal_said(offer: Offer) -> str:
    """The limit in the way as a sentence with its numbers."""
    return sentence(offer.refusal) if offer.refusal else ""
