"""Rules that a constraint cannot say, as triggers: one declaration, two short texts, both databases.

A guard refuses with an error whose text starts with its name ("guard:order_into_closed_cycle"), which
command.py turns into a domain error. They are created after all tables (database.py) and compared
with a migrated database in tests/migrations.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from domain.common.columns import Record

PREFIX = "guard:"


@dataclass(frozen=True, slots=True)
class Guard:
    """One rule: its name, its table, and the statements that make it on each database.

    `refuses` is False for an effect (row_effect), which keeps sums and refuses by their CHECKs alone.
    """

    name: str
    table: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]
    refuses: bool = True


def row_guard(name: str, table: str, events: str, when: str, *, only: str = "", lock: str = "") -> None:
    """Declares: BEFORE `events` on `table`, a row for which `only` and `when` hold is refused.

    `when` is one SQL condition over NEW and OLD that both databases read. It must never be NULL: write it
    with IS NOT DISTINCT FROM / COALESCE where a column may be empty. `only` is a condition on the row's own columns
    that is looked at first: PostgreSQL then does not even call the guard's function for other rows. `lock` is a query
    run first on PostgreSQL ("PERFORM ... FOR SHARE"); SQLite has one writer and needs none.
    """
    whole = f"{only} AND ({when})" if only else when
    lite = []
    for one in (e.strip() for e in events.split(" OR ")):
        suffix = one.split()[0].lower()
        lite.append(
            f"CREATE TRIGGER {name}_{suffix} BEFORE {one} ON {table} FOR EACH ROW WHEN {whole} "
            f"BEGIN SELECT RAISE(ABORT, '{PREFIX}{name}'); END"
        )
    first, rest = (only, when) if only or lock or "SELECT" in when else (when, "")
    raises = f"RAISE EXCEPTION '{PREFIX}{name}'"
    judges = f"IF {rest} THEN {raises}; END IF; RETURN {_returned(events)};" if rest else f"{raises};"
    body = f"BEGIN {lock} {judges} END"
    server = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ {body} $guard$",
        f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH ROW {f'WHEN ({first}) ' if first else ''}"
        f"EXECUTE FUNCTION {name}()",
    )
    declare(Guard(name, table, tuple(lite), server))


def row_effect(name: str, table: str, event: str, statements: tuple[str | tuple[str, str], ...]) -> None:
    """Declares: AFTER `event` on `table`, for each row, the statements run: what a ledger's row does to the sums it keeps.

    The statements are SQL that both databases read, over NEW and OLD. A pair (condition, statement) says when it has
    anything to do: PostgreSQL then passes over it, SQLite runs it without effect. So no program can write the row
    without its effect, and the CHECKs on the sums refuse the row.
    """
    pairs = [("", one) if isinstance(one, str) else one for one in statements]
    acts = [(only, statement.strip().rstrip(";")) for only, statement in pairs]
    suffix = event.split()[0].lower()
    lite_acts = "; ".join(act for _, act in acts)
    lite = f"CREATE TRIGGER {name}_{suffix} AFTER {event} ON {table} FOR EACH ROW BEGIN {lite_acts}; END"
    server_acts = " ".join(f"IF {only} THEN {act}; END IF;" if only else f"{act};" for only, act in acts)
    server = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN {server_acts} RETURN NULL; END $guard$",
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
    declare(Guard(name, table, (lite,), server, refuses=False))


def _returned(events: str) -> str:
    return "OLD" if events.strip().upper() == "DELETE" else "COALESCE(NEW, OLD)"


def declare(guard: Guard) -> None:
    """Registers a guard with the metadata; a name may be declared once."""
    guards = Record.metadata.info.setdefault("guards", {})
    if guard.name in guards:
        raise ValueError(f"guard {guard.name} declared twice")
    guards[guard.name] = guard


def declared() -> list[Guard]:
    """All guards of the stages imported so far, in order of declaration."""
    return list(Record.metadata.info.get("guards", {}).values())


def create_guards(connection: Connection) -> None:
    """Creates every declared guard on a database whose tables exist."""
    for guard in declared():
        for statement in getattr(guard, connection.dialect.name):
            connection.exec_driver_sql(for_driver(connection, statement))


def drop_guards(connection: Connection) -> None:
    """Drops every trigger of the company, and on PostgreSQL its function: an upgrade makes them anew."""
    if connection.dialect.name == "sqlite":
        for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        return
    for statement in connection.exec_driver_sql(_SERVER_GUARDS).scalars().all():
        connection.exec_driver_sql(statement)


# Dropping a trigger's function with CASCADE drops the trigger.
_SERVER_GUARDS = """
SELECT DISTINCT format('DROP FUNCTION %I.%I() CASCADE', n.nspname, p.proname)
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE NOT t.tgisinternal AND n.nspname = current_schema()
""".replace("%", "%%")


def for_driver(connection: Connection, statement: str) -> str:
    """A whole statement as the driver wants it: psycopg reads a lone % as a parameter."""
    wants_doubled = connection.dialect.paramstyle in ("format", "pyformat")
    return statement.replace("%", "%%") if wants_doubled else statement


def guard_in(message: str) -> str | None:
    """The guard's name in a database error's text, None when no guard spoke."""
    start = message.find(PREFIX)
    if start < 0:
        return None
    rest = message[start + len(PREFIX) :]
    return "".join(ch for ch in rest.split("\n")[0] if ch.isalnum() or ch == "_")
