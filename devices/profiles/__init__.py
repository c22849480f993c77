"""Printers by family: what they speak, how wide they print, whether they can say how they are. One TOML a family.

A profile that cannot report its status says "none", and nothing is ever made up for it. People may bring files of their
own; a wrong one is refused with file, field and what is expected. Next: registry.py makes a language of a profile.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from devices.errors import BadProfile
from devices.label_image import DOTS_PER_MM, Feed, Media, dots
from devices.links.serial_line import FLOWS, PARITIES, LineSettings

STATUS_OF = {
    "tspl": ("none", "basic", "full"),
    "escpos": ("none", "basic", "full"),
    "zpl": ("none", "full"),
    "zpl_z64": ("none", "full"),
    "cpcl": ("none", "basic"),
}
"""The languages, and how well a printer that speaks each may report itself."""
WRITES_TEXT = ("tspl", "cpcl")
"""The languages in which a line of text can be put in its place and every Chinese printer has a font for it."""
_SIZES = ((40, 30), (60, 40), (70, 50), (80, 50), (100, 70), (100, 150))
_MOST_DOTS = 4096
_MOST_IN_FLIGHT = 2


def _media() -> dict[str, Media]:
    rolls = [Media(f"{width}x{height}", width, height) for width, height in _SIZES]
    marked = [replace(each, name=f"{each.name}-mark", gap_mm=3, feed=Feed.BLACK_MARK) for each in rolls]
    endless = [replace(each, name=f"{each.name}-continuous", gap_mm=0, feed=Feed.CONTINUOUS) for each in rolls]
    return {each.name: each for each in (*rolls, *marked, *endless)}


MEDIA: dict[str, Media] = _media()
"""The rolls: "60x40" with gaps, "60x40-mark" with black marks, "60x40-continuous" without either."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of printer. `status`: "none", "basic" (conditions) or "full" (and its work); `in_flight`: labels it may hold
    unconfirmed; `media`: names of the rolls that fit; `resend_marked`: an uncertain label is printed again, marked,
    without asking; `native_text`: texts are sent as text, for slow wires; `has_cutter`; `models` it was written for.
    """

    name: str
    family: str
    language: str
    dpi: int
    widest_dots: int
    status: str
    line: LineSettings
    in_flight: int
    media: tuple[str, ...]
    resend_marked: bool
    native_text: bool
    has_cutter: bool
    models: tuple[str, ...]


def profiles(own: Path | None = None) -> dict[str, Profile]:
    """Every profile by its name: those that come with the program, then the ones in the folder `own`, which may replace
    them. BadProfile when a file cannot be used.
    """
    return dict(_ours()) if own is None else {**_ours(), **_of_folder(own)}


def profile(name: str, own: Path | None = None) -> Profile:
    """The profile of that name; one in the folder `own` wins. BadProfile when there is none: what is wrong with a file of
    `own`, if one cannot be used, else the known names.
    """
    known, refused = dict(_ours()), None
    for path in sorted(own.glob("*.toml")) if own else ():
        try:
            known |= {each.name: each for each in profiles_of(path)}
        except BadProfile as error:
            refused = refused or error
    if name not in known:
        raise refused or BadProfile("profiles", "name", name, ", ".join(sorted(known)))
    return known[name]


@functools.cache
def _ours() -> Mapping[str, Profile]:
    return _of_folder(Path(__file__).parent)


def _of_folder(folder: Path) -> dict[str, Profile]:
    found: dict[str, Profile] = {}
    for path in sorted(folder.glob("*.toml")):
        for each in profiles_of(path):
            if each.name in found:
                raise BadProfile(path.name, "name", each.name, "a name that no other file has")
            found[each.name] = each
    return found


def profiles_of(path: Path) -> list[Profile]:
    """The profiles of one file, in its order. BadProfile when it cannot be used."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadProfile(path.name, "file", str(error), "a text file in TOML") from error
    family = content.pop("family", None)
    if not isinstance(family, str) or not family.strip():
        raise BadProfile(path.name, "family", family, "the maker's name")
    for name, entry in content.items():
        if not isinstance(entry, dict):
            raise BadProfile(path.name, name, entry, "a table such as [gprinter_tspl_203]")
    return [_Entry(f"{path.name} [{name}]", entry).profile(name, family) for name, entry in content.items()]


