"""The words of purchasing: orders to suppliers, what came of them, and the rules that share a shortage. Next: rules.py."""

from __future__ import annotations

import enum
from typing import NewType

PurchaseOrderId = NewType("PurchaseOrderId", int)
PurchaseLineId = NewType("PurchaseLineId", int)
ReceiptId = NewType("ReceiptId", int)
ShortageId = NewType("ShortageId", int)


class PurchaseState(enum.StrEnum):
    """draft > sent > receiving > received; a draft may be received at once (bought on the market, told by phone)."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVING = "receiving"
    RECEIVED = "received"
    CANCELLED = "cancelled"


PURCHASE_MOVES: frozenset[tuple[PurchaseState, PurchaseState]] = frozenset(
    {
        (PurchaseState.DRAFT, PurchaseState.SENT),
        (PurchaseState.DRAFT, PurchaseState.RECEIVING),
        (PurchaseState.DRAFT, PurchaseState.CANCELLED),
        (PurchaseState.SENT, PurchaseState.RECEIVING),
        (PurchaseState.SENT, PurchaseState.CANCELLED),
        (PurchaseState.RECEIVING, PurchaseState.RECEIVED),
        (PurchaseState.RECEIVED, PurchaseState.RECEIVING),  # something more came after all
    }
)


class LeftOverTo(enum.StrEnum):
    """Who gets what a case holds beyond the demand."""

    STOCK = "stock"
    NEXT_CYCLE = "next_cycle"
    SUPPLIER = "supplier"
    STAFF = "staff"


class ShortageRule(enum.StrEnum):
    """How a shortage is shared: see rules.shares for each in words and arithmetic."""

    FIRST_PAID = "first_paid"
    PRO_RATA = "pro_rata"
    TAGGED_FIRST = "tagged_first"
    WHOLE_LINE = "whole_line"


class ShortageState(enum.StrEnum):
    """One live sharing per snapshot and product; sharing anew supersedes it."""

    LIVE = "live"
    SUPERSEDED = "superseded"


SHORTAGE_MOVES: frozenset[tuple[ShortageState, ShortageState]] = frozenset(
    {(ShortageState.LIVE, ShortageState.SUPERSEDED)}
)
