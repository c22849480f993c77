"""Why a file is not read at all. Every refusal names the file and says, in its sentence, what to do next.

The sentences stand in domain/common/sentences/imports.py. Raised by tables.py and encodings.py; read them next.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.common.errors import Refusal


class FileRefused(Refusal):
    """A file is not read; nothing of it was taken. `file` is its name without the folder."""

    file: str


@dataclass
class FileMissing(FileRefused):
    """No such file, or no right to read it."""

    code = "file_missing"
    file: str


@dataclass
class FileEmpty(FileRefused):
    """The file holds no row at all."""

    code = "file_empty"
    file: str


@dataclass
class FileUnreadable(FileRefused):
    """Damaged or cut off: `detail` is what the reader underneath said, for support."""

    code = "file_unreadable"
    file: str
    detail: str


@dataclass
class FileIsEncrypted(FileRefused):
    """An Office file with a password."""

    code = "file_is_encrypted"
    file: str


@dataclass
class KindNotSupported(FileRefused):
    """Not a table we read: `kind` is what the content says it is (PDF, ZIP, ODS ...)."""

    code = "kind_not_supported"
    file: str
    kind: str


@dataclass
class WorkbookTooLarge(FileRefused):
    """The workbook would unpack to something that no order file is (a mistake, or a bomb)."""

    code = "workbook_too_large"
    file: str
    unpacked_mb: int
    packed_kb: int
    parts: int


@dataclass
class TableTooLong(FileRefused):
    """More rows than a spreadsheet can have."""

    code = "table_too_long"
    file: str
    limit: int


@dataclass
class QuoteNotClosed(FileRefused):
    """A quotation mark opened at `row` of a CSV is never closed, so everything below would be one cell."""

    code = "quote_not_closed"
    file: str
    row: int


@dataclass
class EncodingUnknown(FileRefused):
    """The bytes are neither UTF-8 nor GB18030 (nor what was asked for). `offset` counts bytes from 0."""

    code = "encoding_unknown"
    file: str
    offset: int
    byte: str
    row: int
    tried: str


@dataclass
class UnknownHeadings(FileRefused):
    """No row of the first 20 looks like the headings of an order file we know."""

    code = "unknown_headings"
    file: str
    sheet: str
    headings: str


@dataclass
class ColumnsMissing(FileRefused):
    """The saved column profile names headings or a sheet this file does not have."""

    code = "columns_missing"
    file: str
    profile: str
    missing: str


@dataclass
class ProfileInvalid(FileRefused):
    """A saved column profile that cannot be read: `detail` says why, for support."""

    code = "profile_invalid"
    file: str
    detail: str


@dataclass
class ProfileNeedsProduct(FileRefused):
    """A column profile that ties no column to the product."""

    code = "profile_needs_product"
    file: str
    profile: str


@dataclass
class ProfileNeedsQuantity(FileRefused):
    """A column profile that ties no column to the quantity."""

    code = "profile_needs_quantity"
    file: str
    profile: str


@dataclass
class ProfileNeedsOrder(FileRefused):
    """A column profile that ties neither an order number nor a sequence, a phone or a buyer."""

    code = "profile_needs_order"
    file: str
    profile: str
