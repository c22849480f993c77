import pytest

from exchange.documents import PaperKind
from exchange.documents.barcodes import code128
from tests.exchange.documents.builders import handover_sheet, head, paper_set, pick_sheet, sow_sheet
from tests.exchange.documents.reading import drawn, page_texts, scanned


@pytest.mark.parametrize(
    ("kind", "says"),
    [(PaperKind.PICK, "PICK:0525:12"), (PaperKind.SOW, "SOW:0525:4"), (PaperKind.HANDOVER, "HAND:0525:12")],
)
def test_a_scanner_reads_what_the_paper_is_of(kind, says):
    papers = paper_set(pick=[pick_sheet()], sow=[sow_sheet()], handover=[handover_sheet()])
    assert scanned(drawn(papers, kind)) == [says]


@pytest.mark.parametrize("cycle", ["0", "2026-05-25-NIGHT", "a b", "x_Y~"])
def test_any_cycle_code_in_latin_letters_scans(cycle):
    assert scanned(drawn(paper_set(head=head(cycle=cycle)), PaperKind.PICK)) == [f"PICK:{cycle}:12"]


@pytest.mark.parametrize("content", ["", "PICK:端午:1", "PICK:\x1d:1", "x" * 29])
def test_what_no_scanner_would_read_well_has_no_bars(content):
    assert code128(content) is None


def test_a_paper_without_bars_does_not_ask_to_be_scanned():
    pdf = drawn(paper_set(head=head(cycle="端午")), PaperKind.PICK)
    assert scanned(pdf) == []
    assert "扫码" not in page_texts(pdf)[0]
