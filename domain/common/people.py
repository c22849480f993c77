"""Who works here: persons with a role, stations with a name, and what each role may do."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, Connection, String, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Flag, Record, Whole, flag_check, one_of
from domain.common.errors import NotFound


class Role(enum.StrEnum):
    OWNER = "owner"
    MANAGER = "manager"
    CLERK = "clerk"
    PICKER = "picker"


class Right(enum.StrEnum):
    """What a person may do in the stages built so far."""

    IMPORT_ORDERS = "import_orders"
    CUT_OFF = "cut_off"
    AMEND = "amend"
    REVEAL_PHONE = "reveal_phone"
    EDIT_CATALOGUE = "edit_catalogue"
    KEEP_STOCK = "keep_stock"
    BUY = "buy"
    RECEIVE = "receive"
    SHARE_SHORTAGE = "share_shortage"
    PLAN_ROUTES = "plan_routes"
    RELEASE_WAVES = "release_waves"
    PICK = "pick"
    SEAL = "seal"
    LOAD = "load"
    DEPART = "depart"
    HAND_OVER = "hand_over"
    OVERRIDE = "override"
    PRINT = "print"
    KEEP_PEOPLE = "keep_people"
    READ = "read"


_ALL = frozenset(Right)
_HALL = frozenset(
    {Right.RECEIVE, Right.PICK, Right.SEAL, Right.LOAD, Right.DEPART, Right.HAND_OVER, Right.PRINT, Right.READ}
)
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: _ALL,
    Role.MANAGER: _ALL,
    Role.CLERK: _HALL
    | {Right.IMPORT_ORDERS, Right.REVEAL_PHONE, Right.EDIT_CATALOGUE, Right.KEEP_STOCK, Right.BUY, Right.RELEASE_WAVES},
    Role.PICKER: _HALL,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, from where: written into every command and trail row."""

    person: str
    station: str
    role: Role = Role.MANAGER

    def may(self, right: Right) -> bool:
        """True when the actor's role has the right."""
        return right in RIGHTS[self.role]


class PersonRecord(Record):
    """A person of the operator. `name` is what colleagues call them."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(Whole, primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    active: Mapped[bool] = mapped_column(Flag, default=True, server_default="1")
    __table_args__ = (
        one_of("role", Role),
        flag_check("active"),
        CheckConstraint("length(trim(name)) > 0", name="name_given"),
        {"sqlite_strict": True},
    )


def person_of(connection: Connection, person_id: int) -> Actor:
    """The person of a badge (domain.common.codes.badge_code) with their role, at no station. NotFound when they are none
    of ours, or not any more."""
    query = select(PersonRecord.name, PersonRecord.role).where(PersonRecord.id == person_id, PersonRecord.active == 1)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("person", str(person_id))
    return Actor(row.name, "", Role(row.role))
