"""What labels say: facts as words, in the reader's language, as they were when the job was asked."""

from __future__ import annotations

import pytest

from domain.common.sentences import in_language
from exchange.labels.samples import sample
from exchange.labels.wording import KINDS, words_of


def said(kind: str, language: str = "zh_CN", **changed: object) -> dict[str, str]:
    with in_language(language):
        return words_of(kind, {**sample(kind), **changed}, "L1")


def test_a_tote_says_its_stop_its_place_among_the_others_and_its_weight():
    words = said("tote_label")
    assert (words["van_drop"], words["count_words"], words["wave"]) == ("V2-3", "筐 4/4", "W05")
    assert (words["gross"], words["pieces"], words["cold"]) == ("11.86 kg", "14 件", "冷藏")
    assert words["sealed"] == "封箱 李敏 03:12"


def test_a_tote_without_a_plan_or_a_weight_says_nothing_of_them():
    words = said("tote_label", van="", drop=None, gross_g=None, is_cold=False)
    assert [words[name] for name in ("van_drop", "van_drop_words", "gross", "cold")] == [""] * 4


def test_a_weighed_piece_says_kilograms_with_three_decimals_and_yuan():
    words = said("item_label", weight_g=86, price_fen=5, unit_price_fen=128000)
    assert (words["weight"], words["price"], words["unit_price"]) == ("0.086", "0.05", "1,280.00")


def test_a_piece_without_a_price_per_kilogram_says_none():
    words = said("item_label", unit_price_fen=0)
    assert (words["unit_price"], words["unit_price_word"]) == ("", "")


@pytest.mark.parametrize(("day", "told"), [("2026-05-28", "05-28"), ("2027-01-02", "2027-01-02"), ("soon", "soon")])
def test_the_last_day_says_its_year_when_that_is_another(day, told):
    assert said("item_label", best_before=day)["best_before"] == told


def test_times_stay_as_they_were_written_wherever_the_label_is_printed():
    assert said("tote_label", sealed_at="2026-05-26T23:59:00-05:00")["sealed"].endswith("23:59")


def test_goods_of_a_bag_are_a_list_and_no_name_breaks_it():
    assert said("bag_label", items=["鸡\n蛋 × 2", "奶"])["items"] == "鸡 蛋 × 2\n奶"


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_is_there_whatever_the_body_holds(kind):
    full = words_of(kind, sample(kind), "L1")
    assert set(words_of(kind, {}, "")) == set(full)
    assert all(isinstance(word, str) for word in full.values())


@pytest.mark.parametrize("kind", KINDS)
def test_captions_are_spoken_in_both_languages(kind):
    assert said(kind, "en") != said(kind, "zh_CN")
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in said(kind, "en", **blank(kind)).values() for sign in sign)


def blank(kind: str) -> dict[str, object]:
    """The sample's own words in letters, so that only captions could be Chinese."""
    return {
        name: "x" if isinstance(value, str) and not value.isascii() else ["x"]
        for name, value in sample(kind).items()
        if isinstance(value, str | tuple) and not (isinstance(value, str) and value.isascii())
    }
