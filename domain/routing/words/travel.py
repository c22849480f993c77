"""Travel between places: where the times come from, a leg as it is kept, the table a plan is reckoned with.

Next: domain/routing/rules/travelling.py.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from domain.common.errors import Notice, Refusal
from domain.routing.words.problems import Matrix


class TravelSource(enum.StrEnum):
    """Great circles times a detour, the roads of a map the company gave, a service on the network."""

    ESTIMATE = "estimate"
    ROADS = "roads"
    SERVICE = "service"


KEPT_SOURCES = (TravelSource.ROADS, TravelSource.SERVICE)
"""Those whose legs are kept: an estimate is reckoned anew each time."""

USUAL_PACE = (120,) * 6 + (110, 80, 75, 90) + (100,) * 7 + (80, 75, 90, 105, 105, 120, 120)
"""Percent of the usual speed in each hour of the day: empty before six, slow when people drive to work and home."""


@dataclass(frozen=True, slots=True)
class TravelSettings:
    """What a company chose: the source, the kind of van (profile), the pace of each hour, the detour its own roads
    have taught (permille of the great circle; None: nothing known yet)."""

    source: TravelSource = TravelSource.ESTIMATE
    profile: str = "auto"
    pace_percent: tuple[int, ...] = USUAL_PACE
    learnt_permille: int | None = None
    address: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """From one place to another: keys (rules.travelling.place_key), metres and seconds; None: there is no way."""

    from_key: int
    to_key: int
    metres: int | None
    seconds: int | None


@dataclass(frozen=True, slots=True)
class TravelTable:
    """Metres and seconds between places (row = from), where they come from, what had to be estimated.

    `unreachable`: places with no way from the first place or back to it. `off_map`: places none of whose legs is
    known though other legs are. `notices`: what to tell about the source.
    """

    metres: Matrix
    seconds: Matrix
    source: TravelSource
    estimated_pairs: int
    notices: tuple[Notice, ...] = ()
    unreachable: frozenset[int] = frozenset()
    off_map: frozenset[int] = frozenset()


@dataclass
class ServiceAddressWrong(Refusal):
    """A service of travel times is asked over http or https."""

    code = "service_address_wrong"
    given: str


@dataclass
class PaceWrong(Refusal):
    """The pace of a day is 24 whole numbers of percent from 10 to 300."""

    code = "pace_wrong"
    given: str
