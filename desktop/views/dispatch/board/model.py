"""What the board of vans says: a card per van, the sums of the gate, what to do when there is no plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.views.dispatch.words import LoadBar, bars_of, is_gone, loaded_said, minute_clock, state_word
from desktop.widgets import figures
from desktop.widgets.figure_row import Figure
from desktop.widgets.tokens import Tone
from desktop.widgets.vans import colour_of
from domain.common.sentences import _
from domain.dispatch import queries
from domain.dispatch.rules import READY
from domain.routing.queries import plan_of, van_numbers
from domain.routing.words import PlanState

if TYPE_CHECKING:
    from domain.common.database import Connection
    from domain.dispatch.words import LoadList
    from domain.routing.words import PlanRow


@dataclass(frozen=True, slots=True)
class Gate:
    """The vans of the cycle's plan in force, by the hour they leave; `plan`: without vans that plan, else the newest
    draft; `numbers`: van id -> the number that gives its colour."""

    plan: PlanRow | None
    vans: tuple[LoadList, ...]
    numbers: dict[int, int]


def read_gate(connection: Connection, code: str) -> Gate:
    """Both from one moment."""
    vans = tuple(van for van in queries.load_lists(connection, code) if van.stops or van.totes)
    return Gate(None if vans else plan_of(connection, code), vans, van_numbers(connection, code))


@dataclass(frozen=True, slots=True)
class VanFace:
    """A van's card: name and plate, driver, hour, how far, its limits, what keeps it."""

    route_id: int
    name: str
    plate: str
    driver: str
    hour: str
    colour: str
    tone: Tone
    state: str
    progress: str
    done: int
    total: int
    bars: tuple[LoadBar, ...]
    keeps: str
    keeps_tone: Tone


def faces_of(gate: Gate) -> tuple[VanFace, ...]:
    """The cards, in the order of leaving."""
    return tuple(_face(van, gate.numbers[van.van_id]) for van in gate.vans)


def _face(van: LoadList, number: int) -> VanFace:
    tone, state = state_word(van)
    keeps, keeps_tone = _keeps(van)
    return VanFace(
        route_id=van.route_id,
        name=van.van,
        plate=van.plate,
        driver=van.driver or _("no driver"),
        hour=minute_clock(van.start_min),
        colour=colour_of(number),
        tone=tone,
        state=state,
        progress=loaded_said(van),
        done=van.totes,
        total=van.expected,
        bars=bars_of(van),
        keeps=keeps,
        keeps_tone=keeps_tone,
    )


def _keeps(van: LoadList) -> tuple[str, Tone]:
    """What still keeps the van, in a line."""
    crates = [crate for stop in van.stops for crate in stop.crates]
    behind = sum(bool(crate.left_behind) for crate in crates)
    if is_gone(van):
        said = _("{count} left behind").format(count=behind) if behind else figures.points(len(van.stops))
        return said, Tone.CAREFUL if behind else Tone.PLAIN
    ready = sum(not crate.is_loaded and crate.state in READY for crate in crates)
    unsealed = len(van.missing) - sum(crate.state in READY for crate in van.missing)
    parts = [figures.points(len(van.stops))]
    parts += [_("{count} ready").format(count=ready)] if ready else []
    parts += [_("{count} not sealed").format(count=unsealed)] if unsealed else []
    parts += [_("{pieces} to pick").format(pieces=figures.pieces(van.to_pick))] if van.to_pick else []
    parts += [_("{count} left behind").format(count=behind)] if behind else []
    return " · ".join(parts), Tone.CAREFUL if unsealed or van.to_pick or behind else Tone.PLAIN


def figures_of(gate: Gate) -> tuple[Figure, ...]:
    """The sums of the gate."""
    gone = [van for van in gate.vans if is_gone(van)]
    totes, expected = sum(van.totes for van in gate.vans), sum(van.expected for van in gate.vans)
    waiting = [van for van in gate.vans if not is_gone(van)]
    to_pick = sum(van.to_pick for van in waiting)
    return (
        Figure(f"{figures.count(totes)} / {figures.count(expected)}", _("crates loaded")),
        Figure(f"{len(gone)} / {len(gate.vans)}", _("vans left")),
        Figure(minute_clock(min(van.start_min for van in waiting)) if waiting else "—", _("next leaves")),
        Figure(figures.count(to_pick), _("pieces still to pick"), "careful" if to_pick else ""),
    )


def empty_said(gate: Gate) -> tuple[str, str]:
    """Why there is no van to load, as (title, sentence): no plan, a draft, or a plan that uses no van."""
    if gate.plan is None:
        return _("No plan is in force"), _("Plan the routes; once the plan is in force, its vans stand here.")
    if gate.plan.state == PlanState.LIVE:
        return _("No van drives"), _("The plan in force gives no van a point. Look at it and plan again.")
    said = _("Plan {version} is a draft. Put it in force, and its vans stand here.")
    return _("No plan is in force"), said.format(version=gate.plan.version)
