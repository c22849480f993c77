from domain.common.sentences import in_language
from exchange.documents import characters_not_printable
from tests.exchange.documents.builders import (
    amendment,
    buyer,
    day_sums,
    handover_sheet,
    head,
    item,
    paper_set,
    pick_row,
    pick_sheet,
    purchase_row,
    purchase_sheet,
    sow_row,
    sow_sheet,
)

STRANGE = "甲𓀀乙𓁀𓀀"


def test_papers_of_ordinary_names_have_nothing_to_tell():
    papers = paper_set(pick=[pick_sheet(pick_row(product="向日葵🌻 𠮷 镕 <b>&</b> \u202e\x00"))])
    assert characters_not_printable(papers) == []


def test_text_characters_and_place_are_named_once_each():
    sheets = [pick_sheet(pick_row(product=STRANGE), point=point) for point in ("幸福里", "锦绣江南")]
    with in_language("zh_CN"):
        (found,) = characters_not_printable(paper_set(pick=sheets))
    assert found.where == "分拣单 · 幸福里"
    assert found.text == STRANGE
    assert found.characters == "𓀀𓁀"


def test_every_text_of_every_paper_is_looked_at():
    def strange(number: int) -> str:
        return f"{number}𓀀"

    papers = paper_set(
        head=head(
            amendment(reason=strange(1), person=strange(2)), company=strange(3), title=strange(4), cut_by=strange(5)
        ),
        purchase=[purchase_sheet(purchase_row(product=strange(6), unit=strange(7)), supplier=strange(8))],
        pick=[pick_sheet(pick_row(spec=strange(9), category=strange(10), code=strange(11)), point=strange(12))],
        sow=[sow_sheet(sow_row(strange(13)), product=strange(14), spec=strange(15))],
        handover=[
            handover_sheet(
                buyer(
                    name="𓁀", note=strange(16), slot=strange(17), items=(item(product=strange(18), spec=strange(19)),)
                ),
                point=strange(20),
                address=strange(21),
            )
        ],
        sums=day_sums(chain_heads=((strange(22), 1, ""),)),
    )
    found = {each.text for each in characters_not_printable(papers)}
    assert found == {strange(number) for number in range(1, 23)} | {"𓁀*"}


def test_a_part_of_a_name_that_is_not_printed_is_not_named():
    papers = paper_set(handover=[handover_sheet(buyer(name="王𓀀"))])
    assert characters_not_printable(papers) == []
