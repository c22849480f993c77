"""`python -m tests.desktop.typed_scans --scans 500`: scans typed at 3-25 ms a key into the real window on a virtual screen.

The focus is on a button, a text field, a table editor, a spin box, a modal dialog, an open list, a station and its question. Lost scans,
keys that reached a widget, clicks, and what a person typed between are counted; the last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.desktop.xtest import Keyboard, Screen, missing

SOON_S = 5.0
SLOWEST_KEY_MS = 45
FEW = 100
"""With fewer scans a person types only before them: the edition of the test suite."""


def main(arguments: list[str]) -> int:
    """0: nothing lost, leaked or clicked, and people typed as ever; 1: something was; 3: no virtual screen here."""
    parser = argparse.ArgumentParser(prog="python -m tests.desktop.typed_scans")
    parser.add_argument("--scans", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)
    if lacks := missing():
        print(json.dumps({"skipped": f"{lacks} is missing"}))
        return 3
    screen = Screen()
    os.environ.update(DISPLAY=screen.display, QT_QPA_PLATFORM="xcb", QT_SCALE_FACTOR="1", TZ="Asia/Shanghai")
    os.environ.update(QT_IM_MODULE="", XDG_CONFIG_HOME=tempfile.mkdtemp(prefix="dbt-"))
    try:
        with tempfile.TemporaryDirectory(prefix="dbt-") as folder:
            found = Trial(Path(folder), screen.display, random.Random(wanted.seed)).run(wanted.scans)
    finally:
        screen.close()
    print(json.dumps(found, ensure_ascii=False))
    wrong = ("lost", "doubled", "leaked", "clicks", "changed", "human_wrong")
    return 1 if any(found[name] for name in wrong) else 0


class Trial:
    """The window with its places, the keyboard, and the counts."""

    def __init__(self, folder: Path, display: str, chance: random.Random) -> None:
        from PySide6.QtCore import QEvent, QObject
        from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

        from tests.desktop.typed_places import make_places, open_window

        self.desk = open_window(folder)
        self.keyboard, self._chance = Keyboard(display), chance
        self.scans: list[str] = []
        self.counts: Counter[str] = Counter()
        self._stamps: list[float] = []
        gate = self.desk.frame.gate
        plain = gate.clock
        gate.clock = lambda event: self._stamps.append(plain(event)) or self._stamps[-1]
        gate.ask_first(lambda code: self.scans.append(code) is None)
        gate.broken.connect(lambda _code: self.counts.update(["broken"]))

        trial = self

        class Watcher(QObject):
            """Counts keys that reach a widget and buttons that are pressed while nobody but the scanner types."""

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
                if trial.is_scanning and event.type() in kinds and isinstance(watched, QWidget):
                    trial.counts["leaked"] += 1
                if event.type() == QEvent.Type.Show and isinstance(watched, QAbstractButton):
                    trial.watch(watched)
                return False

        self.is_scanning = False
        self._watched: set[int] = set()
        self._watcher = Watcher()
        QApplication.instance().installEventFilter(self._watcher)
        for button in QApplication.allWidgets():
            if isinstance(button, QAbstractButton):
                self.watch(button)
        self.places = make_places(self.desk)

    def watch(self, button: Any) -> None:
        """Counts its clicks."""
        if id(button) not in self._watched:
            self._watched.add(id(button))
            button.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        if self.is_scanning:
            self.counts["clicks"] += 1

    def run(self, scans: int) -> dict[str, Any]:
        """So many scans, spread over the places; a person types at each place before and after."""
        began = time.monotonic()
        each: dict[str, int] = {}
        for at, place in enumerate(self.places):
            count = scans // len(self.places) + (at < scans % len(self.places))
            place.enter()
            self.settle(0.15)
            self._as_a_person(place)
            for _scan in range(count):
                self._scan(place)
            if scans > FEW:
                self._as_a_person(place)
            place.leave()
            self.settle(0.1)
            each[place.name] = count
        self.keyboard.close()
        self.desk.close()
        names = ("lost", "doubled", "leaked", "clicks", "changed", "human_keys", "human_wrong", "held", "retyped")
        figures = {name: self.counts[name] for name in names}
        return {"scans": scans, **figures, "by_focus": each, "seconds": round(time.monotonic() - began, 1)}

    # Scans ---------------------------------------------------------------------------------------

    def _scan(self, place: Any) -> None:
        """One scan; typed again where the machine itself stood still in the middle of it, which is counted apart."""
        before = place.content()
        for _try in range(5):
            code, ms = self._code(), self._chance.randint(3, 25)
            self.scans.clear()
            self._stamps.clear()
            leaked, clicks = self.counts["leaked"], self.counts["clicks"]
            self.is_scanning = True
            self.keyboard.type([(key, 200 if at == 0 else ms) for at, key in enumerate(code + self._end())])
            self._wait_for_keys(len(code) + 1)
            self.settle(0.12)
            self.is_scanning = False
            if self.scans == [code] or not self._was_slow():
                break
            self.counts["retyped"] += 1
            self.counts.update(leaked=leaked - self.counts["leaked"], clicks=clicks - self.counts["clicks"])
            place.enter()
            before = place.content()
        self.counts["lost"] += code not in self.scans
        self.counts["doubled"] += len(self.scans) > 1
        self.counts["changed"] += place.content() != before

    def _was_slow(self) -> bool:
        """The system's own stamps say that a key came late: no scanner types so."""
        gaps = [(later - one) * 1000 for one, later in zip(self._stamps, self._stamps[1:], strict=False)]
        return bool(gaps) and max(gaps) > SLOWEST_KEY_MS

    def _code(self) -> str:
        digits = "".join(self._chance.choice("0123456789") for _ in range(12))
        return self._chance.choice(
            (digits, f"69{digits[:11]}", f"]E0{digits}1", f"T0{digits[:6]}", "#UNDO-7", f"LOAD:0525:{digits[0]}",
             f"A-{digits[:2]} B {digits[2]}", f"]C101{digits}343103001250", "aB-01/X", f"BIN:C-{digits[:2]}-K"),
        )  # fmt: skip

    def _end(self) -> str:
        return self._chance.choice(("\r", "\r", "\t", "\r\n"))

    # People --------------------------------------------------------------------------------------

    def _as_a_person(self, place: Any) -> None:
        """Slow keys, quick keys, overlapping keys, a held key: all arrive as typed."""
        if place.types is None:
            return
        acts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("12 34", lambda: self.keyboard.type([(key, 130) for key in "12 34"])),
            ("78", lambda: self.keyboard.type([(key, 70) for key in "78"])),
            ("5617", lambda: self.keyboard.overlap("5617", 65)),
        )
        for text, act in acts:
            wanted = place.types(text)
            place.clear()
            act()
            self.wait_for(lambda wanted=wanted: place.typed() == wanted, within_s=2.0)
            self.counts["human_keys"] += len(text)
            self.counts["human_wrong"] += place.typed() != wanted
        if place.name == "text field":
            self._held_key(place)
        place.clear()

    def _held_key(self, place: Any) -> None:
        """A key held down repeats faster than some scanners type, and is a person's all the same."""
        place.clear()
        self.scans.clear()
        self.keyboard.hold("a", 1.0)
        self.settle(0.3)
        self.counts["held"] += len(place.typed())
        self.counts["human_wrong"] += bool(set(place.typed()) != {"a"} or self.scans)

    # Waiting -------------------------------------------------------------------------------------

    def _wait_for_keys(self, count: int) -> None:
        self.wait_for(lambda: len(self._stamps) >= count)

    def wait_for(self, is_so: Callable[[], bool], within_s: float = SOON_S) -> None:
        """Until it is so, or too late."""
        until = time.monotonic() + within_s
        while not is_so() and time.monotonic() < until:
            self.settle(0.005)

    def settle(self, seconds: float) -> None:
        """The window lives for a while."""
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        until = time.monotonic() + seconds
        while time.monotonic() < until:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            time.sleep(0.001)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
