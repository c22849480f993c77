import re

import pytest

from exchange.documents import PaperKind
from tests.exchange.documents.builders import head, paper_set
from tests.exchange.documents.builders_night import code_of, crate, load_sheet, load_stop
from tests.exchange.documents.reading import drawn, page_texts, scanned, squeezed, whole


def load(*sheets):
    return drawn(paper_set(load=list(sheets), head=head()), PaperKind.LOAD)


def test_what_goes_in_first_stands_first():
    stops = [load_stop(crate(n), point=f"点{n}号", drop_no=n) for n in (3, 2, 1)]
    text = whole(load(load_sheet(*stops)))
    places = [text.index(f"第{place}装点{n}号") for place, n in ((1, 3), (2, 2), (3, 1))]
    assert places == sorted(places)


@pytest.mark.parametrize("count", [1, 2, 7, 60])
def test_every_tote_stands_once_with_number_weight_and_bars_that_scan(count):
    crates = [crate(n, number=n, of=count, weight_g=9000 + n) for n in range(1, count + 1)]
    pdf = load(load_sheet(load_stop(*crates)))
    text = whole(pdf)
    codes = [code for page in range(len(page_texts(pdf))) for code in scanned(pdf, page)]
    assert sorted(code for code in codes if not code.startswith("LOAD")) == [code_of(n) for n in range(1, count + 1)]
    for one in crates:
        assert text.count(f"{one.number}/{count}{one.code}") == 1
        assert f"9.{one.number:03d}".rstrip("0") + "kg" in text


def test_sums_stand_beside_the_limits_of_the_van():
    crates = [crate(n, weight_g=100_000) for n in range(1, 4)]
    text = whole(load(load_sheet(load_stop(*crates))))
    assert "300kg限1,500kg" in text
    assert "150L限6,000L" in text
    assert "3限60" in text
    assert "超限" not in text


def test_more_than_the_van_may_carry_is_marked_and_who_allowed_it_is_named():
    from dataclasses import replace

    sheet = load_sheet(load_stop(*(crate(n, weight_g=400_000) for n in range(1, 5))))
    text = whole(load(replace(sheet, load=replace(sheet.load, over_by="陈峰", over_reason="路近"))))
    assert "超限" in text
    assert "陈峰批准超限：路近" in text


def test_a_tote_that_stays_behind_has_a_reason_and_neither_box_nor_bars():
    pdf = load(load_sheet(load_stop(crate(1), crate(2, left_behind="压坏了"))))
    assert "不装车：压坏了" in whole(pdf)
    assert code_of(2) not in scanned(pdf)


def test_before_anything_is_packed_the_plans_totes_are_lines_to_write_on():
    text = whole(load(load_sheet(load_stop(planned_totes=5), totes=5, weight_g=80_000)))
    assert text.count("周转筐") == 5
    assert "还没有装筐" in text
    assert "筐（计划）" in text


def test_a_tote_without_a_weight_is_told():
    text = whole(load(load_sheet(load_stop(crate(1), crate(2, weight_g=None)))))
    assert "还有1筐没有重量" in text
    assert f"{code_of(2)}未称重" in text


def test_a_stop_that_goes_on_is_named_again_on_the_next_page():
    pages = page_texts(load(load_sheet(load_stop(*(crate(n) for n in range(1, 80)), point="幸福里"))))
    assert len(pages) > 2
    assert all("幸福里" in text for text in pages[:-1])
    assert "装车人" in pages[-1]
    assert "司机" in pages[-1]


def test_a_van_of_sixty_stops_prints_them_all():
    stops = [load_stop(crate(n), point=f"点{n}号", drop_no=n) for n in range(60, 0, -1)]
    text = squeezed(" ".join(page_texts(load(load_sheet(*stops)))))
    assert sorted(map(int, re.findall(r"装点(\d+)号", text))) == list(range(1, 61))
