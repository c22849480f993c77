"""The verbs of the catalogue: resolving.py for importers of orders, editing.py, barcodes.py and aliases.py for the
buttons of the window, accepting.py for files of products and suppliers.
"""

from domain.catalogue.operations.accepting import accept_catalogue, accept_products, accept_suppliers
from domain.catalogue.operations.aliases import forget_product, map_product
from domain.catalogue.operations.barcodes import add_barcode, make_own_barcode, remove_barcode, set_in_store_patterns
from domain.catalogue.operations.editing import (
    add_product,
    add_supplier,
    complete_draft,
    edit_product,
    edit_supplier,
    restore_product,
    retire_product,
)
from domain.catalogue.operations.resolving import resolve_products

__all__ = [
    "accept_catalogue",
    "accept_products",
    "accept_suppliers",
    "add_barcode",
    "add_product",
    "add_supplier",
    "complete_draft",
    "edit_product",
    "edit_supplier",
    "forget_product",
    "make_own_barcode",
    "map_product",
    "remove_barcode",
    "resolve_products",
    "restore_product",
    "retire_product",
    "set_in_store_patterns",
]
