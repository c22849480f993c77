"""Gives a supplier its order as PDF, workbook or text: the bytes are made first, then the order is marked as sent.

What the window calls; exchange/documents draws.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from domain.common.command import Done
from domain.common.database import Database
from domain.common.people import Actor
from domain.cutoff.operations import count_copies
from domain.cutoff.queries import paper_head
from domain.cutoff.words import PaperHead, PurchaseSheet
from domain.purchasing.operations import send_order
from domain.purchasing.queries import order_sheet
from domain.purchasing.words import NothingToOrder, SentHow
from exchange.documents.message import purchase_message
from exchange.documents.purchase_order import draw_purchase
from exchange.documents.text import file_part
from exchange.documents.workbook import write_purchase_workbook

ENDINGS = {SentHow.PDF: "pdf", SentHow.XLSX: "xlsx", SentHow.TEXT: "txt"}


@dataclass(frozen=True, slots=True)
class OrderDocument:
    """An order as a supplier gets it: a name for the file and its bytes (a text: UTF-8)."""

    order: str
    how: SentHow
    file_name: str
    content: bytes

    @property
    def text(self) -> str:
        """A text to paste into a chat; "" for the others."""
        return self.content.decode() if self.how is SentHow.TEXT else ""


def order_document(database: Database, order_id: int, how: SentHow, *, copy: int = 1) -> OrderDocument:
    """The order as it stands, nothing marked: for a look before it is sent. Raises NotFound, CycleNotCut, NothingToOrder."""
    with database.read() as connection:
        detail, sheet = order_sheet(connection, order_id)
        head = paper_head(connection, detail.head.cycle)
    number = detail.head.number
    if not sheet.rows:
        raise NothingToOrder(number)
    name = f"{file_part(number)}-{file_part(sheet.supplier)}.{ENDINGS[how]}"
    return OrderDocument(number, how, name, _drawn(head, sheet, how, copy))


def _drawn(head: PaperHead, sheet: PurchaseSheet, how: SentHow, copy: int) -> bytes:
    if how is SentHow.TEXT:
        return purchase_message(head, sheet).encode()
    stream = io.BytesIO()
    if how is SentHow.PDF:
        draw_purchase(head, [sheet], copy=copy, stream=stream)
    else:
        write_purchase_workbook(head, [sheet], stream)
    return stream.getvalue()


def send_purchase(database: Database, actor: Actor, order_id: int, how: SentHow) -> tuple[OrderDocument, Done]:
    """The document, with its next copy number, and the order marked as sent. Nothing is marked when it cannot be drawn.

    Raises what order_document and send_order raise.
    """
    with database.read() as connection:
        cycle = order_sheet(connection, order_id)[0].head.cycle
    copy = 1
    if how is SentHow.PDF:
        kind = f"order {order_id}"
        copy = int(count_copies(database, actor, cycle, [kind]).answer[kind])
    document = order_document(database, order_id, how, copy=copy)
    return document, send_order(database, actor, order_id, how)
