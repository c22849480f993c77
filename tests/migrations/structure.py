"""Reads the structure of a database as plain values that can be compared: columns, constraints, indexes, guards."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, inspect


def structure(connection: Connection) -> dict[str, Any]:
    """Everything of every table, and every guard's text."""
    inspector = inspect(connection)
    tables = {name: _table(inspector, name) for name in sorted(inspector.get_table_names())}
    return {"tables": tables, "strict": _strict(connection), "guards": _guards(connection)}


def _table(inspector: Any, name: str) -> dict[str, Any]:
    return {
        "columns": {
            c["name"]: (str(c["type"]).upper(), c["nullable"], str(c["default"] or "").strip("'\"()").split("::")[0])
            for c in inspector.get_columns(name)
        },
        "key": inspector.get_pk_constraint(name)["constrained_columns"],
        "uniques": sorted((u["name"], u["column_names"]) for u in inspector.get_unique_constraints(name)),
        "checks": {c["name"]: _plain(c["sqltext"]) for c in inspector.get_check_constraints(name)},
        "foreign": sorted(
            (f["name"], f["constrained_columns"], f["referred_table"], f["referred_columns"])
            for f in inspector.get_foreign_keys(name)
        ),
        "indexes": sorted(
            (i["name"], i["column_names"], bool(i["unique"]), _where(i)) for i in inspector.get_indexes(name)
        ),
    }


def _where(index: Any) -> str:
    """The condition of a partial index, "" of a whole one."""
    options = index.get("dialect_options", {})
    return _plain(str(options.get("sqlite_where", options.get("postgresql_where", ""))))


def _plain(text: str) -> str:
    return re.sub(r"[\s()\"]+", "", text)


def _strict(connection: Connection) -> dict[str, bool]:
    if connection.dialect.name != "sqlite":
        return {}
    rows = connection.exec_driver_sql("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
    return {name: bool(strict) for name, strict in rows if not name.startswith("sqlite_")}


def _guards(connection: Connection) -> dict[str, str]:
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    else:
        rows = connection.exec_driver_sql(
            "SELECT t.tgname, pg_get_triggerdef(t.oid) || pg_get_functiondef(t.tgfoid) FROM pg_trigger t "
            "WHERE NOT t.tgisinternal"
        )
    return {str(name): str(words) for name, words in rows}
