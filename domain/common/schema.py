"""Makes the tables of a new company, and lets only the right version of the program near an old one.

A new database is made straight from the metadata (fast); an older one is upgraded by Alembic, after a
backup. tests/migrations proves that both ways end in the same tables and guards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy import Connection, insert, inspect, select, update

from domain.common.columns import Record
from domain.common.database import Database, in_words
from domain.common.errors import BeingUpgraded, NotADatabase, WrongVersion
from domain.common.guards import create_guards
from domain.common.records import GateRecord, MoveRecord

SCHEMA_VERSION = "0006"
APP_VERSION = 1
ADVISORY_KEY = 20260521
UPGRADE_KEY = 20260522


def load_stages() -> None:
    """Imports every stage's records, so that the metadata is whole."""
    import domain.catalogue.records
    import domain.common.people
    import domain.cutoff.records
    import domain.dispatch.records
    import domain.handover.records
    import domain.ordering.records
    import domain.packing.records
    import domain.picking.records
    import domain.places.records
    import domain.printing.records
    import domain.purchasing.records
    import domain.routing.records
    import domain.stock.records
    import domain.totes.records  # noqa: F401


def legal_moves() -> list[dict[str, str]]:
    """The rows of state_move: every machine of the stages."""
    from domain.cutoff.words import AMENDMENT_MOVES, SNAPSHOT_MOVES
    from domain.dispatch.words import REPLAN_MOVES
    from domain.handover.words import UNCOLLECTED_MOVES
    from domain.ordering.words import CYCLE_MOVES, ORDER_MOVES
    from domain.picking.words import WAVE_MOVES
    from domain.printing.words import JOB_MOVES
    from domain.purchasing.words import PURCHASE_MOVES, SHORTAGE_MOVES
    from domain.routing.words import PLAN_MOVES, ROUTE_MOVES, STOP_MOVES
    from domain.totes.words import TOTE_MOVES

    machines: dict[str, frozenset[tuple[StrEnum, StrEnum]]] = {
        "cycle": CYCLE_MOVES,
        "orders": ORDER_MOVES,
        "snapshot": SNAPSHOT_MOVES,
        "amendment": AMENDMENT_MOVES,
        "print_job": JOB_MOVES,
        "purchase_order": PURCHASE_MOVES,
        "shortage": SHORTAGE_MOVES,
        "route_plan": PLAN_MOVES,
        "route": ROUTE_MOVES,
        "route_stop": STOP_MOVES,
        "tote": TOTE_MOVES,
        "wave": WAVE_MOVES,
        "uncollected": UNCOLLECTED_MOVES,
        "replan": REPLAN_MOVES,
    }
    return [
        {"machine": machine, "from_state": str(a.value), "to_state": str(b.value)}
        for machine, moves in machines.items()
        for a, b in sorted(moves)
    ]


def prepare_schema(database: Database, *, create: bool) -> None:
    """Makes the schema when the place is empty, upgrades an older one, refuses a newer one."""
    load_stages()
    found = _version_of(database)
    if found is None:
        if not create or database.is_read_only:
            raise NotADatabase(database.place)
        _make(database)
    elif found < SCHEMA_VERSION and not database.is_read_only:
        from migrations.upgrade import upgrade

        upgrade(database)
    elif found != SCHEMA_VERSION:
        raise WrongVersion(found, SCHEMA_VERSION)
    elif not database.is_read_only:
        _forget_dead_upgrade(database)


@contextmanager
def only_upgrade(database: Database) -> Iterator[None]:
    """No other station upgrades inside; BeingUpgraded when one does. The lock ends with its process, however that ends.

    A folder has one process anyway. The gate's own note, migrating_by, survives a kill and so cannot be the lock.
    """
    if database.dialect == "sqlite":
        yield
        return
    with database.writer.connect() as connection:
        if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({UPGRADE_KEY})").scalar_one():
            who = connection.execute(select(GateRecord.migrating_by)).scalar_one()
            raise BeingUpgraded(database.place, who or "?")
        connection.commit()
        try:
            yield
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({UPGRADE_KEY})")
            connection.commit()


def _forget_dead_upgrade(database: Database) -> None:
    """Opens the gate that an upgrade left closed when it was killed: nothing was changed by it."""
    with database.read() as connection:
        if connection.execute(select(GateRecord.migrating_by)).scalar_one() is None:
            return
    with only_upgrade(database), database.writer.begin() as connection:
        connection.execute(update(GateRecord).values(migrating_by=None))


def _version_of(database: Database) -> str | None:
    """The version of what is there, None where nothing is. NotADatabase when it is somebody else's."""
    with database.read() as connection:
        tables = set(inspect(connection).get_table_names())
        if GateRecord.__tablename__ in tables:
            found = connection.execute(select(GateRecord.schema_version)).scalar_one_or_none()
            if found is None:
                raise NotADatabase(database.place)
            return found
    # On a server an extension may keep a table of its own beside ours; in a file of ours nobody else does.
    if tables & set(Record.metadata.tables) or (tables and database.dialect == "sqlite"):
        raise NotADatabase(database.place)
    return None


def _make(database: Database) -> None:
    with in_words(database.place), database.writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_KEY})")
            if inspect(connection).has_table(GateRecord.__tablename__):
                return
        make_tables(connection)


def make_tables(connection: Connection) -> None:
    """Tables, guards, legal moves and the version gate, in the caller's transaction."""
    Record.metadata.create_all(connection)
    create_guards(connection)
    connection.execute(insert(MoveRecord), legal_moves())
    connection.execute(
        insert(GateRecord).values(id=1, schema_version=SCHEMA_VERSION, min_app=APP_VERSION, migrating_by=None, epoch=1)
    )
    _first_rows(connection)


def _first_rows(connection: Connection) -> None:
    from domain.places.records import WarehouseRecord

    # Its id comes from the sequence like everybody's: a given one would be given again on PostgreSQL.
    connection.execute(insert(WarehouseRecord).values(code="W1", name="W1", datum="WGS-84"))
