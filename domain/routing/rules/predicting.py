"""How many crates a load will fill and how long it takes to unload, before anything is packed. Next: travelling.py."""

from __future__ import annotations

from domain.routing.words import RoutingSettings


def predicted_totes(weight_g: int, volume_ml: int, pieces: int, settings: RoutingSettings) -> int:
    """Crates for goods of one temperature: as many as the weight or the volume asks for, at least one where there are goods.

    A product whose volume nobody entered counts by its weight alone.
    """
    if pieces <= 0:
        return 0
    by_weight = -(-weight_g // settings.tote_weight_g)
    by_volume = -(-volume_ml // settings.tote_volume_ml)
    return max(1, by_weight, by_volume)


def service_s(service_min: int, totes: int, settings: RoutingSettings) -> int:
    """Seconds at a point: the fixed minutes for door and signature, and the carrying of each crate."""
    return service_min * 60 + totes * settings.tote_s
