"""What can go wrong on a wire. A driver takes these and reconnects; a person sees a health, not an error."""

from __future__ import annotations

from devices.readings import Health


class DeviceError(Exception):
    """Any trouble with a device."""


class LinkDown(DeviceError):
    """The wire cannot be opened, or broke: `address`, the system's own words as `detail`, and of what was being written
    the bytes that had been `sent` for certain.
    """

    def __init__(self, address: str, detail: str, sent: int = 0) -> None:
        super().__init__(f"{address}: {detail}")
        self.address, self.detail, self.sent = address, detail, sent


class BadAddress(DeviceError):
    """An address or a language that names no device: `given`, and `wanted`, what it should look like."""

    def __init__(self, given: str, wanted: str) -> None:
        super().__init__(f"{given!r}: expected {wanted}")
        self.given, self.wanted = given, wanted


class BadProfile(DeviceError):
    """A printer's profile that cannot be used: `place` (file and name), the `field`, what was `given`, what is `wanted`."""

    def __init__(self, place: str, field: str, given: object, wanted: str) -> None:
        super().__init__(f"{place}: {field} is {given!r}, expected {wanted}")
        self.place, self.field, self.given, self.wanted = place, field, given, wanted


class BadTemplate(DeviceError):
    """What a person wrote down for a scale means nothing: `problem` by its code, `facts` about it."""

    def __init__(self, problem: str, **facts: object) -> None:
        super().__init__(f"{problem} {facts}")
        self.problem, self.facts = problem, facts


class NotBegun(DeviceError):
    """A printer cannot take a label now, and no byte of it has left; `health` says why."""

    def __init__(self, health: Health) -> None:
        super().__init__(f"{health.state.value}: {health.detail}")
        self.health = health
