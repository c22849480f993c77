"""Names, weights and barcodes as the trade writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.rules import product_key, split_name, weight_in
from domain.catalogue.rules.barcodes import ean13_of, kind_of, own_code
from domain.catalogue.rules.weights import HEAVIEST_G
from domain.catalogue.words import BarcodeKind
from domain.common.codes import ean13_is_valid, ean13_with_check
from domain.common.names import LONGEST_KEY, clean_name, closest, folded

TWELVE = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("一箱四个约14斤", 7000),
        ("每箱四斤", 2000),
        ("12个/箱约九斤", 4500),
        ("约一斤每箱", 500),
        ("两斤四盒", 1000),
        ("每箱约28斤", 14000),
        ("半斤", 250),
        ("一斤半", 750),
        ("两斤半", 1250),
        ("三两", 150),
        ("二两", 100),
        ("十五斤装", 7500),
        ("一百二十斤", 60000),
        ("八九斤", 4250),
        ("1.5-2斤", 875),
        ("3斤~5斤", 2000),
        ("1.2kg", 1200),
        ("２.５ｋｇ", 2500),
        ("500G", 500),
        ("净含量:250克", 250),
        ("3公斤", 3000),
        ("2千克", 2000),
        ("250g*4袋", 1000),
        ("250g×4", 1000),
        ("4袋*250g", 1000),
        ("100g/袋*10袋", 1000),
        ("半箱六盒", 0),
        ("1份十个", 0),
        ("1.5L", 0),
        ("500ml", 0),
        ("5G手机", 5),
        ("", 0),
        ("九千九百九十九公斤", 0),
    ],
)
def test_a_weight_is_read_as_people_write_it(text, grams):
    assert weight_in(text) == grams


@given(st.text())
def test_any_text_has_a_weight_within_limits(text):
    assert 0 <= weight_in(text) <= HEAVIEST_G


@given(
    st.integers(1, 999), st.sampled_from([("斤", 500), ("公斤", 1000), ("kg", 1000), ("g", 1), ("克", 1), ("两", 50)])
)
def test_every_whole_weight_is_read_exactly(count, unit):
    assert weight_in(f"约{count}{unit[0]}装") == count * unit[1]


@pytest.mark.parametrize(
    ("name", "spec", "split"),
    [
        ("冰淇淋黄心西瓜(一箱四个约14斤)", "", ("冰淇淋黄心西瓜", "一箱四个约14斤")),
        ("冰淇淋黄心西瓜(一箱四个约14斤)", "一箱四个约14斤", ("冰淇淋黄心西瓜", "一箱四个约14斤")),
        ("怡颗梅蓝莓（半箱六盒）", "", ("怡颗梅蓝莓", "半箱六盒")),
        ("怡颗梅蓝莓(半箱六盒)", "每箱四斤", ("怡颗梅蓝莓(半箱六盒)", "每箱四斤")),
        ("苹果(红富士)", "", ("苹果(红富士)", "")),
        ("苹果(红富士)", "5斤", ("苹果(红富士)", "5斤")),
        ("西瓜(大(2个))", "", ("西瓜", "大(2个)")),
        ("(一箱)", "", ("(一箱)", "")),
        ("x)", "", ("x)", "")),
        ("", "", ("", "")),
    ],
)
def test_a_spec_hidden_in_the_name_is_taken_out(name, spec, split):
    assert split_name(name, spec) == split


@given(st.text(max_size=60), st.text(max_size=40))
def test_a_split_name_has_the_key_of_the_whole(name, spec):
    assert product_key(*split_name(name, spec)) == product_key(name, spec)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=400), st.text(max_size=400))
def test_a_key_is_never_too_long(name, spec):
    assert len(product_key(name, spec)) <= LONGEST_KEY


@given(st.text(max_size=300))
def test_a_clean_name_fits_and_has_no_control_bytes(text):
    name = clean_name(text, 120)
    assert len(name) <= 120
    assert not any(ord(ch) < 32 or 127 <= ord(ch) < 160 for ch in name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1 2盒", "12盒"), ("怡颗梅蓝莓(半箱六盒)", "怡颗梅蓝莓(一箱12盒)"), ("2.5斤", "25斤"), ("A1", "A2")],
)
def test_different_goods_have_different_keys(one, other):
    assert product_key(one, "") != product_key(other, "")


def test_the_likeliest_names_come_first():
    texts = ["苹果(5斤)", "黄心西瓜(一箱)", "冰淇淋黄心西瓜(一箱四个约14斤)"]
    assert closest("冰淇淋西瓜(一箱四个约14斤)", texts, 2) == [2, 1]
    assert closest("洗衣液", texts, 3) == []


@given(TWELVE)
def test_one_digit_alone_is_the_check_digit(twelve):
    codes = [twelve + digit for digit in "0123456789"]
    assert [code for code in codes if ean13_is_valid(code)] == [ean13_with_check(twelve)]


@given(st.integers(0, 9_999_999_999))
def test_own_codes_are_valid_and_differ(number):
    code = own_code(number)
    assert (kind_of(code), ean13_of(code)) == (BarcodeKind.OWN, None)
    assert code != own_code(number + 1 if number < 9_999_999_999 else 0)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("6901234567892", BarcodeKind.EAN13),
        ("6901234567890", None),
        ("2100123", BarcodeKind.IN_STORE),
        ("A-100", BarcodeKind.OWN),
        ("123", None),
        ("12 34", None),
        ("", None),
        ("６９０１２３４５６７８９２", None),
        ("²234567890123", None),
        ("x" * 41, None),
    ],
)
def test_a_typed_barcode_is_of_one_kind_or_none(code, kind):
    assert kind_of(code) is kind
