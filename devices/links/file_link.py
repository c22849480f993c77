"""Wires that are files: a printer's own device file (/dev/usb/lp0), and a plain file that keeps what was sent.

Next: addresses.py, which chooses; ports_found.py, which finds device files by their printer's serial number.
"""

from __future__ import annotations

import os
import select
import sys
import time

from devices.errors import LinkDown

STALL_S = 10.0
PIECE = 8192
MOST = 4096


class DeviceFileLink:
    """A USB printer through the system's line-printer file, for us alone; Linux. Never tried on a real printer."""

    def __init__(self, path: str, *, stall_s: float = STALL_S) -> None:
        self._path, self._stall_s = path, stall_s
        self._file: int | None = None

    @property
    def address(self) -> str:
        return self._path

    def open(self) -> None:
        self.close()
        if sys.platform == "win32":
            raise LinkDown(self._path, "a device file is of Linux; Windows prints through its own queue")
        import fcntl

        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self.close()
            raise LinkDown(self._path, "another program has it") from error
        except OSError as error:
            self.close()
            raise LinkDown(self._path, str(error)) from error

    def is_there(self) -> bool:
        return os.path.exists(self._path)

    def read(self, within_s: float) -> bytes:
        file, until = self._opened(), time.monotonic() + within_s
        try:
            if select.select([file], [], [], max(within_s, 0))[0]:
                data = os.read(file, MOST)
                if data:
                    return data
        except BlockingIOError:
            pass
        except OSError as error:
            raise LinkDown(self._path, str(error)) from error
        # A printer without a way back is ready to read at once and gives nothing, again and again.
        time.sleep(max(0.0, until - time.monotonic()))
        return b""

    def write(self, data: bytes) -> None:
        file, sent = self._opened(), 0
        try:
            while sent < len(data):
                if not select.select([], [file], [], self._stall_s)[1]:
                    raise LinkDown(self._path, f"nothing taken for {self._stall_s:g} s", sent)
                try:
                    sent += os.write(file, data[sent : sent + PIECE])
                except BlockingIOError:
                    continue
        except OSError as error:
            raise LinkDown(self._path, str(error), sent) from error

    def discard_input(self) -> None:
        for _time in range(64):
            if not self.read(0):
                return

    def close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def _opened(self) -> int:
        if self._file is None:
            raise LinkDown(self._path, "not open")
        return self._file


class PlainFileLink:
    """A file that every label is added to; nobody answers. For looking at, and for printing with other tools."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: int | None = None

    @property
    def address(self) -> str:
        return self._path

    def open(self) -> None:
        self.close()
        try:
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0))
        except OSError as error:
            raise LinkDown(self._path, str(error)) from error

    def read(self, within_s: float) -> bytes:
        time.sleep(within_s)
        return b""

    def write(self, data: bytes) -> None:
        if self._file is None:
            raise LinkDown(self._path, "not open")
        sent = 0
        try:
            while sent < len(data):
                sent += os.write(self._file, data[sent:])
        except OSError as error:
            raise LinkDown(self._path, str(error), sent) from error

    def discard_input(self) -> None: ...

    def close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            os.close(file)
