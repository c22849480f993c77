"""The spec that 快团团 repeats in brackets at the end of a product's name: 荔枝(每箱四斤).

Used by the 快团团 forms; a column that says another spec than the name is told row by row.
"""

from __future__ import annotations

import re

from domain.common.errors import Notice
from exchange.imports.cells import narrow
from exchange.imports.columns import Chunk, Tell
from exchange.imports.fields import Field

_LAST_BRACKET = re.compile(r"[(（]([^()（）]+)[)）]\s*$")


def spec_in_name(product: str) -> str:
    """What stands in the last brackets of the name, "" when it does not end with any."""
    found = _LAST_BRACKET.search(product)
    return found.group(1).strip() if found else ""


def take_spec_from_name(chunk: Chunk, tell: Tell) -> None:
    """The name's own spec is the product's; a column that contradicts it is a warning for its row."""
    products, specs = chunk.columns[Field.PRODUCT], chunk.column(Field.SPEC)
    known: dict[tuple[str, str], tuple[str, bool]] = {}
    taken = []
    for row, pair in enumerate(zip(products, specs, strict=True)):
        if pair not in known:
            known[pair] = _settled(*pair)
        spec, is_contradiction = known[pair]
        if is_contradiction:
            tell(row, Field.SPEC, Notice.of("spec_contradicts_product", product=pair[0], value=pair[1]))
        taken.append(spec)
    chunk.columns[Field.SPEC] = taken


def _settled(product: str, spec: str) -> tuple[str, bool]:
    inside = spec_in_name(product)
    return inside or spec, bool(inside and spec) and _bare(spec) not in _bare(product)


def _bare(text: str) -> str:
    return "".join(narrow(text).split()).casefold()
