"""Words and sums of a van that the board and the gate share: its limits as bars, its crates, its hour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.widgets import figures
from desktop.widgets.tokens import Tone
from domain.common.quantity import volume_text, weight_text
from domain.common.sentences import _
from domain.routing.words import RouteState

if TYPE_CHECKING:
    from domain.dispatch.words import LoadCrate, LoadList

NEAR_PERMILLE = 900
GONE = frozenset({RouteState.DEPARTED, RouteState.RETURNED, RouteState.CLOSED})


@dataclass(frozen=True, slots=True)
class LoadBar:
    """One limit of a van: its word, what is on it and what may be, as text and in permille of the limit."""

    name: str
    text: str
    permille: int
    tone: Tone


def bars_of(van: LoadList) -> tuple[LoadBar, ...]:
    """Weight, volume and crates."""
    return (
        _bar(_("Weight"), weight_text(van.weight_g), weight_text(van.max_weight_g), van.weight_g, van.max_weight_g),
        _bar(_("Volume"), volume_text(van.volume_ml), volume_text(van.max_volume_ml), van.volume_ml, van.max_volume_ml),
        _bar(_("Crates"), str(van.totes), str(van.max_totes), van.totes, van.max_totes),
    )


def _bar(name: str, said: str, limit: str, value: int, most: int) -> LoadBar:
    permille = value * 1000 // most
    tone = Tone.WRONG if value > most else Tone.CAREFUL if permille >= NEAR_PERMILLE else Tone.RUNNING
    return LoadBar(name, f"{said} / {limit}", permille, tone)


def is_gone(van: LoadList) -> bool:
    """It has left."""
    return van.state in GONE


def van_name(van: LoadList) -> str:
    """“V1 · 沪A12345”."""
    return " · ".join(part for part in (van.van, van.plate) if part)


def minute_clock(minute: int) -> str:
    """“05:40” of minutes after midnight."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def crate_said(crate: LoadCrate, point: str) -> str:
    """“T0000123 幸福里 3/5”."""
    return f"{crate.code} {point} {crate.number}/{crate.of}"


def loaded_said(van: LoadList) -> str:
    """“12 / 18 crates”."""
    return _("{done} / {all} crates").format(done=figures.count(van.totes), all=figures.count(van.expected))


def state_word(van: LoadList) -> tuple[Tone, str]:
    """How far a van is, with its tone."""
    if is_gone(van):
        when = figures.clock(van.departed_at) if van.departed_at else ""
        return Tone.RIGHT, _("left {clock}").format(clock=when)
    if van.state != RouteState.LOADING:
        return Tone.PLAIN, _("not begun")
    if van.expected and not van.missing:
        return Tone.RIGHT, _("all on it")
    return Tone.RUNNING, _("loading")
