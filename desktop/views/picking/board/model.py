"""The wave board as rows and words: each wave with its points, van and due time, how far it is, who is on it.

Next: view.py, controller.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.views.picking.station.faces import minute_clock
from desktop.widgets import figures
from desktop.widgets.badges import Mark
from desktop.widgets.figure_row import Figure
from desktop.widgets.rows import Column, RowsModel
from desktop.widgets.tokens import Tone
from domain.common.sentences import _, ngettext
from domain.common.sentences.vocabulary import STATES
from domain.picking import queries
from domain.picking.values import Behind, PointRow, WaveRow
from domain.picking.words import WaveKind, WaveState
from domain.stock.queries import usable
from domain.totes.queries import tote_counts
from domain.totes.words import ToteState

if TYPE_CHECKING:
    from domain.common.database import Connection

SOON_MIN = 30
_TONES = {
    WaveState.PLANNED: Tone.PLAIN,
    WaveState.RELEASED: Tone.RUNNING,
    WaveState.PICKING: Tone.RUNNING,
    WaveState.PAUSED: Tone.CAREFUL,
    WaveState.CHECKING: Tone.RIGHT,
    WaveState.CLOSED: Tone.RIGHT,
}


@dataclass(frozen=True, slots=True)
class Board:
    """The waves of a cycle, what lags behind in them, whether anything lies in stock for it, and free crates."""

    waves: tuple[WaveRow, ...]
    behind: tuple[Behind, ...]
    has_stock: bool
    free_crates: int


def read_board(connection: Connection, code: str, cycle_id: int) -> Board:
    """All of it from one moment."""
    return Board(
        queries.wave_board(connection, code),
        queries.cells_behind(connection, code),
        bool(usable(connection, cycle_id)),
        tote_counts(connection).get(ToteState.FREE.value, 0),
    )


def read_points(connection: Connection, wave_id: int) -> tuple[PointRow, ...]:
    """The points of the chosen wave."""
    return queries.point_rows(connection, wave_id)


# Waves -----------------------------------------------------------------------------------------------


def waves_model() -> RowsModel[WaveRow]:
    """The table of waves."""
    return RowsModel(
        (
            Column("wave", lambda: _("Wave"), _name, 70),
            Column("state", lambda: _("State"), lambda row: state_mark(row).word, 114, mark=state_mark),
            Column("points", lambda: _("Pickup points"), _points, 200, stretches=True, hint=_points_hint),
            Column("van", lambda: _("Van"), lambda row: row.van or "—", 62),
            Column("due", lambda: _("Leaves"), due_text, 70, is_number=True),
            Column("progress", lambda: _("Picked"), _progress, 160, bar=lambda row: (row.done, row.wanted)),
            Column("short", lambda: _("Short"), lambda row: _count(row.short), 64, is_number=True),
            Column("rate", lambda: _("Lines/h"), lambda row: _count(row.lines_per_hour or 0), 76, is_number=True),
            Column("people", lambda: _("On it"), _people, 104, is_quiet=True, hint=_people),
        )
    )


def _name(row: WaveRow) -> str:
    return row.name + (" " + _("pre-pack") if row.kind == WaveKind.PRE_PACK else "")


def state_mark(row: WaveRow) -> Mark:
    """A wave's state in colour, word and shape."""
    state = WaveState(row.state)
    if state in (WaveState.PICKING, WaveState.RELEASED) and row.wanted and not row.left:
        return Mark(Tone.RIGHT, _("all picked"))
    return Mark(_TONES[state], _(STATES[state.value]))


def _points(row: WaveRow) -> str:
    return "、".join(row.points) if len(row.points) <= 3 else f"{'、'.join(row.points[:2])} +{len(row.points) - 2}"


def _points_hint(row: WaveRow) -> str:
    return "\n".join(row.points)


def due_text(row: WaveRow) -> str:
    """“03:20”, when the van leaves."""
    return minute_clock(row.due_min) if row.due_min is not None else "—"


def _progress(row: WaveRow) -> str:
    return f"{figures.count(row.done)} / {figures.count(row.wanted)}" if row.wanted else "—"


def _count(number: int) -> str:
    return figures.count(number) if number else ""


