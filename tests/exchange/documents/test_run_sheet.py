"""The run sheet: what the driver needs at each door, and codes that lead there in either datum."""

from urllib.parse import unquote

import pytest

from domain.dispatch.queries.papers import RunSpot
from domain.places.rules.datums import converted, distance_m
from domain.places.words import Datum
from exchange.documents import PaperKind
from exchange.documents.navigation import amap_link, geo_link
from exchange.documents.qrcodes import qr_code
from tests.exchange.documents.builders import head, paper_set
from tests.exchange.documents.builders_night import crate, run_sheet, run_stop
from tests.exchange.documents.reading import drawn, page_texts, scanned, whole

BUND = (31.240_0, 121.490_0)
"""Degrees, WGS-84: in the middle of Shanghai, where AMap's numbers lie 470 m off."""


def run(*sheets):
    return drawn(paper_set(run=list(sheets), head=head()), PaperKind.RUN)


def spot_in(datum: Datum) -> RunSpot:
    """The same place of the ground, as somebody gave it in this datum."""
    lat, lon = converted(BUND, Datum.WGS84, datum)
    return RunSpot(round(lat * 1e6), round(lon * 1e6), datum)


def place_of(link: str) -> tuple[float, float]:
    """(latitude, longitude) that a link names."""
    if link.startswith("geo:"):
        lat, lon = link.removeprefix("geo:").split(",")
        return float(lat), float(lon)
    lon, lat = link.split("to=")[1].split(",")[:2]
    return float(lat), float(lon)


@pytest.mark.parametrize("given", list(Datum))
def test_a_scanned_code_leads_to_the_same_ground_whatever_datum_the_point_has(given):
    found = scanned(run(run_sheet(run_stop(spot=spot_in(given)))))
    amap = next(text for text in found if text.startswith("https://uri.amap.com/navigation?to="))
    geo = next(text for text in found if text.startswith("geo:"))
    assert distance_m(place_of(geo), BUND) < 0.2
    assert distance_m(place_of(amap), converted(BUND, Datum.WGS84, Datum.GCJ02)) < 0.2
    assert distance_m(place_of(amap), BUND) > 300


def test_amap_is_told_longitude_first_and_the_name_of_the_point():
    link = amap_link(spot_in(Datum.GCJ02), "锦绣江南(北门) & 二期 <b>")
    assert link.split("to=")[1].startswith("121.")
    assert unquote(link.split(",")[2].split("&")[0]) == "锦绣江南(北门)"
    assert link.endswith("&mode=car&callnative=1&src=daybreak")


@pytest.mark.parametrize("name", ["", "🌻🌻", "\ud800半", "%2C&mode=walk", "很长的名字" * 20])
def test_no_name_of_a_point_breaks_a_link(name):
    link = amap_link(spot_in(Datum.GCJ02), name)
    assert link.count("&") == 3
    assert link.isascii()
    assert qr_code(link) is not None


def test_numbers_south_west_of_nothing_keep_their_sign_and_their_digits():
    spot = RunSpot(-33_868_800, -9, Datum.WGS84)
    assert geo_link(spot) == "geo:-33.868800,-0.000009"


def test_every_stop_of_sixty_has_both_its_codes():
    stops = [run_stop(n, spot=RunSpot(31_000_000 + n, 121_000_000 + n, Datum.WGS84)) for n in range(1, 61)]
    pdf = run(run_sheet(*stops))
    found = [code for page in range(len(page_texts(pdf))) for code in scanned(pdf, page)]
    assert sum(code.startswith("https://uri.amap.com") for code in found) == 60
    assert {code for code in found if code.startswith("geo:")} == {geo_link(stop.spot) for stop in stops}


def test_a_point_without_coordinates_says_so_instead_of_leading_astray():
    pdf = run(run_sheet(run_stop(spot=None)))
    assert "没有坐标" in whole(pdf)
    assert [code for code in scanned(pdf) if not code.startswith("RUN:")] == []


def test_a_stop_says_when_where_who_and_what_is_cold():
    text = whole(run(run_sheet(run_stop(7, frozen=3))))
    for words in (
        "幸福里",
        "07:40",
        "到07:48",
        "收货07:00–20:00",
        "幸福路18号物业楼一层",
        "3筐·冷藏筐1·冷藏4件·冷冻3件·21件",
    ):
        assert words in text


def test_the_leader_can_be_called_and_no_buyer_stands_here():
    text = whole(run(run_sheet(run_stop(leader="王丽华", phone="13812340007"))))
    assert "王*13812340007" in text
    assert "丽华" not in text


def test_what_is_counted_at_the_door_has_a_field_each():
    text = whole(run(run_sheet(run_stop(empties=4))))
    for field in ("实收/共3筐", "缺少", "破损", "回空筐/共4", "时间", "签收"):
        assert field in text


def test_before_anything_is_packed_the_plan_speaks():
    assert "计划3筐" in whole(run(run_sheet(run_stop(totes=()))))


def test_many_totes_are_told_by_number_and_the_first_codes():
    text = whole(run(run_sheet(run_stop(totes=tuple(crate(n) for n in range(40))))))
    assert "40筐" in text
    assert "等，另有28筐" in text
