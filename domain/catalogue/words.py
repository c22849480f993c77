"""The words of the catalogue: products standard or weighed, barcodes, temperature zones, suppliers."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import NewType

from domain.common.errors import Refusal
from domain.common.notices import CatalogueAnswer as CatalogueAnswer

ProductId = NewType("ProductId", int)
SupplierId = NewType("SupplierId", int)

Wanted = tuple[str, str, str]
"""(name, spec, code) of a product as a file says it; empty text where it says nothing."""

NO_SUPPLIER = "(none)"
"""How papers and answers call the supplier of products that have none."""


IN_STORE_SETTING = "in_store_patterns"
"""The name of the setting that holds how the shop's scales print their codes."""


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


class WeightUnit(enum.StrEnum):
    """What a scale's label counts its weight in. Jin is not allowed in trade, and nobody converts it here."""

    KILOGRAM = "kg"
    GRAM = "g"


@dataclass(frozen=True, slots=True)
class InStorePattern:
    """How a shop's scale prints its codes, as its manual writes it: “P2 I5 W5 C”, “P2 I5 E5 W5 C”.

    P: prefix, I: item number, W: weight, E: amount of money, X: digits of no meaning here, C: the check digit. `prefixes`:
    the labels this one is for; empty, all that begin with 2. Weights have `weight_decimals` of a `unit`, amounts
    `amount_decimals` of a yuan. rules/in_store.py says what a pattern may be.
    """

    form: str
    prefixes: tuple[str, ...] = ()
    unit: WeightUnit = WeightUnit.KILOGRAM
    weight_decimals: int = 3
    amount_decimals: int = 2


@dataclass(frozen=True, slots=True)
class InStoreReading:
    """A scanned in-store code: the seven digits of prefix and item, and the weight or amount it carries."""

    item: str
    weight_g: int | None
    amount_fen: int | None


USUAL_PATTERNS = (InStorePattern("P2 I5 W5 C"), InStorePattern("P2 I5 E5 W5 C"))
"""What scales of the trade print when nobody has set them otherwise."""


@dataclass
class BadPattern(Refusal):
    """A pattern no label can have; `pattern_fault`: form, digits, item, nothing, check, decimals, prefix."""

    code = "bad_in_store_pattern"
    form: str
    pattern_fault: str


@dataclass(frozen=True, slots=True)
class ReadCode:
    """One scan taken apart, before anybody asks whose it is.

    `text`: as it came, without its AIM id. `fault`: why it is no whole code, "" when it is one. The rest is what a GS1
    label says: `gtin` of 14 digits, exact grams, the lot, the last good day. `is_gs1`: its digits are nothing else.
    """

    text: str
    fault: str = ""
    is_gs1: bool = False
    gtin: str = ""
    weight_g: int | None = None
    lot: str = ""
    expires_on: date | None = None

    @property
    def said(self) -> list[object]:
        """All of it as JSON, for the command that is made of it."""
        last_day = self.expires_on.isoformat() if self.expires_on else None
        return [self.text, self.fault, self.gtin, self.weight_g, self.lot, last_day]
