"""Several products in one cell: 荔枝(每箱四斤)+2, one a line; also name*2, name x2, and name(2件).

A cell that does not say how many is not guessed at: its order is held. Used by the forms that list orders.
"""

from __future__ import annotations

import re

from domain.common.errors import Notice
from exchange.imports import cells
from exchange.imports.columns import LONGEST, Chunk, Tell
from exchange.imports.fields import Field
from exchange.imports.sources.specs import spec_in_name

Item = tuple[str, str, "int | Notice"]
"""Product, spec, pieces."""

_BETWEEN = re.compile(r"[\n\r;；]+")
_COUNTED = re.compile(r"(?P<name>.+?)\s*[+＋xX×*＊✖]\s*(?P<count>[-+]?[\d.,０-９]+)\s*[件份个]?", re.DOTALL)
_IN_BRACKETS = re.compile(r"(?P<name>.+?)\s*[(（]\s*(?P<count>[\d０-９]+)\s*件\s*[)）]", re.DOTALL)


def split_items(chunk: Chunk, tell: Tell) -> None:
    """Replaces each cell by its items, or by the Notice why it cannot be taken."""
    known: dict[cells.Cell, list[Item] | Notice] = {}
    for value in chunk.columns[Field.ITEMS]:
        if value not in known:
            known[value] = items_of(cells.plain(value))
    chunk.columns[Field.ITEMS] = [known[value] for value in chunk.columns[Field.ITEMS]]


def items_of(value: str) -> list[Item] | Notice:
    """The items of one cell in their order. A piece without a count is the first part of the next one's name."""
    items: list[Item] = []
    begun = ""
    for piece in (piece.strip() for piece in _BETWEEN.split(value)):
        if not piece:
            continue
        text = f"{begun} {piece}".strip()
        counted = _COUNTED.fullmatch(text) or _IN_BRACKETS.fullmatch(text)
        if counted:
            name = cells.clean_text(counted["name"])[0][: LONGEST[Field.PRODUCT]]
            items.append((name, spec_in_name(name)[: LONGEST[Field.SPEC]], cells.quantity(counted["count"])))
            begun = ""
        else:
            begun = text
    if not items and not begun:
        return Notice.of("product_missing")
    if begun:
        return Notice.of("items_without_quantities", value=cells.shown(value))
    return items
