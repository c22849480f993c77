"""The words of packing: the gate before loading, where a tote is checked, weighed and sealed. Next: rules.py."""

from __future__ import annotations

from typing import NewType

SealId = NewType("SealId", int)
