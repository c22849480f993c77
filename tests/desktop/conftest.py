"""A real window on a real company, opened as the program opens it, and closed with every thread ended."""

from __future__ import annotations

import gc
import itertools
import os
import pickle
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from desktop.app import Frame, Opening, make_application, make_frame
from desktop.parts import Parts
from desktop.pictures import pauses
from desktop.settings import Settings
from domain.common.database import Database

OPEN_WITHIN_MS = 30_000
TURN_MS = 10
SWEPT_EVERY = 20
_opened = itertools.count(1)
THREADS = ("database", "work", "spooler", "printer ")
"""What the window begins, it ends."""


@dataclass
class Desk:
    """An open window: its frame, its parts, and `settle()`, which waits until no answer is awaited."""

    frame: Frame
    parts: Parts
    settle: Callable[[], None]

    @property
    def database(self) -> Database:
        """The company the window is open on."""
        database = self.frame.runner.database
        assert database is not None
        return database


@pytest.fixture
def open_window(qapp, qtbot) -> Iterator[Callable[..., Desk]]:
    """A function: `open_window(place, language="en", theme="light")` gives an open window at every call."""
    make_application()
    opened: list[tuple[Frame, Opening]] = []

    def open_(
        place: str | Path, *, language: str = "en", theme: str = "light", settings: Settings | None = None
    ) -> Desk:
        rest_the_old_heap()
        wanted = settings or Settings(language=language, theme=theme, person="陈峰", station="1号台")
        frame = make_frame(wanted)
        opening = Opening(frame, str(place))
        opened.append((frame, opening))
        frame.window.show()
        frame.window.activateWindow()
        qtbot.waitUntil(frame.window.isActiveWindow)
        opening.open()
        qtbot.waitUntil(lambda: opening.parts is not None, timeout=OPEN_WITHIN_MS)
        desk = Desk(frame, opening.parts, lambda: settle(qtbot, frame))
        desk.settle()
        return desk

    yield open_
    for frame, opening in opened:
        close(frame, opening)
    assert not [each.name for each in threading.enumerate() if each.name.startswith(THREADS)]


def rest_the_old_heap() -> None:
    """What lived before the window is not walked through when the window clears up after opening; see Collector.

    Two million objects of a test run stand there, and walking them took as long as making the window.
    """
    if next(_opened) % SWEPT_EVERY == 0:
        gc.collect()
    gc.freeze()


def close(frame: Frame, opening: Opening) -> None:
    """As the program ends: threads first, then the books, then the widgets."""
    opening.close()
    frame.window.close()
    frame.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(qtbot, frame: Frame) -> None:
    """Waits until nothing is under way, also what a page asks for after a short pause while one types."""
    quiet = 0
    while quiet < 3:
        qtbot.wait(TURN_MS)
        qtbot.waitUntil(lambda: frame.runner.is_idle and not pauses(frame), timeout=OPEN_WITHIN_MS)
        quiet += 1


@pytest.fixture
def made_place(new_place, ground) -> Callable[..., tuple[str, Any]]:
    """A function: `made_place(kind, make)` gives a place and what `make(place)` said of it.

    On SQLite it is made once in each worker and copied for the next test: copying a folder takes a hundredth of it.
    """

    def made(kind: str, make: Callable[[str], Any]) -> tuple[str, Any]:
        place = new_place(kind)
        if kind != "sqlite":
            return place, make(place)
        key = f"{make.__module__}.{make.__qualname__}"
        if key not in _MADE:
            kept = ground / f"made-{os.getpid()}-{len(_MADE)}"
            said = make(place)
            shutil.copytree(place, kept)
            _MADE[key] = kept, pickle.dumps(said)
        kept, said = _MADE[key]
        shutil.rmtree(place)
        shutil.copytree(kept, place)
        return place, pickle.loads(said)

    return made


_MADE: dict[str, tuple[Path, bytes]] = {}


@pytest.fixture
def empty_window(open_window, new_place) -> Desk:
    """A window on a company in which nothing is yet."""
    return open_window(new_place("sqlite"))
