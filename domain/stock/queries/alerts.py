"""What wants a look before it hurts: goods that run low, lots that end soon or have ended, products without a shelf."""

from __future__ import annotations

import json
from datetime import date, timedelta

from sqlalchemy import Connection, select

from domain.common.records import SettingRecord
from domain.places.words import FIRST_WAREHOUSE
from domain.stock.queries.standing import levels_ending, stock_summary
from domain.stock.words import STOCK_SETTING, ExpiryRow, StockRow, Tracking


def low_stock(connection: Connection, today: date, warehouse_id: int = FIRST_WAREHOUSE) -> tuple[StockRow, ...]:
    """Products with fewer usable pieces than their threshold, those that miss most first."""
    low = [row for row in stock_summary(connection, today, warehouse_id) if row.is_low]
    return tuple(sorted(low, key=lambda row: (row.usable - row.low, row.product)))


def expiring(
    connection: Connection, today: date, days: int, warehouse_id: int = FIRST_WAREHOUSE
) -> tuple[ExpiryRow, ...]:
    """Lots that end within `days` days or have ended, wherever they lie, the one that ends first first.

    A lot is good on its last day: `days` 0 is today, -1 ended yesterday.
    """
    levels = levels_ending(connection, warehouse_id, today + timedelta(days=days))
    return tuple(ExpiryRow(one, (one.expires_on - today).days) for one in levels if one.expires_on is not None)


def tracking(connection: Connection) -> Tracking:
    """Whether this company keeps stock; until somebody says otherwise it does."""
    stored = connection.execute(select(SettingRecord.value).where(SettingRecord.name == STOCK_SETTING))
    value = stored.scalar_one_or_none()
    return Tracking(json.loads(value)) if value else Tracking.TRACKED
