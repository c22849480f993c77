"""Labels as pictures: codes read back, nothing too small, the same dots each time, and what is wrong told beforehand."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from devices.label_image import dots
from domain.common.codes import badge_code, bin_label_code, control_code
from domain.picking.words import Control
from exchange.labels import KINDS, draw, glyphs, media_of
from exchange.labels.codes import modules
from exchange.labels.drawing import Canvas
from exchange.labels.problems import MISSING_GLYPH, NO_KIND, NO_TEMPLATE, OTHER_TEMPLATE, OVERFLOW
from exchange.labels.samples import SERIAL, sample
from exchange.labels.shelf import template_for
from exchange.labels.templates import CodeField
from exchange.labels.wording import words_of
from tests.exchange.labels.reading import codes, drawn, ink, media, picture

EVERY = [(kind, size) for kind in KINDS for size in media_of(kind)]
CARRIED = {
    "bin_label": {bin_label_code("A-01-2")},
    "badge": {badge_code(12)},
    "control_sheet": {control_code(control.value) for control in Control},
}
"""What kinds without a serial carry."""
ROOMY = [(kind, size) for kind, size in EVERY if size != "40x30"]


@pytest.mark.parametrize(("kind", "size"), EVERY)
def test_every_code_of_every_label_is_read_back(kind, size):
    assert codes(drawn(kind, size).image) >= CARRIED.get(kind, {SERIAL})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", ["60x40", "80x50"])
def test_codes_are_read_at_300_dpi_and_through_every_mark(kind, size):
    marked = drawn(kind, size, dpi=300, is_training=True, copy_no=12, words={"is_manual": kind == "item_label"})
    assert not marked.problems
    assert codes(marked.image) >= CARRIED.get(kind, {SERIAL})


@pytest.mark.parametrize(("kind", "size"), EVERY)
def test_an_ordinary_night_s_words_have_room_on_every_label(kind, size):
    for marks in ({}, {"copy_no": 12, "is_training": True}):
        assert drawn(kind, size, **marks).problems == ()


@pytest.mark.parametrize(("kind", "size"), ROOMY)
def test_the_longest_words_of_a_night_have_room_from_60_by_40_on(kind, size):
    assert drawn(kind, size, is_long=True).problems == ()


@pytest.mark.parametrize(("kind", "size"), EVERY)
def test_no_letter_is_smaller_than_two_and_a_half_millimetres(kind, size, monkeypatch):
    sizes = []
    put = glyphs.draw_line
    monkeypatch.setattr(glyphs, "draw_line", lambda *given: (sizes.append(given[4]), put(*given)))
    drawn(kind, size, is_long=True, copy_no=3, is_training=True)
    assert min(sizes) >= dots(2.5, 203)


@pytest.mark.parametrize(("kind", "size"), EVERY)
def test_nothing_is_printed_into_the_quiet_zone_of_a_code(kind, size):
    template = template_for(kind, size).template
    words = words_of(kind, sample(kind, is_long=True), SERIAL)
    width, height = dots(template.width_mm, 203), dots(template.height_mm, 203)
    around = Canvas(template, width, height, 203)
    for field in template.fields:
        if not isinstance(field, CodeField):
            around.draw(field, words)
    for field in (field for field in template.fields if isinstance(field, CodeField)):
        alone = Canvas(template, width, height, 203)
        alone.draw(field, words)
        bars = alone.image.getbbox()
        if bars is None:
            continue
        quiet = quiet_dots(field, words, bars)
        top, bottom = (bars[1] - quiet, bars[3] + quiet) if bars[3] - bars[1] == bars[2] - bars[0] else bars[1::2]
        zone = (max(0, bars[0] - quiet), max(0, top), min(width, bars[2] + quiet), min(height, bottom))
        assert around.image.crop(zone).getbbox() is None, field.name


def quiet_dots(field, words, bars):
    content = words[field.pattern[0].name]
    found = next(one for symbol in field.symbols if (one := modules(symbol, content)) and fits(one, bars))
    return min(found.quiet) * ((bars[2] - bars[0]) // found.dots.width)


def fits(found, bars):
    return (bars[2] - bars[0]) % found.dots.width == 0


def test_bars_stand_on_whole_dots():
    label = drawn("tote_label").image
    row = ink(label).crop((0, dots(25, 203), label.width, dots(25, 203) + 1))
    line = "".join("1" if dot else "0" for dot in row.convert("L").tobytes())
    runs = [len(run) for run in line.strip("0").replace("01", "0 1").replace("10", "1 0").split()]
    assert {run % 2 for run in runs} == {0}
    assert min(runs) == 2


@pytest.mark.parametrize(("kind", "size"), EVERY)
def test_most_of_a_label_is_white(kind, size):
    label = ink(drawn(kind, size).image)
    black = sum(label.convert("L").histogram()[128:])
    assert 0.03 < black / (label.width * label.height) < 0.4


def test_a_label_is_the_same_dots_on_each_run():
    """In a process of its own, with nothing remembered and another seed of hashes."""
    program = "from tests.exchange.labels.test_drawing import fingerprint; print(fingerprint())"
    surroundings = {"PYTHONHASHSEED": "7", "PYTHONPATH": ".", "TZ": "America/New_York"}
    ran = subprocess.run([sys.executable, "-c", program], env=surroundings, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == fingerprint()


def fingerprint() -> str:
    """Of every kind's dots, each drawn twice."""
    found = hashlib.sha256()
    for kind in [*KINDS, *KINDS]:
        found.update(drawn(kind).image.bits)
    return found.hexdigest()


