"""What a scanned code is: the product of a barcode, and the weight or amount an in-store code carries."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.catalogue.records import BarcodeRecord, ProductRecord
from domain.catalogue.rules.barcodes import read_in_store, spellings_of
from domain.catalogue.words import IN_STORE_SETTING, USUAL_LAYOUTS, InStoreLayout, InStoreReading
from domain.common.records import SettingRecord


@dataclass(frozen=True, slots=True)
class ScannedProduct:
    """The product of a scan; `reading` is what an in-store code carries, None for other codes."""

    id: int
    code: str
    name: str
    spec: str
    weighed: bool
    reading: InStoreReading | None


def scanned_product(connection: Connection, scanned: str) -> ScannedProduct | None:
    """The product of a scanned code, None when no product has it. A whole barcode counts before an in-store reading."""
    found = _by_codes(connection, spellings_of(scanned), None)
    if found is None:
        reading = read_in_store(scanned, in_store_layouts(connection))
        found = _by_codes(connection, (reading.item,), reading) if reading else None
    return found


def in_store_layouts(connection: Connection) -> tuple[InStoreLayout, ...]:
    """How the shop's scales print, as set, or as usual."""
    stored = connection.execute(
        select(SettingRecord.value).where(SettingRecord.name == IN_STORE_SETTING)
    ).scalar_one_or_none()
    return USUAL_LAYOUTS if stored is None else tuple(InStoreLayout[name] for name in json.loads(stored))


def _by_codes(connection: Connection, codes: tuple[str, ...], reading: InStoreReading | None) -> ScannedProduct | None:
    query = (
        select(ProductRecord.id, ProductRecord.code, ProductRecord.name, ProductRecord.spec, ProductRecord.weighed)
        .join(BarcodeRecord, BarcodeRecord.product_id == ProductRecord.id)
        .where(BarcodeRecord.code.in_(codes))
    )
    row = connection.execute(query).first()
    return None if row is None else ScannedProduct(*row, reading)
