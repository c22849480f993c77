"""The company's rules at the gate, changed by a person who may make exceptions."""

from __future__ import annotations

import dataclasses
from typing import Any

from domain.common import command
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.people import Actor, Right
from domain.common.settings import put_setting
from domain.packing.queries.contents import SETTING
from domain.packing.words import PackingSettings


def set_gate_rules(database: Database, actor: Actor, rules: PackingSettings, *, command_id: str | None = None) -> Done:
    """From now on totes are sealed by these rules; answer: the rules as they are stored."""
    stored = {name: _plain(value) for name, value in dataclasses.asdict(rules).items()}

    def work(tx: Transaction) -> dict[str, Any]:
        put_setting(tx, SETTING, stored)
        tx.stages.add("packing")
        return stored

    return command.execute(database, actor, "set_gate_rules", stored, work, right=Right.OVERRIDE, command_id=command_id)


def _plain(value: Any) -> Any:
    return value if isinstance(value, int) else str(value)
