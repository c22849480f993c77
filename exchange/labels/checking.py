"""Reads a template's TOML and names everything that is wrong with it: which field, what, and what to write instead.

Next: shelf.py, which finds the files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, Final

from domain.common.sentences import _
from exchange.labels.codes import Symbol
from exchange.labels.problems import TEMPLATE_WRONG, LabelProblem
from exchange.labels.templates import (
    HEIGHTS,
    SIDES,
    SMALLEST_MM,
    BoxField,
    CodeField,
    Pattern,
    Place,
    Template,
    TextField,
    names_in,
    pattern_of,
)
from exchange.labels.wording import KINDS, known_words

HEAD: Final = frozenset({"kind", "media", "marks"})
SHARED: Final = frozenset({"at", "size", "if", "unless"})
OF_TEXT: Final = SHARED | {
    *("text", "font", "smallest", "lines", "bold", "align", "valign", "inverse", "frame", "hug", "cut", "language"),
}
OF_CODE: Final = SHARED | {"code", "symbol", "module", "align"}
OF_BOX: Final = SHARED | {"line", "fill"}
LARGEST_MM: Final = 300.0
MOST_FIELDS: Final = 60


class TemplateRefused(Exception):
    """A template that cannot be used: every problem found in it."""

    def __init__(self, problems: tuple[LabelProblem, ...]) -> None:
        super().__init__("; ".join(problem.detail for problem in problems))
        self.problems = problems


class _Wrong(Exception):
    """One thing is wrong: said so that a person knows what to write."""


def read_template(text: str, file: str = "") -> Template:
    """The template of a TOML text. Raises TemplateRefused with every problem, each with its field."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        detail = _("this is no TOML: {where}. Look at that line for a missing quote or bracket").format(where=wrong)
        raise TemplateRefused((LabelProblem(TEMPLATE_WRONG, "", "", detail, file),)) from wrong
    return _Reader(tables, file).template()


