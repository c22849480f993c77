"""Frozen rows of the catalogue: finding.py (what names and codes of files mean), lists.py (products and suppliers for screens, in pages by key), mapping.py (names that
mean products, and names that mean none), scanning.py (what a scanned code is)..
"""

from domain.catalogue.queries.finding import find_products
from domain.catalogue.queries.lists import (
    ProductDetail,
    ProductFilter,
    ProductRow,
    ProductTotals,
    SupplierRow,
    product_detail,
    product_page,
    product_totals,
    supplier_page,
)
from domain.catalogue.queries.mapping import (
    ProductChoice,
    UnmappedName,
    product_aliases,
    product_choices,
    unmapped_names,
)
from domain.catalogue.queries.scanning import ScannedProduct, in_store_patterns, scanned_product

__all__ = [
    "ProductChoice",
    "ProductDetail",
    "ProductFilter",
    "ProductRow",
    "ProductTotals",
    "ScannedProduct",
    "SupplierRow",
    "UnmappedName",
    "find_products",
    "in_store_patterns",
    "product_aliases",
    "product_choices",
    "product_detail",
    "product_page",
    "product_totals",
    "scanned_product",
    "supplier_page",
    "unmapped_names",
]
