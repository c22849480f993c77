"""A keyboard scanner that Linux hands over to us alone: no window sees its keys, no layout changes them.

The kernel's input events (linux/input.h) are read and the device is grabbed; the user needs the right to read it (group
input, or a rule of udev). Simulator-tested: the bytes of events were, the grab of a real device was not.
Next: key_codes.py.
"""

from __future__ import annotations

import os
import select
import struct
import sys
from contextlib import suppress

from devices.errors import LinkDown
from devices.links.key_codes import EVDEV, KeyText

EVENT = struct.Struct("llHHi")
"""time in s and µs, type, code, value: 24 bytes where long has 8."""
KEY = 1
UP, DOWN = 0, 1
GRAB = 0x40044590
"""EVIOCGRAB of linux/input.h."""


class EvdevLink:
    """Characters of a scanner by its device file, best the one by name: /dev/input/by-id/usb-…-event-kbd."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._file: int | None = None
        self._keys, self._rest = KeyText(EVDEV), b""

    @property
    def address(self) -> str:
        return f"evdev:{self._device}"

    def is_there(self) -> bool:
        """The name appears when it is plugged in."""
        return os.path.exists(self._device)

    def open(self) -> None:
        self.close()
        if not sys.platform.startswith("linux"):
            raise LinkDown(self.address, "only Linux hands keyboards over by file")
        try:
            self._file = os.open(self._device, os.O_RDONLY | os.O_NONBLOCK)
            self._grab(self._file)
        except OSError as error:
            self.close()
            raise LinkDown(self.address, error.strerror or str(error)) from error
        self._keys, self._rest = KeyText(EVDEV), b""

    def _grab(self, file: int) -> None:
        """From now on its keys reach nobody else."""
        import fcntl

        fcntl.ioctl(file, GRAB, 1)

    def read(self, within_s: float) -> bytes:
        file = self._file
        if file is None:
            raise LinkDown(self.address, "not open")
        try:
            ready, _, _ = select.select([file], [], [], within_s)
            data = os.read(file, 64 * EVENT.size) if ready else b""
        except OSError as error:
            raise LinkDown(self.address, error.strerror or str(error)) from error
        if ready and not data:
            raise LinkDown(self.address, "unplugged")
        return self.typed(data)

    def typed(self, data: bytes) -> bytes:
        """The characters of a run of events, cut anywhere."""
        whole = self._rest + data
        usable = len(whole) - len(whole) % EVENT.size
        self._rest = whole[usable:]
        text = "".join(
            self._keys.stroke(code, is_down=value == DOWN)
            for _s, _us, kind, code, value in EVENT.iter_unpack(whole[:usable])
            if kind == KEY and value in (UP, DOWN)
        )
        return text.encode("latin-1", "replace")

    def write(self, data: bytes) -> None:
        raise LinkDown(self.address, "a scanner is only listened to")

    def discard_input(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                while os.read(self._file, 64 * EVENT.size):
                    pass
        self._keys, self._rest = KeyText(EVDEV), b""

    def close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):
                os.close(file)
