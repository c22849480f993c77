"""The wave board: each wave with its points, progress, people and lines per hour; scans that did not count."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, text

from domain.common.clock import now
from domain.common.columns import from_ms, to_ms
from domain.ordering.queries import cycle_id
from domain.picking.queries.station import points_of_wave
from domain.picking.records import RefusedScanRecord
from domain.picking.values import PointRow, RefusedRow, WaveRow
from domain.picking.words import WAVE_NAME
from domain.routing.words.van_names import van_name_sql

AT_IT = timedelta(minutes=15)
"""Who acted within it is at work on the wave."""

_PIECES = """
    count(c.id) AS lines,
    CAST(COALESCE(sum(CASE WHEN c.picked + c.substituted + c.short + c.cancelled = c.wanted THEN 1 ELSE 0 END), 0)
      AS BIGINT) AS lines_done,
    CAST(COALESCE(sum(c.wanted - c.cancelled), 0) AS BIGINT) AS wanted,
    CAST(COALESCE(sum(c.picked + c.substituted + c.short), 0) AS BIGINT) AS done,
    CAST(COALESCE(sum(c.short), 0) AS BIGINT) AS short,
    CAST(COALESCE(sum(CASE WHEN c.weighed = 1 THEN c.wanted - c.picked - c.substituted - c.short - c.cancelled ELSE 0 END),
      0) AS BIGINT) AS weighed_left
"""
_WAVES_WORDS = f"""
    SELECT w.id, w.number, w.kind, w.method, w.state, w.due_min, w.version, COALESCE({van_name_sql()}, '') AS van, {_PIECES}
    FROM wave w LEFT JOIN pick_cell c ON c.wave_id = w.id LEFT JOIN route r ON r.id = w.route_id
    LEFT JOIN van v ON v.id = r.van_id WHERE w.cycle_id = :cycle AND (:wave = 0 OR w.id = :wave)
    GROUP BY w.id, w.number, w.kind, w.method, w.state, w.due_min, w.version, v.code, r.trip ORDER BY w.number
    """
_WAVES = text(_WAVES_WORDS)
_NAMES = text(
    """
    SELECT q.wave_id, p.name FROM wave_point q JOIN wave w ON w.id = q.wave_id JOIN point p ON p.id = q.point_id
    WHERE w.cycle_id = :cycle AND (:wave = 0 OR w.id = :wave) ORDER BY q.wave_id, COALESCE(q.drop_no, 0) DESC, p.name
    """
)
_ACTS = text(
    """
    SELECT c.wave_id, e.person, min(e.at) AS first_at, max(e.at) AS last_at FROM pick_event e
    JOIN pick_cell c ON c.id = e.cell_id JOIN wave w ON w.id = c.wave_id
    WHERE w.cycle_id = :cycle AND (:wave = 0 OR w.id = :wave) GROUP BY c.wave_id, e.person ORDER BY c.wave_id, e.person
    """
)
_POINTS_WORDS = f"""
    SELECT q.point_id, {_PIECES},
      (SELECT count(*) FROM tote_use u WHERE u.wave_id = q.wave_id AND u.point_id = q.point_id) AS crates
    FROM wave_point q LEFT JOIN pick_cell c ON c.wave_id = q.wave_id AND c.point_id = q.point_id
    WHERE q.wave_id = :wave GROUP BY q.wave_id, q.point_id
    """
_POINTS = text(_POINTS_WORDS)


def wave_board(connection: Connection, code: str, at: datetime | None = None) -> tuple[WaveRow, ...]:
    """Every wave of the cycle by number, as it stands at the moment `at` (now)."""
    return _waves(connection, {"cycle": cycle_id(connection, code), "wave": 0}, at or now())


def wave(connection: Connection, wave_id: int, at: datetime | None = None) -> WaveRow | None:
    """One wave as the board shows it, None when there is no such wave."""
    cycle = connection.execute(
        text("SELECT cycle_id FROM wave WHERE id = :wave"), {"wave": wave_id}
    ).scalar_one_or_none()
    rows = () if cycle is None else _waves(connection, {"cycle": cycle, "wave": wave_id}, at or now())
    return rows[0] if rows else None


def _waves(connection: Connection, facts: dict[str, Any], at: datetime) -> tuple[WaveRow, ...]:
    names: dict[int, list[str]] = defaultdict(list)
    for wave_id, name in connection.execute(_NAMES, facts):
        names[wave_id].append(name)
    acts: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(_ACTS, facts):
        acts[row.wave_id].append(row)
    rows = connection.execute(_WAVES, facts)
    return tuple(_wave_row(row, names[row.id], acts[row.id], at) for row in rows)


def _wave_row(row: Any, points: list[str], acts: list[Any], at: datetime) -> WaveRow:
    first = min((act.first_at for act in acts), default=None)
    last = max((act.last_at for act in acts), default=None)
    since = to_ms(at - AT_IT)
    return WaveRow(
        id=row.id,
        name=WAVE_NAME.format(row.number),
        number=row.number,
        kind=row.kind,
        method=row.method,
        state=row.state,
        van=row.van,
        due_min=row.due_min,
        points=tuple(points),
        lines=row.lines,
        lines_done=row.lines_done,
        wanted=row.wanted,
        done=row.done,
        short=row.short,
        weighed_left=row.weighed_left,
        people=tuple(act.person for act in acts if act.last_at >= since),
        lines_per_hour=_per_hour(row.lines_done, first, last),
        first_at=from_ms(first) if first else None,
        last_at=from_ms(last) if last else None,
        version=row.version,
    )


def _per_hour(lines: int, first_ms: int | None, last_ms: int | None) -> int | None:
    """Lines finished per hour of work; work of less than a minute counts as one. None before the first act."""
    if first_ms is None or last_ms is None:
        return None
    return lines * 3_600_000 // max(last_ms - first_ms, 60_000)


def point_rows(connection: Connection, wave_id: int) -> tuple[PointRow, ...]:
    """The points of a wave in picking order (the last drop first)."""
    rows = {row.point_id: row for row in connection.execute(_POINTS, {"wave": wave_id})}
    found = []
    for point in points_of_wave(connection, wave_id):
        row = rows[point.id]
        counts = (row.lines, row.lines_done, row.wanted, row.done, row.short, row.crates)
        found.append(PointRow(point.id, point.name, point.drop_no, *counts))
    return tuple(found)


def refused_scans(connection: Connection, wave_id: int, count: int = 100) -> tuple[RefusedRow, ...]:
    """Scans of a wave that did not count, the newest first."""
    query = (
        select(RefusedScanRecord.__table__)
        .where(RefusedScanRecord.wave_id == wave_id)
        .order_by(RefusedScanRecord.id.desc())
        .limit(count)
    )
    return tuple(
        RefusedRow(row.at, row.person, row.station, row.code, row.verdict) for row in connection.execute(query)
    )
