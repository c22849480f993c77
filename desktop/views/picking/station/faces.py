"""The station in words: what its parts show of a moment. Sentences come from domain.common.sentences; nothing counts here."""

from __future__ import annotations

from datetime import datetime

from desktop.views.picking.station.crates import CrateFace
from desktop.views.picking.station.line_pane import LineFace, WordFace
from desktop.views.picking.station.model import SEALABLE, Station
from desktop.widgets import figures
from desktop.widgets.key_bar import StationKey
from desktop.widgets.scale_card import Limits
from desktop.widgets.station_head import HeadFace
from desktop.widgets.tokens import Tone
from domain.catalogue.words import TemperatureZone
from domain.common.quantity import weight_text
from domain.common.sentences import _
from domain.picking.rules.weights import limits_g
from domain.picking.values import PickLine, Turn
from domain.picking.words import PickMethod, WaveState
from domain.totes.words import ToteRow, ToteState

SEALED = frozenset({ToteState.SEALED, ToteState.STAGED, ToteState.LOADED, ToteState.HANDED_OVER})


def method_word(method: str) -> str:
    """How a wave is picked."""
    return _("Pick by point") if method == PickMethod.BY_POINT else _("Sow by product")


def minute_clock(minute: int) -> str:
    """“03:20” of minutes after midnight."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


# Head ------------------------------------------------------------------------------------------------


def head_face(station: Station, person: str, now: datetime) -> HeadFace:
    """Where, how, how far, until when, who."""
    lines = station.lines
    at = next((place for place, line in enumerate(lines, 1) if line.cell_id == station.cell_id), len(lines))
    place = station.wave.name if not station.is_by_point else f"{station.wave.name} · {station.point}"
    due = station.wave.due_min
    local = now.astimezone()
    late = due is not None and local.hour * 60 + local.minute > due and local.hour < 12
    return HeadFace(
        place=place,
        method=method_word(station.stand.method),
        line=_("line {at} of {all}").format(at=at, all=len(lines)) if lines else "",
        done=sum(line.done for line in lines),
        total=sum(line.wanted for line in lines),
        due=_("before {clock}").format(clock=minute_clock(due)) if due is not None else "",
        is_late=late,
        person=person,
    )


# The line in hand ------------------------------------------------------------------------------------


def line_face(station: Station) -> LineFace | WordFace:
    """The line in hand, or why there is none."""
    if station.wave.state == WaveState.PAUSED:
        said = _("Nothing counts until it is resumed on the wave board.")
        return WordFace(Tone.CAREFUL, _("The wave is paused"), said)
    if station.wave.state == WaveState.CLOSED:
        return WordFace(Tone.RIGHT, _("{wave} is closed").format(wave=station.wave.name), _("F7 takes another one."))
    line = station.line
    if line is None:
        return _done_face(station)
    if not station.is_by_point and station.stand.product_id is None:
        return _fetch_face(station, line)
    return LineFace(
        place=line.bin,
        name=line.product,
        spec=line.spec,
        marks=marks_of(line),
        left=line.left if station.is_by_point else sum(each.left for each in station.lines),
        unit=_unit_words(station, line),
        to=whose(station.turn),
    )


def marks_of(line: PickLine) -> tuple[str, ...]:
    """What a hand has to know of it."""
    found = [_("weighed")] if line.weighed else []
    found += [_("chilled")] if line.zone == TemperatureZone.CHILLED else []
    found += [_("frozen")] if line.zone == TemperatureZone.FROZEN else []
    found += [_("about {weight} each").format(weight=weight_text(line.nominal_g))] if line.weighed else []
    return tuple(found)


def whose(turn: Turn | None) -> str:
    """Whose weighed piece is next: number in the group or pickup code, family name, which of how many."""
    if turn is None:
        return ""
    number = f"{turn.sequence}" if turn.sequence is not None else turn.pickup_code
    return _("for no. {number} {buyer}, {piece} of {all}").format(
        number=number, buyer=turn.buyer, piece=turn.piece, all=turn.of
    )


def _unit_words(station: Station, line: PickLine) -> str:
    wanted = line.wanted if station.is_by_point else sum(each.wanted for each in station.lines)
    short = line.short if station.is_by_point else sum(each.short for each in station.lines)
    said = _("still to pick / of {wanted} {unit}").format(wanted=wanted, unit=line.unit)
    return said if not short else f"{said} · " + _("{count} short").format(count=short)


def _fetch_face(station: Station, line: PickLine) -> LineFace:
    """Sowing with empty hands: which product to fetch next, how many of it in all."""
    same = [each for each in station.lines if each.product_id == line.product_id]
    left = sum(each.left for each in same)
    unit = _("to fetch / for {points}").format(points=figures.points(sum(1 for each in same if each.left)))
    return LineFace(line.bin, line.product, line.spec, marks_of(line), left, unit)


def nothing_face() -> WordFace:
    """No wave is released."""
    return WordFace(Tone.PLAIN, _("Nothing is released yet"), _("Release waves on the wave board; Esc leads there."))


def _done_face(station: Station) -> WordFace:
    lines = station.lines
    if not lines:
        return WordFace(Tone.PLAIN, _("Nothing to pick here"), _("F7 takes another point or wave."))
    name = station.point if station.is_by_point else lines[0].product if station.stand.product_id else station.wave.name
    short = sum(line.short for line in lines)
    said = [figures.lines(len(lines)), figures.pieces(sum(line.wanted - line.cancelled - line.short for line in lines))]
    if short:
        said.append(_("{count} short").format(count=short))
    if not station.is_by_point:
        then = _("Scan the next product.") if station.stand.product_id else _("F6 shows the points, to seal them.")
    elif all(crate.state in SEALED for crate in station.crates) and station.crates:
        then = _("All crates are sealed. Enter takes the next point.")
    else:
        then = _("F10 weighs and seals the crates.")
    return WordFace(Tone.RIGHT, _("{name} is done").format(name=name), " · ".join(said), then)


# What is asked for now -------------------------------------------------------------------------------


def asked(station: Station, pending: bool, quantity: int) -> str:
    """What the band asks for while it has no verdict."""
    line = station.line
    if station.wave.state not in (WaveState.RELEASED, WaveState.PICKING, WaveState.CHECKING):
        return _("F7 takes another point or wave")
    if line is None:
        return _("F10 seals, F7 takes another point") if station.is_by_point else _("Scan the next product")
    if pending:
        return _("Put it on the scale")
    said = _asked_by_point(station, line) if station.is_by_point else _asked_sowing(station, line)
    return f"× {quantity}  {said}" if quantity else said


def _asked_by_point(station: Station, line: PickLine) -> str:
    if station.stand.tote_use_id is None:
        return _("Scan an empty crate for {point}").format(point=station.point)
    return _("Scan {product}").format(product=line.product)


def _asked_sowing(station: Station, line: PickLine) -> str:
    if station.stand.product_id is None:
        return _("Scan {product}, or any other of the wave").format(product=line.product)
    crate = station.crate_of(line.point_id)
    if crate is None:
        return _("Scan an empty crate for {point}").format(point=line.point)
    return _("Scan crate {code}: {count} for {point}").format(code=crate.code, count=line.left, point=line.point)


# Crates ----------------------------------------------------------------------------------------------


def crate_faces(station: Station, weighed: ToteRow | None) -> tuple[tuple[CrateFace, ...], bool]:
    """The cards at the right, and whether they are wide (sowing); `weighed` is the crate on the scale."""
    if not station.is_by_point:
        return tuple(_sow_face(station, line) for line in station.lines) if station.stand.product_id else (), True
    here = weighed.use_id if weighed else station.stand.tote_use_id
    faces = [_crate_face(crate, is_here=crate.use_id == here) for crate in station.crates]
    if station.stand.tote_use_id is None and not station.is_done:
        faces.append(CrateFace("", _("new crate"), _("scan")))
    return tuple(faces), False


def _crate_face(crate: ToteRow, *, is_here: bool) -> CrateFace:
    state = ToteState(crate.state)
    value = _("{count} pcs").format(count=figures.count(crate.pieces))
    if state in SEALED:
        value = _("sealed")
    elif state is ToteState.CLOSED:
        value = _("full")
    tone = Tone.RIGHT if state in SEALED else Tone.PLAIN
    done = state in SEALED or state is ToteState.CLOSED
    return CrateFace(crate.code, crate_name(crate), value, crate.code, tone, is_here, done)


def crate_name(crate: ToteRow) -> str:
    """“筐 4”: the crates of a point are counted."""
    return _("Crate {number}").format(number=crate.number)


def _sow_face(station: Station, line: PickLine) -> CrateFace:
    crate = station.crate_of(line.point_id)
    below = f"{crate_name(crate)} · {crate.code}" if crate else _("no crate yet")
    here = line.cell_id == station.cell_id
    value = f"{line.left}" if line.left else f"✓ {line.picked + line.substituted}"
    return CrateFace(str(line.point_id), line.point, value, below, Tone.PLAIN, here, done=line.left == 0)


def next_face(station: Station) -> tuple[str, str, str]:
    """The line behind the one in hand: a head, what, where."""
    behind = station.next_line
    if behind is None or not station.is_by_point:
        return "", "", ""
    what = f"{behind.product} {behind.spec}".strip() + f" × {behind.left}"
    return _("Next"), what, behind.bin


# Scale -----------------------------------------------------------------------------------------------


def limits_of(line: PickLine) -> Limits:
    """Between which weights a piece passes."""
    low, high = limits_g(line.nominal_g, line.tolerance_permille)
    return Limits(low, line.nominal_g, high)


# Keys ------------------------------------------------------------------------------------------------


def keys_of(station: Station, *, allows: bool, seals: bool) -> tuple[StationKey, ...]:
    """What can be pressed now."""
    line, runs = station.line, station.wave.state in (WaveState.RELEASED, WaveState.PICKING, WaveState.CHECKING)
    holds = line is not None and (station.is_by_point or station.stand.product_id is not None)
    by_point = station.is_by_point
    other = _("Sow") if by_point else _("Walk the list")
    ready = by_point and station.is_done and any(crate.state in SEALABLE for crate in station.crates)
    allow = (StationKey("allow", "F9", _("Allow")),) if allows else ()
    return (
        StationKey("short", "F2", _("Short"), enabled=runs and holds),
        StationKey("substitute", "F3", _("Substitute"), enabled=runs and holds),
        StationKey("next_tote", "F4", _("Next crate"), enabled=runs and station.filling is not None),
        StationKey("method", "F6", other),
        StationKey("place", "F7", _("Go to…")),
        StationKey("undo", "F8", _("Undo")),
        *allow,
        StationKey("seal", "F10", _("Seal"), enabled=ready or seals, first=ready or seals),
    )


def typed_hint(weighs: bool) -> str:
    """What may be typed."""
    return _("Weight in kg, Enter") if weighs else _("Quantity or code, Enter")
