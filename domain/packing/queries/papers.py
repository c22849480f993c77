"""The contents slips of all totes of a cycle, to be laid into them: point, k of n, products with pieces and weights.

Set-based, two statements for a whole night. What one tote holds now, by its code, is in sheets.py.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from domain.common.columns import from_ms
from domain.ordering.queries import cycle_id
from domain.routing.words.van_names import van_name_sql
from domain.totes.words import ToteKind


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One product in a tote. `weight_g` is the real one of weighed goods, else the nominal; `instead_of`: what it
    replaces, empty when it is what was ordered."""

    product: str
    spec: str
    unit: str
    pieces: int
    weight_g: int
    is_weighed: bool
    zone: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class ToteSlip:
    """What is in a tote: the `number`-th of `of` totes of its point in its wave. `van` empty, `drop` None: no plan yet.

    `gross_g` None: not sealed, or sealed without a scale.
    """

    code: str
    is_cold: bool
    wave: int
    point_id: int
    point: str
    number: int
    of: int
    van: str
    drop: int | None
    pieces: int
    content_g: int
    gross_g: int | None
    sealed_by: str
    sealed_at: datetime | None
    lines: tuple[SlipLine, ...] = field(default=())


# By wave and drop, the last drop first: the order in which totes are packed and loaded.
_TOTES = text(
    f"""
    SELECT u.id, t.code, t.kind, w.number AS wave, u.point_id, p.name AS point, p.code AS point_code, u.pieces,
           u.content_g, s.gross_g, COALESCE(s.person, '') AS sealed_by, s.at AS sealed_at,
           COALESCE({van_name_sql("v", "o")}, '') AS van, r.drop_no, u.number AS use_number,
           count(*) OVER (PARTITION BY u.wave_id, u.point_id) AS of,
           row_number() OVER (PARTITION BY u.wave_id, u.point_id ORDER BY u.number) AS number
    FROM tote_use u JOIN tote t ON t.id = u.tote_id JOIN wave w ON w.id = u.wave_id JOIN point p ON p.id = u.point_id
    LEFT JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL
    LEFT JOIN route_plan n ON n.cycle_id = u.cycle_id AND n.state = 'live'
    LEFT JOIN route_stop r ON r.plan_id = n.id AND r.point_id = u.point_id
    LEFT JOIN route o ON o.id = r.route_id LEFT JOIN van v ON v.id = o.van_id
    WHERE u.cycle_id = :cycle AND u.pieces > 0
    """
)
# Undone picks are in the ledger too; what is inside is what nobody took out again.
_LINES = text(
    """
    SELECT e.tote_use_id, g.id AS product_id, g.name, g.spec, g.sale_unit, g.zone, g.category,
           CASE WHEN e.given_product_id IS NULL THEN '' ELSE b.name END AS instead_of,
           CAST(sum(e.quantity) AS BIGINT) AS pieces,
           max(CASE WHEN e.weight_g IS NULL THEN 0 ELSE 1 END) AS weighed,
           CAST(sum(COALESCE(e.weight_g, e.quantity * g.weight_g)) AS BIGINT) AS weight_g
    FROM pick_event e JOIN tote_use u ON u.id = e.tote_use_id AND u.cycle_id = :cycle
    JOIN pick_cell c ON c.id = e.cell_id JOIN product b ON b.id = c.product_id
    JOIN product g ON g.id = COALESCE(e.given_product_id, c.product_id)
    WHERE e.kind IN ('pick', 'substitute') AND NOT EXISTS (SELECT 1 FROM pick_event x WHERE x.undoes_id = e.id)
    GROUP BY e.tote_use_id, g.id, g.name, g.spec, g.sale_unit, g.zone, g.category,
             CASE WHEN e.given_product_id IS NULL THEN '' ELSE b.name END
    """
)


def tote_slips(connection: Connection, code: str) -> tuple[ToteSlip, ...]:
    """A slip for each tote of the cycle with something in it: by wave, the last drop first; none before the pick."""
    facts = {"cycle": cycle_id(connection, code)}
    lines: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(_LINES, facts):
        lines[row.tote_use_id].append(row)
    totes = sorted(connection.execute(_TOTES, facts), key=_place)
    return tuple(_slip(row, lines[row.id]) for row in totes)


def _place(row: Any) -> tuple[int, int, str, int]:
    return row.wave, -(row.drop_no or 0), row.point_code, row.use_number


def _slip(row: Any, lines: list[Any]) -> ToteSlip:
    ordered = sorted(lines, key=lambda line: (line.category, line.name, line.spec, line.product_id, line.instead_of))
    return ToteSlip(
        code=row.code,
        is_cold=row.kind == ToteKind.COLD,
        wave=row.wave,
        point_id=row.point_id,
        point=row.point,
        number=int(row.number),
        of=int(row.of),
        van=row.van,
        drop=row.drop_no,
        pieces=row.pieces,
        content_g=row.content_g,
        gross_g=row.gross_g,
        sealed_by=row.sealed_by,
        sealed_at=None if row.sealed_at is None else from_ms(row.sealed_at),
        lines=tuple(_line(line) for line in ordered),
    )


def _line(row: Any) -> SlipLine:
    return SlipLine(
        product=row.name,
        spec=row.spec,
        unit=row.sale_unit,
        pieces=int(row.pieces),
        weight_g=int(row.weight_g),
        is_weighed=bool(row.weighed),
        zone=row.zone,
        instead_of=row.instead_of,
    )
