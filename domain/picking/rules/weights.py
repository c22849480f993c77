"""What a weight is worth: is it one, is it fresh, does it fit the piece. And what a person typed for one.

A scale's reading counts only while it stands still and is younger than 500 ms; a kilogram typed as a gram is asked
about, never guessed. Next: cutting.py.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.picking.rules.codes import Meant
from domain.picking.rules.judging import CellNow, Facts, Judged
from domain.picking.values import Weight
from domain.picking.words import STALE_AFTER_MS, Verdict

FAR_OFF = 20
"""A weight twenty times too large or too small is no piece out of tolerance but a slip."""


def is_within(weight_g: int, nominal_g: int, tolerance_permille: int) -> bool:
    """True when a piece differs from its nominal weight by no more than the tolerance; as the database's own rule."""
    return 1000 * abs(weight_g - nominal_g) <= tolerance_permille * nominal_g


def judge_weight(weight: Weight, nominal_g: int, tolerance_permille: int, *, is_allowed: bool = False) -> Judged:
    """RIGHT, or why not. `is_allowed`: a named person lets a weight out of tolerance through (not a bad reading).

    BIG_NUMBER has the fact `meant_grams`: what was perhaps meant (a kilogram typed as a gram, or the other way), 0: unknown.
    """
    facts: Facts = (("weight_grams", weight.weight_g), ("nominal_grams", nominal_g))
    if weight.weight_g <= 0:
        return Judged(Verdict.NO_WEIGHT, facts=facts)
    if not weight.manual and not weight.is_stable:
        return Judged(Verdict.UNSTABLE_WEIGHT, facts=facts)
    if not weight.manual and weight.age_ms > STALE_AFTER_MS:
        return Judged(Verdict.STALE_WEIGHT, facts=(*facts, ("age_ms", weight.age_ms)))
    if is_allowed or is_within(weight.weight_g, nominal_g, tolerance_permille):
        return Judged(Verdict.RIGHT, 1, facts)
    if weight.weight_g >= FAR_OFF * nominal_g or weight.weight_g * FAR_OFF <= nominal_g:
        meant = meant_g(weight.weight_g, nominal_g, tolerance_permille)
        told = "" if meant else "scan_far_off"
        return Judged(Verdict.BIG_NUMBER, facts=(*facts, ("meant_grams", meant)), told=told)
    low, high = limits_g(nominal_g, tolerance_permille)
    return Judged(Verdict.OUT_OF_TOLERANCE, facts=(*facts, ("low_grams", low), ("high_grams", high)))


def judge_label(meant: Meant, cell: CellNow, delivery: date) -> Judged | None:
    """Why the label of a piece forbids it: it ends before the delivery, or its weight is no piece's; None when it does not.

    The weight printed by the store's verified scale counts as weighed (decision 0076); it must fit as any weight must.
    """
    if meant.expires_on is not None and meant.expires_on < delivery:
        facts: Facts = (("product", cell.product), ("lot", meant.lot or meant.text))
        days = (("expires", meant.expires_on.isoformat()), ("delivery", delivery.isoformat()))
        return Judged(Verdict.EXPIRED_LOT, facts=(*facts, *days))
    if meant.weight_g is None or not cell.weighed:
        return None
    weighed = judge_weight(Weight(meant.weight_g), cell.nominal_g, cell.tolerance_permille)
    if weighed.verdict is Verdict.RIGHT:
        return None
    return replace(weighed, facts=(("product", cell.product), *weighed.facts))


def limits_g(nominal_g: int, tolerance_permille: int) -> tuple[int, int]:
    """The lightest and the heaviest piece within tolerance, in grams."""
    room = tolerance_permille * nominal_g // 1000
    return nominal_g - room, nominal_g + room


def meant_g(weight_g: int, nominal_g: int, tolerance_permille: int) -> int:
    """The weight a thousand times larger or smaller, when that fits; 0 when neither does."""
    for meant in (weight_g * 1000, weight_g // 1000):
        if is_within(meant, nominal_g, tolerance_permille):
            return meant
    return 0


_TYPED = re.compile(r"(\d{1,7}(?:[.,]\d{1,3})?)\s*(kg|千克|公斤|g|克|斤)?", re.IGNORECASE)
_GRAMS = {"kg": 1000, "千克": 1000, "公斤": 1000, "g": 1, "克": 1, "斤": 500}


def typed_weight_g(text: str) -> int | None:
    """Grams of what a person typed: “1.25”, “1,25 kg”, “1250”, “1250g”, “2.5斤”; None when it is no weight.

    Without a unit a number with decimals is kilograms, a whole one grams.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    number = Decimal(found[1].replace(",", "."))
    unit = (found[2] or ("kg" if number != number.to_integral_value() or "." in text or "," in text else "g")).lower()
    grams = number * _GRAMS[unit]
    return int(grams) if grams == grams.to_integral_value() else None
