"""Order files and 接龙 text made into checked orders, lines, problems, held lines and warnings by row.

Readers write nothing: `read_orders` for files, `read_pasted` for text, `preview` for the mapping screen.
Read fields.py for the vocabulary, sources/ for the forms, gathering.py for how rows become orders.
"""

from __future__ import annotations

from exchange.imports.fields import Field
from exchange.imports.group_note import read_pasted
from exchange.imports.previews import FilePreview, SheetPreview, preview
from exchange.imports.profiles import ColumnProfile
from exchange.imports.reading import read_orders
from exchange.imports.refusals import (
    ColumnsMissing,
    EncodingUnknown,
    FileEmpty,
    FileIsEncrypted,
    FileMissing,
    FileRefused,
    FileUnreadable,
    KindNotSupported,
    ProfileInvalid,
    QuoteNotClosed,
    TableTooLong,
    UnknownHeadings,
    WorkbookTooLarge,
)

__all__ = [
    "ColumnProfile",
    "ColumnsMissing",
    "EncodingUnknown",
    "Field",
    "FileEmpty",
    "FileIsEncrypted",
    "FileMissing",
    "FilePreview",
    "FileRefused",
    "FileUnreadable",
    "KindNotSupported",
    "ProfileInvalid",
    "QuoteNotClosed",
    "SheetPreview",
    "TableTooLong",
    "UnknownHeadings",
    "WorkbookTooLarge",
    "preview",
    "read_orders",
    "read_pasted",
]
