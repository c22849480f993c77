"""Whether a changed plan keeps its limits, or a named person lets it break them. Next: rewriting.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from domain.common.command import Transaction
from domain.common.errors import NotAllowed
from domain.common.people import Right
from domain.routing.operations.sheets import Sheet
from domain.routing.rules import changing
from domain.routing.rules.changing import Round, Trips
from domain.routing.rules.telling import refusal_of
from domain.routing.words import Limit, TooManyRounds, VanNotAllowed


@dataclass(frozen=True, slots=True)
class Over:
    """What a named person allowed a round beyond its van's limits, and why."""

    over_weight_g: int = 0
    over_volume_ml: int = 0
    over_totes: int = 0
    over_by: str | None = None
    over_reason: str | None = None

    def columns(self) -> dict[str, Any]:
        """The columns of the route."""
        return asdict(self)

    def by_limit(self) -> dict[Limit, int]:
        """g, ml and totes beyond each limit."""
        return {
            Limit.WEIGHT: self.over_weight_g,
            Limit.VOLUME: self.over_volume_ml,
            Limit.TOTES: self.over_totes,
        }


def over_of(route: Any) -> Over:
    """What was allowed a route so far; nothing where there is none yet."""
    if route is None:
        return Over()
    return Over(route.over_weight_g, route.over_volume_ml, route.over_totes, route.over_by, route.over_reason)


def allowed_by(tx: Transaction, sheet: Sheet, carrier: int, trips: Trips, override: str | None) -> dict[Round, Over]:
    """What is allowed anew, by round; a refusal when limits get worse and nobody allowed it."""
    before = {one: sheet.trips[one] for one in sheet.rounds(carrier)}
    after = {one: sites for one, sites in trips.items() if one[0] == carrier}
    over = {one: over_of(sheet.routes.get(one)).by_limit() for one in after}
    breaches = changing.worse(sheet.problem, carrier, before, after, over)
    refusal = refusal_of(sheet.day, breaches[0][1]) if breaches else _not_allowed_there(sheet, carrier, before, after)
    if refusal is None:
        return {}
    if override is None or not override.strip():
        raise refusal
    if not tx.actor.may(Right.OVERRIDE):
        raise NotAllowed(tx.actor.person, Right.OVERRIDE.value)
    for one, breach in breaches:
        if breach.limit in over[one]:
            over[one][breach.limit] = breach.value - breach.allowed
    named = tx.actor.person, override.strip()[:200]
    rounds = {one for one, _ in breaches} or {one for one in after if after[one] != before.get(one, ())}
    return {
        one: Over(over[one][Limit.WEIGHT], over[one][Limit.VOLUME], over[one][Limit.TOTES], *named) for one in rounds
    }


def _not_allowed_there(
    sheet: Sheet, carrier: int, before: Mapping[Round, tuple[int, ...]], after: Mapping[Round, tuple[int, ...]]
) -> VanNotAllowed | None:
    """The first point that came to a van which may not go there."""
    had = {site for sites in before.values() for site in sites}
    for site in (site for sites in after.values() for site in sites if site not in had):
        if not sheet.problem.sites[site].may_ride(carrier):
            return VanNotAllowed(sheet.day.vans[carrier].code, sheet.day.points[site].name)
    return None


def refuse_too_many_rounds(sheet: Sheet, trips: Trips, carrier: int) -> None:
    """A van drives as many rounds as it may, or as many as it did."""
    allowed = sheet.day.vans[carrier].carrier.max_trips
    before = sum(1 for one in sheet.rounds(carrier) if sheet.trips[one])
    after = sum(1 for one, sites in trips.items() if one[0] == carrier and sites)
    if after > max(allowed, before):
        raise TooManyRounds(sheet.day.vans[carrier].code, after, allowed)
