"""The waves: planned by the vans' order, released, picked by point and sown by product, every piece by its bytes.

Goes wrong on purpose: a wrong product, half a code, another point's tote and an expired lot are scanned and refused; a
pick is undone; a line is short, another replaced with the buyer's word; an amendment comes after the release.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.common.people import Actor
from domain.cutoff.operations import amend_order
from domain.ordering import queries as ordering
from domain.ordering.queries import OrderFilter
from domain.packing.operations import label_pick, unlabel_pick
from domain.picking import queries
from domain.picking.operations import (
    close_wave,
    confirm_scan,
    confirm_weight,
    mark_short,
    plan_waves,
    release_all,
    substitute,
    take_amendments,
    undo,
)
from domain.picking.values import PickLine, Scanned, Stand, StationView, WaveRow, Weight, scanned_from
from domain.picking.words import DearerSubstitute, NoStock, PickMethod, Verdict
from domain.totes.operations import register_totes, tote_full
from workers.demo import staff
from workers.demo.hall.floor import Floor

PIECES_A_TOTE = 18
GRAMS_A_TOTE = 14_000
FOREIGN = "6901234567892"
"""A good code of something nobody sells here."""
SPREAD_PERMILLE = 25
"""How far a real piece is from its nominal weight."""


@dataclass(slots=True)
class _Station:
    """A picker at work: where the station stands, the crate in hand and how full it is."""

    floor: Floor
    who: Actor
    view: StationView
    stand: Stand
    tote: str = ""
    pieces: int = 0
    grams: int = 0


def act(floor: Floor) -> None:
    """All waves of the night, from the plan to their outcomes."""
    plan_waves(floor.database, staff.MANAGER, floor.cycle)
    released = release_all(floor.database, staff.MANAGER, floor.cycle).answer
    floor.count("waves", released["waves"])
    floor.count("cells", released["cells"])
    crates = iter(register_totes(floor.database, staff.MANAGER, _crates(floor)).answer["codes"])
    _amend_once_more(floor)
    for number, wave in enumerate(_board(floor)):
        _pick(floor, wave, crates, number)
    for wave in _board(floor):
        close_wave(floor.database, staff.MANAGER, wave.id)


def _board(floor: Floor) -> tuple[WaveRow, ...]:
    with floor.database.read() as connection:
        return queries.wave_board(connection, floor.cycle)


def _crates(floor: Floor) -> int:
    """Enough for every point, and a few to spare."""
    with floor.database.read() as connection:
        rows = [queries.pick_lines(connection, wave.id) for wave in queries.wave_board(connection, floor.cycle)]
    lines = [line for some in rows for line in some]
    full = sum(line.wanted for line in lines) // PIECES_A_TOTE
    heavy = sum(line.wanted * line.nominal_g for line in lines) // GRAMS_A_TOTE
    return full + heavy + 2 * len({line.point_id for line in lines})


def _amend_once_more(floor: Floor) -> None:
    """A buyer calls while the hall is at work: one piece more, and the released cells follow."""
    with floor.database.read() as connection:
        wanted = OrderFilter(floor.cycle, state="confirmed")
        orders = ordering.order_page(connection, wanted, limit=1)
        detail = ordering.order_detail(connection, orders[0].id)
    line = detail.lines[0]
    amend_order(floor.database, staff.MANAGER, detail.order.id, line.product_id, line.quantity + 2, "分拣中电话加单")
    answer = take_amendments(floor.database, staff.MANAGER, floor.cycle).answer
    floor.count("added_after_release", answer["added"])


def _pick(floor: Floor, wave: WaveRow, crates: object, number: int) -> None:
    """One wave: every fourth is sown by product, the others are walked by point."""
    with floor.database.read() as connection:
        view = queries.station_view(connection, wave.id)
    who = staff.PICKERS[number % len(staff.PICKERS)]
    for point in view.points:
        stand = Stand(wave.id, PickMethod.BY_POINT, point_id=point.id)
        station = _Station(floor, who, view, stand)
        _next_tote(station, crates)
        if number == 0:
            _stumble(station)
        with floor.database.read() as connection:
            lines = queries.pick_lines(connection, wave.id, point_id=point.id)
        for at, line in enumerate(lines):
            _line(station, line, crates, is_odd=number == 0 and at == 0)
        if station.tote:
            tote_full(floor.database, who, station.tote)


def _next_tote(station: _Station, crates: object) -> None:
    """The full crate is put aside, an empty one taken in hand by its code."""
    if station.tote:
        tote_full(station.floor.database, station.who, station.tote)
    code = next(crates)  # type: ignore[call-overload]
    scanned = _scan(station, code)
    if scanned.verdict is not Verdict.TOTE:
        raise AssertionError(f"an empty crate {code} was refused: {scanned}")
    station.tote, station.pieces, station.grams = code, 0, 0
    station.floor.count("totes")


def _scan(station: _Station, code: str, quantity: int | None = None) -> Scanned:
    """Bytes from the gun, judged and counted; where the station stands after it."""
    said = station.floor.hands.scan(code)
    done = confirm_scan(station.floor.database, station.who, station.view, station.stand, said, quantity=quantity)
    scanned = scanned_from(done.answer)
    station.stand = scanned.stand
    station.floor.count("scans" if scanned.is_counted else "refused_scans")
    return scanned


def _line(station: _Station, line: PickLine, crates: object, *, is_odd: bool) -> None:
    """One line to its end: pieces by scan, weighed ones by scale; the odd first line is undone once and ends short."""
    if is_odd and not line.weighed and line.left:
        _pieces(station, line, 1)
        undo(station.floor.database, station.who, after=unlabel_pick)
        station.floor.count("undone")
    left = line.left
    while left:
        if station.pieces >= PIECES_A_TOTE or station.grams >= GRAMS_A_TOTE:
            _next_tote(station, crates)
        took = _weighed(station, line) if line.weighed else _pieces(station, line, min(left, _room(station, line)))
        if not took:
            _without(station, line, left)
            return
        left -= took


def _room(station: _Station, line: PickLine) -> int:
    """Pieces of the line that still go into the crate in hand, one at least."""
    by_weight = (GRAMS_A_TOTE - station.grams) // max(1, line.nominal_g)
    return max(1, min(PIECES_A_TOTE - station.pieces, by_weight))


def _pieces(station: _Station, line: PickLine, pieces: int) -> int:
    """So many pieces by one scan and a number; 0 when none is there."""
    scanned = _scan(station, station.floor.codes[line.product_id], pieces)
    if scanned.verdict is Verdict.NO_STOCK and pieces > 1:
        return _pieces(station, line, 1)
    if not scanned.is_counted:
        return 0
    station.pieces += scanned.quantity
    station.grams += scanned.quantity * line.nominal_g
    return scanned.quantity


def _weighed(station: _Station, line: PickLine) -> int:
    """One weighed piece: scanned, laid on the scale, booked when it stands still."""
    scanned = _scan(station, station.floor.codes[line.product_id])
    if scanned.verdict not in (Verdict.NEEDS_WEIGHT, Verdict.IN_HAND):
        return 0
    spread = line.nominal_g * min(SPREAD_PERMILLE, line.tolerance_permille) // 1000
    real = line.nominal_g + station.floor.chance.randint(-spread, spread)
    weight = Weight(station.floor.hands.weigh(real))
    done = confirm_weight(
        station.floor.database,
        station.who,
        station.view,
        station.stand,
        line.product_id,
        weight,
        after=label_pick,
    )
    booked = scanned_from(done.answer)
    station.stand = booked.stand
    if not booked.is_counted:
        return 0
    station.floor.count("weighed_pieces")
    station.pieces += 1
    station.grams += real
    return 1


def _without(station: _Station, line: PickLine, left: int) -> None:
    """What is not there: once something else goes in with the buyer's word, everything else is short."""
    if "substituted" not in station.floor.told and _replace(station, line):
        left -= 1
    if left:
        mark_short(station.floor.database, station.who, line.cell_id, "库位没货", quantity=left)
        station.floor.count("short_at_the_shelf", left)