def test_the_picture_on_the_screen_is_the_very_dots_of_the_printer():
    label = drawn("item_label").image
    seen = picture(label)
    assert seen.size == (480, 320)
    assert ImageChops.invert(seen).convert("1").tobytes() == label.bits


def test_a_reprint_differs_in_its_mark_alone():
    first, again = (ink(drawn("tote_label", copy_no=number).image) for number in (1, 2))
    at = template_for("tote_label", "60x40").template.marks.place
    left, top, right, bottom = ImageChops.logical_xor(first, again).getbbox()
    assert left >= dots(at.x, 203)
    assert top >= dots(at.y, 203)
    assert right <= dots(at.x + at.width, 203)
    assert bottom <= dots(at.y + at.height, 203)
    assert drawn("tote_label", copy_no=3).image.bits != drawn("tote_label", copy_no=2).image.bits


@pytest.mark.parametrize(("kind", "size"), EVERY)
def test_a_label_of_the_training_is_striped_and_marked(kind, size):
    real, training = drawn(kind, size).image, drawn(kind, size, is_training=True).image
    edge = ink(training).crop((0, 0, training.width, dots(1, 203))).convert("L").histogram()
    assert 0.4 < edge[255] / sum(edge) < 0.7
    at = template_for(kind, size).template.marks.place
    place = tuple(dots(edge, 203) for edge in (at.x, at.y, at.x + at.width, at.y + at.height))
    black = (
        ink(training).crop(place).convert("L").histogram()[255] - ink(real).crop(place).convert("L").histogram()[255]
    )
    assert black > 0


def test_a_weight_typed_by_hand_is_marked():
    assert drawn("item_label", words={"is_manual": True}).image != drawn("item_label").image


def test_cold_goods_are_marked_and_others_are_not():
    cold, warm = drawn("tote_label"), drawn("tote_label", words={"is_cold": False})
    assert ImageChops.logical_xor(ink(cold.image), ink(warm.image)).getbbox() is not None
    assert not warm.problems


def test_a_character_no_font_has_is_named_before_printing_with_its_field():
    problem = drawn("tote_label", words={"point": "幸福\U00030000里"}).problems[0]
    assert (problem.code, problem.field, problem.detail) == (MISSING_GLYPH, "point", "\U00030000")
    assert "〓" in problem.sentence


