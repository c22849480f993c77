"""What a station holds while it picks: the wave's view, where it stands, lines and crates; read from the books, and
carried on by each answer without reading again.

Nothing is judged or counted here: verdicts and counts come from domain.picking. Next: outcomes.py, faces.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.background.scan_words import read_scan
from domain.picking import queries
from domain.picking.rules import meaning
from domain.picking.values import (
    PickLine,
    Stand,
    StationView,
    Turn,
    WaveHead,
    WaveRow,
)
from domain.picking.words import PickMethod, WaveState
from domain.totes.queries import totes, totes_of_point
from domain.totes.words import ToteRow, ToteState

if TYPE_CHECKING:
    from domain.common.database import Connection

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
    crates = crates_at(connection, stand)
    if not any(crate.use_id == stand.tote_use_id and crate.state == ToteState.FILLING for crate in crates):
        filling = [crate for crate in crates if crate.state == ToteState.FILLING] if by_point else []
        stand = replace(stand, tote_use_id=filling[-1].use_id if filling else None)
    return in_hand(connection, Station(wave, view, stand, lines, crates), None)


def read_last(connection: Connection, station: str, cycle: str) -> Station | None:
    """Where the station put its work down; when that is over, the open wave of the cycle that is due first, if any."""
    stand = queries.last_stand(connection, station)
    if stand is None:
        first = due_first(queries.wave_board(connection, cycle))
        stand = Stand(first.id, PickMethod(first.method)) if first else None
    return read_station(connection, stand) if stand else None


def due_first(waves: Iterable[WaveRow]) -> WaveRow | None:
    """Where the next hands are wanted: the released wave with open pieces whose van leaves first."""
    open_ = [row for row in waves if row.state in PICKABLE and row.left]
    return min(open_, key=lambda row: (row.due_min is None, row.due_min or 0, row.number), default=None)


def read_again(connection: Connection, station: Station) -> Station | None:
    """The same place anew, with the same line in hand while it is open."""
    again = read_station(connection, station.stand, station.view)
    return in_hand(connection, again, station.cell_id) if again else None


def _first_open_point(connection: Connection, wave_id: int) -> int | None:
    rows = queries.point_rows(connection, wave_id)
    first = next((row for row in rows if row.done < row.wanted), rows[0] if rows else None)
    return first.point_id if first else None


def _lines(connection: Connection, stand: Stand) -> tuple[PickLine, ...]:
    """The list of the point; or where the product in hand goes; or, with none in hand, all of the wave."""
    if stand.method is PickMethod.BY_POINT:
        return queries.pick_lines(connection, stand.wave_id, point_id=stand.point_id)
    return queries.pick_lines(connection, stand.wave_id, product_id=stand.product_id)


def crates_at(connection: Connection, stand: Stand) -> tuple[ToteRow, ...]:
    """All crates of the point; or, where a product is dealt out, those of the wave that are being filled."""
    if stand.method is PickMethod.BY_POINT:
        return totes_of_point(connection, stand.wave_id, stand.point_id) if stand.point_id is not None else ()
    return tuple(row for row in totes(connection, state=ToteState.FILLING) if row.wave_id == stand.wave_id)


def in_hand(connection: Connection, station: Station, after: int | None) -> Station:
    """The station with its line in hand: the cell `after` while it is open, else the next open one."""
    here = next((line for line in station.lines if line.cell_id == after and line.left), None)
    line = here or queries.next_line(station.lines, after)
    turn = queries.whose_turn(connection, line.cell_id) if line and line.weighed else None
    return replace(station, cell_id=line.cell_id if line else None, turn=turn)


def typed_product(station: Station, text: str) -> int | None:
    """The product whose own code a person typed. A scanner never gets this far: half a barcode may look like one."""
    wanted = text.casefold()
    return next((p.id for p in station.view.products.values() if p.code.casefold() == wanted), None)


def has_barcode(station: Station, product_id: int) -> bool:
    """False for goods that no scanner can read: their pieces are counted by a typed number."""
    return product_id in station.view.codes.values()


def product_of(station: Station, code: str) -> int | None:
    """The product a code names without a weight of its own, None for anything else."""
    meant = meaning(read_scan(code), station.view.codes, station.view.patterns)
    return meant.product_id if meant.weight_g is None else None
