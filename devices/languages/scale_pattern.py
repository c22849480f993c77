"""The small language in which a person writes down a frame: bytes as they are, and fields in braces.

{STX} {CR} {x1F}  a byte by its name or number      {weight 6.3}  six digits, the last three behind the point
{sign}            + - space or 0                    {weight 7}    seven characters, a point among them
{unit 2}          the unit, two letters             {tare 6.3}    as the weight
{stable ST US OL} says stable, moving, (too much)   {net NT GS}   says net, gross
{any 2}           two bytes that mean nothing here  {from} ... {xor}, {sum}  a check byte over what lies between
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from devices.errors import BadTemplate

NAMES = {
    "NUL": 0,
    "SOH": 1,
    "STX": 2,
    "ETX": 3,
    "EOT": 4,
    "ENQ": 5,
    "ACK": 6,
    "BEL": 7,
    "TAB": 9,
    "LF": 10,
    "CR": 13,
    "DLE": 16,
    "DC1": 17,
    "DC2": 18,
    "DC3": 19,
    "DC4": 20,
    "NAK": 21,
    "SYN": 22,
    "ETB": 23,
    "ESC": 27,
    "SP": 32,
}
FIELDS = ("weight", "tare", "unit", "sign", "stable", "net", "any", "from", "xor", "sum")
WIDEST = 64
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|([{}])|([^{}]+)")
_WIDTH = re.compile(r"(\d{1,2})(?:\.(\d))?")


@dataclass(frozen=True, slots=True)
class Check:
    """A check byte: its kind, where its bytes begin, where it stands."""

    kind: str
    since: int
    at: int


@dataclass(slots=True)
class Pattern:
    """A pattern that was read: how to find a frame, how long it is, which fields it has, what is checked."""

    length: int = 0
    decimals: dict[str, int] = field(default_factory=dict)
    check: Check | None = None
    is_plain: bool = True
    fixed: int = 0
    _since: int = 0
    _parts: list[bytes] = field(default_factory=list)
    _groups: set[str] = field(default_factory=set)

    @property
    def expression(self) -> re.Pattern[bytes]:
        """Finds a frame; its groups are weight, sign, unit, tare, moving, over, net."""
        return re.compile(b"".join(self._parts), re.DOTALL)

    def has(self, group: str) -> bool:
        """Whether a frame may say this."""
        return group in self._groups

    def add_bytes(self, data: bytes) -> None:
        """Bytes as they are."""
        self._parts.append(re.escape(data))
        self.length += len(data)
        self.fixed += len(data)
        self.is_plain = self.is_plain and all(byte < 0x80 for byte in data)

    def add_group(self, name: str, expression: bytes, width: int) -> None:
        """A field by its name."""
        if name in self._groups:
            raise BadTemplate("field_twice", field=name)
        self._groups.add(name)
        self._parts.append(b"(?P<%s>%s)" % (name.encode(), expression))
        self.length += width

    def add_any(self, width: int) -> None:
        """Bytes that mean nothing here; they may hold anything, so the eighth bit is left alone."""
        self._parts.append(b".{%d}" % width)
        self.length += width
        self.is_plain = False

    def add_words(self, words: list[bytes], names: tuple[str | None, ...]) -> None:
        """One of some words of the same length; `names`: the group that each one sets."""
        if len({len(word) for word in words}) != 1:
            raise BadTemplate("words_differ", words=" ".join(word.decode("latin-1") for word in words))
        if any(name in self._groups for name in names if name):
            raise BadTemplate("field_twice", field=next(name for name in names if name))
        each = [
            re.escape(w) if n is None else b"(?P<%s>%s)" % (n.encode(), re.escape(w))
            for w, n in zip(words, names, strict=False)
        ]
        self._groups.update(name for name in names[: len(words)] if name)
        self._parts.append(b"(?:%s)" % b"|".join(each))
        self.length += len(words[0])

    def begin_check(self) -> None:
        """What is checked begins here."""
        self._since = self.length

    def add_check(self, kind: str) -> None:
        """The check byte."""
        if self.check:
            raise BadTemplate("field_twice", field=kind)
        self.check = Check(kind, self._since, self.length)
        self._parts.append(b".")
        self.length += 1


def pattern_of(text: str) -> Pattern:
    """The pattern a person wrote; BadTemplate says what is wrong with it."""
    pattern = Pattern()
    for inside, brace, plain in _parts_of(text):
        if brace:
            raise BadTemplate("brace", text=text)
        if inside is None:
            pattern.add_bytes(plain.encode("utf-8"))
        else:
            _add_field(pattern, inside.strip())
    _judge(pattern)
    return pattern


def bytes_of(text: str) -> bytes:
    """The bytes of a command: text as it is, {CR} and {x1F} by name and number. BadTemplate otherwise."""
    said = b""
    for inside, brace, plain in _parts_of(text):
        code = None if inside is None else _byte_named(inside.strip())
        if brace or (inside is not None and code is None):
            raise BadTemplate("no_byte", field=inside or brace)
        said += plain.encode("utf-8") if code is None else bytes([code])
    return said


def _parts_of(text: str) -> list[tuple[str | None, str, str]]:
    """(inside of braces or None, a brace that stands alone, plain text)."""
    parts: list[tuple[str | None, str, str]] = []
    for found in _PART.finditer(text):
        if found[0] in ("{{", "}}"):
            parts.append((None, "", found[0][0]))
        else:
            parts.append((found[1], found[2] or "", found[3] or ""))
    return parts


def _byte_named(name: str) -> int | None:
    if name.upper() in NAMES:
        return NAMES[name.upper()]
    number = re.fullmatch(r"x([0-9A-Fa-f]{2})", name)
    return int(number[1], 16) if number else None


def _add_field(pattern: Pattern, text: str) -> None:
    code = _byte_named(text)
    if code is not None:
        pattern.add_bytes(bytes([code]))
        return
    name, *words = text.split()
    if name in ("weight", "tare"):
        width, decimals = _width(name, words)
        pattern.decimals[name] = decimals
        pattern.add_group(name, b"[-+ \\d]{%d}" % width if decimals else b"[-+ \\d.]{%d}" % width, width)
    elif name == "unit":
        width, _none = _width(name, words)
        pattern.add_group(name, b"[A-Za-z \\x80-\\xff]{%d}" % width, width)
    elif name == "sign":
        pattern.add_group(name, b"[-+ 0]", 1)
    elif name == "any":
        pattern.add_any(_width(name, words)[0])
    elif name in ("stable", "net"):
        _add_words(pattern, name, words)
    elif name == "from":
        pattern.begin_check()
    elif name in ("xor", "sum"):
        pattern.add_check(name)
    else:
        raise BadTemplate("no_field", field=text, known=" ".join(FIELDS))


def _add_words(pattern: Pattern, name: str, words: list[str]) -> None:
    names = (None, "moving", "over") if name == "stable" else ("net", None)
    if not 2 <= len(words) <= len(names):
        raise BadTemplate("words_wanted", field=name)
    pattern.add_words([bytes_of(word) for word in words], names)


def _width(name: str, words: list[str]) -> tuple[int, int]:
    found = _WIDTH.fullmatch(words[0]) if len(words) == 1 else None
    if not found or not 0 < int(found[1]) <= 16 or int(found[2] or 0) >= int(found[1]):
        raise BadTemplate("width_wanted", field=name)
    return int(found[1]), int(found[2] or 0)


def _judge(pattern: Pattern) -> None:
    if not pattern.has("weight"):
        raise BadTemplate("no_weight")
    if not pattern.fixed:
        raise BadTemplate("nothing_fixed")
    if pattern.length > WIDEST:
        raise BadTemplate("too_long", length=pattern.length, most=WIDEST)
