from __future__ import annotations

import pytest

from devices.errors import BadProfile
from devices.label_image import Feed, dots
from devices.links.serial_line import LineSettings
from devices.profiles import MEDIA, STATUS_OF, profile, profiles, profiles_of
from devices.registry import printer_at

GOOD = """
family = "Fengwo 蜂窝"

[fengwo_203]
language = "tspl"
dpi = 203
widest_dots = 576
status = "basic"
"""


@pytest.mark.parametrize("family", ["Gprinter", "Xprinter", "TSC", "HPRT", "Deli", "Zebra", "Epson", "Bixolon"])
def test_every_family_has_a_printer_of_203_and_one_of_300_dpi_but_those_who_make_none(family):
    found = {each.dpi for each in profiles().values() if each.family.startswith(family)}
    assert found == {203, 300}


def test_the_rolls_are_the_trades_sizes_with_gap_mark_and_none():
    sizes = {"40x30", "60x40", "70x50", "80x50", "100x70", "100x150"}
    assert {media.name for media in MEDIA.values() if media.feed is Feed.GAP} == sizes
    assert {media.name for media in MEDIA.values() if media.feed is Feed.BLACK_MARK} == {
        f"{each}-mark" for each in sizes
    }
    endless = [media for media in MEDIA.values() if media.feed is Feed.CONTINUOUS]
    assert {media.name for media in endless} == {f"{each}-continuous" for each in sizes}
    assert {media.gap_mm for media in endless} == {0}
    assert all(name == media.name for name, media in MEDIA.items())


def test_every_language_has_a_printer_and_no_status_is_claimed_that_it_does_not_have():
    assert {each.language for each in profiles().values()} == set(STATUS_OF)
    assert not [each.name for each in profiles().values() if each.status not in STATUS_OF[each.language]]


def test_no_roll_is_offered_that_is_wider_than_the_head():
    for each in profiles().values():
        assert each.media
        assert all(dots(MEDIA[name].width_mm, each.dpi) <= each.widest_dots for name in each.media)
    assert "60x40" not in profile("xprinter_tspl_203_silent").media


def test_a_profile_is_found_by_name_and_an_unknown_one_names_the_known():
    assert profile("tsc_tspl_203").status == "full"
    with pytest.raises(BadProfile, match="tsc_tspl_203"):
        profile("tsc_tspl_600")


def test_a_file_of_ones_own_adds_a_printer_and_may_replace_ours(tmp_path):
    (tmp_path / "mine.toml").write_text(
        GOOD + 'line = { baud = 9600, parity = "E", bits = 7 }\nmedia = ["60x40"]\n\n'
        '[tsc_tspl_203]\nlanguage = "tspl"\ndpi = 203\nwidest_dots = 832\nstatus = "none"\n',
        encoding="utf-8",
    )
    mine = profile("fengwo_203", tmp_path)
    assert (mine.family, mine.line, mine.media) == ("Fengwo 蜂窝", LineSettings(9600, 7, "E", 1), ("60x40",))
    assert (mine.in_flight, mine.resend_marked, mine.native_text, mine.has_cutter) == (1, False, False, False)
    assert profile("tsc_tspl_203", tmp_path).status == "none"
    assert profile("tsc_tspl_203").status == "full"


@pytest.mark.parametrize(
    ("wrong", "field", "wanted"),
    [
        ('language = "epl"', "language", "tspl or escpos"),
        ("dpi = 600", "dpi", "203 or 300"),
        ('dpi = "203"', "dpi", "203 or 300"),
        ("widest_dots = 12.5", "widest_dots", "whole number"),
        ("widest_dots = 100", "widest_dots", "from 320"),
        ('status = "always"', "status", "none or basic or full"),
        ("in_flight = 50", "in_flight", "from 1 to 2"),
        ("native_text = 1", "native_text", "true or false"),
        ('media = ["60x40", "61x40"]', "media", "40x30"),
        ('media = ["100x150"]', "media", "70x50-mark"),
        ('media = "60x40"', "media", "a list of names"),
        ("line = { baud = 5 }", "baud", "from 300"),
        ('line = { parity = "X" }', "parity", "N or E or O"),
        ("line = { speed = 9600 }", "speed", "no such field"),
        ('colour = "blue"', "colour", "no such field"),
    ],
)
def test_a_wrong_field_is_refused_with_its_place_and_what_is_wanted(tmp_path, wrong, field, wanted):
    path = tmp_path / "mine.toml"
    kept = [line for line in GOOD.splitlines() if line.split(" =")[0] != wrong.split(" =")[0]]
    path.write_text("\n".join([*kept, wrong, ""]), encoding="utf-8")
    with pytest.raises(BadProfile) as refused:
        profiles_of(path)
    assert refused.value.field == field
    assert refused.value.place.startswith("mine.toml [fengwo_203]")
    assert wanted in refused.value.wanted


@pytest.mark.parametrize("text", ["family = ", 'x = "y"', 'family = "A"\nb = 1\n', "family = 3\n"])
def test_a_file_that_is_no_table_of_printers_is_refused(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadProfile, match=r"mine\.toml"):
        profiles_of(path)


def test_a_bad_file_of_ones_own_stops_no_other_printer(tmp_path):
    (tmp_path / "bad.toml").write_text("family = 3\n", encoding="utf-8")
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    assert profile("fengwo_203", tmp_path).dpi == 203
    assert profile("tsc_tspl_203", tmp_path).status == "full"
    with pytest.raises(BadProfile, match=r"bad\.toml"):
        profile("another_203", tmp_path)


def test_a_driver_is_made_by_ones_own_profile(tmp_path):
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    assert printer_at("COM3", "fengwo_203", "60x40", own_profiles=tmp_path).address == "COM3"
    with pytest.raises(BadProfile, match="media"):
        printer_at("COM3", "fengwo_203", "100x150", own_profiles=tmp_path)


def test_two_files_may_not_give_the_same_name(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(BadProfile, match="fengwo_203"):
        profiles(tmp_path)


@pytest.mark.parametrize("language", ["zpl", "zpl_z64"])
def test_zpl_answers_wholly_or_not_at_all(tmp_path, language):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace('"tspl"', f'"{language}"'), encoding="utf-8")
    with pytest.raises(BadProfile, match="none or full"):
        profiles_of(path)


def test_receipt_printers_are_as_wide_as_python_escpos_knows_them():
    """Its data of makers' models, for those of them that a profile of ours names."""
    from escpos.capabilities import CAPABILITIES

    known = {each["name"]: each["media"] for each in CAPABILITIES["profiles"].values()}
    named = [(model, each) for each in profiles().values() for model in each.models if model in known]
    assert {model for model, _profile in named} >= {"TM-T20II", "TM-L90"}
    for model, ours in named:
        assert (known[model]["dpi"], known[model]["width"]["pixels"]) == (ours.dpi, ours.widest_dots), model
