"""The vans: loaded by scan in reverse drop order, then gone.

Goes wrong on purpose: a crate is held to the wrong van and refused; one crate stays behind with a reason.
"""

from __future__ import annotations

from domain.dispatch.operations import allow_more, begin_loading, depart, leave_behind, load_tote
from domain.dispatch.queries import load_lists
from domain.dispatch.words import LoadCrate, LoadList, LoadVerdict
from workers.demo import staff
from workers.demo.hall.floor import Floor


def act(floor: Floor) -> None:
    """Every van of the plan."""
    for van in _lists(floor):
        if van.expected:
            _allow(floor, van)
    vans = [van for van in _lists(floor) if van.expected]
    if len(vans) > 1:
        _wrong_van(floor, vans[0], vans[1])
    for number, van in enumerate(vans):
        _load(floor, van, leaves_one=number == 0 and van.expected > 1)
        depart(floor.database, staff.MANAGER, van.route_id)
        floor.count("departed")


def _lists(floor: Floor) -> tuple[LoadList, ...]:
    with floor.database.read() as connection:
        return load_lists(connection, floor.cycle)


def _allow(floor: Floor, van: LoadList) -> None:
    """To the gate; what it is loaded with beyond its limits the manager allows by name."""
    standing = begin_loading(floor.database, staff.CLERK, van.route_id).answer
    over = {limit: max(0, standing[limit] - standing[f"max_{limit}"]) for limit in ("weight_g", "volume_ml", "totes")}
    if any(over.values()):
        allow_more(floor.database, staff.MANAGER, van.route_id, "短途，司机同意", **over)
        floor.count("vans_over_a_limit")


def _scan(floor: Floor, van: LoadList, crate: LoadCrate) -> LoadVerdict:
    """Bytes from the gun at the van's door, and what they were."""
    said = floor.hands.scan(crate.code)
    return LoadVerdict(load_tote(floor.database, staff.CLERK, van.route_id, said).answer["verdict"])


def _wrong_van(floor: Floor, van: LoadList, other: LoadList) -> None:
    """A crate of one van at the door of another."""
    crate = other.stops[0].crates[0]
    if _scan(floor, van, crate) is not LoadVerdict.WRONG_VAN:
        raise AssertionError(f"{crate.code} went onto the wrong van")
    floor.count("refused_scans")


def _load(floor: Floor, van: LoadList, *, leaves_one: bool) -> None:
    """The last drop first; of the first van one crate stays."""
    crates = [crate for stop in van.stops for crate in stop.crates]
    if leaves_one:
        leave_behind(floor.database, staff.MANAGER, van.route_id, crates[0].code, "筐底破了，下一趟送")
        floor.count("left_behind")
    for crate in crates[1:] if leaves_one else crates:
        verdict = _scan(floor, van, crate)
        if verdict is not LoadVerdict.RIGHT:
            raise AssertionError(f"{crate.code} was not loaded on {van.van}: {verdict}")
        floor.count("loaded")
