"""What a road map or a service said about the way from one place to another is kept across nights."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TABLE = "travel_leg"


def upgrade() -> None:
    """One table; both databases check the same."""
    whole = sa.BigInteger()
    op.create_table(
        TABLE,
        sa.Column("source", sa.String(12), nullable=False),
        sa.Column("profile", sa.String(20), nullable=False),
        sa.Column("from_key", whole, nullable=False),
        sa.Column("to_key", whole, nullable=False),
        sa.Column("metres", whole),
        sa.Column("seconds", whole),
        sa.Column("asked_at", whole, nullable=False),
        _check("source_known", "source IS NOT NULL AND source IN ('roads', 'service')"),
        _check("source_length", "length(source) <= 12"),
        _check("profile_length", "length(profile) <= 20"),
        _check("profile_given", "length(trim(profile)) > 0"),
        _check("two_places", "from_key >= 0 AND to_key >= 0 AND from_key <> to_key"),
        _check("a_way_or_none", "(metres IS NULL) = (seconds IS NULL)"),
        _check("way_not_negative", "(metres IS NULL OR metres >= 0) AND (seconds IS NULL OR seconds >= 0)"),
        sa.PrimaryKeyConstraint("source", "profile", "from_key", "to_key", name=op.f(f"pk_{TABLE}")),
        sqlite_strict=True,
    )


def _check(name: str, words: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(words, name=op.f(f"ck_{TABLE}_{name}"))
