"""What a label of each kind says: the facts of its job as named words, which the templates put where they want.

Every word of a kind is always there, "" where the job does not know it. A wild fact never raises: it is shown as it is.
Next: templates.py.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from domain.common.codes import badge_code, bin_label_code, control_code
from domain.common.money import yuan_text
from domain.common.quantity import weight_text
from domain.common.sentences import N_, _, ngettext
from domain.picking.words import WAVE_NAME, Control
from exchange.documents.text import clean
from exchange.documents.wording import day_text, zone_text

Words = dict[str, str]
DOT: Final = " · "
DISPENSABLE: Final = frozenset({"barcode"})
"""Codes a label can do without: it has its serial's beside them."""
NEXT_LINE: Final = "\n"
"""Between the goods of a bag, the points of a pallet: each on a line of its own where there is room, else one after another."""

CONTROL_WORDS: Final = {
    "UNDO": N_("undo"),
    "SHORT": N_("short"),
    "NEXT": N_("next"),
    "TOTE_FULL": N_("crate full"),
    "PAUSE": N_("pause"),
    "DONE": N_("done"),
    "REPRINT": N_("reprint"),
}
"""What the control sheet says beside each code, by Control's names."""
_ROLES: Final = {"owner": N_("owner"), "manager": N_("manager"), "clerk": N_("clerk"), "picker": N_("picker")}


def words_of(kind: str, body: Mapping[str, Any], serial: str) -> Words:
    """The words of a label of `kind` in the language of the moment. KeyError for a kind without labels."""
    return {**_SAY[kind](_Facts(body)), "serial": serial, "marks": ""}


@functools.cache
def known_words(kind: str) -> frozenset[str]:
    """The names a template of the kind may ask for."""
    return frozenset(words_of(kind, {}, ""))


def role_text(role: str) -> str:
    """A Role's value as a word; what is none, as it is."""
    return _(_ROLES[role]) if role in _ROLES else role


