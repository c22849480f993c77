from domain.catalogue.words import NO_SUPPLIER
from exchange.documents import PaperKind
from tests.exchange.documents.builders import head, paper_set, purchase_row, purchase_sheet
from tests.exchange.documents.reading import drawn, page_texts, squeezed, whole


def purchase(*sheets):
    return drawn(paper_set(purchase=list(sheets), head=head()), PaperKind.PURCHASE)


def test_the_arithmetic_of_cases_is_shown():
    text = whole(purchase(purchase_sheet(purchase_row(quantity=113, case_size=12, unit="瓶"))))
    for words in ("113瓶", "12瓶", "10箱", "=120瓶", "7瓶"):
        assert words in text


def test_goods_that_come_loose_are_ordered_by_the_piece():
    text = whole(purchase(purchase_sheet(purchase_row(quantity=37, case_size=1, unit="个"))))
    assert "37个散装37个" in text or ("散装" in text and text.count("37个") == 2)
    assert "箱·" not in text


def test_code_and_barcode_stand_under_the_name():
    text = whole(purchase(purchase_sheet(purchase_row(code="P004", barcode="6901234567892"))))
    assert "P004" in text
    assert "6901234567892" in text


def test_a_product_without_barcode_prints_too():
    assert "鲜牛奶" in whole(purchase(purchase_sheet(purchase_row(barcode=""))))


def test_weighed_goods_say_their_weight():
    text = whole(purchase(purchase_sheet(purchase_row(weighed=True, quantity=4, weight_g=3200))))
    assert "称重" in text
    assert "约3.2kg" in text


def test_the_cost_is_of_what_is_delivered():
    rows = [
        purchase_row(quantity=113, case_size=12, cost_fen=1250),
        purchase_row(quantity=10, case_size=1, cost_fen=300),
    ]
    text = whole(purchase(purchase_sheet(*rows)))
    assert "1,500.00" in text
    assert "@12.50" in text
    assert "¥1,530.00" in text


def test_without_a_known_cost_no_sum_is_claimed():
    text = whole(purchase(purchase_sheet(purchase_row(), purchase_row(cost_fen=None))))
    assert "1,500.00" in text
    assert "¥1,500.00" not in text


def test_products_without_supplier_have_a_sheet_that_says_so():
    text = whole(purchase(purchase_sheet(supplier=NO_SUPPLIER, contact="", phone="")))
    assert "未指定供应商" in text
    assert "待处理" in text
    assert "请在商品目录中" in text
    assert NO_SUPPLIER not in text


def test_a_supplier_has_no_such_note():
    assert "待处理" not in whole(purchase(purchase_sheet()))


def test_each_supplier_has_its_own_products_alone():
    sheets = [purchase_sheet(purchase_row(product=f"商品{n}"), supplier=f"供应商{n}") for n in "甲乙丙"]
    for n, text in zip("甲乙丙", page_texts(purchase(*sheets)), strict=True):
        assert [other for other in "甲乙丙" if f"商品{other}" in squeezed(text)] == [n]
        assert f"供应商{n}" in squeezed(text)


def test_the_sum_is_what_buyers_ordered():
    rows = [purchase_row(quantity=n, case_size=10) for n in (3, 14, 100)]
    assert "合计117件·3种·13箱" in whole(purchase(purchase_sheet(*rows)))
