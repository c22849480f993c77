"""What a scanned text is: a crate's own code, or the serial of the label on it. One reader for packing, loading, handover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from domain.common.errors import NotFound
from domain.packing.labels import subject_of, use_of_subject
from domain.printing.queries import label_of
from domain.printing.rules import is_serial
from domain.printing.words import JobKind, LabelVoid
from domain.routing.words.van_names import van_name_sql

# A use by its id, or the open use of the crate with a code.
_TOTE = text(
    f"""
    SELECT u.id AS use_id, t.id AS tote_id, t.code, t.kind, t.state, t.tare_g, t.volume_ml, u.number, u.pieces,
           u.cycle_id, y.code AS cycle, y.delivery_day, u.wave_id, w.number AS wave, n.version AS snapshot, u.point_id,
           p.name AS point, {van_name_sql()} AS van, s.drop_no, s.id AS stop_id, s.route_id
    FROM tote_use u JOIN tote t ON t.id = u.tote_id JOIN cycle y ON y.id = u.cycle_id JOIN wave w ON w.id = u.wave_id
    JOIN snapshot n ON n.id = w.snapshot_id JOIN point p ON p.id = u.point_id
    LEFT JOIN route_plan l ON l.cycle_id = u.cycle_id AND l.state = 'live'
    LEFT JOIN route_stop s ON s.plan_id = l.id AND s.point_id = u.point_id
    LEFT JOIN route r ON r.id = s.route_id LEFT JOIN van v ON v.id = r.van_id
    WHERE u.id = COALESCE(:use, (SELECT o.id FROM tote_use o JOIN tote q ON q.id = o.tote_id
                                 WHERE q.code = :code AND o.is_open = 1))
    """
)
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class ScannedTote:
    """A tote at work as packing, dispatch and handover know it: its use, its state, its point, its stop in the live plan."""

    use_id: int
    tote_id: int
    code: str
    is_cold: bool
    state: str
    tare_g: int
    volume_ml: int
    number: int
    pieces: int
    cycle_id: int
    cycle: str
    delivery: str
    wave_id: int
    wave: int
    snapshot: int
    point_id: int
    point: str
    van: str
    drop: int | None
    stop_id: int | None
    route_id: int | None


def tote_of_scan(connection: Connection, scanned: str) -> ScannedTote:
    """The tote that a crate's code or a tote label's serial names. Raises NotFound, LabelVoid (it was reopened)."""
    read = scanned.strip().upper()
    if is_serial(read):
        return _by_label(connection, read)
    # Control bytes and four kilobytes of anything are no code; no database is asked about them.
    is_text = read.isprintable() and len(read) <= LONGEST_CODE
    row = connection.execute(_TOTE, {"code": read, "use": None}).one_or_none() if is_text else None
    if row is None:
        raise NotFound("tote", "".join(sign for sign in scanned[:LONGEST_CODE] if sign.isprintable()).strip())
    return _scanned(row)


def tote_of_use(connection: Connection, use_id: int) -> ScannedTote:
    """The tote of one use, open or ended. Raises NotFound."""
    row = connection.execute(_TOTE, {"code": "", "use": use_id}).one_or_none()
    if row is None:
        raise NotFound("tote", subject_of(use_id))
    return _scanned(row)


def _by_label(connection: Connection, serial: str) -> ScannedTote:
    label = label_of(connection, serial)
    use_id = use_of_subject(label.subject) if label is not None and label.kind == JobKind.TOTE_LABEL else None
    if label is None or use_id is None:
        raise NotFound("tote", serial)
    if label.void_reason is not None:
        raise LabelVoid(serial, label.void_reason)
    return tote_of_use(connection, use_id)


def _scanned(row: Any) -> ScannedTote:
    return ScannedTote(
        use_id=row.use_id, tote_id=row.tote_id, code=row.code, is_cold=row.kind == "cold", state=row.state,
        tare_g=row.tare_g, volume_ml=row.volume_ml, number=row.number, pieces=row.pieces, cycle_id=row.cycle_id,
        cycle=row.cycle, delivery=str(row.delivery_day), wave_id=row.wave_id, wave=row.wave, snapshot=row.snapshot,
        point_id=row.point_id, point=row.point, van=row.van or "", drop=row.drop_no, stop_id=row.stop_id,
        route_id=row.route_id,
    )  # fmt: skip
