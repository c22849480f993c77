"""The words of the catalogue: products standard or weighed, barcodes, temperature zones, suppliers."""

from __future__ import annotations

import enum
from typing import NewType

ProductId = NewType("ProductId", int)
SupplierId = NewType("SupplierId", int)

NO_SUPPLIER = "(none)"
"""How papers and answers call the supplier of products that have none."""


class TemperatureZone(enum.StrEnum):
    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"


class BarcodeKind(enum.StrEnum):
    """`in_store`: printed by a scale, carries a weight or price behind a product number; `own`: made here."""

    EAN13 = "ean13"
    IN_STORE = "in_store"
    OWN = "own"


class ProductState(enum.StrEnum):
    """A draft was made by an import and waits for a person to complete it; it can be sold and cut off."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"
