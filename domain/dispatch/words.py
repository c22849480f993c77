"""The words of dispatch: loading by scan, what may stay behind, leaving. Next: rules.py."""

from __future__ import annotations

import enum
from typing import NewType

LoadId = NewType("LoadId", int)


class LoadVerdict(enum.StrEnum):
    """What a tote scanned at a van is. RIGHT is loaded; WRONG_ORDER too, with a warning: a later drop is not in yet."""

    RIGHT = "right"
    WRONG_VAN = "wrong_van"
    WRONG_ORDER = "wrong_order"
    NOT_SEALED = "not_sealed"
    LOADED_ALREADY = "loaded_already"
    VAN_GONE = "van_gone"
    OVER_LIMIT = "over_limit"
    UNKNOWN = "unknown"
