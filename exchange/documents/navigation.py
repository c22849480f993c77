"""Links a phone opens navigation with: AMap's own, and geo: for every other map.

AMap reckons in GCJ-02 and writes longitude first (AMap URI API, “navigation”); a geo: URI is WGS-84 and writes latitude
first (RFC 5870). Out of whole microdegrees, so no digit is lost on the way.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from domain.dispatch.queries.papers import RunSpot
from domain.places.rules.datums import converted_e6
from domain.places.words import Datum
from exchange.documents.text import clean

AMAP: Final = "https://uri.amap.com/navigation"
LONGEST_NAME: Final = 8
"""AMap shows so many characters of a name; each costs nine bytes of the code."""


def amap_link(spot: RunSpot, name: str) -> str:
    """Opens AMap (the app where it is installed, else its page) and drives there from where the phone is."""
    lat, lon = converted_e6(spot.lat_e6, spot.lon_e6, spot.datum, Datum.GCJ02)
    shown = quote(clean(name)[:LONGEST_NAME], safe="", errors="replace")
    return f"{AMAP}?to={_degrees(lon)},{_degrees(lat)},{shown}&mode=car&callnative=1&src=daybreak"


def geo_link(spot: RunSpot) -> str:
    """What any other map of the phone opens, without a network too."""
    lat, lon = converted_e6(spot.lat_e6, spot.lon_e6, spot.datum, Datum.WGS84)
    return f"geo:{_degrees(lat)},{_degrees(lon)}"


def _degrees(microdegrees: int) -> str:
    """“-0.000120”: six decimals without going through a float."""
    sign = "-" if microdegrees < 0 else ""
    return f"{sign}{abs(microdegrees) // 1_000_000}.{abs(microdegrees) % 1_000_000:06d}"