class _Entry:
    """One table of a file, read field by field; what nobody asked for is refused at the end."""

    def __init__(self, place: str, fields: Mapping[str, Any]) -> None:
        self._place, self._left = place, dict(fields)

    def profile(self, name: str, family: str) -> Profile:
        language = self._one_of("language", tuple(STATUS_OF))
        dpi = self._one_of("dpi", tuple(DOTS_PER_MM))
        widest = self._whole("widest_dots", dots(40, dpi), _MOST_DOTS)
        made = Profile(
            name=name,
            family=family,
            language=language,
            dpi=dpi,
            widest_dots=widest,
            status=self._one_of("status", STATUS_OF[language]),
            line=self._line(),
            in_flight=self._whole("in_flight", 1, _MOST_IN_FLIGHT, usual=1),
            media=self._names("media") or _that_fit(widest, dpi),
            resend_marked=self._flag("resend_marked"),
            native_text=self._flag("native_text"),
            has_cutter=self._flag("has_cutter"),
            models=self._names("models"),
        )
        self._see_the_end()
        self._see_the_media(made)
        if made.native_text and language not in WRITES_TEXT:
            raise BadProfile(self._place, "native_text", True, f"false; only {' and '.join(WRITES_TEXT)} write text")
        return made

    def _take(self, field: str, usual: object = None) -> Any:
        return self._left.pop(field, usual)

    def _one_of(self, field: str, known: tuple[Any, ...], usual: object = None) -> Any:
        given = self._take(field, usual)
        if not any(given == each and type(given) is type(each) for each in known):
            raise BadProfile(self._place, field, given, " or ".join(map(str, known)))
        return given

    def _whole(self, field: str, least: int, most: int, usual: int | None = None) -> int:
        given = self._take(field, usual)
        if type(given) is not int or not least <= given <= most:
            raise BadProfile(self._place, field, given, f"a whole number from {least} to {most}")
        return given

    def _flag(self, field: str) -> bool:
        given = self._take(field, False)
        if type(given) is not bool:
            raise BadProfile(self._place, field, given, "true or false")
        return given

    def _names(self, field: str) -> tuple[str, ...]:
        given = self._take(field, [])
        if not isinstance(given, list) or not all(isinstance(each, str) and each for each in given):
            raise BadProfile(self._place, field, given, "a list of names")
        return tuple(given)

    def _line(self) -> LineSettings:
        given = self._take("line", {})
        if not isinstance(given, dict):
            raise BadProfile(self._place, "line", given, "a table of baud, bits, parity, stops, flow")
        line = _Entry(f"{self._place} line", given)
        made = LineSettings(
            baud=line._whole("baud", 300, 4_000_000, usual=115_200),
            bits=line._one_of("bits", (8, 7), usual=8),
            parity=line._one_of("parity", PARITIES, usual="N"),
            stops=line._one_of("stops", (1, 2), usual=1),
            flow=line._one_of("flow", FLOWS, usual=""),
        )
        line._see_the_end()
        return made

    def _see_the_end(self) -> None:
        for field, given in self._left.items():
            raise BadProfile(self._place, field, given, "no such field")

    def _see_the_media(self, made: Profile) -> None:
        fit = _that_fit(made.widest_dots, made.dpi)
        for name in made.media:
            if name not in fit:
                raise BadProfile(self._place, "media", name, ", ".join(fit))


def _that_fit(widest_dots: int, dpi: int) -> tuple[str, ...]:
    return tuple(name for name, media in MEDIA.items() if dots(media.width_mm, dpi) <= widest_dots)