class _Reader:
    """Walks the tables of one template and gathers what is wrong."""

    def __init__(self, tables: Mapping[str, Any], file: str) -> None:
        self._tables, self._file = tables, file
        self._problems: list[LabelProblem] = []
        self._words: frozenset[str] = frozenset()
        self._size = (LARGEST_MM, LARGEST_MM)

    def template(self) -> Template:
        """The template, or TemplateRefused."""
        kind, media = self._head()
        marks = self._field("marks", self._tables.get("marks"), is_marks=True)
        names = [name for name in self._tables if name not in HEAD]
        fields = [self._field(name, self._tables[name]) for name in names[:MOST_FIELDS]]
        if not names or len(names) > MOST_FIELDS:
            self._wrong("", _("a label has from 1 to {most} fields").format(most=MOST_FIELDS))
        self._serial_is_there()
        if self._problems:
            raise TemplateRefused(tuple(self._problems))
        assert isinstance(marks, TextField)
        found = tuple(field for field in fields if field is not None)
        return Template(kind, media, *self._size, marks, found, self._file)

    def _head(self) -> tuple[str, str]:
        kind, media = self._tables.get("kind"), self._tables.get("media")
        if kind not in KINDS:
            self._wrong("kind", _("write one of {these}").format(these=", ".join(KINDS)))
            kind = ""
        else:
            self._words = known_words(kind)
        try:
            width, height = (float(part) for part in str(media).split("x"))
            if not (10 <= width <= LARGEST_MM and 10 <= height <= LARGEST_MM):
                raise ValueError
            self._size = (width, height)
        except ValueError:
            self._wrong("media", _("write the label's width and height in mm, such as “60x40”"))
        return str(kind), str(media)

    def _serial_is_there(self) -> None:
        """A label without its serial's code could be handed over twice unseen; these kinds live by other codes."""
        if not self._words or self._tables.get("kind") in ("bin_label", "badge", "control_sheet"):
            return
        codes = [each.get("code") for each in self._tables.values() if isinstance(each, dict)]
        if not any("{serial}" in str(code) for code in codes):
            self._wrong("", _('no field carries the label\'s serial: add a code field with code = "{serial}"'))

    def _wrong(self, field: str, what: str) -> None:
        self._problems.append(LabelProblem(TEMPLATE_WRONG, field, "", what, self._file))

    def _field(self, name: str, table: Any, is_marks: bool = False) -> TextField | CodeField | BoxField | None:
        """One field; None when it is wrong, which has been noted."""
        try:
            if not isinstance(table, dict):
                raise _Wrong(_("a field is a table: [{name}] and its lines below").format(name=name))
            if is_marks:
                return self._marks(table)
            if "text" in table:
                return self._text(name, table)
            if "code" in table:
                return self._code(name, table)
            if "line" in table or "fill" in table:
                return self._box(name, table)
            raise _Wrong(_("say what it is: text = …, code = …, line = … or fill = true"))
        except _Wrong as wrong:
            self._wrong(name, str(wrong))
            return None

    def _marks(self, table: Mapping[str, Any]) -> TextField:
        _only(table, frozenset({"at", "size", "font", "align"}))
        font = _number(table, "font", 3.0, SMALLEST_MM, 20.0)
        return TextField(
            name="marks", place=self._place(table), patterns=(), font=font, smallest=SMALLEST_MM, is_bold=True,
            side=_one_of(table, "align", SIDES, "left"), is_inverse=True, is_hugging=True,
        )  # fmt: skip

    def _text(self, name: str, table: Mapping[str, Any]) -> TextField:
        _only(table, OF_TEXT)
        place = self._place(table)
        font = _number(table, "font", 0.0, SMALLEST_MM, 100.0)
        if font > place.height + 0.01:
            raise _Wrong(
                _("font {font} mm is higher than the field: {height} mm").format(font=font, height=place.height)
            )
        return TextField(
            name=name, place=place, font=font, smallest=_number(table, "smallest", font, SMALLEST_MM, font),
            patterns=self._patterns(table["text"]), lines=int(_number(table, "lines", 1, 1, 20)),
            is_bold=_flag(table, "bold"), side=_one_of(table, "align", SIDES, "left"),
            height=_one_of(table, "valign", HEIGHTS, "top"), is_inverse=_flag(table, "inverse"),
            frame=_number(table, "frame", 0.0, 0.0, 3.0), is_hugging=_flag(table, "hug"),
            may_be_cut=_flag(table, "cut"),
            language=_one_of(table, "language", ("", "zh_CN", "en"), ""), **self._conditions(table),
        )  # fmt: skip

    def _code(self, name: str, table: Mapping[str, Any]) -> CodeField:
        _only(table, OF_CODE)
        given = table.get("symbol", Symbol.CODE128.value)
        symbols = [_one_of({"symbol": one}, "symbol", tuple(Symbol), "") for one in _listed(given)]
        return CodeField(
            name=name, place=self._place(table), symbols=tuple(Symbol(one) for one in symbols), pattern=self._pattern(table["code"]),
            module=_number(table, "module", 0.5, 0.125, 5.0), side=_one_of(table, "align", SIDES, "centre"),
            **self._conditions(table),
        )  # fmt: skip

    def _box(self, name: str, table: Mapping[str, Any]) -> BoxField:
        _only(table, OF_BOX)
        line = _number(table, "line", 0.0, 0.0, 5.0)
        return BoxField(
            name=name, place=self._place(table), line=line, is_filled=_flag(table, "fill"), **self._conditions(table)
        )

    def _place(self, table: Mapping[str, Any]) -> Place:
        x, y = _pair(table, "at")
        width, height = _pair(table, "size")
        if width <= 0 or height <= 0:
            raise _Wrong(_("size is width and height in mm, both more than 0"))
        if x < 0 or y < 0 or x + width > self._size[0] + 0.01 or y + height > self._size[1] + 0.01:
            room = "{:g} x {:g}".format(*self._size)
            raise _Wrong(_("it reaches over the label's edge ({room} mm); make at or size smaller").format(room=room))
        return Place(x, y, width, height)

    def _conditions(self, table: Mapping[str, Any]) -> dict[str, str]:
        found = {"when": table.get("if", ""), "unless": table.get("unless", "")}
        for name in found.values():
            if name:
                self._known(name)
        return {key: str(name) for key, name in found.items()}

    def _patterns(self, given: Any) -> tuple[Pattern, ...]:
        return tuple(self._pattern(text) for text in _listed(given))

    def _pattern(self, given: Any) -> Pattern:
        if not isinstance(given, str):
            raise _Wrong(_("a text stands in quotes"))
        try:
            pattern = pattern_of(given)
        except ValueError:
            raise _Wrong(_("{text}: write a name alone in braces, such as {{point}}").format(text=given)) from None
        for name in names_in(pattern):
            self._known(name)
        return pattern

    def _known(self, name: Any) -> None:
        if self._words and name not in self._words:
            these = ", ".join(sorted(self._words))
            raise _Wrong(_("there is no word “{name}” on this label; there are {these}").format(name=name, these=these))


def _only(table: Mapping[str, Any], keys: frozenset[str]) -> None:
    for key in table:
        if key not in keys:
            raise _Wrong(
                _("“{key}” means nothing here; a field like this has {these}").format(
                    key=key, these=", ".join(sorted(keys))
                )
            )


def _number(table: Mapping[str, Any], key: str, usual: float, least: float, most: float) -> float:
    given = table.get(key, usual)
    if isinstance(given, bool) or not isinstance(given, int | float) or not least <= given <= most:
        raise _Wrong(
            _("{key} is a number from {least} to {most}").format(key=key, least=f"{least:g}", most=f"{most:g}")
        )
    return float(given)


def _listed(given: Any) -> list[Any]:
    """A list as it is, one thing as a list of one."""
    return given if isinstance(given, list) and given else [given]


def _flag(table: Mapping[str, Any], key: str) -> bool:
    given = table.get(key, False)
    if not isinstance(given, bool):
        raise _Wrong(_("{key} is true or false, without quotes").format(key=key))
    return given


def _one_of(table: Mapping[str, Any], key: str, allowed: tuple[str, ...], usual: str) -> str:
    given = table.get(key, usual)
    if given not in allowed:
        raise _Wrong(_("{key} is one of {these}").format(key=key, these=", ".join(one for one in allowed if one)))
    return str(given)


def _pair(table: Mapping[str, Any], key: str) -> tuple[float, float]:
    given = table.get(key)
    if (
        not isinstance(given, list)
        or len(given) != 2
        or any(isinstance(each, bool) or not isinstance(each, int | float) for each in given)
    ):
        raise _Wrong(_("{key} is two numbers in mm, such as [2, 1.5]").format(key=key))
    return float(given[0]), float(given[1])
