"""The number of each van of a night, from 1 by its code: the one thing its colour and its plate on the map come from.

A van keeps it on every page and whichever plan is looked at, also when it was retired after it was planned.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_VANS = text(
    """
    SELECT v.id FROM van v JOIN cycle y ON y.code = :code
    WHERE (v.active = 1 AND v.warehouse_id = y.warehouse_id)
       OR EXISTS (SELECT 1 FROM route r WHERE r.van_id = v.id AND r.cycle_id = y.id)
    ORDER BY v.code, v.id
    """
)


def van_numbers(connection: Connection, code: str) -> dict[int, int]:
    """Van id -> its number among the vans of the cycle's warehouse and those any of its plans ever used."""
    found = connection.execute(_VANS, {"code": code}).scalars()
    return {int(van_id): number for number, van_id in enumerate(found, start=1)}
