"""Decisions of places, in three parts: datums.py (WGS-84, GCJ-02, BD-09), guessing.py (which datum numbers were
given in), checking.py (what a point, a van, a driver and a warehouse must be). Start with datums.py.
"""

from domain.places.rules.datums import converted, converted_e6, distance_m
from domain.places.rules.guessing import DatumGuess, guess_datum

__all__ = ["DatumGuess", "converted", "converted_e6", "distance_m", "guess_datum"]
