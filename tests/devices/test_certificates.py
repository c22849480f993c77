"""Until when a scale may make a price."""

from __future__ import annotations

from datetime import date

import pytest

from devices.certificates import CertificateState, certificate_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("until", "state", "allows"),
    [
        ("", CertificateState.NONE, True),
        ("soon", CertificateState.NONE, True),
        ("2027-06-30", CertificateState.VALID, True),
        ("2026-12-23", CertificateState.VALID, True),
        ("2026-12-22", CertificateState.ENDING, True),
        ("2026-11-22", CertificateState.ENDING, True),
        ("2026-11-21", CertificateState.ENDED, False),
    ],
)
def test_a_certificate_warns_a_month_before_and_refuses_from_the_day_after(until, state, allows):
    certificate = certificate_of(" A123 ", until)
    assert certificate.serial == "A123"
    assert certificate.state(TODAY) is state
    assert certificate.allows_trade(TODAY) is allows


def test_the_days_that_are_left_are_counted():
    assert certificate_of("", "2026-12-02").days_left(TODAY) == 10
    assert certificate_of("", "2026-11-01").days_left(TODAY) == 0
