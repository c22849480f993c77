"""Templates a user writes: read, checked field by field, previewed live, and never able to stop a label."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from domain.common.sentences import in_language
from exchange.labels import KINDS, media_of, preview
from exchange.labels.checking import TemplateRefused, read_template
from exchange.labels.problems import TEMPLATE_WRONG
from exchange.labels.samples import SERIAL, sample
from exchange.labels.shelf import SHIPPED, own_folder, template_for
from exchange.labels.wording import known_words
from tests.exchange.labels.reading import drawn

GOOD = """
kind = "tote_label"
media = "60x40"
marks = { at = [2, 36], size = [40, 3.4] }

[point]
text = "{point}"
at = [2, 2]
size = [40, 9]
font = 8

[serial]
code = "{serial}"
at = [0, 20]
size = [60, 10]
"""
WRONG = [
    ("font = 8", "font = 2", "point", "2.5"),
    ("font = 8", "font = 12", "point", "higher than the field"),
    ("font = 8", 'font = "8"', "point", "number"),
    ("font = 8", "font = true", "point", "number"),
    ("font = 8", "font = 8\nsmallest = 9", "point", "smallest"),
    ("font = 8", "font = 8\nbold = 'yes'", "point", "true or false"),
    ("font = 8", "font = 8\nalign = 'middle'", "point", "left, centre, right"),
    ("font = 8", "font = 8\ncolour = 'red'", "point", "colour"),
    ("font = 8", "font = 8\nlanguage = 'fr'", "point", "zh_CN, en"),
    ("font = 8", "font = 8\nif = 'frozen'", "point", "frozen"),
    ('"{point}"', '"{pint}"', "point", "pint"),
    ('"{point}"', '"{point"', "point", "braces"),
    ('"{point}"', '"{point!r:>20}"', "point", "braces"),
    ('"{point}"', '"{point.__class__}"', "point", "braces"),
    ('"{point}"', "7", "point", "quotes"),
    ("at = [2, 2]", "at = [40, 2]", "point", "edge"),
    ("at = [2, 2]", "at = [-1, 2]", "point", "edge"),
    ("at = [2, 2]", "at = 2", "point", "two numbers"),
    ("at = [2, 2]", "", "point", "two numbers"),
    ("size = [40, 9]", "size = [40, 0]", "point", "more than 0"),
    ("size = [60, 10]", "size = [60, 10]\nsymbol = 'ean8'", "serial", "code128"),
    ('code = "{serial}"', "", "serial", "say what it is"),
    ('code = "{serial}"', 'code = "{tote}"', "", "serial"),
    ('media = "60x40"', 'media = "sixty"', "media", "60x40"),
    ('kind = "tote_label"', 'kind = "tote"', "kind", "tote_label"),
    ("marks = { at = [2, 36], size = [40, 3.4] }", "", "marks", "table"),
    ("marks = { at = [2, 36]", "marks = { text = 'x', at = [2, 36]", "marks", "text"),
    ("[point]\n", "point = 3\n[pint]\n", "point", "table"),
    ('"{point}"', '"{point}', "", "TOML"),
]


def test_a_good_template_is_read():
    template = read_template(GOOD)
    assert (template.kind, template.width_mm, [field.name for field in template.fields]) == (
        "tote_label",
        60,
        ["point", "serial"],
    )


@pytest.mark.parametrize(("old", "new", "field", "word"), WRONG)
def test_what_is_wrong_is_named_with_file_field_and_what_to_write(old, new, field, word):
    assert old in GOOD
    with in_language("en"), pytest.raises(TemplateRefused) as refused:
        read_template(GOOD.replace(old, new), "tote_label/60x40.toml")
    problem = refused.value.problems[0]
    assert (problem.code, problem.field, problem.file) == (TEMPLATE_WRONG, field, "tote_label/60x40.toml")
    assert word in problem.detail
    assert problem.file in problem.sentence


def test_every_fault_of_a_template_is_told_at_once():
    with pytest.raises(TemplateRefused) as refused:
        read_template(GOOD.replace("font = 8", "font = 1").replace("[60, 10]", "[70, 10]"))
    assert [problem.field for problem in refused.value.problems] == ["point", "serial"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_templates_that_hold(kind):
    assert "60x40" in media_of(kind)
    for size in media_of(kind):
        found = template_for(kind, size)
        assert found.problems == ()
        assert (found.template.kind, found.template.media) == (kind, size)


def test_the_sizes_of_the_trade_are_there():
    small = {"40x30", "60x40", "70x50", "80x50", "100x70"}
    assert all(set(media_of(kind)) >= small for kind in KINDS if kind not in ("pallet_label", "control_sheet"))
    assert all(set(media_of(kind)) >= small - {"40x30"} | {"100x150"} for kind in ("pallet_label", "control_sheet"))
    assert "100x150" in media_of("tote_label")


def test_no_template_lies_where_nobody_finds_it():
    known = {(kind, size) for kind in KINDS for size in media_of(kind)}
    assert {(file.parent.name, file.stem) for file in SHIPPED.rglob("*") if file.is_file()} == known


def put(folder: Path, text: str, name: str = "60x40.toml") -> Path:
    (folder / "tote_label").mkdir(exist_ok=True)
    file = folder / "tote_label" / name
    file.write_text(text, encoding="utf-8")
    return file


def test_an_own_template_wins_over_the_shipped_one(tmp_path):
    own = own_folder(tmp_path)
    own.mkdir()
    put(own, GOOD)
    label = drawn("tote_label", own_templates=own)
    assert label.problems == ()
    assert label.image != drawn("tote_label").image


def test_an_own_template_brings_a_size_of_its_own(tmp_path):
    put(tmp_path, GOOD.replace("60x40", "75x55"), "75x55.toml")
    assert drawn("tote_label", "75x55", own_templates=tmp_path).problems == ()


def test_a_wrong_own_template_is_told_and_the_shipped_one_prints(tmp_path):
    put(tmp_path, GOOD.replace("font = 8", "font = 1"))
    label = drawn("tote_label", own_templates=tmp_path)
    assert [(problem.code, problem.field) for problem in label.problems] == [(TEMPLATE_WRONG, "point")]
    assert label.image == drawn("tote_label").image


@pytest.mark.parametrize("content", [b"\xff\xfe\x00k", b"", GOOD.replace("60x40", "70x50").encode()])
def test_a_file_that_is_no_template_of_its_name_prints_the_shipped_one(tmp_path, content):
    put(tmp_path, "").write_bytes(content)
    label = drawn("tote_label", own_templates=tmp_path)
    assert label.problems
    assert label.image == drawn("tote_label").image


def test_a_template_saved_anew_is_used_at_once(tmp_path):
    file = put(tmp_path, GOOD)
    before = drawn("tote_label", own_templates=tmp_path).image
    file.write_text(GOOD.replace("font = 8", "font = 5"), encoding="utf-8")
    os.utime(file, ns=(1, 1))  # a clock that stands still must not hide the change
    assert drawn("tote_label", own_templates=tmp_path).image != before


def test_a_template_is_previewed_while_it_is_written():
    png, problems = preview(GOOD, sample("tote_label"), dpi=203, language="zh_CN", serial=SERIAL)
    assert (png[:8], problems) == (b"\x89PNG\r\n\x1a\n", ())
    png, problems = preview(GOOD[:-5], sample("tote_label"), dpi=203, language="zh_CN", serial=SERIAL, file="mine.toml")
    assert png == b""
    assert problems[0].file == "mine.toml"


def test_a_field_may_speak_another_language():
    english = GOOD.replace('text = "{point}"', 'text = "{cold}"\nlanguage = "en"')
    chinese = GOOD.replace('text = "{point}"', 'text = "{cold}"')
    said = [
        preview(text, sample("tote_label"), dpi=203, language="zh_CN", serial=SERIAL) for text in (english, chinese)
    ]
    assert said[0][0] != said[1][0]
    assert said[0] == preview(english, sample("tote_label"), dpi=203, language="en", serial=SERIAL)


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_sample_is_known_to_its_templates(kind):
    assert {"serial", "marks"} <= known_words(kind)
