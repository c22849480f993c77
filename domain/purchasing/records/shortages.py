"""Shortages shared: of each the rule, the sums and every buyer's line, so that it can be recomputed. Next: operations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, PrimaryKeyConstraint, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.common.columns import Flag, Moment, Record, Whole, flag_check, one_of
from domain.common.guards import Guard, declare, row_guard
from domain.common.records import STRICT, moves_guard
from domain.purchasing.words import ShortageRule, ShortageState


class ShortageRecord(Record):
    """A shortage of one product, shared: wanted, available, short, by which rule; `hash` over all its shares.

    Built, then live: on the way its shares are proved to be all lines of the product as they stand, and to add up.
    """

    __tablename__ = "shortage"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    snapshot_id: Mapped[int] = mapped_column(Whole, ForeignKey("snapshot.id"))
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"))
    version: Mapped[int] = mapped_column(Whole)
    state: Mapped[str] = mapped_column(String(12))
    rule: Mapped[str] = mapped_column(String(12))
    tags: Mapped[str] = mapped_column(String(200), server_default="")
    wanted: Mapped[int] = mapped_column(Whole)
    available: Mapped[int] = mapped_column(Whole)
    given: Mapped[int] = mapped_column(Whole)
    lines: Mapped[int] = mapped_column(Whole)
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[str] = mapped_column(String(40))
    command_id: Mapped[str] = mapped_column(String(40), ForeignKey("command.id"))
    __table_args__ = (
        UniqueConstraint("snapshot_id", "product_id", "version"),
        Index(
            "uq_shortage_one_live",
            "snapshot_id",
            "product_id",
            unique=True,
            sqlite_where=text("state = 'live'"),
            postgresql_where=text("state = 'live'"),
        ),
        one_of("rule", ShortageRule),
        one_of("state", ShortageState),
        CheckConstraint("length(hash) = 64", name="hash_whole"),
        CheckConstraint("available >= 0 AND given BETWEEN 0 AND available AND given < wanted", name="given_is_there"),
        STRICT,
    )


class ShortageShareRecord(Record):
    """What one buyer's line gets of a short product. All lines of the product stand here, so it can be recomputed:
    `rank` is the line's place among those who paid (from 1), `tagged` whether its buyer had one of the tags.
    """

    __tablename__ = "shortage_share"
    shortage_id: Mapped[int] = mapped_column(Whole, ForeignKey("shortage.id"))
    order_id: Mapped[int] = mapped_column(Whole)
    point_id: Mapped[int] = mapped_column(Whole)
    wanted: Mapped[int] = mapped_column(Whole)
    given: Mapped[int] = mapped_column(Whole)
    rank: Mapped[int] = mapped_column(Whole)
    tagged: Mapped[bool] = mapped_column(Flag, server_default="0")
    __table_args__ = (
        PrimaryKeyConstraint("shortage_id", "order_id"),
        flag_check("tagged"),
        CheckConstraint("rank >= 1", name="rank_counts"),
        CheckConstraint("wanted > 0 AND given BETWEEN 0 AND wanted", name="given_within_wanted"),
        {**STRICT, "sqlite_with_rowid": False},
    )


moves_guard("shortage", "shortage")
row_guard("shortage_begins_building", "shortage", "INSERT", "NEW.state <> 'building'")
row_guard("shortage_is_never_deleted", "shortage", "DELETE", "1 = 1")
row_guard("shortage_share_stays", "shortage_share", "UPDATE OR DELETE", "1 = 1")
row_guard(
    "shared_shortage_stays",
    "shortage",
    "UPDATE",
    "NEW.snapshot_id <> OLD.snapshot_id OR NEW.product_id <> OLD.product_id OR NEW.version <> OLD.version "
    "OR NEW.rule <> OLD.rule OR NEW.tags <> OLD.tags OR NEW.wanted <> OLD.wanted OR NEW.available <> OLD.available "
    "OR NEW.given <> OLD.given OR NEW.lines <> OLD.lines OR NEW.hash <> OLD.hash OR NEW.at <> OLD.at "
    "OR NEW.person <> OLD.person OR NEW.command_id <> OLD.command_id",
)
_SHARES_DIFFER = (
    "NOT EXISTS (SELECT 1 FROM (SELECT count(*) AS n, sum(wanted) AS wanted, sum(given) AS given FROM shortage_share "
    "WHERE shortage_id = NEW.id) t WHERE t.n = NEW.lines AND t.wanted = NEW.wanted AND t.given = NEW.given)"
)
# The lines of the product as they stand now, less the shares: nothing may be left of either.
_LINES_DIFFER = (
    "EXISTS (SELECT 1 FROM ("
    "SELECT order_id, point_id, quantity AS pieces FROM snapshot_line "
    "WHERE snapshot_id = NEW.snapshot_id AND product_id = NEW.product_id UNION ALL "
    "SELECT l.order_id, l.point_id, l.after - l.before FROM amendment_line l JOIN amendment a ON a.id = l.amendment_id "
    "WHERE a.snapshot_id = NEW.snapshot_id AND a.state = 'accepted' AND l.product_id = NEW.product_id UNION ALL "
    "SELECT order_id, point_id, -wanted FROM shortage_share WHERE shortage_id = NEW.id) both_of_them "
    "GROUP BY order_id, point_id HAVING sum(pieces) <> 0)"
)
row_guard(
    "shares_are_the_lines_and_add_up",
    "shortage",
    "UPDATE OF state",
    f"OLD.state = 'building' AND NEW.state = 'live' AND ({_SHARES_DIFFER} OR {_LINES_DIFFER} OR NOT EXISTS "
    "(SELECT 1 FROM snapshot s WHERE s.id = NEW.snapshot_id AND s.state = 'live'))",
)
# A point that holds more pieces already than a sharing gives it would have to give some back.
row_guard(
    "shares_cover_what_is_picked",
    "shortage",
    "UPDATE OF state",
    "OLD.state = 'building' AND NEW.state = 'live' AND EXISTS (SELECT 1 FROM pick_cell c LEFT JOIN "
    "(SELECT point_id, sum(given) AS given FROM shortage_share WHERE shortage_id = NEW.id GROUP BY point_id) s "
    "ON s.point_id = c.point_id WHERE c.snapshot_id = NEW.snapshot_id AND c.product_id = NEW.product_id "
    "AND c.picked > COALESCE(s.given, 0))",
)


def _shares_enter_while_building() -> None:
    """Checked by statement on PostgreSQL (50,000 rows come by COPY), by row on SQLite."""
    name, table = "shortage_share_while_building", "shortage_share"
    lite = (
        f"CREATE TRIGGER {name}_insert BEFORE INSERT ON {table} FOR EACH ROW WHEN "
        "NOT EXISTS (SELECT 1 FROM shortage s WHERE s.id = NEW.shortage_id AND s.state = 'building') "
        f"BEGIN SELECT RAISE(ABORT, 'guard:{name}'); END"
    )
    body = f"""
    BEGIN
      IF EXISTS (SELECT 1 FROM fresh n
                 WHERE n.shortage_id NOT IN (SELECT s.id FROM shortage s WHERE s.state = 'building')) THEN
        RAISE EXCEPTION 'guard:{name}';
      END IF;
      RETURN NULL;
    END"""
    server = (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$",
        f"CREATE TRIGGER {name} AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    )
    declare(Guard(name, table, (lite,), server))


_shares_enter_while_building()
