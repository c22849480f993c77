from __future__ import annotations

import pytest

from devices.languages.scan_content import LONGEST, ContentVerdict, content_of, decoded

EAN, EAN_8, OTHER_EAN = "6901234567892", "96385074", "4006381333931"
LABEL_18 = "210000100250015005"


def own(text: str) -> bool | None:
    """Totes of a test: “T0017-5”, the last digit is the sum of the others."""
    if len(text) != 7 or text[0] != "T" or text[5] != "-" or not (text[1:5] + text[6]).isdigit():
        return None
    return sum(map(int, text[1:5])) % 10 == int(text[6])


def verdict(raw: str) -> ContentVerdict:
    return content_of(raw, own).verdict


@pytest.mark.parametrize("raw", [EAN, EAN_8, "T0017-8", "A-17/3", "]E0" + EAN, "]C1Ab-01/X", "012345678905", "王23"])
def test_a_whole_code_is_good(raw):
    assert verdict(raw) is ContentVerdict.GOOD


def test_the_aim_id_is_taken_off_and_kept():
    found = content_of("]E0" + EAN)
    assert (found.text, found.aim) == (EAN, "]E0")


@pytest.mark.parametrize("at", range(13))
def test_a_wrong_digit_of_an_ean_13_is_found(at):
    changed = EAN[:at] + str((int(EAN[at]) + 1) % 10) + EAN[at + 1 :]
    assert verdict(changed) is ContentVerdict.WRONG_CHECK_DIGIT


def test_what_calls_itself_an_ean_and_lost_a_key_is_refused():
    assert verdict("]E0" + EAN[:-1]) is ContentVerdict.WRONG_CHECK_DIGIT
    assert verdict("]E4" + EAN_8[1:]) is ContentVerdict.WRONG_CHECK_DIGIT


def test_a_scales_label_of_18_digits_has_a_check_digit_too():
    digits = LABEL_18[:-1]
    right = next(digits + str(digit) for digit in range(10) if verdict(digits + str(digit)) is ContentVerdict.GOOD)
    wrong = digits + str((int(right[-1]) + 1) % 10)
    assert verdict(wrong) is ContentVerdict.WRONG_CHECK_DIGIT


def test_our_own_code_with_a_wrong_check_digit_is_refused():
    assert verdict("T0017-9") is ContentVerdict.WRONG_CHECK_DIGIT


@pytest.mark.parametrize(
    "raw",
    [
        EAN + OTHER_EAN,
        EAN + EAN,
        "T0017-8T0026-8",
        "T0017-8" + EAN,
        EAN + "T0017-8",
        "]E0" + EAN + "]E0" + OTHER_EAN,
        "A-17/3A-17/3",
    ],
)
def test_two_codes_in_one_are_glued(raw):
    assert verdict(raw) is ContentVerdict.GLUED


def test_control_bytes_are_shown_and_refused():
    found = content_of("69012\x1d34567892")
    assert (found.verdict, found.shown) == (ContentVerdict.UNPRINTABLE, "69012␣34567892")


def test_a_gs1_code_may_hold_its_separator():
    assert verdict("]C1010690123456789210AB\x1d3103001250") is ContentVerdict.GOOD


@pytest.mark.parametrize("length", [LONGEST + 1, 4096])
def test_too_long_is_refused_and_shown_shortened(length):
    found = content_of("x" * length)
    assert found.verdict is ContentVerdict.TOO_LONG
    assert len(found.shown) <= LONGEST


@pytest.mark.parametrize("raw", ["", "  ", "]E0"])
def test_nothing_is_nothing(raw):
    assert verdict(raw) is ContentVerdict.EMPTY


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_hanzi_of_a_qr_code_are_read_in_either_encoding(encoding):
    assert decoded("取货码 1234".encode(encoding)) == "取货码 1234"
