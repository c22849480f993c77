"""Until when a scale may be used for trade: its verification certificate by serial number and last day.

In China a scale that goods are sold by is verified at least every twelve months (JJG 539). A weight that makes a price is
refused after the last day; a check weighing is not trade. Pure: the day comes in as an argument.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

WARNED_DAYS = 30


class CertificateState(enum.StrEnum):
    """What a certificate is worth today. NONE: nobody has written one down."""

    NONE = "none"
    VALID = "valid"
    ENDING = "ending"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Certificate:
    """The serial number on the scale's plate, and the last day of its certificate (None: not written down)."""

    serial: str = ""
    until: date | None = None

    def state(self, today: date) -> CertificateState:
        """VALID, ENDING within 30 days, ENDED from the day after the last one."""
        if self.until is None:
            return CertificateState.NONE
        if today > self.until:
            return CertificateState.ENDED
        return CertificateState.ENDING if self.days_left(today) <= WARNED_DAYS else CertificateState.VALID

    def days_left(self, today: date) -> int:
        """Days after today on which it still holds; 0 on the last one."""
        return max((self.until - today).days, 0) if self.until else 0

    def allows_trade(self, today: date) -> bool:
        """False once it has run out."""
        return self.state(today) is not CertificateState.ENDED


def certificate_of(serial: str, until: str) -> Certificate:
    """The certificate of what the settings say; a day that cannot be read is not written down."""
    try:
        day = date.fromisoformat(until.strip()) if until.strip() else None
    except ValueError:
        day = None
    return Certificate(serial.strip(), day)
