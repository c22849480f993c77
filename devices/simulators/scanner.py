"""Scanners that misbehave: one that types like a keyboard, one on a wire. Codes glued, keys lost, control bytes between."""

from __future__ import annotations

import random
from dataclasses import dataclass

from devices.simulators.scale import End

KEY_S = 0.004


@dataclass(frozen=True, slots=True)
class Key:
    """A key stroke: its character, and how long after the one before it comes."""

    character: str
    after_s: float


class WedgeSim:
    """Types codes with an end ("\\r" or "\\t"). It makes the strokes; whoever has a window types them."""

    def __init__(self, *, key_s: float = KEY_S, end: str = "\r", aim: bool = False, seed: int = 1) -> None:
        self._key_s, self._end, self._aim = key_s, end, aim
        self._chance = random.Random(seed)

    def scan(self, code: str, aim: str = "]C0") -> list[Key]:
        """One code with its end."""
        return self._typed((aim if self._aim else "") + code + self._end)

    def glued(self, first: str, second: str) -> list[Key]:
        """Two codes whose end between was lost."""
        return self._typed(first + second + self._end)

    def with_lost_keys(self, code: str, lost: int = 1) -> list[Key]:
        """The code without some of its keys."""
        gone = set(self._chance.sample(range(len(code)), lost))
        return self._typed("".join(each for at, each in enumerate(code) if at not in gone) + self._end)

    def with_control(self, code: str) -> list[Key]:
        """A control byte in the middle of the code."""
        half = len(code) // 2
        return self._typed(code[:half] + "\x1d" + code[half:] + self._end)

    def _typed(self, text: str) -> list[Key]:
        return [Key(each, 1.0 if at == 0 else self._key_s) for at, each in enumerate(text)]


class SerialScannerSim:
    """A scanner in COM mode at the far end of a wire."""

    def __init__(self, end: End, *, suffix: bytes = b"\r") -> None:
        self.end, self._suffix = end, suffix

    def scan(self, code: str, aim: str = "") -> None:
        """One code with its end."""
        self.end.write((aim + code).encode() + self._suffix)

    def scan_raw(self, data: bytes) -> None:
        """Bytes as they are, with the end behind."""
        self.end.write(data + self._suffix)

    def scan_in_pieces(self, code: str, cut: int = 5) -> None:
        """One code in two writes."""
        whole = code.encode() + self._suffix
        self.end.write(whole[:cut])
        self.end.write(whole[cut:])

    def scan_without_end(self, code: str) -> None:
        """The end is not set up."""
        self.end.write(code.encode())
