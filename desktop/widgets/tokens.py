"""The colours of Daybreak by their use, light and dark, and which of them stand on which.

Every pair of READ_ON is tested for a contrast of 4.5 : 1. Next: theme.py, which puts them on.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Tone(enum.StrEnum):
    """What a colour says: always together with a word and a shape (round fine, square look, cross wrong)."""

    PLAIN = "plain"
    RUNNING = "running"
    RIGHT = "right"
    CAREFUL = "careful"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Names say the use, values are #RRGGBB."""

    name: str
    ground: str
    panel: str
    sunken: str
    hover: str
    chosen: str
    line: str
    line_strong: str
    ink: str
    ink_2: str
    mute: str
    rail: str
    rail_here: str
    rail_ink: str
    rail_mark: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    right: str
    right_soft: str
    careful: str
    careful_soft: str
    wrong: str
    wrong_soft: str
    scrim: str

    def of(self, tone: Tone) -> str:
        """The strong colour of a tone."""
        return {
            Tone.PLAIN: self.ink_2,
            Tone.RUNNING: self.accent,
            Tone.RIGHT: self.right,
            Tone.CAREFUL: self.careful,
            Tone.WRONG: self.wrong,
        }[tone]

    def soft(self, tone: Tone) -> str:
        """The quiet ground under a tone's text."""
        return {
            Tone.PLAIN: self.sunken,
            Tone.RUNNING: self.accent_soft,
            Tone.RIGHT: self.right_soft,
            Tone.CAREFUL: self.careful_soft,
            Tone.WRONG: self.wrong_soft,
        }[tone]


LIGHT = Tokens(
    name="light",
    ground="#F5F6F4",
    panel="#FFFFFF",
    sunken="#EFF1EE",
    hover="#F1F5F3",
    chosen="#D8EAE5",
    line="#E1E4DF",
    line_strong="#C4CAC4",
    ink="#1C2321",
    ink_2="#56615E",
    mute="#66706C",
    rail="#17312B",
    rail_here="#24463F",
    rail_ink="#D9E5E1",
    rail_mark="#6FD3BC",
    accent="#0F6B5C",
    accent_hover="#0B5A4D",
    on_accent="#FFFFFF",
    accent_soft="#E3F0ED",
    right="#005F96",
    right_soft="#E1EFF8",
    careful="#8A4A00",
    careful_soft="#FCEBD6",
    wrong="#A63200",
    wrong_soft="#FBE3DA",
    scrim="#66101614",
)

DARK = Tokens(
    name="dark",
    ground="#111614",
    panel="#1A211E",
    sunken="#232C28",
    hover="#212A26",
    chosen="#1F4139",
    line="#2D3733",
    line_strong="#46534D",
    ink="#E9EEEB",
    ink_2="#B7C2BD",
    mute="#98A49F",
    rail="#17312B",
    rail_here="#24463F",
    rail_ink="#D9E5E1",
    rail_mark="#6FD3BC",
    accent="#4FBFA9",
    accent_hover="#6BD0BB",
    on_accent="#07211B",
    accent_soft="#17352F",
    right="#7CBDEB",
    right_soft="#14303F",
    careful="#F0B263",
    careful_soft="#3A2A14",
    wrong="#FF9C7A",
    wrong_soft="#42241A",
    scrim="#99050807",
)

_GROUNDS = ("ground", "panel")
READ_ON: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("ink", "ink_2", "mute") for ground in (*_GROUNDS, "sunken", "hover")),
    ("ink", "chosen"),
    ("ink_2", "chosen"),
    *((tone, ground) for tone in ("accent", "right", "careful", "wrong") for ground in _GROUNDS),
    *((tone, f"{tone}_soft") for tone in ("accent", "right", "careful", "wrong")),
    *(("ink", f"{tone}_soft") for tone in ("accent", "right", "careful", "wrong")),
    *(("ink_2", f"{tone}_soft") for tone in ("accent", "right", "careful", "wrong")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("rail_ink", "rail"),
    ("rail_ink", "rail_here"),
    ("rail_mark", "rail"),
)
"""(text, ground): every pair that is drawn somewhere."""


def luminance(colour: str) -> float:
    """The relative luminance of #RRGGBB (WCAG 2.2, definition of relative luminance)."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
