"""What this desk remembers for its person: theme, language, last cycle, window, columns. One TOML file, written whole.

Business settings live in the database, not here. A file that cannot be read counts as no file.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

FILE_NAME = "desk.toml"


@dataclass(slots=True)
class Settings:
    """The settings and the file they came from (None: remembered nowhere)."""

    file: Path | None = None
    theme: str = "system"
    language: str = "zh_CN"
    person: str = ""
    station: str = ""
    last_cycle: str = ""
    papers_folder: str = ""
    last_backup: str = ""
    geometry: str = ""
    workspace: str = "today"
    inspector: bool = True
    scale_address: str = ""
    scale_kind: str = "st_gs"
    scale_serial: str = ""
    scale_until: str = ""
    scanner_address: str = ""
    wedge_gap_ms: int = 50
    wedge_prefix: str = ""
    wedge_end: bool = True
    prints: bool = True
    volume: int = 70
    auto_weight: bool = True
    station_full_screen: bool = True
    columns: dict[str, list[int]] = field(default_factory=dict)

    @property
    def scales_folder(self) -> Path | None:
        """Where a person writes kinds of scales down, beside the settings; None where nothing is remembered."""
        return self.file.parent / "scales" if self.file else None

    def save(self) -> None:
        """Writes the file through a neighbour, so that a power cut leaves the old one or the new one."""
        if self.file is None:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.file.with_suffix(".new")
        with beside.open("w", encoding="utf-8", newline="\n") as out:
            out.write(_as_toml(self))
            out.flush()
            os.fsync(out.fileno())
        beside.replace(self.file)


def default_file() -> Path:
    """The settings file in the person's own configuration folder."""
    from platformdirs import user_config_path

    return user_config_path("Daybreak", appauthor=False) / FILE_NAME


def load(file: Path | None) -> Settings:
    """The settings of a file; defaults for what it lacks or says in another form."""
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, ValueError):
        found = {}
    settings = Settings(file)
    for each in fields(Settings):
        value = found.get(each.name)
        if each.name != "file" and type(value) is type(getattr(settings, each.name)):
            setattr(settings, each.name, value)
    settings.columns = {key: place for key, place in settings.columns.items() if _is_place(place)}
    return settings


def _is_place(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(number, int) for number in value)


def _as_toml(settings: Settings) -> str:
    values = {name: value for name, value in asdict(settings).items() if name != "file"}
    tables = {name: value for name, value in values.items() if isinstance(value, dict)}
    lines = [f"{name} = {_value(value)}" for name, value in values.items() if name not in tables]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{_value(key)} = {_value(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(_escaped(character) for character in str(value)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return f"\\u{ord(character):04x}" if ord(character) < 32 or ord(character) == 127 else character
