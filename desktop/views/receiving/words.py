"""Names of receiving, the same on the desk and at the dock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.catalogue.words import NO_SUPPLIER
from domain.common.sentences import _

if TYPE_CHECKING:
    from domain.purchasing.queries import OrderLine


def supplier_name(name: str) -> str:
    """The supplier's name; a word for products that have none."""
    return _("no supplier") if name == NO_SUPPLIER else name


def line_name(line: OrderLine) -> str:
    """“阳光玫瑰 2斤”."""
    return f"{line.product} {line.spec}".strip()
