"""A word about one row of a file: the shape of every warning, held line and problem, whatever the file is about."""

from __future__ import annotations

from dataclasses import dataclass

from domain.common.errors import Notice


@dataclass(frozen=True, slots=True)
class RowNotice:
    """A word about one row: of which file and sheet, which column held which value, and why (facts)."""

    row: int
    reason: Notice
    text: str = ""
    file: str = ""
    sheet: str = ""
    column: str = ""
    value: str = ""
