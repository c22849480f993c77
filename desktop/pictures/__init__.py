"""A PNG of every window and state, on data made by the real operations: what `main.py windows` writes.

stage.py prepares the companies, scenes.py plays each scene on the real window and waits until it is quiet.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer

from desktop.app import Frame, Opening, make_application, make_frame
from desktop.pictures.door_scenes import GATE_SCENES, RECEIVING_SCENES
from desktop.pictures.hall_scenes import PICKING_SCENES
from desktop.pictures.printing_scenes import PRINTING_SCENES
from desktop.pictures.route_scenes import ROAD_SCENES, ROUTE_SCENES
from desktop.pictures.scenes import EMPTY_SCENES, NIGHT_SCENES, Scene, Set
from desktop.pictures.stage import Stage, make_stage
from desktop.settings import Settings

TURN_MS = 10
QUIET_TURNS = 4
LONGEST_MS = 120_000
LONGEST_PAUSE_MS = 1000


def write(out: Path, theme: str, size: tuple[int, int], language: str, where: str | None) -> int:
    """Writes the pictures into `out`; how many."""
    make_application()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="daybreak-pictures-") as folder:
        stage = make_stage(Path(folder), where)
        settings = Settings(theme=theme, language=language, person=stage.person, station=stage.station)
        settings.papers_folder = str(Path(folder) / "papers")
        written = _play(EMPTY_SCENES, stage.empty, settings, size, out, stage)
        written += _play(NIGHT_SCENES, stage.night, settings, size, out, stage)
        written += _play(ROUTE_SCENES, stage.routes, settings, size, out, stage)
        written += _play(PICKING_SCENES, stage.hall, settings, size, out, stage)
        written += _play(RECEIVING_SCENES, stage.dock, settings, size, out, stage)
        written += _play(GATE_SCENES, stage.gate, settings, size, out, stage)
        written += _play(ROAD_SCENES, stage.road, settings, size, out, stage)
        return written + _play(PRINTING_SCENES, stage.printing, settings, size, out, stage)


def _play(
    scenes: tuple[Scene, ...], place: Path, settings: Settings, size: tuple[int, int], out: Path, stage: Stage
) -> int:
    """One window on one company, scene after scene."""
    settings.last_cycle = stage.code
    frame = make_frame(settings)
    frame.window.resize(*size)
    opening = Opening(frame, str(place))
    frame.window.show()
    opening.open()
    try:
        wait_until_quiet(frame)
        if opening.parts is None:
            raise RuntimeError(f"the company of the pictures did not open: {frame.window.banner.sentence.text()}")
        players = Set(frame, opening.parts, stage, lambda: wait_until_quiet(frame), lambda ms: pause(frame, ms))
        for scene in scenes:
            scene.play(players)
            wait_until_quiet(frame)
            frame.window.grab().save(str(out / f"{scene.name}.png"))
            players.clear()
    finally:
        opening.close()
        frame.window.close()
        frame.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return len(scenes)


def pause(frame: Frame, milliseconds: int) -> None:
    """Lets the scale speak for a while, then waits until it is quiet."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    wait_until_quiet(frame)


def wait_until_quiet(frame: Frame) -> None:
    """Turns the event loop until no answer is awaited and no page lets a person type on before it asks."""
    loop, waited, quiet = QEventLoop(), 0, 0
    while waited < LONGEST_MS and quiet < QUIET_TURNS:
        QTimer.singleShot(TURN_MS, loop.quit)
        loop.exec()
        waited += TURN_MS
        quiet = 0 if pauses(frame) or not frame.runner.is_idle else quiet + 1


def pauses(frame: Frame) -> list[QTimer]:
    """The short waits that run now."""
    timers = frame.window.findChildren(QTimer)
    return [
        timer for timer in timers if timer.isActive() and timer.isSingleShot() and timer.interval() < LONGEST_PAUSE_MS
    ]
