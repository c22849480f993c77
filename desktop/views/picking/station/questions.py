"""The questions of a station: why short, what instead and who agreed, which point next, why to pause. One number each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.background.weights import kg
from desktop.views.picking.station.faces import whose
from desktop.views.picking.station.model import PICKABLE
from desktop.widgets import figures
from desktop.widgets.numbered_sheet import Choice
from domain.common.money import yuan_text
from domain.common.sentences import _
from domain.picking import queries
from domain.picking.values import PickLine, PointRow, ProductSeen, Turn, WaveRow
from domain.printing.queries import JobRow

if TYPE_CHECKING:
    from desktop.widgets.numbered_sheet import NumberedSheet
    from domain.common.database import Connection

Then = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Places:
    """Where a station may go: the points of its wave, and the waves of the night."""

    points: tuple[PointRow, ...]
    waves: tuple[WaveRow, ...]


def read_places(connection: Connection, wave_id: int, cycle: str) -> Places:
    """Both from one moment."""
    return Places(queries.point_rows(connection, wave_id), queries.wave_board(connection, cycle))


def short_reasons() -> tuple[str, ...]:
    """The six usual reasons, in the order in which they happen."""
    return (
        _("Nothing left"),
        _("Damaged"),
        _("Poor quality"),
        _("Wrong goods delivered"),
        _("Not at its bin"),
        _("Other reason"),
    )


def ask_short(sheet: NumberedSheet, line: PickLine, quantity: int, then: Then) -> None:
    """Why `quantity` pieces of the line will not come."""
    reasons = [Choice(reason, reason) for reason in short_reasons()]
    title = _("{count} of {product} short?").format(count=f"{quantity} {line.unit}".strip(), product=line.product)
    said = _("{point}: {left} still to pick of {wanted}. The buyers get their money back.").format(
        point=line.point, left=line.left, wanted=line.wanted
    )
    foot = "" if quantity == 1 else _("Fewer? Esc, type the number, then F2.")
    sheet.ask(title, said, reasons, then, foot)


def ask_substitute(sheet: NumberedSheet, line: PickLine, products: Sequence[ProductSeen], then: Then) -> None:
    """What goes in instead."""
    choices = [Choice(str(each.id), f"{each.name} {each.spec}".strip(), _price(each)) for each in products]
    said = (
        _("The buyer never pays more than for what was ordered.")
        if choices
        else _("Nothing may stand in for it: the settings name what may, else its own category.")
    )
    sheet.ask(_("Instead of {product}").format(product=line.product), said, choices, then)


def _price(product: ProductSeen) -> str:
    return f"¥{yuan_text(product.price_fen)}" if product.price_fen is not None else ""


@dataclass(frozen=True, slots=True)
class Instead:
    """What may be given instead, and for whom: the buyer whose piece is next."""

    products: tuple[ProductSeen, ...]
    turn: Turn | None

    def at_most(self, wanted: int) -> int:
        """So many pieces as asked for, and no more than this buyer still gets: each buyer agrees for himself."""
        return min(wanted, self.turn.of - self.turn.piece + 1) if self.turn else wanted


def read_instead(connection: Connection, line: PickLine) -> Instead:
    """Both from one moment."""
    return Instead(queries.substitutes_for(connection, line.product_id), queries.whose_turn(connection, line.cell_id))


def ask_consent(sheet: NumberedSheet, given: ProductSeen, quantity: int, turn: Turn | None, then: Then) -> None:
    """Who agreed."""
    words = (
        _("The buyer agreed by phone"),
        _("The buyer agreed when ordering"),
        _("The leader agreed"),
        _("The manager decided"),
    )
    title = _("Who agreed to {product} × {count}?").format(product=given.name, count=quantity)
    said = _("It stands on the handover sheet.")
    sheet.ask(title, f"{whose(turn)}. {said}" if turn else said, [Choice(word, word) for word in words], then)


def ask_pause(sheet: NumberedSheet, wave: str, then: Then) -> None:
    """Why the whole wave stops."""
    words = (_("Waiting for goods"), _("Break"), _("Something is wrong"))
    said = _("No scan of this wave counts until it is resumed.")
    sheet.ask(_("Pause {wave}?").format(wave=wave), said, [Choice(word, word) for word in words], then)


def ask_place(sheet: NumberedSheet, places: Places, wave_id: int, then: Then) -> None:
    """Which point or wave next; `then("point:7")` or `then("wave:3")`."""
    here = [row for row in places.points if row.done < row.wanted or row.crates]
    here.sort(key=lambda row: row.done >= row.wanted)
    choices = [Choice(f"point:{row.point_id}", row.point, _how_far(row)) for row in here]
    others = [wave for wave in places.waves if wave.id != wave_id and wave.state in PICKABLE]
    choices += [Choice(f"wave:{wave.id}", _wave_said(wave), _left_said(wave)) for wave in others]
    said = "" if choices else _("No other wave is released.")
    sheet.ask(_("Where next?"), said, choices, then)


def _how_far(row: PointRow) -> str:
    if row.done >= row.wanted:
        return _("done")
    return _("{left} left").format(left=figures.pieces(row.wanted - row.done))


def _wave_said(wave: WaveRow) -> str:
    points = "、".join(wave.points[:3]) + ("…" if len(wave.points) > 3 else "")
    return f"{wave.name} · {points}"


def _left_said(wave: WaveRow) -> str:
    return _("done") if not wave.left and wave.wanted else _("{left} left").format(left=figures.pieces(wave.left))


def ask_big_number(sheet: NumberedSheet, typed_g: int, nominal_g: int, meant_g: int, then: Then) -> None:
    """Kilograms typed where grams count, or the other way round? `then` gets the grams that were meant, or "again"."""
    choices = [Choice(str(meant_g), _("{meant} was meant").format(meant=_grams_and_kg(meant_g)))] if meant_g else []
    choices.append(Choice("again", _("Type it again")))
    title = _("Really {weight}?").format(weight=_grams_and_kg(typed_g))
    said = _("A piece weighs about {nominal}.").format(nominal=_grams_and_kg(nominal_g))
    sheet.ask(title, said, choices, then, _("If it is so: Esc, then F9 allows it by name."))


def _grams_and_kg(grams: int) -> str:
    return f"{kg(grams)} kg" if grams >= 1000 else f"{grams} g"


def ask_reprint(sheet: NumberedSheet, label: JobRow, then: Then) -> None:
    """Why a label is wanted once more: it stands in the trail, and the copy is marked."""
    reasons = (_("It was lost"), _("It cannot be read"), _("It is torn"), _("It did not come out"))
    choices = [Choice(reason, reason) for reason in reasons]
    sheet.ask(_("Print it once more?"), label_said(label), choices, then)


def label_said(label: JobRow) -> str:
    """Which label it is: the crate or the product, the point, the serial."""
    facts = (label.body.get(name) for name in ("tote", "product", "point"))
    return " · ".join([*(str(fact) for fact in facts if fact), label.serial])
