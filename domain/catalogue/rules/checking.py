"""What a product and a supplier are described by, and what they must be. The same tables make forms and files.

Headings are English texts of the catalogue of texts; exchange/catalogue_files.py writes and reads them.
"""

from __future__ import annotations

from domain.catalogue.rules.barcodes import kind_of
from domain.catalogue.rules.weights import HEAVIEST_G
from domain.catalogue.words import ProductState, TemperatureZone
from domain.common.codes import ean13_with_check
from domain.common.errors import Notice
from domain.common.fields import Fault, Field, Kind, Values, faults_of
from domain.common.sentences.marking import N_

SUPPLIER_FIELDS = (
    Field("code", N_("Supplier code"), Kind.CODE, longest=40),
    Field("name", N_("Supplier name"), longest=80, required=True),
    Field("contact", N_("Contact"), longest=40),
    Field("phone", N_("Phone number"), longest=40),
    Field("address", N_("Address"), longest=200),
    Field("lead_days", N_("Lead days"), Kind.WHOLE, default=0, high=60),
    Field("active", N_("In use"), Kind.FLAG, default=True),
)

PRODUCT_FIELDS = (
    Field("code", N_("Product code"), Kind.CODE, longest=40),
    Field("name", N_("Product name"), longest=120, required=True),
    Field("spec", N_("Spec"), longest=80),
    Field("category", N_("Category"), longest=40),
    Field("barcodes", N_("Barcodes"), Kind.CODES, default=()),
    Field("supplier", N_("Supplier"), Kind.REFERENCE, longest=80),
    Field("sale_unit", N_("Sale unit"), default="份", longest=12, required=True),
    Field("base_unit", N_("Base unit"), default="份", longest=12, required=True),
    Field("base_per_sale", N_("Base units per sale unit"), Kind.WHOLE, default=1, low=1, high=1_000_000),
    Field("case_size", N_("Case size"), Kind.WHOLE, default=1, low=1, high=1_000_000),
    Field("weighed", N_("Weighed"), Kind.FLAG, default=False),
    Field("weight_g", N_("Nominal weight"), Kind.GRAMS, default=0, high=HEAVIEST_G),
    Field("volume_ml", N_("Volume"), Kind.MILLILITRES, default=0, high=10_000_000),
    Field("tolerance_permille", N_("Tolerance"), Kind.PERMILLE, default=50, high=1000),
    Field("price_fen", N_("Price"), Kind.FEN, default=None, high=100_000_000_00),
    Field("cost_fen", N_("Cost"), Kind.FEN, default=None, high=100_000_000_00),
    Field("zone", N_("Temperature zone"), Kind.CHOICE, default="ambient", choices=tuple(TemperatureZone)),
    Field("shelf_life_days", N_("Shelf life in days"), Kind.WHOLE, default=None, high=36_500),
    Field("guarantee_category", N_("Guarantee category"), longest=40),
    Field("state", N_("State"), Kind.CHOICE, default="active", choices=tuple(ProductState)),
)


def faults_of_supplier(values: Values) -> list[Fault]:
    """What is wrong with a supplier's values."""
    return faults_of(SUPPLIER_FIELDS, values)


def faults_of_product(values: Values) -> list[Fault]:
    """What is wrong with a product's values, taken together: a weighed product needs its weight, codes must be codes."""
    return [*faults_of(PRODUCT_FIELDS, values), *_barcode_faults(values), *_weight_faults(values)]


def _weight_faults(values: Values) -> list[Fault]:
    if values.get("weighed") is True and values.get("weight_g") in (0, None):
        return [Fault("weight_g", "", Notice.of("weighed_needs_weight"))]
    return []


def _barcode_faults(values: Values) -> list[Fault]:
    codes = values.get("barcodes") or ()
    if not isinstance(codes, tuple):
        return []
    return [Fault("barcodes", code, barcode_reason(code)) for code in codes if kind_of(code) is None]


def barcode_reason(code: str) -> Notice:
    """Why a code is no barcode: its check digit (and which it should be), or its form."""
    if len(code) == 13 and code.isascii() and code.isdigit():
        return Notice.of("barcode_check_digit_wrong", barcode=code, right=ean13_with_check(code[:12])[-1])
    return Notice.of("barcode_unreadable", barcode=code)
