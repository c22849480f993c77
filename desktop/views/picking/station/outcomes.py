"""What comes of a scan, a weight or a key: done by the domain on the database thread, and the station after it.

A piece of a standard product needs no second look at the books: the answer says the counts. Next: controller.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop.background.scan_words import read_scan
from desktop.views.picking.station.model import Station, crates_at, in_hand, read_station
from domain.catalogue.words import ReadCode
from domain.common.changes import Changes
from domain.common.codes import is_tote_code
from domain.packing.operations import label_pick
from domain.picking.operations import confirm_scan, confirm_weight
from domain.picking.values import PickLine, Scanned, Stand, Weight, scanned_from
from domain.picking.words import PickMethod, Verdict

if TYPE_CHECKING:
    from domain.common.command import Done
    from domain.common.database import Connection, Database
    from domain.common.people import Actor


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a scan or a weight: the verdict, the station after it, and what it touched."""

    scanned: Scanned
    station: Station
    changes: Changes


def scan(
    database: Database,
    actor: Actor,
    station: Station,
    code: str,
    *,
    product_id: int | None = None,
    quantity: int | None = None,
    command_id: str,
) -> Outcome:
    """Judges and counts a scan, and carries the station on; reads again only where it stands elsewhere now.

    Sowing, an empty crate is first opened for the point that waits for one, then counted into. `product_id` says what
    a typed code means where no barcode does.
    """
    if product_id is None:
        return _scanned(database, actor, station, read_scan(code), quantity, command_id)
    code = code if code.isascii() and code.isprintable() else f"product {product_id}"
    known = replace(station.view, codes={**station.view.codes, code: product_id})
    outcome = _scanned(database, actor, replace(station, view=known), ReadCode(code), quantity, command_id)
    after = outcome.station
    # Known for this once: a scanner that reads a part of another code may not hit upon it.
    return replace(outcome, station=replace(after, view=station.view if after.view is known else after.view))


def _scanned(
    database: Database, actor: Actor, station: Station, code: ReadCode, quantity: int | None, command_id: str
) -> Outcome:
    point_id = _waits_for(station, code.text)
    if point_id is not None:
        opening = Stand(station.stand.wave_id, PickMethod.BY_POINT, point_id)
        opened = confirm_scan(database, actor, station.view, opening, code, command_id=f"{command_id}+1")
        if scanned_from(opened.answer).verdict is not Verdict.TOTE:
            return Outcome(scanned_from(opened.answer), station, opened.changes)
        with database.read() as connection:
            station = replace(station, crates=crates_at(connection, station.stand))
    done = confirm_scan(database, actor, station.view, station.stand, code, quantity=quantity, command_id=command_id)
    outcome = _outcome(database, station, done)
    return _onto_the_scale(outcome, code.text) if outcome.scanned.verdict is Verdict.NEEDS_WEIGHT else outcome


def _waits_for(station: Station, code: str) -> int | None:
    """The point that an unknown crate is for: sowing, that of the line in hand while it has none."""
    line = station.line
    if station.is_by_point or station.stand.product_id is None or line is None or station.crate_of(line.point_id):
        return None
    known = any(crate.code == code for crate in station.crates)
    return line.point_id if is_tote_code(code) and not known else None


def _onto_the_scale(outcome: Outcome, code: str) -> Outcome:
    """Sowing, the piece that is weighed now goes into the crate that was scanned."""
    crate = next((each for each in outcome.station.crates if each.code == code), None)
    if outcome.station.is_by_point or crate is None:
        return outcome
    stand = replace(outcome.station.stand, tote_use_id=crate.use_id)
    cell_id = outcome.scanned.cell_id or outcome.station.cell_id
    return replace(outcome, station=replace(outcome.station, stand=stand, cell_id=cell_id))


def weigh(
    database: Database,
    actor: Actor,
    station: Station,
    product_id: int,
    weight: Weight,
    *,
    allowed_by: Actor | None = None,
    command_id: str,
) -> Outcome:
    """The same for a weighed piece."""
    done = confirm_weight(
        database,
        actor,
        station.view,
        station.stand,
        product_id,
        weight,
        allowed_by=allowed_by,
        after=label_pick,
        command_id=command_id,
    )
    return _outcome(database, station, done)


def _outcome(database: Database, station: Station, done: Done) -> Outcome:
    scanned = scanned_from(done.answer)
    after = _counted(station, scanned)
    if after is None:
        with database.read() as connection:
            after = _carried_on(connection, station, scanned)
    return Outcome(scanned, after, done.changes)


def _counted(station: Station, scanned: Scanned) -> Station | None:
    """The station after a piece of a standard product, without asking the books again; None where they have to say."""
    line = station.line
    if scanned.verdict is not Verdict.RIGHT or scanned.stand != station.stand or scanned.left == 0:
        return None
    if line is None or line.weighed or line.cell_id != scanned.cell_id:
        return None
    return _with_counts(station, scanned)


def _carried_on(connection: Connection, station: Station, scanned: Scanned) -> Station:
    """The station after an answer."""
    if scanned.verdict is Verdict.NEEDS_WEIGHT:
        return in_hand(connection, station, scanned.cell_id)
    moved = scanned.stand != station.stand or scanned.verdict in (Verdict.TOTE, Verdict.IN_HAND)
    if moved or scanned.point_left == 0:
        again = read_station(connection, scanned.stand, station.view)
        after = scanned.cell_id if scanned.verdict is Verdict.RIGHT else None
        return in_hand(connection, again, after) if again else station
    if scanned.cell_id is None or not scanned.is_counted:
        return station
    return in_hand(connection, _with_counts(station, scanned), scanned.cell_id)


def _with_counts(station: Station, scanned: Scanned) -> Station:
    """The counts of the line and of the crate as the answer says."""
    lines = tuple(_with_count(line, scanned) for line in station.lines)
    crates = tuple(
        replace(crate, pieces=crate.pieces + scanned.quantity) if crate.code == scanned.tote else crate
        for crate in station.crates
    )
    return replace(station, lines=lines, crates=crates)


def _with_count(line: PickLine, scanned: Scanned) -> PickLine:
    if line.cell_id != scanned.cell_id:
        return line
    grams = scanned.weight_g or 0
    more = scanned.done - line.done
    return replace(line, wanted=scanned.wanted, picked=line.picked + more, picked_g=line.picked_g + grams)


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of another act of the station: its answer, the station after it, what it touched."""

    answer: Mapping[str, Any]
    station: Station | None
    changes: Changes


def act(
    database: Database, actor: Actor, station: Station, operation: Callable[..., Done], *arguments: Any, **named: Any
) -> Acted:
    """Does `operation(database, actor, ...)` and looks again, in one go on the database thread."""
    done = operation(database, actor, *arguments, **named)
    with database.read() as connection:
        after = read_station(connection, station.stand, station.view)
    return Acted(done.answer, after, done.changes)
