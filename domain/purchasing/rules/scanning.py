"""What a scan at the dock means while an order is received. Next: sharing.py."""

from __future__ import annotations

from dataclasses import dataclass

from domain.purchasing.words import ScanVerdict

LONGEST_CODE = 60
"""No barcode of the trade is longer; two glued codes and 4 KB of anything are."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of an order of the cycle that holds the scanned product."""

    line_id: int
    order_id: int
    supplier_id: int | None
    remaining: int
    """Pieces still to come."""


def readable(code: str) -> str:
    """The code without blanks at its edges; "" when it cannot be a code: empty, control bytes, far too long."""
    kept = code.strip()
    return kept if kept and len(kept) <= LONGEST_CODE and kept.isprintable() else ""


def judge_scan(
    is_known: bool, lines: tuple[OrderLine, ...], order_id: int | None, supplier_id: int | None = None
) -> tuple[ScanVerdict, OrderLine | None]:
    """The verdict and the line it is about.

    `lines`: all lines of the cycle's orders with the product, in the order they were made. `order_id`: the order being
    received (None: whatever order awaits it), `supplier_id` its supplier. A line that still awaits pieces goes before
    one that has them all; a supplementary order of the same supplier counts as the same delivery.
    """
    if not is_known:
        return ScanVerdict.UNKNOWN, None
    here = [line for line in lines if order_id is None or line.order_id == order_id]
    here += [line for line in lines if order_id is not None and line not in here and line.supplier_id == supplier_id]
    awaited = next((line for line in here if line.remaining > 0), None)
    if awaited is not None:
        return ScanVerdict.RIGHT, awaited
    if here:
        return ScanVerdict.ALL_HERE, here[0]
    return (ScanVerdict.OTHER_SUPPLIER, lines[0]) if lines else (ScanVerdict.NOT_ORDERED, None)
