"""What a station holds while it picks: the wave's view, where it stands, lines and crates; read from the books, and
carried on by each answer without reading again.

Nothing is judged or counted here: verdicts and counts come from domain.picking. Next: faces.py, controller.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from domain.common.changes import Changes
from domain.common.codes import is_tote_code
from domain.picking import queries
from domain.picking.operations import confirm_scan, confirm_weight
from domain.picking.rules import meaning
from domain.picking.values import (
    PickLine,
    Scanned,
    Stand,
    StationView,
    Turn,
    WaveHead,
    Weight,
    scanned_from,
)
from domain.picking.words import PickMethod, Verdict, WaveState
from domain.totes.queries import totes, totes_of_point
from domain.totes.words import ToteRow, ToteState

if TYPE_CHECKING:
    from domain.common.command import Done
    from domain.common.database import Connection, Database
    from domain.common.people import Actor

SEALABLE = frozenset({ToteState.FILLING, ToteState.CLOSED})
"""States of crates that F10 seals: those that still fill are closed with it."""
PICKABLE = frozenset({WaveState.RELEASED, WaveState.PICKING, WaveState.CHECKING})
"""States of waves at which a station may stand."""


@dataclass(frozen=True, slots=True)
class Station:
    """A station at one moment. `cell_id` is the line in hand; `turn` whose weighed piece is next in it."""

    wave: WaveHead
    view: StationView
    stand: Stand
    lines: tuple[PickLine, ...]
    crates: tuple[ToteRow, ...]
    cell_id: int | None = None
    turn: Turn | None = None

    @property
    def is_by_point(self) -> bool:
        """摘果: a point's list is walked. Else 播种: a product is dealt out."""
        return self.stand.method is PickMethod.BY_POINT

    @property
    def line(self) -> PickLine | None:
        """The line in hand, None when all are done or no product is in hand yet."""
        return next((line for line in self.lines if line.cell_id == self.cell_id), None)

    @property
    def crate(self) -> ToteRow | None:
        """The crate in hand."""
        return next((crate for crate in self.crates if crate.use_id == self.stand.tote_use_id), None)

    @property
    def filling(self) -> ToteRow | None:
        """The crate that the next piece goes into: that in hand; sowing, that of the point in hand."""
        if self.is_by_point:
            return self.crate
        return self.crate_of(self.line.point_id) if self.line and self.stand.product_id else None

    @property
    def point(self) -> str:
        """The name of the point in hand."""
        return next((point.name for point in self.view.points if point.id == self.stand.point_id), "")

    @property
    def is_done(self) -> bool:
        """Every line that is shown is accounted for."""
        return bool(self.lines) and all(line.left == 0 for line in self.lines)

    @property
    def next_line(self) -> PickLine | None:
        """The open line behind the one in hand."""
        behind = queries.next_line(self.lines, self.cell_id)
        return None if behind is None or behind.cell_id == self.cell_id else behind

    def crate_of(self, point_id: int) -> ToteRow | None:
        """The crate that is being filled for a point."""
        return next((c for c in self.crates if c.point_id == point_id and c.state == ToteState.FILLING), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a scan or a weight: the verdict, the station after it, and what it touched."""

    scanned: Scanned
    station: Station
    changes: Changes


def read_station(connection: Connection, stand: Stand, known: StationView | None = None) -> Station | None:
    """The station at `stand`; the first open point where it names none. None when the wave is gone."""
    wave = queries.wave_head(connection, stand.wave_id)
    if wave is None:
        return None
    fresh = known is not None and known.wave_id == wave.id and known.version == wave.version
    view = known if known is not None and fresh else queries.station_view(connection, wave.id)
    by_point = stand.method is PickMethod.BY_POINT
    if by_point and stand.point_id is None:
        stand = replace(stand, point_id=_first_open_point(connection, wave.id))
    lines = _lines(connection, stand)
    crates = _crates(connection, stand)
    if not any(crate.use_id == stand.tote_use_id and crate.state == ToteState.FILLING for crate in crates):
        filling = [crate for crate in crates if crate.state == ToteState.FILLING] if by_point else []
        stand = replace(stand, tote_use_id=filling[-1].use_id if filling else None)
    return _in_hand(connection, Station(wave, view, stand, lines, crates), None)


def read_last(connection: Connection, station: str, cycle: str) -> Station | None:
    """Where the station put its work down; when that is over, the open wave of the cycle that is due first, if any."""
    stand = queries.last_stand(connection, station)
    if stand is None:
        open_ = [row for row in queries.wave_board(connection, cycle) if row.state in PICKABLE and row.left]
        first = min(open_, key=lambda row: (row.due_min is None, row.due_min or 0, row.number), default=None)
        stand = Stand(first.id, PickMethod(first.method)) if first else None
    return read_station(connection, stand) if stand else None


def read_again(connection: Connection, station: Station) -> Station | None:
    """The same place anew, with the same line in hand while it is open."""
    again = read_station(connection, station.stand, station.view)
    return _in_hand(connection, again, station.cell_id) if again else None


def _first_open_point(connection: Connection, wave_id: int) -> int | None:
    rows = queries.point_rows(connection, wave_id)
    first = next((row for row in rows if row.done < row.wanted), rows[0] if rows else None)
    return first.point_id if first else None


def _lines(connection: Connection, stand: Stand) -> tuple[PickLine, ...]:
    """The list of the point; or where the product in hand goes; or, with none in hand, all of the wave."""
    if stand.method is PickMethod.BY_POINT:
        return queries.pick_lines(connection, stand.wave_id, point_id=stand.point_id)
    return queries.pick_lines(connection, stand.wave_id, product_id=stand.product_id)


def _crates(connection: Connection, stand: Stand) -> tuple[ToteRow, ...]:
    """All crates of the point; or, where a product is dealt out, those of the wave that are being filled."""
    if stand.method is PickMethod.BY_POINT:
        return totes_of_point(connection, stand.wave_id, stand.point_id) if stand.point_id is not None else ()
    return tuple(row for row in totes(connection, state=ToteState.FILLING) if row.wave_id == stand.wave_id)


def _in_hand(connection: Connection, station: Station, after: int | None) -> Station:
    """The station with its line in hand: the cell `after` while it is open, else the next open one."""
    here = next((line for line in station.lines if line.cell_id == after and line.left), None)
    line = here or queries.next_line(station.lines, after)
    turn = queries.whose_turn(connection, line.cell_id) if line and line.weighed else None
    return replace(station, cell_id=line.cell_id if line else None, turn=turn)


def product_of(station: Station, code: str) -> int | None:
    """The product a code names without a weight of its own, None for anything else."""
    meant = meaning(code, station.view.codes, station.view.layouts)
    return meant.product_id if meant.weight_g is None else None


# What comes of a scan --------------------------------------------------------------------------------


def scan(
    database: Database, actor: Actor, station: Station, code: str, *, quantity: int | None = None, command_id: str
) -> Outcome:
    """Judges and counts a scan, and carries the station on; reads again only where it stands elsewhere now.

    Sowing, an empty crate is first opened for the point that waits for one, then counted into.
    """
    point_id = _waits_for(station, code)
    if point_id is not None:
        opening = Stand(station.stand.wave_id, PickMethod.BY_POINT, point_id)
        opened = confirm_scan(database, actor, station.view, opening, code, command_id=f"{command_id}+1")
        if scanned_from(opened.answer).verdict is not Verdict.TOTE:
            return Outcome(scanned_from(opened.answer), station, opened.changes)
        with database.read() as connection:
            station = replace(station, crates=_crates(connection, station.stand))
    done = confirm_scan(database, actor, station.view, station.stand, code, quantity=quantity, command_id=command_id)
    outcome = _outcome(database, station, done)
    return _onto_the_scale(outcome, code) if outcome.scanned.verdict is Verdict.NEEDS_WEIGHT else outcome


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
        return _in_hand(connection, station, scanned.cell_id)
    moved = scanned.stand != station.stand or scanned.verdict in (Verdict.TOTE, Verdict.IN_HAND)
    if moved or scanned.point_left == 0:
        again = read_station(connection, scanned.stand, station.view)
        after = scanned.cell_id if scanned.verdict is Verdict.RIGHT else None
        return _in_hand(connection, again, after) if again else station
    if scanned.cell_id is None or not scanned.is_counted:
        return station
    return _in_hand(connection, _with_counts(station, scanned), scanned.cell_id)


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
