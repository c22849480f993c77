import pytest

from exchange.documents import PaperKind
from exchange.documents.preview import page_titles
from exchange.documents.tote_slips import MOST_LINES
from tests.exchange.documents.builders import amendment, head, paper_set
from tests.exchange.documents.builders_night import code_of, slip_line, tote_slip
from tests.exchange.documents.reading import drawn, page_texts, scanned, squeezed, whole


def slips(*totes, copy=1):
    return drawn(paper_set(totes=list(totes), head=head(amendment())), PaperKind.TOTES, copy)


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (4, 1), (5, 2), (60, 15)])
def test_four_slips_share_a_page_and_each_scans(count, pages):
    totes = [tote_slip(code=code_of(n), number=n, of=count, point=f"点{n}号") for n in range(1, count + 1)]
    pdf = slips(*totes)
    texts = page_texts(pdf)
    assert len(texts) == pages
    assert [code for page in range(pages) for code in sorted(scanned(pdf, page))] == [
        code_of(n) for n in range(1, count + 1)
    ]
    text = squeezed("".join(texts))
    for tote in totes:
        assert text.count(f"{tote.number}/{count}") >= 1
        assert text.count(tote.point) == 1
    assert len(page_titles(pdf)) == count


def test_a_slip_says_what_is_inside_and_what_was_weighed():
    lines = (
        slip_line(
            product="麒麟西瓜", spec="约10斤/个", unit="个", pieces=2, weight_g=9_870, is_weighed=True, zone="ambient"
        ),
        slip_line(pieces=3),
    )
    text = whole(slips(tote_slip(*lines, pieces=5, gross_g=14_610, is_cold=True)))
    assert "麒麟西瓜·约10斤/个" in text
    assert "9.87kg" in text
    assert "2.94kg" not in text
    assert "5件·连筐14.61kg" in text
    assert "W05·2号车第3站" in text
    assert "封箱李敏03:12" in text
    assert text.count("冷藏") == 2


def test_what_stands_for_something_else_names_it():
    text = whole(slips(tote_slip(slip_line(product="红富士", instead_of="花牛苹果"))))
    assert "替换" in text
    assert "代替花牛苹果" in text


def test_a_tote_that_is_not_sealed_says_so():
    text = whole(slips(tote_slip(gross_g=None, sealed_at=None, sealed_by="")))
    assert "未封箱" in text
    assert "封箱李" not in text


def test_a_full_tote_goes_on_on_a_second_slip_with_nothing_lost():
    lines = [slip_line(product=f"甲{n}乙") for n in range(MOST_LINES + 3)]
    text = whole(slips(tote_slip(*lines)))
    assert all(text.count(f"甲{n}乙") == 1 for n in range(MOST_LINES + 3))
    assert "第1/2页" in text
    assert "第2/2页" in text
    assert text.count("连筐") == 1


def test_each_slip_says_snapshot_amendments_and_copy():
    text = whole(slips(tote_slip(), tote_slip(), copy=3))
    assert text.count("快照1·变更至1（20:46）·第3份") == 2


def test_a_point_without_a_plan_names_no_van():
    assert "站" not in whole(slips(tote_slip(van="", drop=None)))
