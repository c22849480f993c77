"""What a receiver makes of bytes that were sent at another speed: the line's levels, bit by bit, as a UART samples them.

Start bit low, data from the lowest bit, no parity, one stop bit. A byte whose stop bit is low is lost, as on most lines.
"""

from __future__ import annotations

BITS = 8
PER_BYTE = BITS + 2


def misheard(data: bytes, sent_baud: int, heard_baud: int) -> bytes:
    """The bytes a receiver at `heard_baud` reads while `data` comes at `sent_baud`; the same when they agree."""
    levels = _levels(data)
    step = sent_baud / heard_baud
    heard, at, end = bytearray(), 0.0, len(levels)
    while (start := _next_fall(levels, at)) is not None:
        samples = [_level(levels, start + (0.5 + number) * step) for number in range(PER_BYTE)]
        if samples[-1]:
            heard.append(sum(bit << place for place, bit in enumerate(samples[1 : BITS + 1])))
        at = start + (PER_BYTE - 0.5) * step
        if at >= end:
            break
    return bytes(heard)


def _levels(data: bytes) -> list[int]:
    """The line's level at each of the sender's bits."""
    levels = [1]
    for byte in data:
        levels += [0, *(byte >> place & 1 for place in range(BITS)), 1]
    return levels


def _level(levels: list[int], at: float) -> int:
    return levels[int(at)] if at < len(levels) else 1


def _next_fall(levels: list[int], at: float) -> float | None:
    """Where the level next goes from high to low at or after `at`."""
    first = max(int(at), 1)
    for place in range(first, len(levels)):
        if not levels[place] and levels[place - 1]:
            return float(place)
    return None
