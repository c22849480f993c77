"""What a draft still needs before a person would call it complete. It can be sold and cut off without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.catalogue.words import ProductState

NEEDED = ("supplier", "weight_g", "price_fen")


def missing_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the fields a draft lacks, in the order of the form; none for a product that is no draft."""
    if values["state"] != ProductState.DRAFT:
        return ()
    return tuple(name for name in NEEDED if values[name] in ("", None, 0))
