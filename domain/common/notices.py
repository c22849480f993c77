"""A word about one row of a file: the shape of every warning, held line and problem, whatever the file is about;
and what a file of products or places did.
"""

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


@dataclass(frozen=True, slots=True)
class CatalogueAnswer:
    """What a file of the catalogue or of places did: rows new, changed, unchanged; those not taken, with reasons.

    `warnings`: rows that were taken and want a look, and columns that mean nothing here.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: tuple[RowNotice, ...] = ()
    warnings: tuple[RowNotice, ...] = ()
