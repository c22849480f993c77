"""A wire inside the process with both its ends: `near` for a driver, `far` for a simulated device."""

from __future__ import annotations

import threading

from devices.errors import LinkDown

ROOM = 65536
"""Bytes that wait for a reader. A label printer's end wants more: 100x150 mm at 300 dpi are 270,000."""


class _Way:
    """Bytes in one direction; what nobody reads falls off at `room` bytes, as it would from a driver's buffer."""

    def __init__(self, room: int) -> None:
        self._bytes, self._room = bytearray(), room
        self._came = threading.Condition()

    def put(self, data: bytes) -> None:
        with self._came:
            self._bytes += data
            del self._bytes[: -self._room]
            self._came.notify_all()

    def take(self, within_s: float) -> bytes:
        with self._came:
            if not self._bytes:
                self._came.wait(within_s)
            taken = bytes(self._bytes)
            self._bytes.clear()
        return taken

    def wake(self) -> None:
        with self._came:
            self._came.notify_all()


class _Near:
    """The driver's end."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.is_open = False

    @property
    def address(self) -> str:
        return self._wire.address

    def open(self) -> None:
        if not self._wire.is_plugged:
            raise LinkDown(self.address, "unplugged")
        self.is_open = True

    def read(self, within_s: float) -> bytes:
        data = self._wire.to_near.take(within_s)
        self._see()
        return data

    def write(self, data: bytes) -> None:
        self._see()
        self._wire.to_far.put(data)

    def discard_input(self) -> None:
        self._wire.to_near.take(0)

    def close(self) -> None:
        self.is_open = False
        self._wire.to_near.wake()

    def _see(self) -> None:
        if not self._wire.is_plugged:
            raise LinkDown(self.address, "unplugged")


class _Far:
    """The device's end: what it writes while nobody listens or nothing is plugged in is gone."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def write(self, data: bytes) -> None:
        """Sends to the driver."""
        if self._wire.is_plugged and self._wire.near.is_open:
            self._wire.to_near.put(data)

    def read(self, within_s: float) -> bytes:
        """What the driver sent."""
        return self._wire.to_far.take(within_s)

    def unplug(self) -> None:
        """The cable is pulled."""
        self._wire.is_plugged = False
        self._wire.to_near.wake()

    def plug_in(self) -> None:
        """And put in again."""
        self._wire.is_plugged = True

    def close(self) -> None:
        """The device is gone."""
        self.unplug()


class Wire:
    """Both ends of one wire; `room` bytes may wait in either direction."""

    def __init__(self, address: str = "memory", room: int = ROOM) -> None:
        self.address = address
        self.is_plugged = True
        self.to_near, self.to_far = _Way(room), _Way(room)
        self.near, self.far = _Near(self), _Far(self)