@pytest.mark.parametrize("sign", "¥￥℃斤㎏·—“”×°龘镕㐀𠮷🍉👍№")
def test_the_trade_s_signs_and_rare_names_are_drawn(sign):
    label = drawn("tote_label", words={"point": sign})
    assert label.problems == ()
    assert label.image != drawn("tote_label", words={"point": "〓"}).image


def test_a_text_without_room_is_named_with_its_field_and_the_room_there_is():
    problem = drawn("tote_label", words={"point": "很长的名字" * 20}).problems[0]
    assert (problem.code, problem.field, problem.detail) == (OVERFLOW, "point", "38 x 9.4 mm")
    assert problem.file == "tote_label/60x40.toml"


def test_a_label_whose_code_has_no_room_is_better_not_printed():
    broken = draw("tote_label", sample("tote_label"), media=media("60x40"), dpi=203, language="en", serial="长" * 300)
    assert [(problem.field, problem.is_in_the_way) for problem in broken.problems] == [("serial", True)]


def test_a_piece_whose_product_code_is_wrong_is_labelled_all_the_same():
    problems = drawn("item_label", words={"barcode": "6901234567890"}).problems
    assert [(problem.field, problem.is_in_the_way) for problem in problems] == [("barcode", False)]


def test_a_list_of_goods_may_end_early_without_a_word():
    assert drawn("bag_label", words={"items": ["麒麟西瓜 × 1"] * 30}).problems == ()


def test_a_size_without_a_template_takes_the_next_smaller_and_says_so():
    label = drawn("tote_label", "75x55")
    assert (label.image.width, label.image.height) == (600, 440)
    assert [(problem.code, problem.text, problem.is_in_the_way) for problem in label.problems] == [
        (OTHER_TEMPLATE, "70x50", False)
    ]
    assert codes(label.image) == {SERIAL}


def test_a_kind_or_size_nobody_can_draw_gives_an_empty_picture_and_says_so():
    assert [problem.code for problem in drawn("tote_label", "30x20").problems] == [NO_TEMPLATE]
    unknown = draw("poster", {}, media=media("60x40"), dpi=203, language="zh_CN", serial=SERIAL)
    assert [(problem.code, problem.is_in_the_way) for problem in unknown.problems] == [(NO_KIND, True)]
    assert not any(unknown.image.bits)


def test_a_roll_s_name_may_say_more_than_its_size():
    roll = media("60x40")
    marked = draw(
        "badge", sample("badge"), media=type(roll)("60x40-mark", 60, 40), dpi=203, language="en", serial=SERIAL
    )
    assert marked.problems == ()


def test_a_label_without_any_word_is_drawn_too():
    for kind in KINDS:
        draw(kind, {}, media=media("60x40"), dpi=203, language="zh_CN", serial=SERIAL)


wild = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        ["<b>&amp;</b>", "=cmd()", "{point}", "%s\x1b@\x00", "\u202e倒", "\ud800", "👨‍👩‍👧‍👦" * 20, "长" * 200]
    ),
    st.none(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.lists(st.text(max_size=20), max_size=4),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(KINDS), st.data())
def test_no_word_however_wild_stops_a_label(kind, data):
    body = {name: data.draw(wild) for name in sample(kind)}
    label = draw(kind, body, media=media("60x40"), dpi=203, language="zh_CN", serial=SERIAL, copy_no=2)
    assert label.image.width == 480
    for problem in label.problems:
        assert problem.field
        assert problem.sentence.strip()


def test_a_wild_name_that_cannot_be_drawn_whole_is_always_told():
    for name in ("长" * 200, "a\U00030000", "\ue000"):
        assert drawn("tote_label", words={"point": name}).problems


def test_own_templates_win(tmp_path: Path):
    folder = tmp_path / "tote_label"
    folder.mkdir()
    text = (Path("exchange/labels/templates/tote_label/60x40.toml")).read_text(encoding="utf-8")
    (folder / "60x40.toml").write_text(text.replace("font = 8.8", "font = 6"), encoding="utf-8")
    ours, theirs = drawn("tote_label"), drawn("tote_label", own_templates=tmp_path)
    assert ours.image != theirs.image
    assert codes(theirs.image) == {SERIAL}
