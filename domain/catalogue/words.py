"""The words of the catalogue: products standard or weighed, barcodes, temperature zones, suppliers."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NewType

from domain.common.notices import CatalogueAnswer as CatalogueAnswer

ProductId = NewType("ProductId", int)
SupplierId = NewType("SupplierId", int)

Wanted = tuple[str, str, str]
"""(name, spec, code) of a product as a file says it; empty text where it says nothing."""

NO_SUPPLIER = "(none)"
"""How papers and answers call the supplier of products that have none."""


IN_STORE_SETTING = "in_store_layouts"
"""The name of the setting that holds the layouts of the shop's scales."""


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


class InStoreLayout(enum.Enum):
    """What a scale prints behind the item number; the shop's scales are set to one layout for each length."""

    WEIGHT_13 = (13, ("weight",))
    AMOUNT_13 = (13, ("amount",))
    AMOUNT_WEIGHT_18 = (18, ("amount", "weight"))
    WEIGHT_AMOUNT_18 = (18, ("weight", "amount"))

    @property
    def digits(self) -> int:
        """How many digits such a code has."""
        return int(self.value[0])

    @property
    def carries(self) -> tuple[str, ...]:
        """ "weight" (g) and "amount" (fen) in the order printed."""
        return tuple(self.value[1])


@dataclass(frozen=True, slots=True)
class InStoreReading:
    """A scanned in-store code: the seven digits of the item, and the weight or amount it carries."""

    item: str
    weight_g: int | None
    amount_fen: int | None


USUAL_LAYOUTS = (InStoreLayout.WEIGHT_13, InStoreLayout.AMOUNT_WEIGHT_18)
"""What scales of the trade print when nobody has set them otherwise."""
