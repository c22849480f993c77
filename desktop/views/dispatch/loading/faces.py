"""The gate in words: what its parts show of a moment. Nothing is counted here."""

from __future__ import annotations

from datetime import datetime

from desktop.views.dispatch.loading.model import AtGate
from desktop.views.dispatch.loading.parts import CrateFace, DropFace, StopFace
from desktop.views.dispatch.words import is_gone, loaded_said, minute_clock, van_name
from desktop.widgets import figures
from desktop.widgets.key_bar import StationKey
from desktop.widgets.station_head import HeadFace
from desktop.widgets.tokens import Tone
from desktop.widgets.vans import colour_of
from desktop.widgets.word_pane import WordFace
from domain.common.quantity import weight_text
from domain.common.sentences import _, ngettext
from domain.dispatch.rules import READY
from domain.dispatch.words import LoadCrate, LoadList, LoadStop

LATE_UNTIL_HOUR = 14


def head_face(gate: AtGate, person: str, now: datetime) -> HeadFace:
    """Which van, who drives, how far, when it leaves."""
    van = gate.van
    if van is None:
        return HeadFace(place=_("Loading"), person=person)
    local = now.astimezone()
    minutes = local.hour * 60 + local.minute
    is_late = not is_gone(van) and minutes > van.start_min and local.hour < LATE_UNTIL_HOUR
    return HeadFace(
        place=van_name(van),
        method=van.driver or _("no driver"),
        line=loaded_said(van),
        done=van.totes,
        total=van.expected,
        due="" if is_gone(van) else _("leaves {clock}").format(clock=minute_clock(van.start_min)),
        is_late=is_late,
        person=person,
    )


def pane_face(gate: AtGate) -> StopFace | WordFace:
    """The drop whose turn it is, or why there is none."""
    van = gate.van
    if van is None:
        return WordFace(Tone.PLAIN, "", "")
    if gate.is_gone:
        return _gone_face(gate, van)
    if not gate.is_loading:
        said = _("{crates} for {points}. Enter opens the van; every scan then counts.").format(
            crates=crates(van.expected), points=figures.points(len(van.stops))
        )
        return WordFace(Tone.PLAIN, _("Load {van}").format(van=van.van), said)
    stop = gate.stop
    if stop is None:
        return _full_face(gate, van)
    return _stop_face(gate, van, stop)


def _stop_face(gate: AtGate, van: LoadList, stop: LoadStop) -> StopFace:
    waiting = len(stop.missing)
    unsealed = sum(crate.state not in READY for crate in stop.missing)
    below = [_("at the point {clock}").format(clock=minute_clock(stop.arrive_min))]
    below += (
        [ngettext("{count} not sealed yet", "{count} not sealed yet", unsealed).format(count=unsealed)]
        if unsealed
        else []
    )
    below += [_("{pieces} still to pick").format(pieces=figures.pieces(stop.to_pick))] if stop.to_pick else []
    return StopFace(
        drop=str(stop.drop_no),
        colour=colour_of(gate.read.number if gate.read else 1),
        name=stop.point,
        said=_("{left} of {all} still to come").format(left=waiting, all=crates(len(stop.crates))),
        below=" · ".join(below),
        crates=tuple(_crate_face(crate) for crate in stop.crates),
    )


def _crate_face(crate: LoadCrate) -> CrateFace:
    number = f"{crate.number}/{crate.of}"
    if crate.is_loaded:
        return CrateFace(crate.code, number, _("on it"), Tone.RIGHT)
    if crate.left_behind:
        return CrateFace(crate.code, number, _("stays"), Tone.CAREFUL)
    if crate.state not in READY:
        return CrateFace(crate.code, number, _("not sealed"), Tone.CAREFUL)
    weight = weight_text(crate.weight_g) if crate.weight_g else ""
    return CrateFace(crate.code, number, weight, Tone.PLAIN)


def _full_face(gate: AtGate, van: LoadList) -> WordFace:
    if not van.expected:
        return WordFace(Tone.PLAIN, _("No crate yet"), _("Nothing is packed for the points of this van."))
    rows = tuple((f"{crate.code}  {stop.point}", crate.left_behind) for crate, stop in gate.left_behind)
    said = [_("{crates}, {weight}.").format(crates=crates(van.totes), weight=weight_text(van.weight_g))]
    if van.to_pick:
        said.append(_("{pieces} are not picked yet.").format(pieces=figures.pieces(van.to_pick)))
    said.append(_("F10 lets it leave."))
    title = _("All on {van}").format(van=van.van) if not rows else _("{van} is loaded").format(van=van.van)
    return WordFace(Tone.CAREFUL if van.to_pick or rows else Tone.RIGHT, title, " ".join(said), rows)


def _gone_face(gate: AtGate, van: LoadList) -> WordFace:
    clock = figures.clock(van.departed_at) if van.departed_at else ""
    rows = tuple((f"{crate.code}  {stop.point}", crate.left_behind) for crate, stop in gate.left_behind)
    said = _("{crates}, {weight}, {points}. Esc leads to the other vans.").format(
        crates=crates(van.totes), weight=weight_text(van.weight_g), points=figures.points(len(van.stops))
    )
    return WordFace(Tone.RIGHT, _("{van} left at {clock}").format(van=van.van, clock=clock), said, rows)


def drops_of(gate: AtGate) -> tuple[DropFace, ...]:
    """The drops in the order of loading."""
    van = gate.van
    if van is None:
        return ()
    here = gate.stop
    return tuple(
        DropFace(str(stop.drop_no), stop.point, f"{stop.loaded} / {len(stop.crates)}", _tone_of(stop), stop is here)
        for stop in van.stops
    )


def _tone_of(stop: LoadStop) -> Tone:
    if any(crate.left_behind for crate in stop.crates) and not stop.missing:
        return Tone.CAREFUL
    if stop.crates and not stop.missing:
        return Tone.RIGHT
    return Tone.RUNNING if stop.loaded else Tone.PLAIN


def keys_of(gate: AtGate, *, wants_more: bool) -> tuple[StationKey, ...]:
    """What can be pressed now; `wants_more`: the last scan came up against a limit."""
    van, loads = gate.van, gate.is_loading
    if van is not None and not loads and not gate.is_gone:
        return (StationKey("begin", "F10", _("Open the van"), first=True),)
    full = loads and van is not None and van.totes > 0 and not gate.missing
    return (
        StationKey("behind", "F2", _("Leave behind"), enabled=loads and bool(gate.missing)),
        StationKey("off", "F3", _("Take off"), enabled=loads and bool(gate.loaded)),
        StationKey("more", "F6", _("Allow more"), enabled=loads, first=wants_more),
        StationKey("undo", "F8", _("Undo"), enabled=loads and bool(gate.loaded)),
        StationKey(
            "depart",
            "F10",
            _("Let it leave"),
            enabled=loads and van is not None and van.totes > 0,
            first=full and not wants_more,
        ),
    )


def asked(gate: AtGate) -> str:
    """What the band asks for while it has no verdict."""
    if gate.is_gone:
        return _("This van has left")
    if not gate.is_loading:
        return _("Enter opens the van")
    stop = gate.stop
    if stop is None:
        return _("F10 lets it leave") if gate.van and gate.van.totes else _("Nothing to load yet")
    return _("Scan a crate of drop {drop}, {point}").format(drop=stop.drop_no, point=stop.point)


def crates(count: int) -> str:
    """“18 crates”."""
    return ngettext("{count} crate", "{count} crates", count).format(count=figures.count(count))
