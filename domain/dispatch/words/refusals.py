"""Why a re-plan on the road, or taking totes over, is refused."""

from __future__ import annotations

from dataclasses import dataclass

from domain.common.errors import Refusal


@dataclass
class NotOnTheRoad(Refusal):
    """The van has not left, or is back."""

    code = "not_on_the_road"
    van: str
    state: str


@dataclass
class NobodyOnTheRoad(Refusal):
    """No other van is on the road that could take anything over."""

    code = "nobody_on_the_road"
    cycle: str


@dataclass
class NothingToReplan(Refusal):
    """No stop still to be served is touched by what happened."""

    code = "nothing_to_replan"
    cycle: str


@dataclass
class StopOnTheRoad(Refusal):
    """The point has a stop in the plan in force, or gets nothing that day: it is no extra stop."""

    code = "no_extra_stop"
    point: str
    van: str


@dataclass
class NoVanForExtra(Refusal):
    """No van on the road can take an extra stop; `limit`: what stands in the way where least does."""

    code = "no_van_for_extra"
    point: str
    limit: str


@dataclass
class StopIsPast(Refusal):
    """A stop reached, handed over or left out is not planned anew."""

    code = "stop_is_past"
    point: str
    state: str


@dataclass
class RoadMovedOn(Refusal):
    """Between the proposal and its acceptance something happened to a stop it changes."""

    code = "road_moved_on"
    point: str
    van: str


@dataclass
class ReplanSettled(Refusal):
    code = "replan_settled"
    replan: int
    state: str


@dataclass
class NotToTake(Refusal):
    """The tote is not among those this van takes over."""

    code = "not_to_take"
    tote: str
    van: str


@dataclass
class TakesTooMuch(Refusal):
    """With this tote the van would exceed a limit now: it delivers first, or another van takes it."""

    code = "takes_too_much"
    tote: str
    van: str
    limit: str
    value: str
    allowed: str


@dataclass
class TotesNotTaken(Refusal):
    """Totes of the stop are still on the van they came on."""

    code = "totes_not_taken"
    point: str
    count: int
    totes: str
    van: str
