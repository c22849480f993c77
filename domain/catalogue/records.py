"""The tables of the catalogue. What a file calls a product is remembered in product_alias. Next: operations.py."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, PrimaryKeyConstraint, String, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from domain.catalogue.rules.naming import product_key
from domain.catalogue.words import BarcodeKind, ProductState, TemperatureZone
from domain.common.columns import Flag, Record, Whole, flag_check, one_of
from domain.common.names import LONGEST_KEY
from domain.common.records import STRICT

_DIGITS = "ltrim({0}, '0123456789') = ''"
_ALTERNATING = " + ".join(f"{3 if i % 2 else 1} * CAST(substr(code, {i + 1}, 1) AS INTEGER)" for i in range(12))
_EAN13 = (
    f"CASE WHEN kind <> 'ean13' THEN 1 = 1 WHEN length(code) <> 13 OR NOT ({_DIGITS.format('code')}) THEN 1 = 0 "
    f"ELSE (10 - ({_ALTERNATING}) % 10) % 10 = CAST(substr(code, 13, 1) AS INTEGER) END"
)
"""The check digit of GS1 General Specifications 7.9, in words of both databases."""


def _key_of_row(context: DefaultExecutionContext) -> str:
    row = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return product_key(row["name"], row.get("spec") or "")


class SupplierRecord(Record):
    """Who sells to us: name, person, phone, lead time."""

    __tablename__ = "supplier"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    contact: Mapped[str] = mapped_column(String(40), server_default="")
    phone: Mapped[str] = mapped_column(String(40), server_default="")
    address: Mapped[str] = mapped_column(String(200), server_default="")
    lead_days: Mapped[int] = mapped_column(Whole, server_default="0")
    active: Mapped[bool] = mapped_column(Flag, server_default="1")
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    __table_args__ = (
        CheckConstraint("length(trim(name)) > 0 AND length(trim(code)) > 0", name="name_given"),
        CheckConstraint("lead_days BETWEEN 0 AND 60", name="lead_days_sane"),
        flag_check("active"),
        STRICT,
    )


class ProductRecord(Record):
    """A thing sold: `sale_unit` 份 holds `base_per_sale` of `base_unit` 个; cases hold `case_size` sale units.

    `name_key` is rules.product_key of name and spec: no two products on sale read the same. `made_by` is the
    command whose import made it as a draft.
    """

    __tablename__ = "product"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    spec: Mapped[str] = mapped_column(String(80), server_default="")
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY), default=_key_of_row)
    category: Mapped[str] = mapped_column(String(40), server_default="")
    guarantee_category: Mapped[str] = mapped_column(String(40), server_default="")
    sale_unit: Mapped[str] = mapped_column(String(12), server_default="份")
    base_unit: Mapped[str] = mapped_column(String(12), server_default="份")
    base_per_sale: Mapped[int] = mapped_column(Whole, server_default="1")
    case_size: Mapped[int] = mapped_column(Whole, server_default="1")
    weighed: Mapped[bool] = mapped_column(Flag, server_default="0")
    weight_g: Mapped[int] = mapped_column(Whole, server_default="0")
    volume_ml: Mapped[int] = mapped_column(Whole, server_default="0")
    tolerance_permille: Mapped[int] = mapped_column(Whole, server_default="50")
    price_fen: Mapped[int | None] = mapped_column(Whole)
    cost_fen: Mapped[int | None] = mapped_column(Whole)
    zone: Mapped[str] = mapped_column(String(10), server_default=TemperatureZone.AMBIENT.value)
    shelf_life_days: Mapped[int | None] = mapped_column(Whole)
    supplier_id: Mapped[int | None] = mapped_column(Whole, ForeignKey("supplier.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), server_default=ProductState.ACTIVE.value)
    version: Mapped[int] = mapped_column(Whole, server_default="1")
    made_by: Mapped[str | None] = mapped_column(String(40), ForeignKey("command.id"))
    __table_args__ = (
        Index("ix_product_name_key", "name_key", "id"),
        CheckConstraint("length(name_key) > 0", name="name_key_given"),
        CheckConstraint("length(trim(name)) > 0 AND length(trim(code)) > 0", name="name_given"),
        CheckConstraint("base_per_sale >= 1 AND case_size >= 1", name="units_positive"),
        CheckConstraint("weight_g >= 0 AND volume_ml >= 0", name="size_not_negative"),
        CheckConstraint("weighed = 0 OR weight_g > 0", name="weighed_has_weight"),
        CheckConstraint("tolerance_permille BETWEEN 0 AND 1000", name="tolerance_sane"),
        CheckConstraint("price_fen IS NULL OR price_fen >= 0", name="price_not_negative"),
        CheckConstraint("cost_fen IS NULL OR cost_fen >= 0", name="cost_not_negative"),
        CheckConstraint("shelf_life_days IS NULL OR shelf_life_days >= 0", name="shelf_life_sane"),
        one_of("zone", TemperatureZone),
        one_of("state", ProductState),
        flag_check("weighed"),
        STRICT,
    )


class BarcodeRecord(Record):
    """One of a product's barcodes; a code belongs to one product."""

    __tablename__ = "product_barcode"
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    __table_args__ = (
        one_of("kind", BarcodeKind),
        CheckConstraint("length(code) >= 4", name="code_given"),
        CheckConstraint(_EAN13, name="ean13_check_digit"),
        CheckConstraint(
            f"kind <> 'in_store' OR (length(code) = 7 AND substr(code, 1, 1) = '2' AND {_DIGITS.format('code')})",
            name="in_store_is_item_prefix",
        ),
        STRICT,
    )


class ProductAliasRecord(Record):
    """What a channel's files call a product (as rules.product_key): mapped once, remembered ever after.

    Channel "" holds for all channels: what a person said so, and the former names of a renamed product.
    """

    __tablename__ = "product_alias"
    channel: Mapped[str] = mapped_column(String(40))
    alias: Mapped[str] = mapped_column(String(240))
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"), index=True)
    __table_args__ = (
        PrimaryKeyConstraint("channel", "alias"),
        Index("ix_product_alias_alias", "alias"),
        CheckConstraint("length(alias) > 0", name="alias_given"),
        STRICT,
    )


ON_SALE = text("state <> 'retired'")
Index("uq_product_name_key", ProductRecord.name_key, unique=True, sqlite_where=ON_SALE, postgresql_where=ON_SALE)
