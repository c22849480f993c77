"""What scanners and people read: check digits, tails, masks, pickup codes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.common.codes import (
    OwnKind,
    badge_code,
    bin_label_code,
    control_code,
    ean13_is_valid,
    ean13_with_check,
    family_name,
    masked_phone,
    own_code,
    phone_tail,
    text_without_phones,
    tote_code,
)
from domain.ordering.rules import LONG_CODES, SHORT_CODES, pickup_code

TWELVE = st.text("0123456789", min_size=12, max_size=12)


@given(TWELVE)
def test_exactly_one_check_digit_of_ten_is_right(twelve):
    assert [ean13_is_valid(twelve + digit) for digit in "0123456789"].count(True) == 1
    assert ean13_is_valid(ean13_with_check(twelve))


@given(TWELVE, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_found(twelve, at, by):
    code = ean13_with_check(twelve)
    wrong = code[:at] + str((int(code[at]) + by) % 10) + code[at + 1 :]
    assert not ean13_is_valid(wrong)


@pytest.mark.parametrize(
    "text", ["", "690123456789", "69012345678921", "69012345678９2", "690123456789²", "69O1234567892"]
)
def test_what_is_not_thirteen_plain_digits_is_no_ean(text):
    assert not ean13_is_valid(text)


@pytest.mark.parametrize(
    ("phone", "tail", "masked"),
    [
        ("13912345678", "5678", "*******5678"),
        ("+86 139-1234-5678", "5678", "*******5678"),
        ("186******05", "8605", "*******8605"),
        ("123", "", "***"),
        ("", "", ""),
    ],
)
def test_only_the_tail_of_a_phone_is_readable(phone, tail, masked):
    assert (phone_tail(phone), masked_phone(phone)) == (tail, masked)


@given(st.text(max_size=30))
def test_a_mask_never_shows_more_than_four_digits(phone):
    assert sum(ch.isdigit() for ch in masked_phone(phone)) <= 4


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3. 陈 先生 B+A 13800001234", "3. 陈 先生 B+A *******1234"),
        ("138 0000 1234，138-0000-5678", "*******1234，*******5678"),
        ("A1两份13912345678送到", "A1两份*******5678送到"),
        ("订单 202605251380000123456", "订单 202605251380000123456"),
        ("12-1201 A2 B1", "12-1201 A2 B1"),
    ],
)
def test_a_mobile_number_inside_a_text_is_masked_and_an_order_number_is_not(text, shown):
    assert text_without_phones(text) == shown


@pytest.mark.parametrize(
    ("name", "short"), [("王芳", "王*"), (" 李 娜", "李*"), ("Anna B", "A*"), ("𠮷田", "𠮷*"), ("", "")]
)
def test_a_name_on_paper_is_its_first_character(name, short):
    assert family_name(name) == short


def test_no_pickup_code_comes_twice_and_neighbours_are_far_apart():
    codes = [int(pickup_code(number)) for number in range(1, SHORT_CODES + 1)]
    assert len(set(codes)) == SHORT_CODES
    assert {len(str(code)) for code in codes} == {5}
    assert min(abs(one - two) for one, two in itertools.pairwise(codes)) > 10_000


@given(st.integers(SHORT_CODES + 1, SHORT_CODES + LONG_CODES), st.integers(SHORT_CODES + 1, SHORT_CODES + LONG_CODES))
def test_long_codes_differ_too(one, two):
    assert (pickup_code(one) == pickup_code(two)) == (one == two)
    assert len(pickup_code(one)) == 7


# Codes made here ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind", "value"),
    [
        (tote_code("T", 1), OwnKind.TOTE, "T0000017"),
        (tote_code("C", 12), OwnKind.TOTE, tote_code("C", 12)),
        (badge_code(12), OwnKind.BADGE, "12"),
        (bin_label_code("A-01"), OwnKind.BIN, "A-01"),
        (control_code("UNDO"), OwnKind.CONTROL, "UNDO"),
        ("#UNDO", OwnKind.CONTROL, "UNDO"),
        ("LOAD:0525:3", OwnKind.PAPER, "0525:3"),
        ("WAVE:0525b:12", OwnKind.PAPER, "0525b:12"),
        ("COUNT:1", OwnKind.PAPER, "1"),
    ],
)
def test_a_code_made_here_is_known_by_its_form_whatever_caps_lock_does(code, kind, value):
    found = own_code(code)
    assert (found.kind, found.value, found.is_right) == (kind, value, True)
    assert own_code(code.lower()).is_right
    assert own_code(code.lower()).kind is kind


@pytest.mark.parametrize("code", [tote_code("T", 17), bin_label_code("B-12-3"), badge_code(7), control_code("SHORT")])
def test_each_changed_and_each_lost_sign_of_a_code_made_here_is_found(code):
    mark = len(code) - len(code.lstrip("TBINWHO:#"))
    for at in range(mark, len(code)):
        if code[at] == "-" and not code.startswith("BIN"):
            continue
        for sign in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            changed = own_code(code[:at] + sign + code[at + 1 :])
            assert sign == code[at] or changed is None or not changed.is_right
        lost = own_code(code[:at] + code[at + 1 :])
        assert lost is None or not lost.is_right or lost.value == own_code(code).value


@pytest.mark.parametrize("text", ["6901234567892", "P004", "T12", "鸡蛋", "", "L0123456789ABCD", "LOAD", "BINGO"])
def test_other_texts_are_none_of_ours(text):
    assert own_code(text) is None
