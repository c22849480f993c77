import pytest

from exchange.documents import PaperKind
from tests.exchange.documents.builders import head, paper_set
from tests.exchange.documents.builders_night import count_row, count_sheet
from tests.exchange.documents.reading import drawn, page_texts, scanned, squeezed, whole


def count(*sheets, shows_expected=False):
    papers = paper_set(count=list(sheets), head=head(), shows_expected=shows_expected)
    return drawn(papers, PaperKind.COUNT)


@pytest.mark.parametrize("lines", [1, 60, 300])
def test_every_lot_stands_once_in_the_order_of_the_walk(lines):
    rows = [count_row(n, product=f"甲{n}乙") for n in range(1, lines + 1)]
    text = squeezed(" ".join(page_texts(count(count_sheet(*rows)))))
    places = [text.index(f"甲{n}乙") for n in range(1, lines + 1)]
    assert places == sorted(places)
    assert all(text.count(f"甲{n}乙") == 1 for n in range(1, lines + 1))


def test_what_the_books_expect_is_hidden_unless_somebody_asks():
    row = count_row(seen=4711)
    assert "4,711" not in whole(count(count_sheet(row)))
    shown = whole(count(count_sheet(row), shows_expected=True))
    assert "4,711" in shown
    assert "账面" in shown


def test_the_pieces_told_are_those_that_stand_there():
    from io import BytesIO

    from exchange.documents.count_sheet import draw_count

    sheet = count_sheet(count_row(1, seen=40), count_row(2, seen=2))
    assert draw_count(head(), [sheet], stream=BytesIO()).pieces == 0
    assert draw_count(head(), [sheet], stream=BytesIO(), shows_expected=True).pieces == 42


def test_a_bin_of_two_lots_is_named_once_and_again_on_the_next_page():
    two = count_sheet(count_row(1), count_row(2, bin_id=1, bin="B-01-1"))
    assert whole(count(two)).count("B-01-1") == 1
    pages = page_texts(count(count_sheet(*(count_row(n, bin_id=1, bin="Z-99") for n in range(40)))))
    assert all("Z-99" in text for text in pages)


def test_lot_and_best_before_stand_beside_the_field():
    text = whole(count(count_sheet(count_row(lot="L0520甲", expires_on=None), count_row(2, lot="X1"))))
    assert "L0520甲" in text
    assert text.count("2026-06-01") == 1


def test_the_bars_open_the_count_at_a_station():
    assert scanned(count(count_sheet())) == ["COUNT:1"]
