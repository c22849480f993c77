"""Key strokes of a scanner that the system hands over raw: which characters they are on a US keyboard, without a layout.

A scanner set to the US keyboard means these characters whatever layout the computer has. Ctrl and a letter is a control
character, Alt and digits of the number pad the character of that number: so some scanners send the separator of GS1.
Next: evdev_link.py (Linux), raw_input_link.py (Windows).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keymap:
    """Key codes of a system: `signs` code -> (plain, with Shift), `digits` of the number pad, and the keys that shift."""

    signs: Mapping[int, tuple[str, str]]
    pad: Mapping[int, str]
    ends: Mapping[int, str]
    shifts: frozenset[int]
    controls: frozenset[int]
    alts: frozenset[int]
    caps: int


_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
)
_LAST = (43, "\\zxcvbnm,./", "|ZXCVBNM<>?")
EVDEV = Keymap(
    signs={
        first + at: pair
        for first, plain, shifted in (*_ROWS, _LAST)
        for at, pair in enumerate(zip(plain, shifted, strict=True))
    }
    | {57: (" ", " "), 74: ("-", "-"), 78: ("+", "+"), 55: ("*", "*"), 98: ("/", "/"), 83: (".", ".")},
    pad={82: "0", 79: "1", 80: "2", 81: "3", 75: "4", 76: "5", 77: "6", 71: "7", 72: "8", 73: "9"},
    ends={28: "\r", 96: "\r", 15: "\t"},
    shifts=frozenset({42, 54}),
    controls=frozenset({29, 97}),
    alts=frozenset({56, 100}),
    caps=58,
)
"""Linux input event codes (linux/input-event-codes.h)."""
_DIGITS = zip("0123456789", ")!@#$%^&*(", strict=True)
_OEM = {0xBA: ";:", 0xBB: "=+", 0xBC: ",<", 0xBD: "-_", 0xBE: ".>", 0xBF: "/?", 0xC0: "`~", 0xDB: "[{", 0xDC: "\\|"}
WINDOWS = Keymap(
    signs={0x30 + at: pair for at, pair in enumerate(_DIGITS)}
    | {0x41 + at: (chr(97 + at), chr(65 + at)) for at in range(26)}
    | {code: (pair[0], pair[1]) for code, pair in {**_OEM, 0xDD: "]}", 0xDE: "'\""}.items()}
    | {0x20: (" ", " "), 0x6A: ("*", "*"), 0x6B: ("+", "+"), 0x6D: ("-", "-"), 0x6E: (".", "."), 0x6F: ("/", "/")},
    pad={0x60 + digit: str(digit) for digit in range(10)},
    ends={0x0D: "\r", 0x09: "\t"},
    shifts=frozenset({0x10, 0xA0, 0xA1}),
    controls=frozenset({0x11, 0xA2, 0xA3}),
    alts=frozenset({0x12, 0xA4, 0xA5}),
    caps=0x14,
)
"""Windows virtual-key codes."""


class KeyText:
    """Strokes in, text out."""

    def __init__(self, keymap: Keymap) -> None:
        self._map = keymap
        self._down: set[int] = set()
        self._is_caps = False
        self._number = ""

    def stroke(self, code: int, *, is_down: bool) -> str:
        """The characters of one stroke, "" for most."""
        keys = self._map
        if code in keys.shifts | keys.controls | keys.alts:
            return self._modifier(code, is_down=is_down)
        if not is_down:
            return ""
        if code == keys.caps:
            self._is_caps = not self._is_caps
        if code in keys.ends:
            return keys.ends[code]
        if code in keys.pad:
            return self._pad_digit(keys.pad[code])
        return self._sign(*keys.signs[code]) if code in keys.signs else ""

    def _modifier(self, code: int, *, is_down: bool) -> str:
        (self._down.add if is_down else self._down.discard)(code)
        if is_down or code not in self._map.alts:
            return ""
        number, self._number = self._number, ""
        return chr(int(number)) if number and int(number) < 256 else ""

    def _pad_digit(self, digit: str) -> str:
        if not self._down & self._map.alts:
            return digit
        self._number += digit
        return ""

    def _sign(self, plain: str, shifted: str) -> str:
        if self._down & self._map.controls:
            return chr(ord(plain.upper()) & 0x1F)
        is_shifted = bool(self._down & self._map.shifts) != (self._is_caps and plain.isalpha())
        return shifted if is_shifted else plain
