"""Sends an order from the window: its paper is made and marked as sent, a file is put into the folder of papers.

Should the file not be written, the order can be sent again: that changes nothing but the note.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from domain.common.changes import Changes
from domain.purchasing.words import SentHow

if TYPE_CHECKING:
    from domain.common.database import Database
    from domain.common.people import Actor


@dataclass(frozen=True, slots=True)
class SentOrder:
    """What came of it: the order's number, the file (None for a text), the text (empty for a file), what was touched."""

    order: str
    file: Path | None
    text: str
    changes: Changes


def send(database: Database, actor: Actor, order_id: int, how: SentHow, folder: Path) -> SentOrder:
    """Makes, marks, writes. Raises what send_purchase raises, PaperNotWritten, DiskFull."""
    from exchange.documents.writing import whole_file
    from workers.purchase_sending import send_purchase

    document, done = send_purchase(database, actor, order_id, how)
    if how is SentHow.TEXT:
        return SentOrder(document.order, None, document.text, done.changes)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / document.file_name
    with whole_file(path) as stream:
        stream.write(document.content)
    return SentOrder(document.order, path, "", done.changes)
