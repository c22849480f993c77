"""A label printer made of bytes: it reads its language, prints pictures, runs out of paper, has its cover opened.

`take` is the whole of it: bytes in, answers out, no wire and no thread. Next: printer_wires.py puts it on a wire.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from devices.label_image import LabelImage
from devices.readings import Condition
from devices.simulators.printer_answers import Standing, answer
from devices.simulators.printer_ears import EARS, Asked, Heard

STOPS = frozenset(Condition) - {Condition.PAPER_LOW, Condition.BUFFER_FULL}
"""What keeps a label from coming out."""


class PrinterSim:
    """One printer of a language ("tspl", "zpl", "zpl_z64", "escpos", "cpcl") and a head of 203 or 300 dpi.

    `labels`: what came out, as pictures; `received`: every byte it was sent. A label takes `label_s` to come out; with 0
    the first question after it still finds it printing.
    """

    def __init__(
        self,
        language: str = "tspl",
        *,
        dpi: int = 203,
        label_s: float = 0.0,
        can_answer: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.language, self._dpi, self._label_s, self._clock = language, dpi, label_s, clock
        self.can_answer = can_answer
        self.labels: list[LabelImage] = []
        self.received = bytearray()
        self.keeps_bytes = True
        self.questions = 0
        self._lock = threading.RLock()
        self._came = threading.Condition(self._lock)
        self._ear = EARS[language](dpi)
        self._conditions: set[Condition] = set()
        self._held: list[LabelImage] = []
        self._roll: int | None = None
        self._busy_until, self._is_busy_once = 0.0, False

    # Its wire ----------------------------------------------------------------------------------------

    def take(self, data: bytes) -> bytes:
        """What it answers to these bytes."""
        with self._lock:
            if self.keeps_bytes:
                self.received += data
            return b"".join(self._do(heard) for heard in self._ear.hear(data))

    def question_at_head(self, data: bytes) -> int:
        """Bytes at the head of `data` that are a question, and not of a label."""
        with self._lock:
            return self._ear.question_at_head(data)

    def hang_up(self) -> None:
        """The connection ended: what is not whole is forgotten."""
        with self._lock:
            self._ear = EARS[self.language](self._dpi)

    # What happens to it --------------------------------------------------------------------------------

    def suffer(self, *conditions: Condition) -> None:
        """The cover is opened, it runs hot: until `recover`."""
        with self._lock:
            self._conditions.update(conditions)

    def recover(self) -> None:
        """Everything is right again; what it holds comes out."""
        with self._lock:
            self._conditions.clear()
            self._roll = None
            held, self._held = self._held, []
            for label in held:
                self._print(label)

    def roll(self, labels: int) -> None:
        """A roll with so many labels; behind the last it is out of paper, in the middle of the next."""
        with self._lock:
            self._roll = labels

    def wait_for(self, labels: int, within_s: float) -> bool:
        """True when so many labels have come out."""
        with self._came:
            return self._came.wait_for(lambda: len(self.labels) >= labels, within_s)

    def save(self, folder: Path) -> list[Path]:
        """A picture of every label that came out, 0001.png and on."""
        from PIL import Image

        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for number, label in enumerate(self.labels, 1):
            paths.append(folder / f"{number:04d}.png")
            inked = bytes(value ^ 0xFF for value in label.bits)
            Image.frombytes("1", (label.width, label.height), inked).save(paths[-1])
        return paths

    # Inside --------------------------------------------------------------------------------------------

    def _do(self, heard: Heard) -> bytes:
        if isinstance(heard, Asked):
            self.questions += 1
            return answer(self.language, heard.words, self._standing()) if self.can_answer else b""
        for _copy in range(heard.copies):
            self._print(heard.label)
        return b""

    def _print(self, label: LabelImage) -> None:
        if self._roll == 0:
            self._conditions.add(Condition.PAPER_OUT)
        if self._conditions & STOPS:
            self._held.append(label)
            return
        self._roll = None if self._roll is None else self._roll - 1
        self.labels.append(label)
        self._busy_until, self._is_busy_once = max(self._clock(), self._busy_until) + self._label_s, True
        self._came.notify_all()

    def _standing(self) -> Standing:
        is_printing = self._clock() < self._busy_until or self._is_busy_once
        self._is_busy_once = False
        return Standing(frozenset(self._conditions), is_printing and not self._held, len(self._held))
