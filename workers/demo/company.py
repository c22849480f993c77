"""The made-up operator whole: what it sells, whom it buys from, where it delivers, with which vans.

The same seed gives the same company. Next: orders.py, the orders of a night.
"""

from __future__ import annotations

from random import Random

from workers.demo import city, goods
from workers.demo.words import Company, DemoOptions, DemoProduct

COMPANY = "晨江鲜配"
MOST_SUPPLIERS = 12


def company(options: DemoOptions) -> Company:
    """Suppliers, products, vans, drivers and points of the options' numbers."""
    rng = Random(f"company {options.seed}")
    suppliers = goods.suppliers(min(MOST_SUPPLIERS, options.products))
    products = goods.products(options.products, suppliers)
    load_g = expected_load_g(options, products)
    vans = city.vans(options.vans, load_g)
    return Company(
        suppliers=suppliers,
        products=products,
        vans=vans,
        drivers=city.drivers(rng, vans),
        points=city.points(rng, options.points, vans, load_g),
    )


def expected_load_g(options: DemoOptions, products: tuple[DemoProduct, ...]) -> int:
    """About what the night weighs: 1.3 pieces an order at the peak, three on a usual day."""
    pieces = options.orders * 13 // 10 if options.is_peak else options.orders * 3
    return pieces * sum(product.weight_g for product in products) // len(products)
