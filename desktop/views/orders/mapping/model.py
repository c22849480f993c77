"""The fields a column can be tied to, in a person's words, and the profile that comes of the ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, Qt

from desktop.widgets.masking import mask_phones
from desktop.widgets.rows import Index
from domain.common.sentences import _

if TYPE_CHECKING:
    from exchange.imports import FilePreview, SheetPreview

NEEDED = ("product", "quantity")
WHOSE = ("order number", "sequence in group", "phone", "buyer")
FIELDS = (
    "order number",
    "sequence in group",
    "buyer",
    "phone",
    "pickup point",
    "product",
    "spec",
    "quantity",
    "line amount",
    "order amount",
    "address",
    "note",
    "product code",
    "ordered at",
    "pickup time",
)


def field_word(field: str) -> str:
    """A field as a person calls it."""
    return {
        "order number": _("Order number"),
        "sequence in group": _("No. in group"),
        "buyer": _("Buyer"),
        "phone": _("Mobile"),
        "pickup point": _("Pickup point"),
        "product": _("Product"),
        "spec": _("Spec"),
        "quantity": _("Quantity"),
        "line amount": _("Amount of the line"),
        "order amount": _("Amount of the order"),
        "address": _("Address"),
        "note": _("Note"),
        "product code": _("Product code"),
        "ordered at": _("Ordered at"),
        "pickup time": _("Pickup time"),
    }[field]


@dataclass(slots=True)
class ColumnTies:
    """The file being tied: its preview, the sheet looked at, the ties by field, the profile's name."""

    path: Path
    preview: FilePreview
    sheet: int
    ties: dict[str, str]
    name: str

    @property
    def shown(self) -> SheetPreview:
        """The sheet looked at."""
        return self.preview.sheets[self.sheet]


def begin(path: Path, preview: FilePreview, sheet: int | None = None, name: str = "") -> ColumnTies:
    """The proposal of the reader for a sheet (its best one when None)."""
    at = preview.best if sheet is None else sheet
    proposed = preview.sheets[at].ties
    ties = {str(field): headings[0] for field, headings in proposed.items() if headings and str(field) in FIELDS}
    return ColumnTies(path, preview, at, ties, name or path.stem)


def lacking(ties: Mapping[str, str], name: str) -> str:
    """Why this cannot be read yet; empty when it can."""
    if not any(ties.get(field) for field in WHOSE):
        return _("Tie what tells orders apart: an order number, the number in the group, the phone or the buyer.")
    missing = [field_word(field) for field in NEEDED if not ties.get(field)]
    if missing:
        return _("Tie these too: {fields}.").format(fields=", ".join(missing))
    if not name.strip():
        return _("Give the profile a name, such as the platform's.")
    return ""


def profile_json(mapping: ColumnTies) -> str:
    """The column profile, as it is kept in the books."""
    from exchange.imports import ColumnProfile, Field

    ties = {Field(field): (heading,) for field, heading in mapping.ties.items() if heading}
    return ColumnProfile(name=mapping.name.strip(), ties=ties, by_sequence=_is_by_sequence(mapping.ties)).to_json()


def _is_by_sequence(ties: Mapping[str, str]) -> bool:
    return bool(ties.get("sequence in group")) and not ties.get("order number")


class SampleModel(QAbstractTableModel):
    """The first rows of the sheet under its own headings; tied columns name their field."""

    def __init__(self) -> None:
        super().__init__()
        self._headings: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._fields: dict[str, str] = {}

    def show_sheet(self, sheet: SheetPreview, ties: Mapping[str, str]) -> None:
        """Another sheet or other ties."""
        self.beginResetModel()
        self._headings, self._rows = sheet.headings, sheet.sample
        self._fields = {heading: field for field, heading in ties.items() if heading}
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._headings):
            return None
        heading = self._headings[section].replace("\n", " ")
        if role == Qt.ItemDataRole.DisplayRole:
            field = self._fields.get(self._headings[section])
            return f"{heading} → {field_word(field)}" if field else heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return mask_phones(self._rows[index.row()][index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def say_again(self) -> None:
        """The language changed."""
        if self._headings:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._headings) - 1)
