"""A keyboard scanner on Windows, known apart from the keyboard: Raw Input tells which device each stroke came from.

Windows gives the strokes to the window as well, so whoever uses this link lets the window's gate swallow bursts in silence
(ScannerGate.mute_while). Not tried on Windows: the strokes' decoding is tested, the calls into the system are not.
https://learn.microsoft.com/windows/win32/inputdev/raw-input. Next: key_codes.py.
"""

from __future__ import annotations

import ctypes
import queue
import struct
import threading
from typing import Any

from devices.errors import LinkDown
from devices.links.key_codes import WINDOWS, KeyText

WM_INPUT, WM_QUIT = 0x00FF, 0x0012
RID_INPUT, RIDI_DEVICENAME = 0x10000003, 0x20000007
RIDEV_INPUTSINK, KEYBOARD = 0x00000100, 1
MESSAGE_ONLY = -3
IS_UP = 1
START_S = 3.0
HEADER = struct.Struct("@IIPP")
STROKE = struct.Struct("@HHHHII")
"""RAWINPUTHEADER and RAWKEYBOARD of winuser.h."""


class RawInputLink:
    """Characters of the keyboard whose device name holds `device`, such as VID_0C2E&PID_0B61."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._keys, self._typed = KeyText(WINDOWS), queue.SimpleQueue[str]()
        self._thread: threading.Thread | None = None
        self._started, self._fault, self._thread_id = threading.Event(), "", 0
        self._names: dict[int, str] = {}

    @property
    def address(self) -> str:
        return f"rawinput:{self._device}"

    def open(self) -> None:
        self.close()
        self._system()
        self._keys, self._fault, self._thread_id = KeyText(WINDOWS), "", 0
        self._started.clear()
        self._thread = threading.Thread(target=self._listen, name=self.address, daemon=True)
        self._thread.start()
        if not self._started.wait(START_S) or self._fault:
            self.close()
            raise LinkDown(self.address, self._fault or "Windows does not answer")

    def read(self, within_s: float) -> bytes:
        if self._thread is None or not self._thread.is_alive():
            raise LinkDown(self.address, self._fault or "not open")
        try:
            text = self._typed.get(timeout=within_s)
        except queue.Empty:
            return b""
        while not self._typed.empty():
            text += self._typed.get()
        return text.encode("latin-1", "replace")

    def write(self, data: bytes) -> None:
        raise LinkDown(self.address, "a scanner is only listened to")

    def discard_input(self) -> None:
        while not self._typed.empty():
            self._typed.get()

    def close(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None and self._thread_id:
            self._system().user32.PostThreadMessageW(self._thread_id, WM_QUIT, 0, 0)
            thread.join(START_S)

    def hear(self, packet: bytes, name: str) -> None:
        """One packet of Raw Input from the device of that name."""
        kind, _size, _handle, _wide = HEADER.unpack_from(packet)
        if kind != KEYBOARD or self._device.casefold() not in name.casefold():
            return
        _make, flags, _reserved, key, _message, _extra = STROKE.unpack_from(packet, HEADER.size)
        text = self._keys.stroke(key, is_down=not flags & IS_UP)
        if text:
            self._typed.put(text)

    # Windows -------------------------------------------------------------------------------------

    def _system(self) -> Any:
        found: Any = getattr(ctypes, "windll", None)
        if found is None:
            raise LinkDown(self.address, "only Windows has Raw Input")
        return found

    def _listen(self) -> None:
        """The thread of a window nobody sees: it gets the strokes until it is told to quit."""
        system = self._system()
        self._thread_id = system.kernel32.GetCurrentThreadId()
        system.user32.CreateWindowExW.restype = ctypes.c_void_p
        window = system.user32.CreateWindowExW(
            0, "STATIC", None, 0, 0, 0, 0, 0, ctypes.c_void_p(MESSAGE_ONLY), None, None, None
        )
        wanted = struct.pack("@HHIP", 1, 6, RIDEV_INPUTSINK, window or 0)
        if not window or not system.user32.RegisterRawInputDevices(wanted, 1, len(wanted)):
            self._fault = f"Windows error {system.kernel32.GetLastError()}"
        self._started.set()
        message = ctypes.create_string_buffer(64)
        while not self._fault and system.user32.GetMessageW(message, None, 0, 0) > 0:
            _window, code, _wide, handle = struct.unpack_from("@PIPP", message.raw)
            if code == WM_INPUT:
                self._on_input(system, handle)
            system.user32.DispatchMessageW(message)
        if window:
            system.user32.DestroyWindow(ctypes.c_void_p(window))

    def _on_input(self, system: Any, handle: int) -> None:
        size = ctypes.c_uint(256)
        packet = ctypes.create_string_buffer(size.value)
        got = system.user32.GetRawInputData(ctypes.c_void_p(handle), RID_INPUT, packet, ctypes.byref(size), HEADER.size)
        if 0 < got <= len(packet.raw):
            device = HEADER.unpack_from(packet.raw)[2]
            self.hear(packet.raw[:got], self._name(system, device))

    def _name(self, system: Any, device: int) -> str:
        if device not in self._names:
            size = ctypes.c_uint(512)
            name = ctypes.create_unicode_buffer(size.value)
            system.user32.GetRawInputDeviceInfoW(ctypes.c_void_p(device), RIDI_DEVICENAME, name, ctypes.byref(size))
            self._names[device] = name.value
        return self._names[device]
