"""What a draft point still needs before a van can find it and a person would call it complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.places.words import PointState

NEEDED = ("address", "lat_e6", "leader", "phone", "opens_min")


def missing_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the fields a draft lacks, in the order of the form; none for a point that is no draft."""
    if values["state"] != PointState.DRAFT:
        return ()
    return tuple(name for name in NEEDED if values[name] in ("", None))
