"""The tables of the catalogue. What a file calls a product is remembered in product_alias. Next: operations.py."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, PrimaryKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from domain.catalogue.words import BarcodeKind, ProductState, TemperatureZone
from domain.common.columns import Flag, Record, Whole, flag_check, one_of
from domain.common.records import STRICT


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
    __table_args__ = (
        CheckConstraint("length(trim(name)) > 0 AND length(trim(code)) > 0", name="name_given"),
        CheckConstraint("lead_days BETWEEN 0 AND 60", name="lead_days_sane"),
        flag_check("active"),
        STRICT,
    )


class ProductRecord(Record):
    """A thing sold: `sale_unit` 份 holds `base_per_sale` of `base_unit` 个; cases hold `case_size` sale units."""

    __tablename__ = "product"
    id: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    spec: Mapped[str] = mapped_column(String(80), server_default="")
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
    __table_args__ = (
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
        CheckConstraint("kind <> 'ean13' OR length(code) = 13", name="ean13_has_13_digits"),
        STRICT,
    )


class ProductAliasRecord(Record):
    """What a channel's files call a product: mapped once by a person (or by a draft), remembered ever after."""

    __tablename__ = "product_alias"
    channel: Mapped[str] = mapped_column(String(40))
    alias: Mapped[str] = mapped_column(String(240))
    product_id: Mapped[int] = mapped_column(Whole, ForeignKey("product.id"), index=True)
    __table_args__ = (PrimaryKeyConstraint("channel", "alias"), STRICT)