def _people(row: WaveRow) -> str:
    return "、".join(row.people)


def points_model() -> RowsModel[PointRow]:
    """The points of the chosen wave, in picking order."""
    return RowsModel(
        (
            Column("point", lambda: _("Pickup point"), lambda row: row.point, 160, stretches=True),
            Column("drop", lambda: _("Drop no."), lambda row: str(row.drop_no or ""), 56, is_number=True),
            Column("progress", lambda: _("Picked"), _point_progress, 150, bar=lambda row: (row.done, row.wanted)),
            Column("crates", lambda: _("Crates"), lambda row: _count(row.crates), 66, is_number=True),
        )
    )


def _point_progress(row: PointRow) -> str:
    return f"{row.done} / {row.wanted}"


# What the board says ---------------------------------------------------------------------------------


def figures_of(board: Board) -> tuple[Figure, ...]:
    """The night's picking in a few numbers."""
    waves = board.waves
    people = {person for row in waves for person in row.people}
    rate = sum(row.lines_per_hour or 0 for row in waves if row.people)
    short = sum(row.short for row in waves)
    done = sum(1 for row in waves if row.state in (WaveState.CHECKING, WaveState.CLOSED))
    return (
        Figure(f"{done} / {len(waves)}", _("waves picked")),
        Figure(figures.count(sum(row.left for row in waves)), _("pieces left")),
        Figure(figures.count(short), _("short"), "careful" if short else ""),
        Figure(figures.count(rate) if rate else "—", _("lines per hour")),
        Figure(figures.count(len(people)), _("picking now")),
        Figure(figures.count(board.free_crates), _("free crates"), "" if board.free_crates else "wrong"),
    )


def behind_said(behind: tuple[Behind, ...]) -> str:
    """What came after the release, in one sentence; empty when nothing did."""
    if not behind:
        return ""
    first = behind[0]
    said = ngettext(
        "{count} line changed after its wave was released: {first}.",
        "{count} lines changed after their waves were released: {first}, …",
        len(behind),
    )
    return said.format(count=len(behind), first=f"{first.point} {behind_line(first)}")


def behind_line(row: Behind) -> str:
    """“土鸡蛋 +2”, “西瓜 −1, take 1 out again”."""
    parts = [f"+{row.add}"] if row.add else []
    parts += [f"−{row.cancel}"] if row.cancel else []
    parts += [_("{count} short").format(count=row.short)] if row.short else []
    parts += [_("take {count} out again").format(count=row.take_back)] if row.take_back else []
    return f"{row.product} {', '.join(parts)}"


def behind_list(behind: tuple[Behind, ...], most: int = 8) -> str:
    """The same line by line."""
    lines = [f"{row.wave} · {row.point} · {behind_line(row)}" for row in behind[:most]]
    if len(behind) > most:
        lines.append(_("and {count} more").format(count=len(behind) - most))
    return "\n".join(lines)


# What can be done ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Can:
    """What the chosen wave lets one do."""

    release: bool = False
    take_back: bool = False
    pause: bool = False
    resume: bool = False
    check: bool = False
    close: bool = False
    station: bool = False


def can_of(row: WaveRow | None) -> Can:
    """The buttons of a state."""
    if row is None:
        return Can()
    state = WaveState(row.state)
    return Can(
        release=state is WaveState.PLANNED,
        take_back=state is WaveState.RELEASED,
        pause=state is WaveState.PICKING,
        resume=state in (WaveState.PAUSED, WaveState.CHECKING),
        check=state is WaveState.PICKING and not row.left,
        close=state in (WaveState.PICKING, WaveState.CHECKING) and not row.left,
        station=state in (WaveState.RELEASED, WaveState.PICKING, WaveState.CHECKING),
    )


def planned(board: Board) -> int:
    """Waves that wait for their release."""
    return sum(1 for row in board.waves if row.state == WaveState.PLANNED)


def is_late(row: WaveRow, now: datetime) -> bool:
    """True when its van leaves within half an hour, or should have left, and pieces are missing."""
    if row.due_min is None or not row.left:
        return False
    local = now.astimezone()
    return local.hour < 12 and local.hour * 60 + local.minute > row.due_min - SOON_MIN
