"""The verbs of the catalogue. For importers of orders: resolve_products; for buttons: one function each."""

from domain.catalogue.operations.resolving import find_products, resolve_products

__all__ = ["find_products", "resolve_products"]
