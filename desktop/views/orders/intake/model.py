"""What an import shows before it is done: its figures, the words about its rows, names nobody knows, the first rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.background.order_files import ReadFile
from desktop.views.orders.words import source_word
from desktop.widgets import figures
from desktop.widgets.figure_row import Figure
from desktop.widgets.masking import mask_phones
from desktop.widgets.rows import Column, RowsModel
from domain.catalogue.queries import ProductChoice, UnmappedName, product_choices, unmapped_names
from domain.common.codes import masked_phone
from domain.common.money import yuan_text
from domain.common.sentences import _, ngettext, sentence
from domain.ordering.queries import point_choices
from domain.ordering.words import CrossCheck, ImportAnswer, OrderFile, RowNotice
from domain.places.queries import find_points

if TYPE_CHECKING:
    from domain.common.database import Connection

SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One line of the file as it was understood; the phone is masked."""

    row: int
    number: str
    buyer: str
    phone: str
    point: str
    product: str
    quantity: int
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class UnknownNames:
    """What the files say and nobody knows: per product its channel and the likeliest products; points by name."""

    products: tuple[tuple[str, UnmappedName], ...]
    points: tuple[tuple[str, str], ...]
    choices: tuple[ProductChoice, ...]
    point_choices: tuple[tuple[int, str], ...]

    @property
    def count(self) -> int:
        """How many names."""
        return len(self.products) + len(self.points)


@dataclass(slots=True)
class Intake:
    """One import in the making."""

    paths: list[Path] = field(default_factory=list)
    waiting: list[Path] = field(default_factory=list)
    read: list[ReadFile] = field(default_factory=list)
    refused: list[tuple[Path, Exception]] = field(default_factory=list)
    encodings: dict[Path, str] = field(default_factory=dict)
    profiles: dict[Path, str] = field(default_factory=dict)
    tried: set[Path] = field(default_factory=set)
    unknown: UnknownNames | None = None
    answer: ImportAnswer | None = None
    make_drafts: bool = True
    point: str = ""

    @property
    def files(self) -> list[OrderFile]:
        """What the readers understood, in the order the files were given."""
        return [read.file for read in self.read]

    @property
    def lacks_points(self) -> bool:
        """True when an order names no pickup point."""
        return any(not order.point for file in self.files for order in file.orders)


def read_unknown(connection: Connection, files: Sequence[OrderFile]) -> UnknownNames:
    """The names of the files that mean no product and no point yet."""
    products: list[tuple[str, UnmappedName]] = []
    points: list[tuple[str, str]] = []
    for channel in dict.fromkeys(file.channel for file in files):
        mine = [file for file in files if file.channel == channel]
        wanted = list(dict.fromkeys((line.product, line.spec, line.code) for file in mine for line in file.lines))
        products += [(channel, each) for each in unmapped_names(connection, channel, wanted)]
        names = list(dict.fromkeys(order.point for file in mine for order in file.orders if order.point))
        points += [(channel, name) for name, found in find_points(connection, channel, names).items() if found is None]
    choices = product_choices(connection) if products else ()
    return UnknownNames(tuple(products), tuple(points), choices, tuple(point_choices(connection)))


def title_of(intake: Intake) -> str:
    """“顾客购买表.xlsx · 快团团 workbook”; the count of files when there are several."""
    if len(intake.paths) > 1:
        return ngettext("{count} file", "{count} files", len(intake.paths)).format(count=len(intake.paths))
    name = intake.paths[0].name if intake.paths else ""
    return f"{name} · {source_word(intake.files[0].source)}" if intake.files else name


def figures_of(answer: ImportAnswer) -> tuple[Figure, ...]:
    """The outcome in numbers."""
    said = [
        Figure(figures.count(answer.new), _("new orders")),
        Figure(figures.count(answer.unchanged), _("unchanged")),
        Figure(figures.count(answer.changed), _("changed"), "careful" if answer.changed else ""),
        Figure(figures.count(answer.vanished), _("not in the file any more"), "careful" if answer.vanished else ""),
        Figure(figures.count(answer.lines), _("lines")),
        Figure(figures.count(answer.pieces), _("pieces")),
        Figure(figures.yuan(answer.amount_fen), _("paid")),
    ]
    if answer.cancelled:
        said.insert(4, Figure(figures.count(answer.cancelled), _("lines cancelled")))
    return tuple(said)


