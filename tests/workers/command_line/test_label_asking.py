"""`print KIND` and `people` as a person types them: each kind of label is asked for once, and the answer says how many."""

from __future__ import annotations

import pytest

from tests.builders import EGGS, GARDEN, GRAPES, RIVER, wanted
from tests.domain.dispatch.scene import gate
from tests.domain.packing.scene import EGG_G, TARE_G, filled, hall, sealed
from tests.domain.stock.scene import a_bin
from tests.kept_scenes import begun

KEYS = ("asked", "already")


def counts(done):
    assert done.code == 0, done
    return tuple(done.body[key] for key in KEYS)


@pytest.fixture
def packed(place):
    """The garden packed in one crate, the river still open; a shelf and a cold one."""
    with begun(place) as database:
        at = hall(database, wanted("A1", {EGGS: 1, GRAPES: 1}), wanted("B1", {EGGS: 1}, point=RIVER))
        filled(database, at, at.crates[0], {EGGS: 1, GRAPES: [1500]})
        sealed(database, at.crates[0], TARE_G + EGG_G + 1500)
        a_bin(database, "A-01")
        a_bin(database, "C-01", zone="chilled", walk_order=2)
    return place


def test_labels_of_a_packed_point_are_asked_for_once(run, packed):
    first = run("print", "bags", "--cycle", "0525")
    assert set(first.body) == {"kind", "asked", "already", "voided", "jobs", "waiting"}
    assert (first.body["kind"], len(first.body["jobs"]), first.body["waiting"]) == ("bags", 1, [RIVER])
    assert counts(run("print", "bags", "--cycle", "0525", "--point", GARDEN)) == (0, 1)
    assert counts(run("print", "totes", "--cycle", "0525")) == (0, 1)
    assert counts(run("print", "items", "--cycle", "0525", "--point", GARDEN)) == (1, 0)
    assert counts(run("print", "slips", "--cycle", "0525")) == (2, 0)
    told = run("print", "bags", "--cycle", "0525", as_json=False).out.splitlines()
    assert told == [
        "0 labels asked for, 1 before.",
        f"Not ready, so without labels yet: {RIVER}",
        "No printer yet: python main.py printers add --help",
    ]


def test_a_point_that_is_not_packed_or_not_known_is_refused_with_what_to_do(run, packed):
    refused = run("print", "bags", "--cycle", "0525", "--point", RIVER)
    assert (refused.code, refused.body["error"]["code"]) == (1, "point_not_packed")
    assert refused.body["error"]["sentence"].endswith("Ask for its bag labels when they are.")
    unknown = run("print", "slips", "--cycle", "0525", "--point", "月亮").body["error"]
    assert (unknown["code"], unknown["name"]) == ("not_found", "月亮")


def test_shelves_are_labelled_by_code_by_zone_and_all(run, packed):
    assert counts(run("print", "bins", "--bins", "a-01")) == (1, 0)
    assert counts(run("print", "bins", "--bins", "chilled")) == (1, 0)
    assert counts(run("print", "bins", "--bins", "all")) == (0, 2)
    assert run("print", "bins", "--bins", "A-01，Z-9").body["error"]["name"] == "Z-9"


def test_pallets_are_labelled_by_van(run, place):
    with begun(place) as database:
        gate(database)
    assert counts(run("print", "pallets", "--cycle", "0525", "--van", "V1", "--totes", "3")) == (2, 0)
    assert counts(run("print", "pallets", "--cycle", "0525")) == (2, 0)
    assert run("print", "pallets", "--cycle", "0525", "--van", "V9").body["error"]["code"] == "not_found"


def test_people_come_get_a_badge_lose_it_and_leave(run):
    assert run("people", "add", "李敏", "--role", "picker").body["is_new"]
    number = run("people", "list").body["people"][0]["number"]
    assert counts(run("print", "badges", "--person", "李敏")) == (1, 0)
    assert counts(run("print", "badges")) == (0, 1)
    lost = run("print", "badges", "--lost", "李敏").body
    assert (lost["asked"], lost["voided"]) == (1, 1)
    assert run("people", "list", as_json=False).out.strip() == f"李敏: picker, badge {number + 1}"
    assert run("people", "leave", "李敏").body == {"name": "李敏", "voided": 1}
    assert run("people", "list").body == {"people": []}
    assert run("print", "badges", "--person", "李敏").body["error"]["code"] == "not_found"


def test_a_station_s_control_sheet_is_one(run):
    assert counts(run("print", "control", "--station", "拣货 1 号台")) == (1, 0)
    assert counts(run("print", "control", "--station", "拣货 1 号台")) == (0, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        ("print",),
        ("print", "hats"),
        ("print", "bags"),
        ("print", "bins"),
        ("print", "bins", "--bins", ","),
        ("print", "pallets", "--cycle", "0525", "--totes", "0"),
        ("people", "add", "李敏"),
    ],
)
def test_what_is_asked_wrongly_is_wrong_usage(run, wrong):
    assert run(*wrong).code == 2
