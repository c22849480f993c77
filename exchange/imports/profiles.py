"""A saved column profile: how the columns of an operator's own file tie to our fields.

Made in the mapping screen, kept as JSON under a name, used by name from then on. Next: previews.py, which
proposes the ties, and reading.py, which reads with them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from exchange.imports.fields import Field, Layout, Paid, Source
from exchange.imports.headings import LOOKED_AT, heading_name, layout_of
from exchange.imports.refusals import (
    ColumnsMissing,
    ProfileInvalid,
    ProfileNeedsOrder,
    ProfileNeedsProduct,
    ProfileNeedsQuantity,
)
from exchange.imports.sources.items_in_one_cell import split_items
from exchange.imports.tables import Book, Sheet


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """`ties`: headings by field, the preferred first. `sheet` "" and `header_row` 0: found by the headings.

    `channel` names the platform (default: the profile's name). `by_sequence`: the order number is a small
    number of one group. A file with neither order number nor sequence is keyed by phone, else by buyer.
    """

    name: str
    ties: Mapping[Field, tuple[str, ...]]
    sheet: str = ""
    header_row: int = 0
    channel: str = ""
    group: str = ""
    by_sequence: bool = False
    amount_on_first_row: bool = False
    encoding: str = ""
    joined: Mapping[Field, str] = field(default_factory=lambda: {Field.ADDRESS: "", Field.NOTE: "; "})

    def to_json(self) -> str:
        """The profile as text; `from_json` makes the same one of it."""
        body: dict[str, Any] = {
            "name": self.name,
            "ties": {tied.value: list(headings) for tied, headings in self.ties.items()},
            "sheet": self.sheet,
            "header_row": self.header_row,
            "channel": self.channel,
            "group": self.group,
            "by_sequence": self.by_sequence,
            "amount_on_first_row": self.amount_on_first_row,
            "encoding": self.encoding,
        }
        return json.dumps(body, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> ColumnProfile:
        """The profile of a saved text. Raises ProfileInvalid when it is none."""
        try:
            body = json.loads(text)
            ties = {Field(name): _headings(given) for name, given in body["ties"].items()}
            return cls(
                name=str(body["name"]),
                ties=ties,
                sheet=str(body.get("sheet", "")),
                header_row=int(body.get("header_row", 0)),
                channel=str(body.get("channel", "")),
                group=str(body.get("group", "")),
                by_sequence=bool(body.get("by_sequence", False)),
                amount_on_first_row=bool(body.get("amount_on_first_row", False)),
                encoding=str(body.get("encoding", "")),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise ProfileInvalid("", str(wrong)) from wrong


def _headings(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(str(one) for one in given)


def source_of(profile: ColumnProfile) -> Source:
    """The profile as a source of its own: `source` is "profile", the channel the profile's."""
    tied = set(profile.ties)
    has_number = bool(tied & {Field.KEY, Field.SEQUENCE})
    return Source(
        id="profile",
        channel=(profile.channel or profile.name)[:40],
        aliases={},
        by_sequence=profile.by_sequence,
        keys_are_local=profile.by_sequence or not has_number,
        paid=Paid.FIRST_ROW if profile.amount_on_first_row else Paid.EVERY_ROW,
        zone=None,
        joined=profile.joined,
        derive=split_items if Field.ITEMS in tied else None,
    )


def layout_by(profile: ColumnProfile, book: Book) -> tuple[Sheet, Layout]:
    """The sheet and the columns the profile means in this file.

    Raises ColumnsMissing when a heading the profile needs is not there, ProfileNeedsProduct and its kin when it ties too little.
    """
    _check(profile, book.file)
    sheets = [book.sheet(profile.sheet)] if profile.sheet else [*book.sheets]
    best: tuple[int, Sheet, Layout] | None = None
    for sheet in (sheet for sheet in sheets if sheet is not None):
        for number, row in enumerate(islice(sheet.rows(), max(LOOKED_AT, profile.header_row)), 1):
            if profile.header_row and number != profile.header_row:
                continue
            ties = _ties([heading_name(value) for value in row], profile)
            if ties and (best is None or len(ties) > best[0]):
                best = (len(ties), sheet, layout_of(sheet.name, number, row, _with_key(ties), None))
    missing = _missing(profile, best[2] if best else None)
    if best is None or missing:
        raise ColumnsMissing(book.file, profile.name, ", ".join(missing or [profile.sheet]))
    return best[1], best[2]


def _check(profile: ColumnProfile, file: str) -> None:
    tied = set(profile.ties)
    if not tied & {Field.PRODUCT, Field.ITEMS}:
        raise ProfileNeedsProduct(file, profile.name)
    if Field.ITEMS not in tied and Field.QUANTITY not in tied:
        raise ProfileNeedsQuantity(file, profile.name)
    if not tied & {Field.KEY, Field.SEQUENCE, Field.PHONE, Field.BUYER}:
        raise ProfileNeedsOrder(file, profile.name)


def _ties(names: Sequence[str], profile: ColumnProfile) -> dict[Field, tuple[int, ...]]:
    ties = {}
    for tied, headings in profile.ties.items():
        columns = tuple(names.index(name) for name in map(heading_name, headings) if name in names)
        if columns:
            ties[tied] = columns
    return ties


def _with_key(ties: dict[Field, tuple[int, ...]]) -> dict[Field, tuple[int, ...]]:
    """Without any number the phone, else the buyer, tells the orders of the file apart."""
    if Field.KEY in ties or Field.SEQUENCE in ties:
        return ties
    columns = (*ties.get(Field.PHONE, ()), *ties.get(Field.BUYER, ()))
    return ties | {Field.KEY: columns} if columns else ties


_NEEDED = (Field.KEY, Field.SEQUENCE, Field.PRODUCT, Field.ITEMS, Field.QUANTITY)


def _missing(profile: ColumnProfile, layout: Layout | None) -> list[str]:
    """Headings the profile ties to a field that cannot be done without, and the file does not have."""
    found = layout.ties if layout else {}
    return [profile.ties[one][0] for one in _NEEDED if one in profile.ties and one not in found]
