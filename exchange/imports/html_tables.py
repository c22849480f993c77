"""Tables of an HTML page, which many platforms save under the name .xls.

Standard library only, no entity is ever fetched or expanded without bound. Merged cells come back as
ranges beside the rows, as from a workbook. Next: tables.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

LAST_COLUMN = 200
LONGEST_SPAN = 1000


@dataclass(slots=True)
class HtmlTable:
    """Rows of text, and merged cells as ((first row, first column), (last row, last column)), 0-based."""

    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


class _TableParser(HTMLParser):
    """Outer tables only: a table inside a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[HtmlTable] = []
        self._depth = 0
        self._row: list[str] | None = None
        self._taken: dict[int, int] = {}
        self._text: list[str] | None = None
        self._spans = (1, 1)
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(HtmlTable())
                self._taken = {}
        elif tag == "br" and self._text is not None:
            self._text.append("\n")
        elif self._depth == 1 and tag == "tr":
            self._end_row()
            self._row = []
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self._row = [] if self._row is None else self._row
            given = dict(attrs)
            self._spans = (_span(given.get("rowspan"), LONGEST_SPAN), _span(given.get("colspan"), LAST_COLUMN))
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            return
        text, self._text = "".join(self._text).strip(), None
        table, row = self.tables[-1], self._row
        self._skip_taken(row)
        top, left = len(table.rows), len(row)
        down, across = self._spans
        if left >= LAST_COLUMN:
            return
        across = min(across, LAST_COLUMN - left)
        row.append(text)
        row.extend([""] * (across - 1))
        if down > 1 or across > 1:
            table.merged.append(((top, left), (top + down - 1, left + across - 1)))
        for column in range(left, left + across):
            self._taken[column] = top + down - 1

    def _skip_taken(self, row: list[str]) -> None:
        """Cells that a merged cell of a row above reaches down into are empty here."""
        here = len(self.tables[-1].rows)
        while len(row) < LAST_COLUMN and self._taken.get(len(row), -1) >= here:
            row.append("")

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._skip_taken(self._row)
            self.tables[-1].rows.append(self._row)
            self._row = None


def _span(given: str | None, longest: int) -> int:
    return min(longest, max(1, int(given))) if given and given.isascii() and given.strip().isdigit() else 1


def tables_of(text: str) -> list[HtmlTable]:
    """Every outer table that has rows, in the order of the page."""
    parser = _TableParser()
    parser.feed(text)
    parser.close()
    parser._end_row()  # a page cut off in the middle of its last row
    return [table for table in parser.tables if table.rows]
