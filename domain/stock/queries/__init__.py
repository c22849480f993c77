"""Frozen rows of stock: usable.py (what a cycle may use)."""

from domain.stock.queries.usable import usable

__all__ = ["usable"]
