"""Catalogue: products with their barcodes, units, weights and suppliers. Read words.py, then records.py."""
