"""Lots: goods of one product that came together. The same code again is the same lot."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from domain.catalogue.records import ProductRecord
from domain.common.command import Transaction
from domain.common.lookups import insert_unless_there
from domain.common.names import clean_name
from domain.stock.records import LotRecord
from domain.stock.words import LotHasAnotherExpiry, LotId


def lot_for(
    tx: Transaction, product_id: int, code: str, supplier_id: int | None, expires_on: date | None, received_on: date
) -> LotId:
    """The id of the product's lot of that code, made when it is new. Raises LotHasAnotherExpiry.

    Without a code the lot gets ours: the day it came and the day it ends. A day of expiry said for the first time
    is kept; one not said leaves what is known.
    """
    name = clean_name(code, 40) or own_code(expires_on, received_on)
    row = {
        "product_id": product_id,
        "code": name,
        "supplier_id": supplier_id,
        "expires_on": expires_on,
        "received_on": received_on,
    }
    make = insert_unless_there(tx.connection, LotRecord, ["product_id", "code"]).values(**row)
    made = tx.connection.execute(make.returning(LotRecord.id)).scalar_one_or_none()
    return LotId(int(made)) if made is not None else _known(tx, product_id, name, expires_on)


def own_code(expires_on: date | None, received_on: date) -> str:
    """The code of goods that carry none: R990525, or R990525-E990601 with a best-before day."""
    ends = f"-E{expires_on:%y%m%d}" if expires_on else ""
    return f"R{received_on:%y%m%d}{ends}"


def _known(tx: Transaction, product_id: int, code: str, expires_on: date | None) -> LotId:
    query = select(LotRecord.id, LotRecord.expires_on).where(LotRecord.product_id == product_id, LotRecord.code == code)
    there = tx.connection.execute(query).one()
    if expires_on is not None and there.expires_on is None:
        learn = update(LotRecord).where(LotRecord.id == there.id, LotRecord.expires_on.is_(None))
        tx.connection.execute(learn.values(expires_on=expires_on))
        tx.note("stock", "lot_expiry_learned", f"lot {code}", after=expires_on.isoformat())
    elif expires_on is not None and expires_on != there.expires_on:
        product = tx.connection.execute(select(ProductRecord.name).where(ProductRecord.id == product_id)).scalar_one()
        raise LotHasAnotherExpiry(product, code, there.expires_on, expires_on)
    return LotId(int(there.id))
