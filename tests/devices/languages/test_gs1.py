"""GS1 labels behind our own routing; labels of a scale with a wrong digit must never become one."""

from __future__ import annotations

from datetime import date

import pytest

from devices.languages.gs1 import gs1_label
from devices.languages.scan_content import ContentVerdict, content_of

GTIN = "06901234567892"
GS = "\x1d"


def test_weight_lot_and_days_of_a_label_are_read_exactly():
    label = content_of(f"]C101{GTIN}3103001250112605011526051717260601" + f"10AB-7{GS}21X9").label
    assert (label.gtin, label.weight_g, label.lot, label.serial) == (GTIN, 1250, "AB-7", "X9")
    assert (label.made_on, label.best_before, label.expires_on) == (
        date(2026, 5, 1),
        date(2026, 5, 17),
        date(2026, 6, 1),
    )


@pytest.mark.parametrize(
    ("field", "grams"),
    [
        ("3100000012", 12_000),
        ("3101000125", 12_500),
        ("3102000125", 1_250),
        ("3103001250", 1_250),
        ("3103999999", 999_999),
        ("3104012500", 1_250),
        ("3105125000", 1_250),
    ],
)
def test_310x_is_whole_grams_to_the_gram(field, grams):
    assert gs1_label(f"01{GTIN}{field}", "]C1").weight_g == grams


@pytest.mark.parametrize("field", ["3104012501", "3105000001"])
def test_a_part_of_a_gram_is_refused_and_not_rounded(field):
    assert content_of(f"]C101{GTIN}{field}").verdict is ContentVerdict.BROKEN_LABEL


def test_pounds_are_no_weight():
    label = gs1_label(f"01{GTIN}3203001250", "]C1")
    assert (label.is_whole, label.weight_g) == (True, None)


@pytest.mark.parametrize(
    "raw",
    [
        f"]C101{GTIN[:-1]}33103001250",
        f"]C101{GTIN}310300125",
        f"]C101{GTIN}15269901",
        f"]C101{GTIN}0114006381333931",
        f"]C101{GTIN}31030012503103001300",
        "]e0389",
    ],
)
def test_a_label_with_a_wrong_or_a_missing_digit_gives_nothing(raw):
    found = content_of(raw)
    assert (found.verdict, found.label) == (ContentVerdict.BROKEN_LABEL, None)


@pytest.mark.parametrize("raw", [f"01{GTIN}3103001250", f"(01){GTIN}(3103)001250", f"01{GTIN}10AB{GS}3103001250"])
def test_a_label_is_known_without_its_aim_id(raw):
    assert content_of(raw).label.weight_g == 1250


@pytest.mark.parametrize("raw", ["6901234567892", "]E06901234567892", "96385074", "012345678905", "]C0" + GTIN, GTIN])
def test_a_plain_number_is_never_gs1(raw):
    found = content_of(raw)
    assert (found.verdict, found.label) == (ContentVerdict.GOOD, None)


@pytest.mark.parametrize("prefix", range(20, 30))
def test_a_scales_label_with_a_wrong_digit_is_refused_and_never_gs1(prefix):
    for digits in (f"{prefix}0012301234", f"{prefix}001230123401500"):
        right = [d for d in "0123456789" if content_of(digits + d).verdict is ContentVerdict.GOOD]
        assert len(right) == 1
        for last in set("0123456789") - set(right):
            for aim in ("", "]E0" if len(digits) == 12 else "]C0"):
                found = content_of(aim + digits + last)
                assert (found.verdict, found.label) == (ContentVerdict.WRONG_CHECK_DIGIT, None)


def test_code_128_of_a_scale_that_calls_itself_gs1_is_broken_and_no_serial_number():
    found = content_of("]C12100123012340")
    assert found.label is None or found.label.gtin == ""
