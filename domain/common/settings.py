"""Business settings of the company: a name and a JSON value each, changed through the door with before and after.

What a station alone remembers (language, theme) stands in desktop/settings.py. The table is in records.py.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from domain.common.command import Done, Transaction, execute
from domain.common.database import Database
from domain.common.errors import NotForTraining
from domain.common.people import Actor, Right
from domain.common.records import SettingRecord, TrailRecord

STAGE = "common"
COMPANY_NAME = "company_name"
IS_TRAINING = "is_training"
LONGEST_NAME = 60
"""Longer names would push the cycle off the head of a paper."""


def setting(connection: Connection, name: str, default: Any = None) -> Any:
    """The value of a setting, `default` while nobody has set it."""
    stored = connection.execute(select(SettingRecord.value).where(SettingRecord.name == name)).scalar_one_or_none()
    return default if stored is None else json.loads(stored)


def put_setting(tx: Transaction, name: str, value: Any) -> None:
    """Sets a value inside a command, with its trail row."""
    before = setting(tx.connection, name)
    stored = json.dumps(value, ensure_ascii=False)
    make = pg_insert if tx.dialect == "postgresql" else lite_insert
    row = make(SettingRecord).values(name=name, value=stored)
    tx.connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": stored}))
    tx.note(STAGE, "setting_changed", f"setting {name}", before=before, after=value)


def company_name(connection: Connection) -> str:
    """What the company is called on its papers, "" while nobody has said."""
    return str(setting(connection, COMPANY_NAME, ""))


def set_company_name(database: Database, actor: Actor, name: str, *, command_id: str | None = None) -> Done:
    """Names the company, as its papers do; at most 60 characters are kept. Answer {"company": name}."""
    kept = " ".join(name.split())[:LONGEST_NAME].strip()

    def work(tx: Transaction) -> dict[str, Any]:
        put_setting(tx, COMPANY_NAME, kept)
        return {"company": kept}

    kind = "common.set_company_name"
    return execute(database, actor, kind, kept, work, right=Right.EDIT_CATALOGUE, command_id=command_id)


def is_training(connection: Connection) -> bool:
    """Whether these books are for practising: every window on them says so, and every label made from them."""
    return setting(connection, IS_TRAINING, False) is True


def mark_as_training(database: Database, actor: Actor, *, command_id: str | None = None) -> Done:
    """Makes new books ones for practising, for good. NotForTraining when anybody has worked in them already."""

    def work(tx: Transaction) -> dict[str, Any]:
        if tx.connection.execute(select(func.count()).select_from(TrailRecord)).scalar_one():
            raise NotForTraining(database.place)
        put_setting(tx, IS_TRAINING, True)
        return {"is_training": True}

    kind, right = "common.mark_as_training", Right.EDIT_CATALOGUE
    return execute(database, actor, kind, None, work, right=right, command_id=command_id)
