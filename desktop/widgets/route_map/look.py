"""The colours of the ground and the roads in both themes: quiet, so that routes stand out. Measures of what stands on it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.widgets.tokens import Tokens


@dataclass(frozen=True, slots=True)
class MapLook:
    """#RRGGBB each. `edge` lies round roads, `casing` round routes and markers."""

    ground: str
    road: str
    street: str
    edge: str
    water: str
    casing: str
    town: str


LIGHT = MapLook("#E3E8E0", "#FFFFFF", "#F7F9F6", "#C6CEC4", "#B5D3E3", "#FFFFFF", "#56615E")
DARK = MapLook("#161C1A", "#333E3A", "#2A3430", "#0D1110", "#1B3442", "#0D1211", "#98A49F")

MARKER, CLOSE_MARKER = 11.0, 9.0
"""Radius of a numbered stop, pixels; the lesser where they stand close together."""
DOT = 4.5
DEPOT = 13.0
ROUTE, ROUTE_CASING = 3.4, 6.6
FAINT = 0.28
"""What does not belong to the van that is looked at."""


def look_of(theme: Tokens) -> MapLook:
    """The map's colours of a theme."""
    return DARK if theme.name == "dark" else LIGHT
