"""Totes as screens and papers show them: what is in one, those of a point, and those that wait at the gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from domain.common.columns import from_ms
from domain.ordering.queries import cycle_id
from domain.packing import rules
from domain.packing.queries.contents import content_rows, contents, settings
from domain.packing.queries.scanning import tote_of_scan
from domain.packing.words import SheetLine, ToteSheet
from domain.routing.words.van_names import van_name_sql

_SEAL = text(
    """
    SELECT s.gross_g, s.expected_g, s.tolerance_g, s.person, s.checked_by,
      (SELECT count(*) FROM tote_use o WHERE o.wave_id = :wave AND o.point_id = :point AND o.pieces > 0) AS totes,
      (SELECT count(*) FROM tote_use o WHERE o.wave_id = :wave AND o.point_id = :point AND o.pieces > 0
         AND o.number <= :number) AS place
    FROM tote_use u LEFT JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL WHERE u.id = :use
    """
)
# All totes of a cycle or of one point; `gate` 1: those with something in them and no seal.
_TOTES = text(
    f"""
    SELECT u.id AS use_id, t.code, t.kind, t.state, u.number, u.pieces, u.content_g, u.wave_id, w.number AS wave,
           u.point_id, p.name AS point, s.gross_g, s.at AS sealed_at, s.person AS sealed_by, s.print_job_id,
           j.state AS label_state, {van_name_sql("v", "o")} AS van, r.drop_no,
           (SELECT COALESCE(sum(c.wanted - c.picked - c.substituted - c.short - c.cancelled), 0) FROM pick_cell c
            WHERE c.wave_id = u.wave_id AND c.point_id = u.point_id) AS to_pick
    FROM tote_use u JOIN tote t ON t.id = u.tote_id JOIN wave w ON w.id = u.wave_id JOIN point p ON p.id = u.point_id
    LEFT JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL LEFT JOIN print_job j ON j.id = s.print_job_id
    LEFT JOIN route_plan n ON n.cycle_id = u.cycle_id AND n.state = 'live'
    LEFT JOIN route_stop r ON r.plan_id = n.id AND r.point_id = u.point_id
    LEFT JOIN route o ON o.id = r.route_id LEFT JOIN van v ON v.id = o.van_id
    WHERE u.cycle_id = :cycle AND u.point_id = COALESCE(:point, u.point_id)
      AND (:gate = 0 OR (u.is_open = 1 AND u.pieces > 0 AND t.state IN ('filling', 'closed')))
    ORDER BY w.number, p.name, u.number
    """
)


@dataclass(frozen=True, slots=True)
class GateTote:
    """A tote of a cycle before and at the gate. `to_pick`: pieces its point still waits for in its wave (0: seal it)."""

    use_id: int
    tote: str
    is_cold: bool
    state: str
    number: int
    pieces: int
    content_g: int
    wave_id: int
    wave: int
    point_id: int
    point: str
    gross_g: int | None
    sealed_at: datetime | None
    sealed_by: str
    label: int | None
    label_state: str
    van: str
    drop: int | None
    to_pick: int


def tote_sheet(connection: Connection, scanned: str) -> ToteSheet:
    """What is in a tote (by its code or label), what it ought to weigh and what it weighed. Raises NotFound."""
    tote = tote_of_scan(connection, scanned)
    facts = {"wave": tote.wave_id, "point": tote.point_id, "number": tote.number, "use": tote.use_id}
    seal = connection.execute(_SEAL, facts).one()
    expected = rules.expected_weight(contents(connection, tote.use_id), tote.tare_g, settings(connection))
    is_sealed = seal.expected_g is not None
    return ToteSheet(
        tote=tote.code,
        point=tote.point,
        cycle=tote.cycle,
        wave=tote.wave,
        number=int(seal.place),
        of=int(seal.totes),
        state=tote.state,
        pieces=tote.pieces,
        expected_g=seal.expected_g if is_sealed else expected.expected_g,
        tolerance_g=seal.tolerance_g if is_sealed else expected.tolerance_g,
        gross_g=seal.gross_g,
        sealed_by=seal.person or "",
        checked_by=seal.checked_by or "",
        van=tote.van,
        drop=tote.drop,
        lines=tuple(_line(row) for row in content_rows(connection, tote.use_id)),
    )


def _line(row: Any) -> SheetLine:
    pieces = int(row.counted) + int(row.weighed)
    weight = int(row.weighed_g) + int(row.counted) * row.nominal_g
    return SheetLine(row.name, row.spec, pieces, weight, bool(row.weighed), int(row.substitutes))


def totes_of_point(connection: Connection, cycle: str, point_id: int) -> tuple[GateTote, ...]:
    """The totes of a point in a cycle, by wave and number, with state, seal, label and lane."""
    facts = {"cycle": cycle_id(connection, cycle), "point": point_id, "gate": 0}
    return tuple(_gate(row) for row in connection.execute(_TOTES, facts))


def waiting_to_be_sealed(connection: Connection, cycle: str) -> tuple[GateTote, ...]:
    """Totes of a cycle with something in them and no seal, by wave and point; those with `to_pick` 0 can be sealed now."""
    facts = {"cycle": cycle_id(connection, cycle), "point": None, "gate": 1}
    return tuple(_gate(row) for row in connection.execute(_TOTES, facts))


def _gate(row: Any) -> GateTote:
    return GateTote(
        row.use_id, row.code, row.kind == "cold", row.state, row.number, row.pieces, row.content_g, row.wave_id,
        row.wave, row.point_id, row.point, row.gross_g, None if row.sealed_at is None else from_ms(row.sealed_at),
        row.sealed_by or "", row.print_job_id, row.label_state or "", row.van or "", row.drop_no, int(row.to_pick),
    )  # fmt: skip