def _replace(station: _Station, line: PickLine) -> bool:
    """One piece of something else, the cheapest first; never something dearer than what was paid."""
    floor, use = station.floor, station.stand.tote_use_id
    with floor.database.read() as connection:
        offers = [one for one in queries.substitutes_for(connection, line.product_id) if not one.weighed]
    for given in reversed(offers):
        try:
            substitute(floor.database, station.who, line.cell_id, use or 0, given.id, "团长电话同意")
        except (DearerSubstitute, NoStock):
            floor.count("refused_substitutes")
            continue
        station.pieces += 1
        floor.count("substituted")
        return True
    return False


def _stumble(station: _Station) -> None:
    """What tired hands do: none of it counts."""
    floor = station.floor
    here = {cell.product_id for (point, _), cell in station.view.cells.items() if point == station.stand.point_id}
    any_code = next(iter(floor.codes.values()))
    wrong = next((code for product, code in floor.codes.items() if product not in here), FOREIGN)
    for code in (wrong, any_code[:7], "T000"):
        if _scan(station, code).is_counted:
            raise AssertionError(f"{code} was counted")
    said = floor.hands.scan_bytes(any_code[:5].encode() + b"\x1d" + any_code[5:].encode())
    done = confirm_scan(floor.database, station.who, station.view, station.stand, said)
    if scanned_from(done.answer).is_counted:
        raise AssertionError("control bytes were counted")
    floor.count("refused_scans")
