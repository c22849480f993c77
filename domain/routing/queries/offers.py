"""What could be had for money when the vans do not do, as the company set it. Next: operations/asking.py."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import Connection

from domain.common.settings import setting
from domain.routing.words import Offers

SETTING = "ways_out"
"""The name of the setting that holds Offers, a JSON object of its fields."""


def offers(connection: Connection) -> Offers:
    """The company's own terms; what is not set, or no whole number of nothing or more, is the usual one."""
    given = setting(connection, SETTING, {})
    if not isinstance(given, dict):
        return Offers()
    known = {field.name for field in fields(Offers)}
    return Offers(
        **{name: value for name, value in given.items() if name in known and type(value) is int and value >= 0}
    )
