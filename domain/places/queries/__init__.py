"""Frozen rows of places: finding.py (what names of files mean), lists.py (points, vans, drivers, warehouses)."""

from domain.places.queries.finding import find_points

__all__ = ["find_points"]
