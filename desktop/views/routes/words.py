"""Numbers of routes as people read them: kilometres, hours, loads as bars, which van a route is.

Next: model.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.widgets import figures
from desktop.widgets.tokens import Tone
from domain.common.quantity import volume_text, weight_text
from domain.common.sentences import _, ngettext
from domain.routing.words import Limit, RouteRow, RouteState

NEAR_PERMILLE = 930
FIXED = frozenset(RouteState) - {RouteState.DRAFT, RouteState.PLANNED}
"""States in which a route's stops stay."""


@dataclass(frozen=True, slots=True)
class Load:
    """How much of a limit is used: its word, percent as text, both sides of it for the hint, permille, tone."""

    name: str
    percent: str
    text: str
    permille: int
    tone: Tone


def km(metres: int) -> str:
    """“38.2 km”."""
    tenths = (metres + 50) // 100
    return f"{figures.count(tenths // 10)}.{tenths % 10} km"


def more_km(metres: int) -> str:
    """“+1.2 km”, “−0.4 km”."""
    return f"{'−' if metres < 0 else '+'}{km(abs(metres))}"


def more_yuan(fen: int) -> str:
    """“+¥3.20”, “−¥12.00”."""
    return f"{'−' if fen < 0 else '+'}{figures.yuan(abs(fen))}"


def minute_clock(minute: int) -> str:
    """“05:40” of minutes after midnight."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def hours_text(opens_min: int | None, closes_min: int | None) -> str:
    """“06:00–08:30”; empty where the point takes goods at any hour."""
    if opens_min is None and closes_min is None:
        return ""
    first = minute_clock(opens_min) if opens_min is not None else ""
    last = minute_clock(closes_min) if closes_min is not None else ""
    return f"{first}–{last}"


def stops(number: int) -> str:
    """“12 stops”."""
    return ngettext("{count} stop", "{count} stops", number).format(count=figures.count(number))


def vans(number: int) -> str:
    """“4 vans”."""
    return ngettext("{count} van", "{count} vans", number).format(count=figures.count(number))


def load(name: str, said: str, limit: str, value: int, most: int) -> Load:
    """A limit with what is used of it."""
    permille = value * 1000 // most if most > 0 else 1000 if value else 0
    tone = Tone.WRONG if value > most else Tone.CAREFUL if permille >= NEAR_PERMILLE else Tone.PLAIN
    return Load(name, f"{permille // 10}%", f"{name}: {said} / {limit}", permille, tone)


def loads_of(route: RouteRow, shift_s: int) -> tuple[Load, ...]:
    """Weight, volume, crates and hours of a route; `shift_s`: how long its van may be out."""
    return (
        load(_("Weight"), weight_text(route.weight_g), weight_text(route.max_weight_g), route.weight_g, route.max_weight_g),
        load(_("Volume"), volume_text(route.volume_ml), volume_text(route.max_volume_ml), route.volume_ml, route.max_volume_ml),
        load(_("Crates"), str(route.totes), str(route.max_totes), route.totes, route.max_totes),
        load(_("Time"), span(route.duration_s), span(shift_s), route.duration_s, shift_s),
    )  # fmt: skip


def span(seconds: int) -> str:
    """“3 h 05”."""
    minutes = (seconds + 30) // 60
    return _("{hours} h {minutes}").format(hours=minutes // 60, minutes=f"{minutes % 60:02d}")


def limit_said(limit: str) -> str:
    """What keeps a point without a van, in a few words."""
    return {
        Limit.WEIGHT: _("too heavy for what is left on any van"),
        Limit.VOLUME: _("too large for what is left on any van"),
        Limit.TOTES: _("too many crates for what is left on any van"),
        Limit.WINDOW: _("no van can be there in its hours"),
        Limit.SHIFT: _("no van is back in time with it"),
        Limit.COLD: _("no van with a cold box has room"),
        Limit.NO_PLACE: _("nobody knows where it is: enter its coordinates"),
        Limit.NO_VAN: _("there is no van"),
    }[Limit(limit)]


def state_said(state: str) -> tuple[Tone, str]:
    """A route's state; a plan that is looked at says nothing."""
    return {
        RouteState.DRAFT: (Tone.PLAIN, ""),
        RouteState.PLANNED: (Tone.PLAIN, ""),
        RouteState.LOCKED: (Tone.RUNNING, _("locked")),
        RouteState.LOADING: (Tone.RUNNING, _("loading")),
        RouteState.DEPARTED: (Tone.RIGHT, _("on the road")),
        RouteState.RETURNED: (Tone.RIGHT, _("back")),
        RouteState.CLOSED: (Tone.RIGHT, _("closed")),
    }[RouteState(state)]


def travel_said(travel: str) -> str:
    """Where the kilometres and minutes of a plan come from."""
    return {
        "estimate": _("distances by estimate"),
        "roads": _("distances on roads"),
        "service": _("distances by the service"),
    }.get(travel, travel)
