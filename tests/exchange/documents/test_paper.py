"""What all papers share: masthead, amendments, heads on every page, footers, margins, bookmarks, the same bytes."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import pytest

from domain.common.sentences import in_language
from exchange.documents import PaperKind, PaperSet
from exchange.documents.page import LEFT, PAGE_HEIGHT, RIGHT
from exchange.documents.preview import page_titles
from tests.exchange.documents import builders_night as night
from tests.exchange.documents.builders import (
    amendment,
    buyer,
    day_sums,
    handover_sheet,
    head,
    hostile_set,
    item,
    paper_set,
    pick_row,
    pick_sheet,
    purchase_row,
    purchase_sheet,
    sow_row,
    sow_sheet,
)
from tests.exchange.documents.reading import Ink, drawn, inks, lines_of, page_texts, squeezed, whole

KINDS = list(PaperKind)
WITH_SHEETS = [kind for kind in KINDS if kind is not PaperKind.TOTES]
"""The kinds whose papers are whole pages; slips of totes are quarters (test_tote_slips.py)."""
WITH_AMENDMENTS = [kind for kind in WITH_SHEETS if kind is not PaperKind.COUNT]


def long_set() -> PaperSet:
    """Every kind of paper takes several pages."""
    rows = range(1, 121)
    return paper_set(
        purchase=[purchase_sheet(*(purchase_row(product=f"商品{n}") for n in rows))],
        pick=[pick_sheet(*(pick_row(product=f"商品{n}") for n in rows))],
        sow=[sow_sheet(*(sow_row(f"自提点{n}", n) for n in rows))],
        handover=[handover_sheet(*(buyer(n) for n in rows))],
        sums=day_sums(points=tuple((f"自提点{n}", 1, 1, 1) for n in range(200))),
        count=[night.count_sheet(*(night.count_row(n) for n in rows))],
        totes=[night.tote_slip(*(night.slip_line(product=f"商品{n}") for n in rows))],
        load=[night.load_sheet(*(night.load_stop(night.crate(n), drop_no=n) for n in rows))],
        run=[night.run_sheet(*(night.run_stop(n) for n in rows))],
        shortage=[night.shortage(*(night.short_line(n) for n in rows))],
    )


@pytest.mark.parametrize("kind", WITH_SHEETS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_page_says_snapshot_amendments_copy_and_page_of_pages(kind, language):
    with in_language(language):
        pages = page_texts(drawn(long_set(), kind, copy=3))
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        if language == "zh_CN":
            wanted = ("快照 1", "变更至 1（20:46）", "第 3 份", "晨配", f"第 {number} / {len(pages)} 页")
        else:
            wanted = ("Snapshot 1", "amendments until 1 (20:46)", "copy 3", f"page {number} of {len(pages)}")
        assert all(squeezed(words) in squeezed(text) for words in wanted), text


@pytest.mark.parametrize("kind", WITH_SHEETS)
def test_pages_are_counted_within_each_sheet(kind):
    one = long_set()
    twice = {each.value: list(getattr(one, each.value)) * 2 for each in KINDS if each is not PaperKind.SUMS}
    two = replace(one, **twice)
    pages = page_texts(drawn(two, kind))
    found = [re.search(r"第 (\d+) / (\d+) 页", text) for text in pages]
    counted = [tuple(map(int, each.groups())) for each in found if each]
    sheets = two.sheets(kind)
    length = len(pages) // sheets
    assert counted == [(number, length) for number in range(1, length + 1)] * sheets


@pytest.mark.parametrize("kind", WITH_SHEETS)
def test_a_first_copy_is_not_marked_and_a_second_is_marked_beside_its_kind(kind):
    first, second = (lines_of(drawn(paper_set(), kind, copy=copy)) for copy in (1, 2))
    assert sum("第 1 份" in line for line in first) == 1
    assert sum("第 2 份" in line for line in second) == 2


@pytest.mark.parametrize(
    "kind", [kind for kind in WITH_SHEETS if kind not in (PaperKind.SUMS, PaperKind.LOAD, PaperKind.RUN)]
)
def test_column_heads_stand_on_every_page(kind):
    heads = {
        PaperKind.COUNT: "实盘",
        PaperKind.SHORTAGE: "应退",
        PaperKind.PURCHASE: "应送",
        PaperKind.PICK: "核对",
        PaperKind.SOW: "核对",
        PaperKind.HANDOVER: "取货码",
    }
    assert all(heads[kind] in text for text in page_texts(drawn(long_set(), kind)))


@pytest.mark.parametrize("kind", [kind for kind in WITH_SHEETS if kind is not PaperKind.SUMS])
def test_the_last_page_holds_a_row_beside_the_sum_and_signatures(kind):
    """However many rows there are, sum and signatures never stand alone on a page."""
    for count in (1, 9, *range(13, 19), *range(26, 31), 52, 53):
        rows = range(1, count + 1)
        papers = paper_set(
            purchase=[purchase_sheet(*(purchase_row(product=f"甲{n}乙") for n in rows))],
            pick=[pick_sheet(*(pick_row(product=f"甲{n}乙") for n in rows))],
            sow=[sow_sheet(*(sow_row(f"甲{n}乙") for n in rows))],
            handover=[handover_sheet(*(buyer(n, items=(item(product=f"甲{n}乙"),)) for n in rows))],
            count=[night.count_sheet(*(night.count_row(n, product=f"甲{n}乙") for n in rows))],
            load=[night.load_sheet(*(night.load_stop(night.crate(n), point=f"甲{n}乙", drop_no=n) for n in rows))],
            run=[night.run_sheet(*(night.run_stop(n, point=f"甲{n}乙") for n in rows))],
            shortage=[night.shortage(*(night.short_line(n, product_id=n, product=f"甲{n}乙") for n in rows))],
        )
        pages = [squeezed(page) for page in page_texts(drawn(papers, kind))]
        # A map may have a page of its own behind them.
        last = pages[-2] if kind is PaperKind.RUN and "合计" not in pages[-1] else pages[-1]
        assert "合计" in last
        assert f"甲{count}乙" in last


@pytest.mark.parametrize("kind", WITH_AMENDMENTS)
def test_an_amendment_stands_on_every_paper_it_concerns(kind):
    text = whole(drawn(paper_set(head=head(amendment(product="鲜牛奶 950 ml"))), kind))
    assert "截单后变更1" in text
    assert "20→21李敏20:46客户补单·订单1017" in text


@pytest.mark.parametrize("kind", [kind for kind in WITH_SHEETS if kind is not PaperKind.SUMS])
def test_an_amendment_of_another_point_and_product_does_not(kind):
    text = whole(drawn(paper_set(head=head(amendment(point="锦绣江南", product="土鸡蛋"))), kind))
    assert "截单后变更" not in text
    assert "变更至1" in text


@pytest.mark.parametrize("kind", KINDS)
def test_without_amendments_there_is_no_box(kind):
    text = whole(drawn(paper_set(head=head()), kind))
    assert "截单后变更" not in text
    assert "无变更" in text


def test_an_amendment_of_a_phone_alone_says_what_it_changed_and_no_numbers():
    late = amendment(product="", before=0, after=0, contact=("phone", "note"))
    text = whole(drawn(paper_set(head=head(late)), PaperKind.HANDOVER))
    assert "截单后变更1" in text
    assert "电话、备注" in text or "电话,备注" in text
    assert "→" not in text


@pytest.mark.parametrize("count", [15, 120])
def test_many_amendments_all_stand_there_in_their_order(count):
    rows = [amendment(number, reason=f"原因{number}号") for number in range(count, 0, -1)]
    text = whole(drawn(paper_set(head=head(*rows)), PaperKind.PICK))
    assert re.findall(r"原因(\d+)号", text) == [str(number) for number in range(1, count + 1)]


def test_an_amendment_of_the_next_morning_says_its_day():
    from datetime import UTC, datetime

    late = amendment(at=datetime(2026, 5, 25, 18, 5, tzinfo=UTC))
    assert "05-2602:05" in whole(drawn(paper_set(head=head(late)), PaperKind.PICK))


def test_a_phone_in_a_reason_is_masked():
    text = whole(drawn(paper_set(head=head(amendment(reason="电话 13812345678 来电"))), PaperKind.PICK))
    assert "13812345678" not in text
    assert "*******5678" in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_nothing_stands_outside_the_margins_and_nothing_on_anything(kind, language):
    with in_language(language):
        pdf = drawn(hostile_set(sheets=3), kind, copy=2)
    for page in inks(pdf):
        assert all(ink.left >= LEFT - 4 and ink.right <= RIGHT + 4 for ink in page)
        assert all(ink.bottom >= 20 and ink.top <= PAGE_HEIGHT - 28 for ink in page)
        assert not touching(page)


def touching(page: list[Ink]) -> list[tuple[Ink, Ink]]:
    """Characters whose ink lies on another's. Accents are meant to."""
    found = []
    page = sorted((ink for ink in page if ink.character not in "\u0301\u2032´"), key=lambda ink: -ink.top)
    for index, ink in enumerate(page):
        for other in page[index + 1 :]:
            if other.top <= ink.bottom + 1:
                break
            if min(ink.right, other.right) - max(ink.left, other.left) > 1.2:
                found.append((ink, other))
    return found


