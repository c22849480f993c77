import io
from pathlib import Path

import pytest
from PIL import Image

from exchange.documents import PaperKind
from exchange.documents.preview import page_count, page_picture, page_titles
from tests.exchange.documents.builders import paper_set, pick_sheet
from tests.exchange.documents.reading import drawn


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return drawn(paper_set(pick=[pick_sheet(point="幸福里"), pick_sheet(point="<b>&</b>")]), PaperKind.PICK)


def test_a_page_comes_as_a_picture_of_the_asked_width(pdf):
    picture = page_picture(pdf, 1, width=600)
    assert (picture.number, picture.width) == (1, 600)
    assert picture.height == pytest.approx(849, abs=2)
    assert len(picture.rgb) == picture.width * picture.height * 3


def test_the_png_shows_black_on_white_and_nothing_coloured(pdf):
    with Image.open(io.BytesIO(page_picture(pdf, 1, width=600).png())) as image:
        assert image.size[0] == 600
        assert image.getpixel((2, 2)) == (255, 255, 255)
        assert {colour for _count, colour in image.getcolors(1 << 20) if max(colour) - min(colour) > 8} == set()
        assert image.convert("L").getextrema() == (0, 255)


def test_pages_and_their_names_can_be_listed(pdf):
    assert page_count(pdf) == 2
    assert page_titles(pdf) == [("幸福里", 1), ("<b>&</b>", 2)]


def test_a_file_on_disk_serves_as_well(pdf, tmp_path: Path):
    file = tmp_path / "拣.pdf"
    file.write_bytes(pdf)
    assert page_picture(file, 2, width=300) == page_picture(pdf, 2, width=300)


@pytest.mark.parametrize("number", [0, 3])
def test_a_page_there_is_not_is_refused(pdf, number):
    with pytest.raises(IndexError):
        page_picture(pdf, number, width=300)
