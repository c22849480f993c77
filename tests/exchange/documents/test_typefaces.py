import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cutoff.words import PickSheet
from exchange import fonts
from exchange.documents import PaperKind
from exchange.documents.typefaces import Typefaces, reportlab_font
from tests.exchange.documents.builders import paper_set, pick_row, pick_sheet
from tests.exchange.documents.reading import drawn, opened, whole


def sheet_called(name: str) -> PickSheet:
    return pick_sheet(pick_row(product=name))


@pytest.mark.parametrize("name", ["鲜牛奶", "𠮷野家", "朱镕基", "向日葵🌻", "A&B <b>", "ɑ → ①", "㐂寿司", "Ǖ ψ"])
def test_a_reader_copies_the_very_characters(name):
    assert "".join(name.split()) in whole(drawn(paper_set(pick=[sheet_called(name)]), PaperKind.PICK))


def test_a_character_no_font_has_is_drawn_as_a_geta():
    text = whole(drawn(paper_set(pick=[sheet_called("甲𓀀乙")]), PaperKind.PICK))
    assert "甲〓乙" in text


def test_two_characters_drawn_by_one_glyph_stay_two_characters():
    """A compatibility ideograph may share its outline with another; copied, each is itself again."""
    face = reportlab_font(fonts.REGULAR).face
    by_glyph: dict[int, int] = {}
    pairs = (
        (by_glyph[glyph], code)
        for code, glyph in sorted(face.charToGlyph.items())
        if by_glyph.setdefault(glyph, code) != code and code > 0x2E80
    )
    first, second = map(chr, next(pairs))
    assert f"{first}x{second}" in whole(drawn(paper_set(pick=[sheet_called(f"{first}x{second}")]), PaperKind.PICK))


def test_more_characters_than_a_classic_subset_holds_are_one_font():
    names = "".join(chr(code) for code in range(0x4E00, 0x5100) if fonts.coverage(chr(code)) == fonts.REGULAR)
    assert len(names) > 512
    rows = [pick_row(product=names[start : start + 40]) for start in range(0, len(names), 40)]
    pdf = drawn(paper_set(pick=[pick_sheet(*rows)]), PaperKind.PICK)
    assert all(row.product in whole(pdf) for row in rows)
    assert pdf.count(b"/FontFile2") == 2


def test_every_font_of_a_paper_is_embedded():
    pdf = drawn(paper_set(pick=[sheet_called("向日葵🌻𠮷")]), PaperKind.PICK)
    assert pdf.count(b"/Type /FontDescriptor") == pdf.count(b"/FontFile2") == 4
    assert b"Helvetica" not in pdf


def test_a_measured_width_is_the_printed_width():
    name = "Wave 波次 12"
    pdf = drawn(paper_set(pick=[pick_sheet(point=name)]), PaperKind.PICK)
    with opened(pdf) as document:
        text = document[0].get_textpage()
        start = text.get_text_range().index("Wave")
        boxes = [text.get_charbox(start + index, loose=True) for index in range(len(name))]
    assert boxes[-1][2] - boxes[0][0] == pytest.approx(Typefaces().width(name, 34, bold=True), abs=0.5)


@given(st.text(max_size=30))
def test_any_text_can_be_shaped_and_has_a_width(text):
    shaped = Typefaces().shape(text)
    assert shaped.width >= 0
    assert all(len(part.codes) % 4 == 0 for part in shaped.parts)


def test_the_memory_of_shaped_texts_does_not_grow_without_end():
    faces = Typefaces()
    for number in range(21_000):
        faces.shape(str(number))
    assert len(faces._shaped) <= 20_000


def test_the_subset_holds_only_what_is_drawn():
    stream = io.BytesIO(drawn(paper_set(), PaperKind.PICK))
    assert len(stream.getvalue()) < 120_000
