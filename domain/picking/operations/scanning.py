"""The scan: judged by rules.judge over fresh counts, then one row in the ledger, one command. Next: weighing.py.

A scan that does not count is a command too: it leaves a refused_scan row and its verdict, and changes nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import insert

from domain.catalogue.words import ReadCode
from domain.common.command import Done, Transaction
from domain.common.database import Database
from domain.common.errors import NotFound
from domain.common.people import Actor
from domain.picking.operations import looking, putting
from domain.picking.operations.looking import Seen
from domain.picking.operations.putting import Goods
from domain.picking.queries.turns import buyers_of, next_buyer
from domain.picking.records import RefusedScanRecord
from domain.picking.rules.codes import Meaning, Meant, meaning
from domain.picking.rules.judging import CellNow, Judged, Read, judge
from domain.picking.rules.weights import judge_label
from domain.picking.values import Stand, StationView
from domain.picking.words import COUNTED, WAVE_NAME, CellDone, PickMethod, Verdict
from domain.totes.operations import open_tote
from domain.totes.words import ToteState


def confirm_scan(
    database: Database,
    actor: Actor,
    view: StationView,
    stand: Stand,
    code: str | ReadCode,
    *,
    quantity: int | None = None,
    command_id: str | None = None,
) -> Done:
    """What a scanner read (a ReadCode) or a person typed, judged and counted; values.scanned_from(done.answer) is a Scanned.

    By point: a crate's code takes it (a free one is opened for stand.point_id), a product's counts `quantity` (1) into
    the crate in hand. By product: a product's code takes it in hand, a crate's counts `quantity` (all that is due).
    An in-store code and a GS1 label carry their weight (decision 0076). A refused scan raises nothing: its verdict says why, a refused_scan row keeps it.
    Raises NotAllowed, WaveNotReady (planned, paused, closed), NotFound (no such wave).
    """
    meant = meaning(code, view.codes, view.patterns)

    def work(tx: Transaction) -> dict[str, Any]:
        return _Scan(tx, view, stand, quantity).of(meant)

    body = [*stand_body(stand), code.said if isinstance(code, ReadCode) else code, quantity]
    return putting.press(database, actor, "picking.scan", body, work, command_id)


def stand_body(stand: Stand) -> list[object]:
    """A stand as JSON: wave, method, point, crate in hand, product in hand."""
    return [stand.wave_id, stand.method.value, stand.point_id, stand.tote_use_id, stand.product_id]


class _Scan:
    """One scan inside its transaction: looks, asks the rules, writes, and says what came of it."""

    def __init__(self, tx: Transaction, view: StationView, stand: Stand, quantity: int | None) -> None:
        self._tx, self._view, self._stand, self._quantity = tx, view, stand, quantity

    def of(self, meant: Meant) -> dict[str, Any]:
        """The answer of the scan."""
        meant, lot_id = self._asked(meant)
        read, seen = self._read(meant)
        putting.must_be_at_work(seen.wave)
        judged = judge(read)
        if judged.verdict is Verdict.RIGHT and read.cell is not None:
            judged = judge_label(meant, read.cell, self._view.delivery) or judged
        if judged.verdict not in COUNTED:
            return refused(self._tx, self._stand, judged, meant.text, seen)
        if judged.verdict is Verdict.RIGHT and read.cell and read.tote:
            about = self._of_buyer(read.cell, meant) if read.cell.weighed else {}
            label = meant.text if about.get("weight") else ""
            return put(self._tx, self._view, self._stand, seen, judged, meant.text, lot_id, label=label, **about)
        return self._taken(read, judged) | {"version": seen.wave.version}

    def _of_buyer(self, cell: CellNow, meant: Meant) -> dict[str, Any]:
        """Whose the labelled piece is, and its weight."""
        buyer = next_buyer(buyers_of(self._tx.connection, cell.id))
        if buyer is None:
            raise CellDone(cell.product, cell.point, 0, 1)
        return {"order": buyer.order_id, "weight": meant.weight_g}

    def _asked(self, meant: Meant) -> tuple[Meant, int | None]:
        """A code the station does not know: a barcode added since, or the label of a lot. (what it means, lot id)"""
        connection = self._tx.connection
        if meant.lot and meant.product_id is not None:
            lot = looking.lot_of(connection, self._view, self._stand.point_id, meant.lot, meant.product_id)
            return meant, lot[0] if lot else None
        if meant.meaning is not Meaning.OTHER:
            return meant, None
        product = connection.execute(looking.BARCODE, {"code": meant.text}).scalar_one_or_none()
        if product is not None:
            return Meant(Meaning.PRODUCT, meant.text, int(product)), None
        lot = looking.lot_of(connection, self._view, self._stand.point_id, meant.text)
        return (meant, None) if lot is None else (Meant(Meaning.PRODUCT, meant.text, lot[1]), lot[0])

    def _read(self, meant: Meant) -> tuple[Read, Seen]:
        """Everything the scan is judged by, the cell locked."""
        stand, connection, view = self._stand, self._tx.connection, self._view
        tote = looking.crate(connection, view, meant.text) if meant.meaning is Meaning.TOTE else None
        product, point = meant.product_id or stand.product_id, stand.point_id
        if meant.meaning is Meaning.TOTE and stand.method is PickMethod.BY_PRODUCT and tote is not None:
            point = tote.point_id
        about_a_product = meant.meaning is Meaning.PRODUCT or (meant.meaning is Meaning.TOTE and stand.product_id)
        seen = self._seen(point, product) if about_a_product and product is not None else None
        if seen is None:
            seen = Seen(self._wave(), None, looking.crate_of(connection, view, stand.tote_use_id))
        other = looking.other_wave(connection, view, product) if product and seen.cell is None else None
        read = Read(
            meant,
            stand,
            seen.cell,
            tote if meant.meaning is Meaning.TOTE else seen.tote,
            self._quantity,
            meant.weight_g is not None,
            looking.point_name(connection, view, point),
            looking.product_name(connection, view, product),
            WAVE_NAME.format(other) if other else "",
        )
        return read, seen if meant.meaning is not Meaning.TOTE else replace(seen, tote=tote)

    def _seen(self, point: int | None, product: int) -> Seen | None:
        connection, view = self._tx.connection, self._view
        if point is None and self._stand.method is PickMethod.BY_POINT:
            return None
        if self._stand.method is PickMethod.BY_PRODUCT and self._stand.product_id != product:
            point = None
        cell_id = looking.cell_id_of(connection, view, point, product)
        return looking.look_at_cell(connection, view, cell_id, self._stand.tote_use_id) if cell_id else None

    def _wave(self) -> looking.WaveNow:
        wave = looking.wave_now(self._tx.connection, self._view.wave_id)
        if wave is None:
            raise NotFound("wave", WAVE_NAME.format(self._view.number))
        return wave

    def _taken(self, read: Read, judged: Judged) -> dict[str, Any]:
        """A crate or a product is in hand now."""
        if judged.verdict is Verdict.IN_HAND:
            stand = replace(self._stand, product_id=read.meant.product_id)
            return answer(stand, judged, read.cell)
        tote, stand = read.tote, self._stand
        if tote is not None and tote.state is ToteState.FREE and stand.point_id is not None:
            use_id: int | None = open_tote(self._tx, tote.code, stand.wave_id, stand.point_id)
        else:
            use_id = tote.use_id if tote else None
        point = stand.point_id if stand.point_id is not None else tote.point_id if tote else None
        return answer(replace(stand, tote_use_id=use_id, point_id=point), judged, None, tote=tote.code if tote else "")


def put(
    tx: Transaction,
    view: StationView,
    stand: Stand,
    seen: Seen,
    judged: Judged,
    code: str,
    lot_id: int | None = None,
    *,
    label: str = "",
    **about: Any,
) -> dict[str, Any]:
    """Goods judged right go into the crate: one row in the ledger, or the verdict that there are none.

    `label`: the code that the weight was read off; the trail names it beside the weight.
    """
    cell, tote = seen.cell, seen.tote
    if cell is None or tote is None:
        raise NotFound("cell", code)
    putting.begin(tx, view.wave_id, seen.wave)
    values = putting.act(tx, "pick", cell.id, use=tote.use_id, **about)
    made = putting.pick(tx, view, values, Goods(cell.product_id, judged.quantity, lot_id))
    if made is None:
        return refused(tx, stand, putting.why_none(tx, view, cell, lot_id), code, seen)
    after = replace(cell, done=cell.done + judged.quantity)
    noted = [after.done, tote.code, about.get("weight"), *([label] if label else [])]
    tx.note("picking", "picked", f"cell {cell.id}", before=cell.done, after=noted)
    tx.stages.update(("totes", "stock"))
    left = looking.point_left(tx.connection, view.wave_id, cell.point_id) if after.left == 0 else None
    more = {
        "version": seen.wave.version,
        "weight_g": about.get("weight"),
        "label": label or None,
        "order_id": about.get("order"),
        "event_id": made,
        "tote": tote.code,
    }
    return answer(stand, judged, after, quantity=judged.quantity, point_left=left, **more)


def refused(tx: Transaction, stand: Stand, judged: Judged, code: str, seen: Seen) -> dict[str, Any]:
    """A scan that does not count is kept with its verdict; one that only waits for the scale is no fault of anybody."""
    if judged.verdict is Verdict.NEEDS_WEIGHT:
        return answer(stand, judged, seen.cell, version=seen.wave.version)
    row = {
        "at": tx.at,
        "person": tx.actor.person,
        "station": tx.actor.station,
        "command_id": tx.command_id,
        "stage": "picking",
        "code": code,
        "verdict": judged.verdict.value,
        "wave_id": stand.wave_id,
    }
    tx.connection.execute(insert(RefusedScanRecord).values(**row))
    tx.stages.add("picking")
    return answer(stand, judged, seen.cell, version=seen.wave.version)


def answer(stand: Stand, judged: Judged, cell: CellNow | None, **more: Any) -> dict[str, Any]:
    """What the station is told, as JSON (values.scanned_from)."""
    said: dict[str, Any] = {
        "verdict": judged.verdict.value,
        "told": judged.told or f"scan_{judged.verdict.value}",
        "stand": stand_body(stand),
        "facts": [[name, value] for name, value in judged.facts],
    }
    if cell is not None:
        said |= {"cell_id": cell.id, "product_id": cell.product_id, "point_id": cell.point_id}
        said |= {"wanted": cell.wanted, "done": cell.done, "left": cell.left}
    return said | {name: value for name, value in more.items() if value is not None}
