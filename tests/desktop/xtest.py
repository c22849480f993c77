"""A keyboard for a virtual screen: keys through the X server's own test extension, with the server keeping the time.

`Screen()` is an Xvfb of our own; `Keyboard(display)` types on it. Only libX11 and libXtst are needed, by ctypes.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import time
from collections.abc import Iterable
from typing import Any

NAMED = {"\r": "Return", "\t": "Tab", "\n": "Return", " ": "space", "\x1b": "Escape", "\b": "BackSpace"}


def missing() -> str:
    """What this computer lacks for a virtual screen, "" when nothing."""
    if shutil.which("Xvfb") is None:
        return "Xvfb"
    return next((name for name in ("X11", "Xtst") if ctypes.util.find_library(name) is None), "")


class Screen:
    """A virtual screen on a free number, gone with `close`."""

    def __init__(self, size: str = "1366x768x24") -> None:
        said, tells = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(tells), "-screen", "0", size, "-nolisten", "tcp"],
            pass_fds=(tells,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(tells)
        number = b""
        while not number.endswith(b"\n"):
            byte = os.read(said, 16)
            if not byte:
                raise RuntimeError("Xvfb did not start")
            number += byte
        os.close(said)
        self.display = f":{int(number)}"

    def close(self) -> None:
        """The screen is switched off."""
        self._server.terminate()
        self._server.wait()


class Keyboard:
    """Types on a display. Moments between keys are the server's: a busy test does not slow a scanner down."""

    def __init__(self, display: str) -> None:
        self._x, self._xtst = _library("X11"), _library("Xtst")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        for name in ("XFlush", "XCloseDisplay"):
            getattr(self._x, name).argtypes = [ctypes.c_void_p]
        self._x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._x.XKeycodeToKeysym.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int]
        self._x.XKeycodeToKeysym.restype = ctypes.c_ulong
        self._xtst.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self._display = self._x.XOpenDisplay(display.encode())
        if not self._display:
            raise RuntimeError(f"no display {display}")
        self._shift = self._code(self._x.XStringToKeysym(b"Shift_L"))

    def type(self, strokes: Iterable[tuple[str, int]]) -> None:
        """Strokes of (character, ms after the one before); back when the server has done the last."""
        for character, after_ms in strokes:
            self._stroke(character, after_ms)
        self._x.XSync(self._display, 0)

    def overlap(self, text: str, each_ms: int) -> None:
        """As a quick typist: each key is let go only when the next is down."""
        before = 0
        for character in text:
            code, _shifted = self._key(character)
            self._event(code, True, each_ms)
            if before:
                self._event(before, False, 1)
            before = code
        self._event(before, False, each_ms)
        self._x.XSync(self._display, 0)

    def hold(self, character: str, seconds: float) -> None:
        """A key held down: the server repeats it."""
        code, _shifted = self._key(character)
        self._event(code, True, 0)
        self._x.XSync(self._display, 0)
        time.sleep(seconds)
        self._event(code, False, 0)
        self._x.XSync(self._display, 0)

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def _stroke(self, character: str, after_ms: int) -> None:
        code, shifted = self._key(character)
        if shifted:
            self._event(self._shift, True, after_ms)
            after_ms = 0
        self._event(code, True, after_ms)
        self._event(code, False, 0)
        if shifted:
            self._event(self._shift, False, 0)

    def _event(self, code: int, is_down: bool, after_ms: int) -> None:
        self._xtst.XTestFakeKeyEvent(self._display, code, is_down, after_ms)

    def _key(self, character: str) -> tuple[int, bool]:
        if character in NAMED:
            return self._code(self._x.XStringToKeysym(NAMED[character].encode())), False
        code = self._code(ord(character))
        return code, self._x.XKeycodeToKeysym(self._display, code, 0) != ord(character)

    def _code(self, keysym: int) -> int:
        code = int(self._x.XKeysymToKeycode(self._display, keysym))
        if not code:
            raise ValueError(f"no key for {keysym:#x}")
        return code


def _library(name: str) -> Any:
    found = ctypes.util.find_library(name)
    if found is None:
        raise RuntimeError(f"lib{name} is missing")
    return ctypes.CDLL(found)
