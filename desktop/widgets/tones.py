"""The sounds of a station, made of sine waves: a person who looks at the goods hears what the screen says.

Right is one clear high tone, wrong two low rough ones, unknown three short ones, done a rising chord: told apart by
number and pitch, not by loudness. Next: sounds.py, which plays them.
"""

from __future__ import annotations

import array
import enum
import io
import math
import sys
import wave
from dataclasses import dataclass

RATE = 22050
LOUDEST = 32000
EDGE_S = 0.008


class Sound(enum.StrEnum):
    """What happened, for the ear."""

    RIGHT = "right"
    LOOK = "look"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Note:
    """A pitch in Hz (0: silence) for so long; `rough` adds the odd overtones of a buzzer."""

    pitch_hz: float
    length_s: float
    rough: bool = False


_REST = Note(0, 0.045)
_LOW, _LOWER = Note(233, 0.13, rough=True), Note(175, 0.24, rough=True)
TUNES: dict[Sound, tuple[Note, ...]] = {
    Sound.RIGHT: (Note(1318, 0.10),),
    Sound.LOOK: (Note(784, 0.11), _REST, Note(784, 0.11)),
    Sound.WRONG: (_LOW, _REST, _LOWER),
    Sound.UNKNOWN: (
        Note(440, 0.08, rough=True),
        _REST,
        Note(440, 0.08, rough=True),
        _REST,
        Note(440, 0.16, rough=True),
    ),
    Sound.DONE: (Note(784, 0.10), Note(988, 0.10), Note(1318, 0.22)),
}


def wav_of(sound: Sound, volume: int) -> bytes:
    """The sound as a WAV file: 16 bits, one channel. `volume` is 0 to 100."""
    samples = array.array("h")
    for tone in TUNES[sound]:
        samples.extend(_samples(tone, volume))
    if sys.byteorder == "big":
        samples.byteswap()
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def _samples(tone: Note, volume: int) -> list[int]:
    count = round(tone.length_s * RATE)
    loud = LOUDEST * volume / 100 * (0.55 if tone.rough else 0.7)
    return [round(loud * _edge(at, count) * _swing(tone, at / RATE)) for at in range(count)]


def _swing(tone: Note, second: float) -> float:
    angle = 2 * math.pi * tone.pitch_hz * second
    if not tone.rough:
        return math.sin(angle)
    return (math.sin(angle) + math.sin(3 * angle) / 3 + math.sin(5 * angle) / 5) / 1.2


def _edge(at: int, count: int) -> float:
    """Soft at both ends: a tone that begins at full height clicks."""
    edge = EDGE_S * RATE
    return min(1.0, at / edge, (count - 1 - at) / edge)
