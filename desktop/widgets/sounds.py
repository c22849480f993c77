"""Plays the sounds of a station with what the system has: winsound, pw-play, paplay or aplay, else the plain beep.

No multimedia library: it would want system packages a bare computer lacks. `played` tells of every sound asked for.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.widgets.tones import Sound, wav_of

USUAL_VOLUME = 70
VOLUMES = (0, 35, USUAL_VOLUME, 100)
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))
_BEEP_MS = 220
_BEEPS = {Sound.RIGHT: 1, Sound.LOOK: 2, Sound.WRONG: 2, Sound.UNKNOWN: 3, Sound.DONE: 1}

Play = Callable[[Path], bool]


class Sounds(QObject):
    """One for the window. `volume` 0 is silence. Sound files are made when first needed, in `folder`."""

    played = Signal(str)

    def __init__(self, parent: QObject | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self.volume = USUAL_VOLUME
        self._folder = folder
        self._player: Play | None = None

    def play(self, sound: Sound) -> None:
        """Begins the sound and comes back at once."""
        self.played.emit(sound.value)
        if self.volume <= 0 or QGuiApplication.platformName() in ("offscreen", "minimal"):
            return
        if self._player is None:
            self._player = _player()
        if not self._player(self._file(sound)):
            self._beep(_BEEPS[sound])

    def _file(self, sound: Sound) -> Path:
        file = (self._folder or _usual_folder()) / f"{sound.value}-{self.volume}.wav"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            beside = file.with_suffix(".new")
            beside.write_bytes(wav_of(sound, self.volume))
            beside.replace(file)
        return file

    def _beep(self, times: int) -> None:
        for at in range(times):
            QTimer.singleShot(at * _BEEP_MS, self, QApplication.beep)


def _usual_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("Daybreak", appauthor=False) / "sounds"


def _player() -> Play:
    """What plays a file on this system without holding up the window."""
    if sys.platform == "win32":
        return _play_on_windows
    for program, *options in _PLAYERS:
        found = shutil.which(program)
        if found:
            return lambda file: bool(QProcess.startDetached(found, [*options, str(file)])[0])
    return lambda _file: False


def _play_on_windows(file: Path) -> bool:
    import winsound

    flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT  # type: ignore[attr-defined]
    try:
        winsound.PlaySound(str(file), flags)  # type: ignore[attr-defined]
    except RuntimeError:
        return False
    return True
