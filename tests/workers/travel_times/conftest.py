"""Roads that several tests drive on, built once in a worker: Liechtenstein, and a made-up land with isles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workers.travel_times.land import write_land
from workers.travel_times.building import build_roads

EXTRACT = Path(__file__).parents[2] / "data" / "roads" / "liechtenstein.osm.pbf"


@pytest.fixture(scope="session")
def liechtenstein(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with Liechtenstein's roads."""
    folder = tmp_path_factory.mktemp("liechtenstein")
    build_roads(EXTRACT, folder)
    return folder


@pytest.fixture(scope="session")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the roads of the made-up land."""
    folder = tmp_path_factory.mktemp("land")
    build_roads(write_land(folder / "land.osm.pbf"), folder)
    return folder
