"""From a real cutoff to paper: what is printed is what was ordered, on both databases."""

import re

from domain.cutoff import operations as cutoff
from exchange.documents import PaperKind, characters_not_printable, papers_of, write_documents
from tests.builders import EGGS, GARDEN, GRAPES, MANAGER, MELON, RIVER, cut_cycle, many, order_ids, wanted
from tests.exchange.documents.reading import drawn, page_texts, squeezed, whole

OF_THE_SNAPSHOT = (PaperKind.PURCHASE, PaperKind.PICK, PaperKind.SOW, PaperKind.HANDOVER, PaperKind.SUMS)
ODD = wanted("Z1", {EGGS: 2, MELON: 3}, point=RIVER, buyer="<b>欧阳&小芳</b>", phone="13812345678", row=99)


def papers_in(database, only=None):
    with database.read() as connection:
        return papers_of(connection, "0525", only)


def test_all_papers_of_a_cycle_count_the_same_pieces(database, tmp_path):
    cut_cycle(database, *many(40), ODD)
    files = write_documents(papers_in(database), tmp_path)
    pieces = sum(n % 5 + 1 + n % 3 + 1 for n in range(1, 41)) + 5
    assert {file.kind: file.pieces for file in files} == dict.fromkeys(OF_THE_SNAPSHOT, pieces)
    assert "一致" in page_texts(files[-1].path.read_bytes())[0]


def test_an_amendment_after_the_cut_stands_on_every_later_paper(database, tmp_path):
    shop = cut_cycle(database, *many(6), ODD)
    before = papers_in(database)
    order = order_ids(database)["Z1"]
    cutoff.amend_order(database, MANAGER, order, shop.products[EGGS], 7, "客户补单")
    after = papers_in(database)
    for kind in OF_THE_SNAPSHOT:
        assert "截单后变更" not in whole(drawn(before, kind))
        text = whole(drawn(after, kind, copy=2))
        assert "截单后变更1" in text
        assert "2→7" in text
        assert "客户补单" in text
    files = write_documents(after, tmp_path)
    assert len({file.pieces for file in files}) == 1
    assert "完全相同" in page_texts(files[-1].path.read_bytes())[0]


def test_every_order_stands_once_on_the_sheet_of_its_point(database):
    cut_cycle(database, *many(40), ODD)
    papers = papers_in(database, {"handover"})
    pages = page_texts(drawn(papers, PaperKind.HANDOVER))
    text = {point: squeezed("".join(page for page in pages if point in page)) for point in (GARDEN, RIVER)}
    for n in range(1, 41):
        point, other = (GARDEN, RIVER) if n % 2 == 0 else (RIVER, GARDEN)
        row = re.compile(rf"\d{{4,6}}{n}买\*{n:04d}")
        assert len(row.findall(text[point])) == 1
        assert not row.findall(text[other])


def test_only_the_wanted_kinds_are_read(database):
    cut_cycle(database)
    papers = papers_in(database, {"pick"})
    assert papers.pick
    assert not papers.handover
    assert papers.sums is None


def test_the_goods_without_supplier_are_on_a_paper_that_says_so(database):
    cut_cycle(database, ODD)
    pages = page_texts(drawn(papers_in(database), PaperKind.PURCHASE))
    (page,) = [text for text in pages if "未指定供应商" in text]
    assert MELON in page
    assert GRAPES not in page


def test_a_hostile_buyer_is_neither_run_nor_named_unprintable(database):
    cut_cycle(database, ODD)
    papers = papers_in(database)
    assert "<*5678" in whole(drawn(papers, PaperKind.HANDOVER))
    assert characters_not_printable(papers) == []
