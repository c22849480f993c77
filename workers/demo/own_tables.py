"""The made-up company's own tables, taken in as an operator takes them in. Next: company.py, which makes them up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from domain.catalogue.operations import accept_catalogue
from domain.common.accepting import SheetRow
from domain.common.database import Database
from domain.common.people import Actor
from domain.places.operations import accept_places
from domain.places.words import Datum
from workers.demo import city
from workers.demo.folder import DemoFolder
from workers.demo.words import Company


def take(database: Database, actor: Actor, folder: DemoFolder, company: Company) -> None:
    """Suppliers and products, then warehouse, vans, drivers and points."""
    products = [{k: v for k, v in asdict(p).items() if k != "english"} for p in company.products]
    accept_catalogue(
        database, actor, suppliers=_rows(map(asdict, company.suppliers)), products=_rows(products), source="demo"
    )
    lat, lon = city.CENTRE_E6
    warehouse = {
        "code": "W1",
        "name": city.WAREHOUSE,
        "address": city.WAREHOUSE_ADDRESS,
        "lat_e6": lat,
        "lon_e6": lon,
        "datum": Datum.GCJ02.value,
    }
    accept_places(
        database,
        actor,
        warehouses=_rows([warehouse]),
        vans=_rows({**asdict(van), "warehouse": "W1"} for van in company.vans),
        drivers=_rows(map(asdict, company.drivers)),
        points=_rows({**asdict(point), "warehouse": "W1"} for point in company.points),
    )


def _rows(values: Iterable[dict[str, Any]]) -> list[SheetRow]:
    return [SheetRow(row, one) for row, one in enumerate(values, 2)]
