"""A wire by who is at its end: the port is looked up at every opening, so that replugging elsewhere changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from devices.errors import LinkDown
from devices.links.ports_found import FoundPort
from devices.ports import Link

Listing = Callable[[], Iterable[FoundPort]]


class IdentifiedLink:
    """The device called `identity`, in whatever port `listing` finds it; `to_port` makes the wire."""

    def __init__(self, identity: str, to_port: Callable[[FoundPort], Link], listing: Listing) -> None:
        self._identity, self._to_port, self._listing = identity, to_port, listing
        self._link: Link | None = None

    @property
    def address(self) -> str:
        return self._identity

    def open(self) -> None:
        self.close()
        found = [each for each in self._listing() if each.identity == self._identity]
        if not found:
            raise LinkDown(self._identity, "not plugged in")
        if len(found) > 1:
            places = ", ".join(each.place for each in found)
            raise LinkDown(self._identity, f"several devices bear this number: {places}")
        self._link = self._to_port(found[0])
        self._link.open()

    def is_there(self) -> bool:
        return any(each.identity == self._identity for each in self._listing())

    def read(self, within_s: float) -> bytes:
        return self._opened().read(within_s)

    def write(self, data: bytes) -> None:
        self._opened().write(data)

    def discard_input(self) -> None:
        self._opened().discard_input()

    def close(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()

    def _opened(self) -> Link:
        if self._link is None:
            raise LinkDown(self._identity, "not open")
        return self._link