def test_touching_letters_would_be_found():
    ink = Ink("a", 10, 10, 20, 20)
    assert touching([ink, Ink("b", 15, 12, 25, 22)])
    assert not touching([ink, Ink("b", 21, 12, 25, 22)])


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_name_is_drawn_letter_by_letter(kind):
    text = whole(drawn(hostile_set(sheets=1), kind))
    for name in (
        "<b>&</b>",
        "</para>",
        "=cmd()",
        "@SUM(A1)",
        "(a\\)TjET",
        "%s{0}{name}",
        "𠮷野家",
        "朱镕基",
        "向日葵🌻",
    ):
        assert name in text
    assert "passwd" in text


@pytest.mark.parametrize("kind", KINDS)
def test_bookmarks_lead_to_the_sheet_of_each_name(kind):
    papers = hostile_set(sheets=4)
    pdf = drawn(papers, kind)
    titles = page_titles(pdf)
    assert len(titles) == papers.sheets(kind)
    pages = page_texts(pdf)
    for _title, page in titles:
        assert re.search(r"第 1 / \d+ 页", pages[page - 1])


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_rows_and_copy_give_the_same_bytes(kind):
    assert drawn(paper_set(), kind) == drawn(paper_set(), kind)
    assert drawn(paper_set(), kind, copy=2) != drawn(paper_set(), kind)


def test_another_process_gives_the_same_bytes():
    code = (
        "import hashlib; from exchange.documents import PaperKind;"
        "from tests.exchange.documents.builders import hostile_set; from tests.exchange.documents.reading import drawn;"
        "print([hashlib.sha256(drawn(hostile_set(1), kind)).hexdigest() for kind in PaperKind])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=dict(os.environ, PYTHONHASHSEED=seed),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_document_says_what_it_is_and_whose(kind):
    from tests.exchange.documents.reading import opened

    with opened(drawn(paper_set(), kind)) as document:
        about = document.get_metadata_dict()
    assert about["Title"].endswith("0525")
    assert about["Author"] == "晨光生鲜"
    assert about["Creator"] == "Daybreak"


def test_each_kind_of_paper_has_another_name_in_either_language():
    for language in ("zh_CN", "en"):
        with in_language(language):
            titles = [lines_of(drawn(paper_set(), kind))[0] for kind in KINDS]
        assert all(one != other for one, other in combinations(titles, 2))
