"""A day with something done about it: vans that drive again, more vans, couriers, wider hours, an earlier start.

Added carriers come after the day's own, so its vans keep their numbers. Next: ways_out.py.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from domain.routing.rules.reaching import whole_minute
from domain.routing.rules.trying import with_carriers, with_sites
from domain.routing.words import Carrier, Offers, Problem, Site

DAY_S = 172_800


def driving_again(problem: Problem, offers: Offers) -> Problem:
    """Every van of the warehouse may leave it as often as is offered."""
    return with_carriers(problem, [_again(carrier, offers) for carrier in problem.carriers])


def _again(carrier: Carrier, offers: Offers) -> Carrier:
    if carrier.start != 0 or is_hired(carrier) or carrier.max_trips >= offers.trips:
        return carrier
    return replace(carrier, max_trips=offers.trips, reload_s=carrier.reload_s or offers.reload_s)


def with_more(problem: Problem, carrier: Carrier, count: int) -> Problem:
    """So many more carriers of this kind."""
    return with_carriers(problem, (*problem.carriers, *(carrier for _ in range(count))))


def courier_of(problem: Problem, offers: Offers) -> Carrier:
    """A hired courier as offered: in the hours of the day's vans, once, and home from the last drop."""
    return Carrier(
        max_weight_g=offers.courier_weight_g,
        max_volume_ml=offers.courier_volume_ml,
        max_totes=offers.courier_totes,
        max_cold_totes=offers.courier_cold_totes,
        shift_start_s=min(carrier.shift_start_s for carrier in problem.carriers),
        shift_end_s=whole_minute(max(carrier.shift_end_s for carrier in problem.carriers)),
        fixed_cost_fen=offers.courier_fixed_fen,
        stop_cost_fen=offers.courier_stop_fen,
        end=None,
    )


def is_hired(carrier: Carrier) -> bool:
    """A courier is known by being paid for each stop."""
    return carrier.stop_cost_fen > 0


def own_kinds(problem: Problem) -> list[int]:
    """One carrier number for each kind of the company's own vans that set out from the warehouse, the commonest first."""
    counted: dict[Carrier, list[int]] = {}
    for number, carrier in enumerate(problem.carriers):
        if carrier.start == 0 and not is_hired(carrier):
            counted.setdefault(carrier, []).append(number)
    return [numbers[0] for numbers in sorted(counted.values(), key=lambda numbers: (-len(numbers), numbers[0]))]


def widened(problem: Problem, sites: Collection[int], by_s: int) -> Problem:
    """These sites take goods so much earlier and later."""

    def wide(site: Site) -> Site:
        return replace(site, opens_s=max(0, site.opens_s - by_s), closes_s=min(DAY_S, site.closes_s + by_s))

    return with_sites(problem, [wide(one) if at in sites else one for at, one in enumerate(problem.sites)])


def started_earlier(problem: Problem, by_s: int) -> Problem:
    """Every van of the warehouse sets out so much earlier, none before midnight."""

    def early(carrier: Carrier) -> Carrier:
        return replace(carrier, shift_start_s=max(0, carrier.shift_start_s - by_s)) if carrier.start == 0 else carrier

    return with_carriers(problem, [early(carrier) for carrier in problem.carriers])


def wanted(problem: Problem, given_up: Collection[int], price_fen: int) -> Problem:
    """Only the sites `given_up` may stay out, at their own price or at this one; the others must be served."""

    def with_price(number: int, site: Site) -> Site:
        own = price_fen if site.price_fen is None else site.price_fen
        return replace(site, price_fen=own if number in given_up else None)

    return with_sites(problem, [with_price(number, site) for number, site in enumerate(problem.sites)])
