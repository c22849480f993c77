"""Decisions of the catalogue, in five parts: naming.py (which names are one product), weights.py (14斤 is 7000 g),
barcodes.py (EAN-13, GTIN, own codes), in_store.py (a scale's codes), checking.py (what a product must be). Start with
naming.py.
"""

from domain.catalogue.rules.naming import product_key, same_spec, split_name
from domain.catalogue.rules.weights import weight_in

__all__ = ["product_key", "same_spec", "split_name", "weight_in"]
