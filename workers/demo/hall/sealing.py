"""The gate: every crate of a done point is weighed on the floor scale and sealed; its label is asked for.

Goes wrong on purpose: one crate shows a pound too much and is let through by the manager's word; one is reopened after
its seal and sealed again.
"""

from __future__ import annotations

from domain.common.errors import DomainError
from domain.packing.operations import reopen_tote, seal_tote, stage_tote
from domain.packing.queries import GateTote, tote_sheet, waiting_to_be_sealed
from domain.packing.words import WeightOff
from workers.demo import staff
from workers.demo.hall.floor import Floor

CARDBOARD_G = 20
"""What the paper between the goods weighs, at most."""
TOO_MUCH_G = 500
STAGED = 40
"""So many are put at their lanes; the others go from the gate to the van."""


def act(floor: Floor) -> None:
    """Every crate that waits."""
    with floor.database.read() as connection:
        waiting = waiting_to_be_sealed(connection, floor.cycle)
    for number, tote in enumerate(waiting):
        if number == 1:
            _too_heavy(floor, tote)
        else:
            _seal(floor, tote, _expected_g(floor, tote) + floor.chance.randint(0, CARDBOARD_G))
    if waiting:
        _open_again(floor, waiting[0])


def _expected_g(floor: Floor, tote: GateTote) -> int:
    """Crate and goods by the books: what lies in the simulated crate weighs just that."""
    with floor.database.read() as connection:
        return tote_sheet(connection, tote.tote).expected_g


def _seal(floor: Floor, tote: GateTote, real_g: int) -> None:
    """On the floor scale, then sealed and put at its lane."""
    gross = floor.floor_scale.weigh(real_g)
    seal_tote(
        floor.database, staff.CLERK, floor.hands.scan(tote.tote), gross_g=gross, checked_by=staff.SECOND_CLERK.person
    )
    if floor.told.get("staged", 0) < STAGED:
        stage_tote(floor.database, staff.CLERK, tote.tote)
        floor.count("staged")
    floor.count("sealed")


def _too_heavy(floor: Floor, tote: GateTote) -> None:
    """Refused by its weight; the manager looks and lets it pass."""
    with floor.database.read() as connection:
        sheet = tote_sheet(connection, tote.tote)
    gross = floor.floor_scale.weigh(sheet.expected_g + sheet.tolerance_g + TOO_MUCH_G)
    second = staff.SECOND_CLERK.person
    try:
        seal_tote(floor.database, staff.CLERK, tote.tote, gross_g=gross, checked_by=second)
        raise AssertionError("a crate a pound too heavy was sealed")
    except WeightOff:
        floor.count("refused_seals")
    seal_tote(
        floor.database,
        staff.CLERK,
        tote.tote,
        gross_g=gross,
        checked_by=second,
        override_reason="冰袋多放了一块",
        override_by=staff.MANAGER,
    )
    stage_tote(floor.database, staff.CLERK, tote.tote)
    floor.count("sealed")


def _open_again(floor: Floor, tote: GateTote) -> None:
    """Somebody forgot the ice: opened with a reason, the label void, sealed anew."""
    try:
        reopen_tote(floor.database, staff.CLERK, tote.tote, "漏放冰袋")
    except DomainError as error:
        raise AssertionError(f"{tote.tote} could not be reopened: {error}") from error
    floor.count("reopened")
    _seal(floor, tote, _expected_g(floor, tote))
