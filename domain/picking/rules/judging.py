"""What a scan is worth: right, or why not. Everything it needs comes in as a value; nothing is counted here.

By point, a crate's code takes the crate and a product's counts into it; by product it is the other way round.
Next: weights.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.picking.rules.codes import Meaning, Meant
from domain.picking.values import Stand
from domain.picking.words import PickMethod, Verdict
from domain.totes.words import ToteState

Facts = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class CellNow:
    """A cell as the database has it now, its row locked; names for the sentence."""

    id: int
    point_id: int
    product_id: int
    point: str
    product: str
    weighed: bool
    nominal_g: int
    tolerance_permille: int
    wanted: int
    done: int

    @property
    def left(self) -> int:
        """Pieces still to pick."""
        return self.wanted - self.done


@dataclass(frozen=True, slots=True)
class ToteNow:
    """A crate as it stands now; without a use it is free (or out of use)."""

    code: str
    state: ToteState
    use_id: int | None = None
    wave_id: int | None = None
    point_id: int | None = None
    point: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """All a scan is judged by: what the code is, where the station stands, the cell and the crate it is about.

    `quantity` None: the usual one (1 by point, all that is due by product). `has_weight`: a weight comes with it.
    `point` and `product` name what the station stands at; `other_wave` is the wave that wants the product instead.
    """

    meant: Meant
    stand: Stand
    cell: CellNow | None
    tote: ToteNow | None
    quantity: int | None = None
    has_weight: bool = False
    point: str = ""
    product: str = ""
    other_wave: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, how many pieces it counts, and the facts of its sentence; `told` names another than the verdict's own."""

    verdict: Verdict
    quantity: int = 0
    facts: Facts = ()
    told: str = ""


def judge(read: Read) -> Judged:
    """The verdict on a scan. RIGHT: `quantity` pieces go from stock into `read.tote` for `read.cell`."""
    match read.meant.meaning:
        case Meaning.UNREADABLE:
            return Judged(Verdict.UNREADABLE, facts=(("code", read.meant.text),))
        case Meaning.TOTE if read.stand.method == PickMethod.BY_POINT or read.stand.product_id is None:
            return _a_crate(read)
        case Meaning.TOTE:
            return _into_a_crate(read)
        case Meaning.PRODUCT if read.stand.method == PickMethod.BY_PRODUCT:
            return _in_hand(read)
        case Meaning.PRODUCT:
            return _a_product(read)
        case _:
            return Judged(Verdict.UNKNOWN, facts=(("code", read.meant.text),))


def _a_crate(read: Read) -> Judged:
    """A crate is taken in hand: free, or being filled for this very point."""
    wrong = _wrong_crate(read)
    if wrong is not None:
        return wrong
    if read.tote is not None and read.tote.state == ToteState.FREE and read.stand.point_id is None:
        return _nobodys(read.tote)
    code = read.tote.code if read.tote else ""
    return Judged(Verdict.TOTE, facts=(("tote", code), ("point", read.point or (read.tote.point if read.tote else ""))))


def _wrong_crate(read: Read) -> Judged | None:
    """Why the crate cannot take goods here; None when it can."""
    tote, stand = read.tote, read.stand
    if tote is None:
        return Judged(Verdict.UNKNOWN, facts=(("code", read.meant.text),))
    if tote.state == ToteState.FREE:
        return None
    is_ours = tote.wave_id == stand.wave_id and stand.point_id in (None, tote.point_id)
    if tote.state == ToteState.FILLING and is_ours:
        return None
    if tote.state in (ToteState.DAMAGED, ToteState.LOST, ToteState.RETURNED):
        facts = (("tote", tote.code), ("state", tote.state.value))
        return Judged(Verdict.WRONG_TOTE, facts=facts, told="scan_crate_out_of_use")
    if is_ours:
        return Judged(Verdict.SEALED_TOTE, facts=_of_crate(tote, tote.point))
    return Judged(Verdict.WRONG_TOTE, facts=_of_crate(tote, read.point))


def _nobodys(tote: ToteNow) -> Judged:
    """Nobody knows yet whose a free crate is: it is opened for a point first."""
    return Judged(Verdict.WRONG_TOTE, facts=(("tote", tote.code),), told="scan_crate_of_nobody")


def _of_crate(tote: ToteNow, point: str) -> Facts:
    return (("tote", tote.code), ("point", point), ("belongs", tote.point), ("state", tote.state.value))


def _a_product(read: Read) -> Judged:
    """A product is put into the crate in hand."""
    wrong = _wrong_product(read) or _wrong_count(read)
    if wrong is not None:
        return wrong
    if read.tote is None:
        return Judged(Verdict.NO_TOTE, facts=(("point", read.point),))
    return _wrong_crate(read) or _weighed_or_right(read)


def _into_a_crate(read: Read) -> Judged:
    """The product in hand is put into the crate scanned."""
    wrong = _wrong_crate(read)
    if wrong is not None:
        return wrong
    if read.tote is not None and read.tote.use_id is None:
        return _nobodys(read.tote)
    return _wrong_product(read) or _wrong_count(read) or _weighed_or_right(read)


def _in_hand(read: Read) -> Judged:
    """A product is taken in hand to be dealt out: `read.cell` is any cell of it that is still open, or any at all."""
    wrong = _wrong_product(read)
    if wrong is None and read.cell is not None and read.cell.left == 0:
        wrong = Judged(Verdict.DONE_ALREADY, facts=(("product", read.product),), told="scan_dealt_out")
    return wrong or Judged(Verdict.IN_HAND, facts=(("product", read.product),))


def _wrong_product(read: Read) -> Judged | None:
    if read.cell is not None:
        return None
    if read.other_wave:
        return Judged(Verdict.WRONG_WAVE, facts=(("product", read.product), ("wave", read.other_wave)))
    if read.stand.method is PickMethod.BY_PRODUCT and not read.point:
        return Judged(Verdict.WRONG_PRODUCT, facts=(("product", read.product),), told="scan_not_in_this_wave")
    return Judged(Verdict.WRONG_PRODUCT, facts=(("product", read.product), ("point", read.point)))


def _wrong_count(read: Read) -> Judged | None:
    cell = read.cell
    if cell is None:
        return None
    if cell.left == 0:
        return Judged(
            Verdict.DONE_ALREADY, facts=(("product", cell.product), ("point", cell.point), ("wanted", cell.wanted))
        )
    if not 1 <= _asked(read, cell) <= cell.left:
        facts = (("product", cell.product), ("point", cell.point), ("asked", _asked(read, cell)), ("left", cell.left))
        return Judged(Verdict.OVER, facts=facts)
    return None


def _weighed_or_right(read: Read) -> Judged:
    cell = read.cell
    if cell is None:
        return Judged(Verdict.UNKNOWN, facts=(("code", read.meant.text),))
    if cell.weighed and not read.has_weight:
        return Judged(Verdict.NEEDS_WEIGHT, facts=(("product", cell.product), ("nominal_grams", cell.nominal_g)))
    facts = (("product", cell.product), ("point", cell.point), ("quantity", _asked(read, cell)))
    return Judged(Verdict.RIGHT, 1 if cell.weighed else _asked(read, cell), facts)


def _asked(read: Read, cell: CellNow) -> int:
    """Pieces meant: as named, else one by point and all that is due by product; a weighed product piece by piece."""
    if cell.weighed:
        return 1
    if read.quantity is not None:
        return read.quantity
    return 1 if read.stand.method == PickMethod.BY_POINT else cell.left