def unknown_sentence(unknown: UnknownNames) -> str:
    """How many products and points are not in the books yet."""
    products, points = len(unknown.products), len(unknown.points)
    said = []
    if products:
        said.append(ngettext("{count} new product", "{count} new products", products).format(count=products))
    if points:
        said.append(ngettext("{count} new pickup point", "{count} new pickup points", points).format(count=points))
    return _("Not in the books yet: {what}.").format(what=_(" and ").join(said))


def take_word(answer: ImportAnswer) -> str:
    """The primary button: what it takes."""
    news = answer.new + answer.changed
    held = len(answer.held)
    if not news and held:
        return ngettext("Keep {count} held row", "Keep {count} held rows", held).format(count=figures.count(held))
    if not news:
        return _("Nothing new to take")
    return ngettext("Take {count} order", "Take {count} orders", news).format(count=figures.count(news))


def taken_sentence(answer: ImportAnswer) -> str:
    """What was taken, and what waits."""
    count, held = answer.new + answer.changed, len(answer.held)
    said = ngettext("{count} order taken.", "{count} orders taken.", count).format(count=figures.count(count))
    if not held:
        return said
    wait = ngettext("{count} row waits for a decision.", "{count} rows wait for a decision.", held)
    return f"{said} {wait.format(count=figures.count(held))}"


def sample_rows(files: Sequence[OrderFile]) -> tuple[SampleRow, ...]:
    """The first lines of each file as they were understood."""
    found = []
    for file in files:
        for line in file.lines[:SHOWN_ROWS]:
            order = file.orders[line.order]
            product = f"{line.product} {line.spec}".strip()
            found.append(
                SampleRow(
                    line.row,
                    order.key,
                    order.buyer,
                    masked_phone(order.phone),
                    order.point,
                    product,
                    line.quantity,
                    line.amount_fen,
                )
            )
    return tuple(found)


def sample_model() -> RowsModel[SampleRow]:
    """The table of the first rows."""
    return RowsModel(
        (
            Column("row", lambda: _("Row"), lambda row: str(row.row), 56, is_number=True),
            Column("number", lambda: _("Order"), lambda row: row.number, 120),
            Column("buyer", lambda: _("Buyer"), lambda row: row.buyer, 120),
            Column("phone", lambda: _("Mobile"), lambda row: row.phone, 116, is_quiet=True),
            Column("point", lambda: _("Pickup point"), lambda row: row.point, 160),
            Column("product", lambda: _("Product"), lambda row: row.product, 240, stretches=True),
            Column("quantity", lambda: _("Pieces"), lambda row: figures.count(row.quantity), 66, is_number=True),
            Column("amount", lambda: _("Amount ¥"), _amount, 96, is_number=True),
        )
    )


def _amount(row: SampleRow) -> str:
    return "" if row.amount_fen is None else yuan_text(row.amount_fen)


def notice_model() -> RowsModel[RowNotice]:
    """The table of words about rows: where each stands in the opened file, and what to do."""
    return RowsModel(
        (
            Column("row", lambda: _("Row"), lambda row: str(row.row or ""), 60, is_number=True),
            Column("where", lambda: _("File and sheet"), _where, 190, is_quiet=True, elides_middle=True, hint=_where),
            Column("column", lambda: _("Column"), lambda row: row.column, 110, is_quiet=True),
            Column("value", lambda: _("Stands there"), _value, 150),
            Column("reason", lambda: _("What it means"), _reason, 360, stretches=True, hint=_reason),
        )
    )


def _where(row: RowNotice) -> str:
    return " · ".join(part for part in (row.file, row.sheet) if part)


def _value(row: RowNotice) -> str:
    return mask_phones(row.value or row.text)


def _reason(row: RowNotice) -> str:
    return sentence(row.reason)


def check_model() -> RowsModel[CrossCheck]:
    """The table of the file's own sums against what was found."""
    return RowsModel(
        (
            Column("what", lambda: _("Sum"), lambda row: _(row.what), 300, stretches=True),
            Column("said", lambda: _("The file says"), lambda row: _shown(row, row.said), 130, is_number=True),
            Column("found", lambda: _("Found"), lambda row: _shown(row, row.found), 130, is_number=True),
            Column("where", lambda: _("Where"), lambda row: row.where, 240, is_quiet=True),
        )
    )


def _shown(row: CrossCheck, number: int) -> str:
    return yuan_text(number) if row.what.startswith("amount") else figures.count(number)