class _Facts:
    """A job's body, each fact as what it should be; what is not there or of another kind is told apart from wrong."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self._body = body

    def text(self, name: str) -> str:
        """The fact as text, "" when it is not there."""
        given = self._body.get(name)
        return "" if given is None or given is False else clean(str(given))

    def number(self, name: str) -> int | None:
        """A whole number; None when it is none."""
        given = self._body.get(name)
        return given if isinstance(given, int) and not isinstance(given, bool) else None

    def is_so(self, name: str) -> bool:
        """A yes."""
        return self._body.get(name) is True

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        given = self._body.get(name)
        return [clean(str(each)) for each in given] if isinstance(given, list | tuple) else []

    def weight(self, name: str) -> str:
        """Grams as people read them."""
        grams = self.number(name)
        return "" if grams is None else weight_text(grams)

    def yuan(self, name: str) -> str:
        """Fen as yuan."""
        fen = self.number(name)
        return "" if fen is None else yuan_text(fen)

    def day(self, name: str) -> str:
        """An ISO day or moment as “5月26日 周二”; what is none, as it is."""
        moment = _moment(self.text(name))
        return self.text(name) if moment is None else day_text(moment)

    def clock(self, name: str) -> str:
        """An ISO moment as “03:12”, in the zone it was written in: a reprint elsewhere says the same."""
        moment = _moment(self.text(name))
        return moment.strftime("%H:%M") if isinstance(moment, datetime) else self.text(name)

    def day_of(self, name: str, beside: str) -> str:
        """An ISO day as “05-28”, with its year when that is another than of the fact it stands beside."""
        moment, other = _moment(self.text(name)), _moment(self.text(beside))
        if moment is None or other is None or moment.year != other.year:
            return self.text(name)
        return moment.strftime("%m-%d")

    def stamp(self, name: str) -> str:
        """An ISO moment as “05-26 03:12”."""
        moment = _moment(self.text(name))
        return moment.strftime("%m-%d %H:%M") if isinstance(moment, datetime) else self.text(name)

    def count(self, number: str, of: str) -> str:
        """“4/4”."""
        first, last = self.number(number), self.number(of)
        return f"{first}/{last}" if first is not None and last is not None else ""


def _moment(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        return None


def _tote(facts: _Facts) -> Words:
    wave, drop, pieces = facts.number("wave"), facts.number("drop"), facts.number("pieces")
    van, count = facts.text("van"), facts.count("number", "of")
    return {
        "cycle": facts.text("cycle"),
        "delivery": facts.day("delivery"),
        "snapshot": f"v{facts.text('snapshot')}" if facts.text("snapshot") else "",
        "point": facts.text("point"),
        "wave": "" if wave is None else WAVE_NAME.format(wave),
        "tote": facts.text("tote"),
        "count": count,
        "count_words": _("tote {count}").format(count=count) if count else "",
        "van": van,
        "drop": "" if drop is None else str(drop),
        "van_drop": f"{van}-{drop}" if van and drop is not None else van,
        "van_drop_words": _("van {van} stop {drop}").format(van=van, drop=drop) if van and drop is not None else "",
        "cold": _("cold") if facts.is_so("is_cold") else "",
        "pieces": _pieces(pieces),
        "gross": facts.weight("gross_g"),
        "sealed": _("by {person} {time}").format(
            person=facts.text("sealed_by"), time=facts.clock("sealed_at")
        ) if facts.text("sealed_by") else "",
    }  # fmt: skip


def _pieces(count: int | None) -> str:
    return "" if count is None else _("{count} pcs").format(count=f"{count:,}")


def _item(facts: _Facts) -> Words:
    sequence = facts.number("sequence")
    best_before, lot, packed = facts.day_of("best_before", "picked_at"), facts.text("lot"), facts.stamp("picked_at")
    unit_price = facts.yuan("unit_price_fen") if facts.number("unit_price_fen") else ""
    return {
        "cycle": facts.text("cycle"),
        "point": facts.text("point"),
        "pickup_code": facts.text("pickup_code"),
        "pickup_word": _("pickup code"),
        "buyer": facts.text("buyer"),
        "product": facts.text("product"),
        "spec": facts.text("spec"),
        "weight": _kilograms(facts.number("weight_g")),
        "weight_word": _("net kg"),
        "unit_price": unit_price,
        "unit_price_word": _("yuan/kg") if unit_price else "",
        "price": facts.yuan("price_fen"),
        "price_word": _("price ¥"),
        "packed": packed,
        "packed_words": _("packed {time}").format(time=packed) if packed else "",
        "best_before": best_before,
        "best_before_words": _("best before {day}").format(day=best_before) if best_before else "",
        "lot": lot,
        "lot_words": _("lot {lot}").format(lot=lot) if lot else "",
        "sequence": "" if sequence is None else str(sequence),
        "sequence_words": "" if sequence is None else f"№{sequence}",
        "tote": facts.text("tote"),
        "picked_by": facts.text("picked_by"),
        "picked_words": _("picked: {person}").format(person=facts.text("picked_by")) if facts.text("picked_by") else "",
        "barcode": facts.text("barcode"),
    }


def _kilograms(grams: int | None) -> str:
    """“0.486”: three decimals, as the scale shows it; grams are whole."""
    if grams is None:
        return ""
    whole, rest = divmod(abs(grams), 1000)
    return f"{'-' if grams < 0 else ''}{whole}.{rest:03d}"


def _bag(facts: _Facts) -> Words:
    pieces, count = facts.number("pieces"), facts.count("number", "of")
    packed_by = facts.text("packed_by")
    return {
        "cycle": facts.text("cycle"),
        "delivery": facts.day("delivery"),
        "point": facts.text("point"),
        "pickup_code": facts.text("pickup_code"),
        "pickup_word": _("pickup code"),
        "buyer": facts.text("buyer"),
        "phone_tail": facts.text("phone_tail"),
        "buyer_words": " ".join(text for text in (facts.text("buyer"), facts.text("phone_tail")) if text),
        "count": count,
        "count_words": _("bag {count}").format(count=count) if count else "",
        "pieces": _pieces(pieces),
        "cold": _("cold") if facts.is_so("is_cold") else "",
        "items": NEXT_LINE.join(facts.texts("items")),
        "packed_by": packed_by,
        "packed": _("packed by {person} {time}").format(person=packed_by, time=facts.clock("packed_at"))
        if packed_by
        else "",
    }


def _bin(facts: _Facts) -> Words:
    code, zone = facts.text("bin"), zone_text(facts.text("zone"))
    return {
        "bin": code,
        "bin_code": bin_label_code(code) if code else "",
        "warehouse": facts.text("warehouse"),
        "zone": zone,
        "product": facts.text("product"),
        "spec": facts.text("spec"),
    }


def _slip(facts: _Facts) -> Words:
    pieces = facts.number("pieces")
    return {
        "cycle": facts.text("cycle"),
        "delivery": facts.day("delivery"),
        "point": facts.text("point"),
        "address": facts.text("address"),
        "opens": facts.text("opens"),
        "pickup_code": facts.text("pickup_code"),
        "pickup_word": _("pickup code"),
        "buyer": facts.text("buyer"),
        "phone_tail": facts.text("phone_tail"),
        "buyer_words": " ".join(text for text in (facts.text("buyer"), facts.text("phone_tail")) if text),
        "pieces": _pieces(pieces),
        "items": NEXT_LINE.join(facts.texts("items")),
    }


def _pallet(facts: _Facts) -> Words:
    totes, cold, drops = facts.number("totes"), facts.number("cold_totes"), facts.text("drops")
    built_by, count = facts.text("built_by"), facts.count("number", "of")
    return {
        "cycle": facts.text("cycle"),
        "delivery": facts.day("delivery"),
        "van": facts.text("van"),
        "plate": facts.text("plate"),
        "driver": facts.text("driver"),
        "drops": drops,
        "drops_words": _("stops {drops}").format(drops=drops) if drops else "",
        "count": count,
        "count_words": _("pallet {count}").format(count=count) if count else "",
        "totes": "" if totes is None else ngettext("{count} tote", "{count} totes", totes).format(count=totes),
        "cold": _("cold {count}").format(count=cold) if cold else "",
        "gross": facts.weight("gross_g"),
        "points": NEXT_LINE.join(facts.texts("points")),
        "built": _("built by {person} {time}").format(person=built_by, time=facts.clock("built_at"))
        if built_by
        else "",
    }


def _badge(facts: _Facts) -> Words:
    number = facts.number("person_id")
    return {
        "person": facts.text("person"),
        "role": role_text(facts.text("role")),
        "company": facts.text("company"),
        "badge_code": "" if number is None else badge_code(number),
    }


def _controls(facts: _Facts) -> Words:
    words = {"station": facts.text("station"), "title": _("Control codes")}
    for name, word in CONTROL_WORDS.items():
        control = Control.__members__.get(name)
        words[f"{name.lower()}_code"] = control_code(control.value) if control else ""
        words[f"{name.lower()}_word"] = _(word)
    return words


_SAY: Final[Mapping[str, Callable[[_Facts], Words]]] = {
    "tote_label": _tote,
    "item_label": _item,
    "bag_label": _bag,
    "bin_label": _bin,
    "pickup_slip": _slip,
    "pallet_label": _pallet,
    "badge": _badge,
    "control_sheet": _controls,
}
KINDS: Final = tuple(_SAY)
