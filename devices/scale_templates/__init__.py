"""Scales that a person describes in a TOML file: the shipped templates of this folder, and those of the user's own.

A template says whether a document of the maker confirms it. Next: languages/scale_pattern.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.errors import BadTemplate
from devices.languages.scale_commands import ScaleCommands
from devices.languages.scale_pattern import Pattern, bytes_of, pattern_of
from devices.languages.scale_template import Template
from devices.links.serial_line import LineSettings

SHIPPED = Path(__file__).parent
COMMANDS = ("request", "zero", "tare", "clear_tare")
KEYS = {"name", "confirmed", "line", "unit", "frame", *COMMANDS}
LONGEST = 16_000
_LINE = re.compile(r"(\d{3,6}) ([78])([NEO])([12])")


@dataclass(frozen=True, slots=True)
class ScaleTemplate:
    """One template: its key (the file's name), what people call it, and whether its maker's document confirms it."""

    key: str
    name: str
    is_confirmed: bool
    line: LineSettings
    pattern: Pattern
    unit: str
    commands: ScaleCommands

    def language(self) -> Template:
        """A parser for one connection."""
        return Template(self.pattern, self.unit)


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """A file that is no template: which, and what is wrong with it."""

    file: Path
    problem: str
    facts: Mapping[str, object]


def templates(*folders: Path) -> tuple[dict[str, ScaleTemplate], list[TemplateProblem]]:
    """The shipped templates and those of the folders, by key (a later one takes the place of an earlier); and problems."""
    found: dict[str, ScaleTemplate] = {}
    problems = []
    for folder in (SHIPPED, *folders):
        for file in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
            try:
                found[file.stem] = template_of(file)
            except BadTemplate as error:
                problems.append(TemplateProblem(file, error.problem, error.facts))
    return found, problems


def template_of(file: Path) -> ScaleTemplate:
    """The template in a file; BadTemplate says what is wrong with it."""
    try:
        if file.stat().st_size > LONGEST:
            raise BadTemplate("no_toml", detail=f"{file.stat().st_size} bytes")
        body = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadTemplate("no_toml", detail=str(error)) from error
    return template_from(file.stem, body)


def template_from(key: str, body: Mapping[str, Any]) -> ScaleTemplate:
    """The template of the values of a file."""
    unknown = sorted(set(body) - KEYS)
    if unknown:
        raise BadTemplate("no_key", key=unknown[0], known=", ".join(sorted(KEYS)))
    texts = {name: _text(body, name) for name in ("name", "line", "unit", "frame", *COMMANDS)}
    for name in ("name", "frame"):
        if not texts[name]:
            raise BadTemplate("key_wanted", key=name)
    pattern = pattern_of(texts["frame"])
    if texts["unit"] not in ("", "kg", "g"):
        raise BadTemplate("wrong_unit", unit=texts["unit"])
    if not texts["unit"] and not pattern.has("unit"):
        raise BadTemplate("no_unit")
    request, zero, tare, clear_tare = (bytes_of(texts[name]) for name in COMMANDS)
    commands = ScaleCommands(request=request, zero=zero, tare=tare, clear_tare=clear_tare)
    is_confirmed = body.get("confirmed") is True
    return ScaleTemplate(key, texts["name"], is_confirmed, _line(texts["line"]), pattern, texts["unit"], commands)


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str):
        raise BadTemplate("no_text", key=name)
    return value


def _line(text: str) -> LineSettings:
    found = _LINE.fullmatch(text or "9600 8N1")
    if not found:
        raise BadTemplate("wrong_line", line=text)
    return LineSettings(int(found[1]), int(found[2]), found[3], int(found[4]))
