"""The states and kinds of snapshots and amendments, with the moves that are legal."""

from __future__ import annotations

import enum
from typing import NewType

SnapshotId = NewType("SnapshotId", int)
AmendmentId = NewType("AmendmentId", int)


class SnapshotState(enum.StrEnum):
    """building > live > superseded. Only a building snapshot takes lines; one not superseded per cycle."""

    BUILDING = "building"
    LIVE = "live"
    SUPERSEDED = "superseded"


SNAPSHOT_MOVES: frozenset[tuple[SnapshotState, SnapshotState]] = frozenset(
    {(SnapshotState.BUILDING, SnapshotState.LIVE), (SnapshotState.LIVE, SnapshotState.SUPERSEDED)}
)


class AmendmentKind(enum.StrEnum):
    """What a late word wants: a new order, another quantity, an order gone."""

    NEW = "new"
    CHANGED = "changed"
    VANISHED = "vanished"


class AmendmentState(enum.StrEnum):
    """proposed (the late list) > accepted | rejected | moved to a later cycle."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MOVED = "moved"


AMENDMENT_MOVES: frozenset[tuple[AmendmentState, AmendmentState]] = frozenset(
    (AmendmentState.PROPOSED, end) for end in (AmendmentState.ACCEPTED, AmendmentState.REJECTED, AmendmentState.MOVED)
)


class ContactField(enum.StrEnum):
    """What a late word may change of an order besides its goods."""

    BUYER = "buyer"
    PHONE = "phone"
    ADDRESS = "address"
    NOTE = "note"
    LEADER_NOTE = "leader_note"
    SLOT = "slot"
