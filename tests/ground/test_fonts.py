"""Every character a buyer may have in the name is drawn by a shipped font, or named before printing."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from exchange import fonts
from installer.fonts import EXTRA_FAMILY, characters_of


@pytest.fixture(scope="module")
def faces():
    opened = {name: TTFont(path, lazy=True) for name, path in fonts.font_files().items()}
    yield opened
    for face in opened.values():
        face.close()


def test_every_font_is_truetype_with_its_licence(faces):
    for name, face in faces.items():
        assert "glyf" in face, f"{name}: papers cannot embed CFF outlines"
        licence = fonts.font_files()[name].with_name(f"OFL-{name.split('-')[0]}.txt")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")


def test_digits_stand_in_columns(faces):
    for name in (fonts.REGULAR, fonts.BOLD):
        characters, widths = faces[name].getBestCmap(), faces[name]["hmtx"]
        assert len({widths[characters[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_the_coverage_file_tells_what_the_fonts_have():
    files = fonts.font_files()
    regular, bold = characters_of(files[fonts.REGULAR]), characters_of(files[fonts.BOLD])
    assert regular == bold
    assert fonts._characters() == {
        fonts.REGULAR: {chr(code) for code in regular},
        fonts.EXTRA: {chr(code) for code in characters_of(files[fonts.EXTRA])},
        fonts.EMOJI: {chr(code) for code in characters_of(files[fonts.EMOJI])},
    }


def test_the_fall_back_has_its_own_name_and_keeps_the_copyright(faces):
    names = faces[fonts.EXTRA]["name"]
    assert names.getDebugName(1) == EXTRA_FAMILY
    assert names.getDebugName(6) == fonts.EXTRA
    assert "Adobe" in names.getDebugName(0)


@pytest.mark.parametrize(
    ("character", "font"),
    [
        ("王", fonts.REGULAR),
        ("䶮", fonts.REGULAR),
        ("¥", fonts.REGULAR),
        ("\uffe5", fonts.REGULAR),
        ("〓", fonts.REGULAR),
        ("①", fonts.REGULAR),
        ("𠮷", fonts.EXTRA),
        ("🍉", fonts.EMOJI),
        ("\ue000", None),
    ],
)
def test_a_character_is_found_in_the_font_that_has_it(character, font):
    assert fonts.coverage(character) == font


def test_every_character_of_the_chinese_standard_set_is_there():
    """GB2312 and the Chinese characters of GBK: what order files in Chinese encodings can hold."""
    gb2312 = characters_of_encoding("gb2312")
    gbk = {character for character in characters_of_encoding("gbk") if "\u4e00" <= character <= "\u9fa5"}
    assert len(gbk) == 20902
    assert fonts.missing_characters("".join(sorted(gb2312 | gbk))) == []


def characters_of_encoding(encoding: str) -> set[str]:
    pairs = (bytes([first, second]) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF))
    return {text for pair in pairs if (text := pair.decode(encoding, "ignore")) and len(text) == 1 and text > "\x7f"}


def test_what_no_font_has_is_named_once_and_in_order():
    assert fonts.missing_characters("王\ue001小\ue000明\ue001") == ["\ue001", "\ue000"]


def test_what_no_font_has_is_drawn_as_a_mark():
    assert fonts.runs("王\ue000") == [(fonts.REGULAR, "王〓")]


def test_a_text_is_cut_where_the_font_changes():
    assert fonts.runs("𠮷野家🍉A", bold=True) == [
        (fonts.EXTRA, "𠮷"),
        (fonts.BOLD, "野家"),
        (fonts.EMOJI, "🍉"),
        (fonts.BOLD, "A"),
    ]


def test_control_and_joining_characters_are_neither_drawn_nor_missing():
    text = "王\x00\x1b[2J小\u200b\ufeff👨\u200d👩\u202e⚠\ufe0f"
    assert fonts.missing_characters(text) == []
    drawn = "".join(run.text for run in fonts.runs(text))
    assert drawn == "王[2J小👨👩⚠"


def test_a_plain_text_is_one_run_and_an_empty_one_none():
    assert fonts.runs("麒麟西瓜 2.5 kg") == [(fonts.REGULAR, "麒麟西瓜 2.5 kg")]
    assert fonts.runs("") == []
