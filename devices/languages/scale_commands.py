"""What may be said to a scale: ask for a weight, set it to zero, take a tare. Each language's bytes stand beside it.

Next: drivers/asking.py says when.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ANSWER_S = 0.4
PAUSE_S = 0.1
"""KERN asks for at least a tenth of a second between two questions; faster is of no use to a person."""


@dataclass(frozen=True, slots=True)
class ScaleCommands:
    """`request` asks for one weight (b"": it speaks on its own). `replies`: (what it says in between, what we answer).

    zero, tare, clear_tare: b"" where the protocol has none. `known_tare` makes the command that sets a tare in grams.
    `answer_s`: how long an answer may take before it counts as lost.
    """

    request: bytes = b""
    replies: tuple[tuple[bytes, bytes], ...] = ()
    zero: bytes = b""
    tare: bytes = b""
    clear_tare: bytes = b""
    known_tare: Callable[[int], bytes] | None = None
    answer_s: float = ANSWER_S


SPEAKS_ALONE = ScaleCommands()
