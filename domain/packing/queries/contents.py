"""What is in a tote, what else its point gets, and the company's rules at the gate: what sealing judges by.

Next: sheets.py.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from domain.common.settings import setting
from domain.packing.words import PackingSettings, Part, SecondCheck, Weighing

SETTING = "packing"
"""The name of the setting that holds PackingSettings, a JSON object of its fields."""

# Undone picks are in the ledger too; what is inside is what nobody took out again.
_CONTENTS = text(
    """
    SELECT g.id AS product_id, g.name, g.spec, CASE WHEN g.zone <> 'ambient' THEN 1 ELSE 0 END AS is_cold,
           CASE WHEN e.given_product_id IS NULL THEN c.nominal_g ELSE g.weight_g END AS nominal_g,
           CASE WHEN e.given_product_id IS NULL THEN c.tolerance_permille ELSE g.tolerance_permille END AS permille,
           sum(CASE WHEN e.weight_g IS NULL THEN e.quantity ELSE 0 END) AS counted,
           sum(CASE WHEN e.weight_g IS NULL THEN 0 ELSE e.quantity END) AS weighed,
           sum(COALESCE(e.weight_g, 0)) AS weighed_g,
           sum(CASE WHEN e.given_product_id IS NULL THEN 0 ELSE e.quantity END) AS substitutes
    FROM pick_event e JOIN pick_cell c ON c.id = e.cell_id
    JOIN product g ON g.id = COALESCE(e.given_product_id, c.product_id)
    WHERE e.tote_use_id = :use AND e.kind IN ('pick', 'substitute')
      AND NOT EXISTS (SELECT 1 FROM pick_event u WHERE u.undoes_id = e.id)
    GROUP BY g.id, g.name, g.spec, g.zone, g.category, g.weight_g, g.tolerance_permille, c.nominal_g,
             c.tolerance_permille, CASE WHEN e.given_product_id IS NULL THEN 0 ELSE 1 END,
             CASE WHEN e.given_product_id IS NULL THEN c.nominal_g ELSE g.weight_g END,
             CASE WHEN e.given_product_id IS NULL THEN c.tolerance_permille ELSE g.tolerance_permille END
    ORDER BY g.category, g.name, g.id
    """
)
_OF_THE_POINT = text(
    """
    SELECT g.id AS product_id, g.name, g.spec, 0 AS is_cold, c.nominal_g, c.tolerance_permille AS permille,
           c.picked AS counted, CASE WHEN c.picked_g > 0 THEN c.picked ELSE 0 END AS weighed, c.picked_g AS weighed_g,
           0 AS substitutes
    FROM pick_cell c JOIN product g ON g.id = c.product_id
    WHERE c.wave_id = :wave AND c.point_id = :point ORDER BY g.name, g.id
    """
)


def content_rows(connection: Connection, use_id: int) -> list[Any]:
    """The rows of a tote's contents, one per product and way it came in."""
    return list(connection.execute(_CONTENTS, {"use": use_id}))


def contents(connection: Connection, use_id: int) -> tuple[Part, ...]:
    """What is in a tote now, by product."""
    return tuple(_part(row) for row in content_rows(connection, use_id))


def goods_of_point(connection: Connection, wave_id: int, point_id: int) -> tuple[Part, ...]:
    """Everything the wave holds for the point: what a piece too many may be."""
    return tuple(_part(row) for row in connection.execute(_OF_THE_POINT, {"wave": wave_id, "point": point_id}))


def _part(row: Any) -> Part:
    return Part(
        product_id=row.product_id,
        product=f"{row.name} {row.spec}".strip(),
        counted=int(row.counted),
        nominal_g=row.nominal_g,
        tolerance_permille=row.permille,
        weighed=int(row.weighed),
        weighed_g=int(row.weighed_g),
        is_cold=bool(row.is_cold),
    )


def settings(connection: Connection) -> PackingSettings:
    """The company's rules at the gate; what is not set, or makes no sense, is the usual one."""
    given = setting(connection, SETTING, {})
    usual = PackingSettings()
    return PackingSettings(
        SecondCheck(given["second_check"]) if given.get("second_check") in list(SecondCheck) else usual.second_check,
        _count(given.get("second_check_above"), usual.second_check_above),
        Weighing(given["weighing"]) if given.get("weighing") in list(Weighing) else usual.weighing,
        _count(given.get("base_g"), usual.base_g),
        _count(given.get("scale_g"), usual.scale_g),
    )


def _count(value: object, usual: int) -> int:
    return value if type(value) is int and value >= 0 else usual
