from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from domain.catalogue.rules.barcodes import kind_of
from domain.catalogue.rules.checking import faults_of_product, faults_of_supplier
from domain.catalogue.rules.naming import product_key
from domain.catalogue.words import BarcodeKind
from domain.common.codes import ean13_is_valid
from domain.common.names import name_key
from domain.places.rules.checking import faults_of_driver, faults_of_point, faults_of_van
from domain.places.rules.datums import distance_m
from tests.workers.demo.conftest import SMALL
from workers.demo import city, people
from workers.demo.company import company, expected_load_g
from workers.demo.words import Company, DemoOptions


@pytest.fixture(scope="module")
def usual() -> Company:
    return company(DemoOptions())


def test_the_usual_company_is_as_large_as_it_says(usual):
    numbers = [len(part) for part in (usual.points, usual.products, usual.suppliers, usual.vans, usual.drivers)]
    assert numbers == [60, 80, 12, 4, 4]


def test_a_quarter_of_the_products_is_weighed_and_every_zone_is_there(usual):
    assert sum(product.weighed for product in usual.products) == 20
    assert {product.zone for product in usual.products} == {"ambient", "chilled", "frozen"}


@pytest.mark.parametrize("size", [DemoOptions(), DemoOptions(points=700, products=500, vans=30), SMALL])
def test_everything_is_what_the_rules_want_of_it(size):
    made = company(size)
    values = [(faults_of_supplier, one) for one in made.suppliers]
    values += [(faults_of_product, one) for one in made.products]
    values += [(faults_of_van, one) for one in made.vans]
    values += [(faults_of_driver, one) for one in made.drivers]
    values += [(faults_of_point, one) for one in made.points]
    assert not [fault for faults, one in values for fault in faults(asdict(one))]


@pytest.mark.parametrize("size", [DemoOptions(), DemoOptions(points=700, products=500)])
def test_no_two_things_share_a_name_or_a_barcode(size):
    made = company(size)
    assert len({product_key(one.name, one.spec) for one in made.products}) == size.products
    assert len({name_key(one.name) for one in made.points}) == size.points
    codes = [code for one in made.products for code in one.barcodes]
    assert len(set(codes)) == len(codes)


def test_barcodes_are_of_the_range_inside_shops_and_nobodys_article(usual):
    for product in usual.products:
        own = product.barcodes[0]
        assert own.startswith("2")
        assert ean13_is_valid(own)
        kinds = [kind_of(code) for code in product.barcodes]
        assert kinds == [BarcodeKind.OWN, BarcodeKind.IN_STORE][: 1 + product.weighed]


def test_every_phone_is_of_a_prefix_that_no_network_has(usual):
    phones = [one.phone for part in (usual.suppliers, usual.drivers, usual.points) for one in part]
    phones += [people.phone(number) for number in range(100_000)]
    assert all(len(phone) == 11 and phone.startswith("169") for phone in phones)
    assert len({people.phone(number) for number in range(100_000)}) == 100_000


def test_points_lie_within_a_town_around_the_warehouse(usual):
    centre = (city.CENTRE_E6[0] / 1e6, city.CENTRE_E6[1] / 1e6)
    away = [distance_m(centre, (point.lat_e6 / 1e6, point.lon_e6 / 1e6)) for point in usual.points]
    assert max(away) < 12_000
    assert sorted(away)[30] > 1_000


def test_every_van_has_a_cold_box_and_the_vans_carry_the_night(usual):
    assert [van.cold_box for van in usual.vans] == [True] * 4
    for size in (DemoOptions(), DemoOptions(50_000, 200, 20, 10, is_peak=True)):
        made = company(size)
        assert sum(van.max_weight_g for van in made.vans) > expected_load_g(size, made.products)


def test_every_product_costs_less_than_it_sells_for(usual):
    assert all(0 < product.cost_fen < product.price_fen for product in usual.products)


def test_the_same_seed_makes_the_same_company_and_another_seed_another():
    assert company(SMALL) == company(SMALL)
    assert company(SMALL).points != company(replace(SMALL, seed=7)).points
