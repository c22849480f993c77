"""What a scanned code is: the product of a barcode, and the weight, lot and last day an in-store code or a GS1 label carries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from domain.catalogue.records import BarcodeRecord, ProductRecord
from domain.catalogue.rules.barcodes import is_gtin_14, spellings_of, spellings_of_gtin
from domain.catalogue.rules.in_store import read_in_store
from domain.catalogue.words import (
    IN_STORE_SETTING,
    USUAL_PATTERNS,
    InStorePattern,
    InStoreReading,
    ReadCode,
    WeightUnit,
)
from domain.common.records import SettingRecord


@dataclass(frozen=True, slots=True)
class ScannedProduct:
    """The product of a scan; `reading` is what an in-store code carries, None for other codes. The weight (g), the lot
    and the last good day are what the label says, whichever kind of label it is."""

    id: int
    code: str
    name: str
    spec: str
    weighed: bool
    reading: InStoreReading | None
    weight_g: int | None = None
    lot: str = ""
    expires_on: date | None = None


def scanned_product(connection: Connection, scanned: str | ReadCode, *, cases: bool = True) -> ScannedProduct | None:
    """The product of a scanned code, None when no product has it or it is no whole code.

    A whole barcode counts before an in-store reading. `cases`: the code of a case may name the piece inside.
    """
    read = scanned if isinstance(scanned, ReadCode) else ReadCode(scanned)
    if read.fault:
        return None
    if read.is_gs1:
        said = (None, read.weight_g, read.lot, read.expires_on)
        return _by_codes(connection, spellings_of_gtin(read.gtin, cases=cases), *said) if read.gtin else None
    found = _by_codes(connection, spellings_of(read.text))
    if found is None and is_gtin_14(read.text):
        found = _by_codes(connection, spellings_of_gtin(read.text, cases=cases))
    if found is None:
        reading = read_in_store(read.text, in_store_patterns(connection))
        found = _by_codes(connection, (reading.item,), reading, reading.weight_g) if reading else None
    return found


def in_store_patterns(connection: Connection) -> tuple[InStorePattern, ...]:
    """How the shop's scales print, as set, or as usual."""
    query = select(SettingRecord.value).where(SettingRecord.name == IN_STORE_SETTING)
    stored = connection.execute(query).scalar_one_or_none()
    return USUAL_PATTERNS if stored is None else tuple(_pattern(*row) for row in json.loads(stored))


def _pattern(form: str, prefixes: list[str], unit: str, weight_decimals: int, amount_decimals: int) -> InStorePattern:
    return InStorePattern(form, tuple(prefixes), WeightUnit(unit), weight_decimals, amount_decimals)


def _by_codes(
    connection: Connection,
    codes: tuple[str, ...],
    reading: InStoreReading | None = None,
    weight_g: int | None = None,
    lot: str = "",
    expires_on: date | None = None,
) -> ScannedProduct | None:
    query = (
        select(
            *(ProductRecord.id, ProductRecord.code, ProductRecord.name, ProductRecord.spec, ProductRecord.weighed),
            BarcodeRecord.code.label("barcode"),
        )
        .join(BarcodeRecord, BarcodeRecord.product_id == ProductRecord.id)
        .where(BarcodeRecord.code.in_(codes))
    )
    rows = {row.barcode: row for row in connection.execute(query)}
    row = next((rows[code] for code in codes if code in rows), None)
    return None if row is None else ScannedProduct(*row[:5], reading, weight_g, lot, expires_on)
