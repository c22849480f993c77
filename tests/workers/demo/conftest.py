"""A small city whose night every test of this folder may look at; nothing of it is written to disk yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from workers.demo.company import company
from workers.demo.cycles import cycles
from workers.demo.evening import Evening
from workers.demo.folder import demo_folder
from workers.demo.orders import Night, night
from workers.demo.words import Company, DemoOptions

AT = datetime(2026, 5, 24, 21, 40, tzinfo=timezone(timedelta(hours=8)))
SMALL = DemoOptions(orders=200, points=12, products=24, vans=2, hall=False, papers=False, at=AT)
LARGER = replace(SMALL, orders=3000)


@pytest.fixture(scope="session")
def town() -> Company:
    return company(LARGER)


@pytest.fixture(scope="session")
def evening_orders(town: Company) -> Night:
    """The orders of a night of 3,000: every kind of trouble happens several times."""
    return night(LARGER, town, cycles(AT)[1].cutoff_at)


@pytest.fixture(scope="session")
def evening(tmp_path_factory: pytest.TempPathFactory, town: Company, evening_orders: Night) -> Evening:
    """Writes the files of that night into one folder, which the tests only read."""
    folder = demo_folder(tmp_path_factory.mktemp("demo") / "out")
    folder.make_ready()
    return Evening(folder, town, evening_orders, cycles(AT)[1])
