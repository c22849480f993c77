"""The labels of weighed pieces: one per pick that is not undone, with whose it is, its weight and its price by weight.

A station asks in the pick's own transaction (`label_pick`, handed to picking as what follows a pick) where a label
printer stands; a whole tote is asked for at any time while it fills. Each pick is labelled once (its intent is the pick),
and the label of a piece that was taken out again is void.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from domain.catalogue.queries import scanned_product
from domain.common import command
from domain.common.clock import iso_text
from domain.common.codes import ean13_with_check, family_name
from domain.common.columns import from_ms
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.money import price_share_fen
from domain.common.people import Actor, Right
from domain.common.ready import Ready
from domain.packing.labels import PIECE_TAKEN_OUT, group_of_pieces, intent_of_pick
from domain.packing.queries.scanning import ScannedTote, tote_of_scan
from domain.picking.queries.turns import buyers_of
from domain.printing import operations as printing
from domain.printing.words import LABELS, ItemLabel, JobKind

A_KILOGRAM_G = 1000
HEAVIEST_IN_CODE_G = 99_999
"""Five digits of grams is what a code of 13 has room for."""

_UNLABELLED = """
    SELECT e.id, e.cell_id, e.order_id, e.weight_g, e.person, e.at, e.station_seq, e.manual_weight, c.nominal_g,
           g.name, g.spec, o.buyer, o.pickup_code, l.code AS lot, l.expires_on,
           (SELECT MIN(b.code) FROM product_barcode b WHERE b.product_id = g.id AND b.kind = 'in_store') AS item,
           (SELECT MIN(b.code) FROM product_barcode b WHERE b.product_id = g.id AND b.kind = 'ean13') AS ean13
    FROM pick_event e JOIN pick_cell c ON c.id = e.cell_id JOIN product g ON g.id = c.product_id
    JOIN orders o ON o.id = e.order_id LEFT JOIN lot l ON l.id = e.lot_id
    WHERE {which} AND e.kind = 'pick' AND e.weight_g IS NOT NULL AND c.weighed = 1
      AND NOT EXISTS (SELECT 1 FROM pick_event x WHERE x.undoes_id = e.id)
      AND NOT EXISTS (SELECT 1 FROM print_job j WHERE j.intent_key = 'pick ' || CAST(e.id AS TEXT))
    ORDER BY e.id
    """
_UNLABELLED_OF_TOTE = Ready(_UNLABELLED.format(which="e.tote_use_id = :use"))
_UNLABELLED_PICK = Ready(_UNLABELLED.format(which="e.id = :pick"))
_PRINTER_HERE = Ready(
    "SELECT id FROM printer WHERE active = 1 AND queue = :queue AND (station IS NULL OR station = :station) LIMIT 1"
)
_LABEL = Ready("SELECT id FROM print_job WHERE intent_key = :intent AND voided_at IS NULL")
_TAKEN_OUT = text(
    """
    SELECT j.id FROM pick_event e JOIN print_job j ON j.intent_key = 'pick ' || CAST(e.id AS TEXT)
    WHERE e.tote_use_id = :use AND e.kind = 'pick' AND j.voided_at IS NULL
      AND EXISTS (SELECT 1 FROM pick_event x WHERE x.undoes_id = e.id) ORDER BY j.id
    """
)


def label_pieces(database: Database, actor: Actor, code: str, *, command_id: str | None = None) -> Done:
    """Asks for the labels of the weighed pieces in a tote; answer {"tote", "labels": jobs asked now, "voided": how many}.

    Raises NotFound, LabelVoid.
    """

    def work(tx: Transaction) -> dict[str, Any]:
        tote = tote_of_scan(tx.connection, code)
        asked, voided = label_tote(tx, tote)
        return {"tote": tote.code, "labels": asked, "voided": voided}

    return command.execute(database, actor, "label_pieces", [code], work, right=Right.PRINT, command_id=command_id)


def label_tote(tx: Transaction, tote: ScannedTote) -> tuple[list[int], int]:
    """The jobs asked now for weighed pieces in the tote that had none, and how many became void: pieces taken out."""
    gone = tx.connection.execute(_TAKEN_OUT, {"use": tote.use_id}).scalars().all()
    for job in gone:
        printing.void(tx, int(job), PIECE_TAKEN_OUT)
    rows = _UNLABELLED_OF_TOTE.run(tx.connection, {"use": tote.use_id})
    each = _prices(tx, {row.cell_id for row in rows})
    return [_ask(tx, tote, row, each) for row in rows], len(gone)


def label_pick(tx: Transaction, picked: Mapping[str, Any]) -> int | None:
    """The job of the label for the piece just weighed, of whose pick this is the answer; None when it was refused, or no
    label printer stands here that could print it.
    """
    if picked.get("event_id") is None or picked.get("weight_g") is None:
        return None
    here = {"queue": LABELS, "station": tx.actor.station}
    if _PRINTER_HERE.run(tx.connection, here).first() is None:
        return None
    row = _UNLABELLED_PICK.run(tx.connection, {"pick": picked["event_id"]}).one_or_none()
    if row is None:
        return None
    return _ask(tx, tote_of_scan(tx.connection, picked["tote"]), row, _prices(tx, {row.cell_id}))


def unlabel_pick(tx: Transaction, undone: Mapping[str, Any]) -> None:
    """The label of a piece whose pick was undone just now is void; one that was not printed yet is not printed."""
    job = _LABEL.run(tx.connection, {"intent": intent_of_pick(undone["event_id"])}).scalar()
    if job is not None:
        printing.void(tx, int(job), PIECE_TAKEN_OUT)


def _prices(tx: Transaction, cells: set[int]) -> dict[tuple[int, int], int]:
    """(cell, order) -> what one piece of nominal weight was paid with."""
    return {
        (cell, buyer.order_id): buyer.each_fen for cell in sorted(cells) for buyer in buyers_of(tx.connection, cell)
    }


def _ask(tx: Transaction, tote: ScannedTote, row: Any, each: Mapping[tuple[int, int], int]) -> int:
    paid_fen = each.get((row.cell_id, row.order_id), 0)
    words = ItemLabel(
        cycle=tote.cycle,
        point=tote.point,
        pickup_code=row.pickup_code,
        buyer=family_name(row.buyer),
        product=row.name,
        spec=row.spec,
        weight_g=row.weight_g,
        price_fen=price_share_fen(paid_fen, row.weight_g, row.nominal_g),
        tote=tote.code,
        picked_by=row.person,
        picked_at=iso_text(from_ms(row.at)),
        unit_price_fen=price_share_fen(paid_fen, A_KILOGRAM_G, row.nominal_g),
        lot=row.lot or "",
        best_before=str(row.expires_on or ""),
        sequence=row.station_seq,
        barcode=_barcode(tx, row),
        is_manual=bool(row.manual_weight),
    )
    return int(
        printing.ask(
            tx,
            JobKind.ITEM_LABEL,
            subject=f"order {row.order_id}",
            body=words,
            group_key=group_of_pieces(tote.use_id),
            intent_key=intent_of_pick(row.id),
        )
    )


def _barcode(tx: Transaction, row: Any) -> str:
    """The in-store code that our own scanners read back as this item and weight; else the product's EAN-13, or ""."""
    if row.item and row.weight_g <= HEAVIEST_IN_CODE_G:
        code = ean13_with_check(f"{row.item}{row.weight_g:05d}")
        found = scanned_product(tx.connection, code)
        if found is not None and found.reading is not None and found.reading.weight_g == row.weight_g:
            return code
    return row.ean13 or ""
