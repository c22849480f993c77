"""What a shelf carries against what lies on it, by nominal weights and volumes."""

from __future__ import annotations

from sqlalchemy import Connection, text

from domain.stock.words import BinKind, Goal

_LOAD = text(
    """
    SELECT b.max_weight_g, b.max_volume_ml, COALESCE(sum(s.quantity * p.weight_g), 0) AS weight_g,
      COALESCE(sum(s.quantity * p.volume_ml), 0) AS volume_ml
    FROM bin b LEFT JOIN stock_level s ON s.bin_id = b.id LEFT JOIN product p ON p.id = s.product_id
    WHERE b.id = :bin GROUP BY b.id, b.max_weight_g, b.max_volume_ml
    """
)


def overload(connection: Connection, goal: Goal) -> dict[str, int]:
    """{"over_weight_g", "over_volume_ml"}: by how much a shelf holds more than it carries, 0 where it does not.

    A dock and a quarantine are floor: they have no such limit.
    """
    row = connection.execute(_LOAD, {"bin": goal.bin_id}).one()
    is_shelf = goal.kind == BinKind.SHELF
    return {
        "over_weight_g": max(0, int(row.weight_g - row.max_weight_g)) if is_shelf else 0,
        "over_volume_ml": max(0, int(row.volume_ml - row.max_volume_ml)) if is_shelf else 0,
    }
