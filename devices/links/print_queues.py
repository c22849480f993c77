"""The system's own print queues, given the bytes as they are: CUPS through `lp`, Windows through its RAW spooler.

A queue takes a job and says nothing of it: what was handed over is taken, not printed. Every write is one job, so that
no label is cut in two. The Windows side was never run on a Windows computer.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import time
from typing import Any

from devices.errors import LinkDown

CUPS_S = 10.0
JOB = "Daybreak"


class CupsLink:
    """A raw queue of CUPS, here or on `server` ("host" or "host:631")."""

    def __init__(self, queue: str, server: str = "", *, patience_s: float = CUPS_S) -> None:
        self._queue, self._patience_s = queue, patience_s
        self._at = ["-h", server] if server else []
        self.address = f"cups:{queue}@{server}" if server else f"cups:{queue}"
        self._is_open = False

    def open(self) -> None:
        """Sees that the queue is there and takes jobs."""
        said = self._run(["lpstat", *self._at, "-a", self._queue])
        if " accepting " not in said or " not accepting " in said:
            raise LinkDown(self.address, said.strip() or "no such queue")
        self._is_open = True

    def read(self, within_s: float) -> bytes:
        time.sleep(within_s)
        return b""

    def write(self, data: bytes) -> None:
        if not self._is_open:
            raise LinkDown(self.address, "not open")
        self._run(["lp", *self._at, "-d", self._queue, "-o", "raw", "-t", JOB, "-"], data)

    def discard_input(self) -> None: ...

    def close(self) -> None:
        self._is_open = False

    def _run(self, command: list[str], data: bytes = b"") -> str:
        english = dict(os.environ, LC_ALL="C")
        try:
            done = subprocess.run(
                command, input=data, capture_output=True, timeout=self._patience_s, check=False, env=english
            )
        except FileNotFoundError as error:
            raise LinkDown(self.address, f"{command[0]} is not installed") from error
        except subprocess.TimeoutExpired as error:
            raise LinkDown(self.address, f"no answer for {self._patience_s:g} s") from error
        if done.returncode:
            raise LinkDown(self.address, done.stderr.decode(errors="replace").strip() or f"code {done.returncode}")
        return done.stdout.decode(errors="replace")


class WindowsQueueLink:
    """A printer of Windows by its name, its driver passed over (data type RAW)."""

    def __init__(self, queue: str) -> None:
        self._queue = queue
        self.address = f"windows:{queue}"
        self._spool: Any = None
        self._printer: Any = None

    def open(self) -> None:
        self.close()
        try:
            self._spool = importlib.import_module("win32print")
        except ImportError as error:
            raise LinkDown(self.address, "Windows print queues are on Windows computers") from error
        try:
            self._printer = self._spool.OpenPrinter(self._queue)
        except self._spool.error as error:
            raise LinkDown(self.address, str(error)) from error

    def read(self, within_s: float) -> bytes:
        time.sleep(within_s)
        return b""

    def write(self, data: bytes) -> None:
        if self._printer is None:
            raise LinkDown(self.address, "not open")
        sent = 0
        try:
            self._spool.StartDocPrinter(self._printer, 1, (JOB, None, "RAW"))
            try:
                self._spool.StartPagePrinter(self._printer)
                while sent < len(data):
                    taken = self._spool.WritePrinter(self._printer, data[sent:])
                    if taken <= 0:
                        raise LinkDown(self.address, "the spooler takes no more", sent)
                    sent += taken
                self._spool.EndPagePrinter(self._printer)
            finally:
                self._spool.EndDocPrinter(self._printer)
        except self._spool.error as error:
            raise LinkDown(self.address, str(error), sent) from error

    def discard_input(self) -> None: ...

    def close(self) -> None:
        printer, self._printer = self._printer, None
        if printer is not None:
            self._spool.ClosePrinter(printer)
