"""Is a delivery right: refusals as errors with facts, warnings as notices, a doubtful weight as a question to ask.

The day is given, nothing is looked up. Next: scanning.py.
"""

from __future__ import annotations

from datetime import date

from domain.common.errors import Notice, Refusal
from domain.purchasing.words import (
    MOST_PIECES,
    Awaited,
    Delivered,
    LotExpired,
    NothingDelivered,
    OverDelivered,
    PiecesOutOfRange,
    TemperatureUnlikely,
    WeightInDoubt,
)

WARMEST_DC = {"chilled": 80, "frozen": -90}
"""The warmest surface at the door, in tenths of a degree: 8 °C chilled, -9 °C frozen; warmer gets a word."""
THOUSAND = 1000
DOUBT = 3
"""A weight a thousand times off, give or take this factor, was typed in the wrong unit."""


def accepted_pieces(awaited: Awaited, delivered: Delivered) -> int:
    """Cases and loose pieces together."""
    return delivered.pieces + delivered.cases * awaited.case_size


def refusal(awaited: Awaited, delivered: Delivered, today: date) -> Refusal | None:
    """Why this cannot be received as it is said; None when it can. Over-delivery is judged apart (`over`)."""
    counts = (delivered.pieces, delivered.cases, delivered.refused)
    accepted = accepted_pieces(awaited, delivered)
    if min(counts) < 0 or accepted > MOST_PIECES or delivered.refused > MOST_PIECES:
        wrong = min(counts) if min(counts) < 0 else max(accepted, delivered.refused)
        return PiecesOutOfRange(awaited.product, wrong, MOST_PIECES)
    if not any(counts) and not delivered.reason.strip():
        return NothingDelivered(awaited.product)
    if accepted and delivered.expires_on is not None and delivered.expires_on < today:
        return LotExpired(awaited.product, delivered.expires_on, today)
    if delivered.temperature_dc is not None and not -500 <= delivered.temperature_dc <= 600:
        return TemperatureUnlikely(awaited.product, degrees_text(delivered.temperature_dc))
    return _doubt(awaited, accepted, delivered)


def over(awaited: Awaited, delivered: Delivered) -> OverDelivered | None:
    """The pieces beyond what was ordered; a named person may allow them."""
    accepted = accepted_pieces(awaited, delivered)
    beyond = awaited.received + accepted - awaited.ordered
    if accepted and beyond > 0:
        return OverDelivered(awaited.product, awaited.ordered, awaited.received, accepted, beyond)
    return None


def _doubt(awaited: Awaited, accepted: int, delivered: Delivered) -> Refusal | None:
    """The question of a big number: kilograms typed as grams, or grams as kilograms."""
    expected, typed = accepted * awaited.weight_g, delivered.weight_g
    if typed is None:
        return None
    if typed <= 0:
        return WeightInDoubt(awaited.product, typed, 0, expected)
    if not expected or delivered.weight_is_sure:
        return None
    for meant in (typed * THOUSAND, typed // THOUSAND):
        if meant and expected <= meant * DOUBT and meant <= expected * DOUBT:
            return WeightInDoubt(awaited.product, typed, meant, expected)
    return None


def warnings(awaited: Awaited, delivered: Delivered) -> tuple[Notice, ...]:
    """What a person should look at although the goods are taken: short life, no best-before day, weight, warmth."""
    accepted = accepted_pieces(awaited, delivered)
    if not accepted:
        return ()
    found = (_life(awaited, delivered), _weight(awaited, accepted, delivered), _warmth(awaited, delivered))
    return tuple(notice for notice in found if notice is not None)


def _life(awaited: Awaited, delivered: Delivered) -> Notice | None:
    if delivered.expires_on is None:
        known = awaited.shelf_life_days is not None
        return Notice.of("expiry_not_said", product=awaited.product) if known else None
    if delivered.expires_on < awaited.delivery_day:
        facts = {"expires_on": delivered.expires_on, "delivery": awaited.delivery_day}
        return Notice.of("shelf_life_too_short", product=awaited.product, **facts)
    return None


def _weight(awaited: Awaited, accepted: int, delivered: Delivered) -> Notice | None:
    expected = accepted * awaited.weight_g
    if delivered.weight_g is None or not expected:
        return None
    if THOUSAND * abs(delivered.weight_g - expected) <= awaited.tolerance_permille * expected:
        return None
    facts = {"expected_g": expected, "found_g": delivered.weight_g}
    return Notice.of("weight_not_as_ordered", product=awaited.product, **facts)


def _warmth(awaited: Awaited, delivered: Delivered) -> Notice | None:
    warmest = WARMEST_DC.get(awaited.zone)
    if warmest is None or delivered.temperature_dc is None or delivered.temperature_dc <= warmest:
        return None
    facts = {"temperature": degrees_text(delivered.temperature_dc), "warmest": degrees_text(warmest)}
    return Notice.of("too_warm", product=awaited.product, **facts)


def degrees_text(tenths: int) -> str:
    """“-18.5” of -185."""
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"


def own_lot_code(order_number: str, expires_on: date | None) -> str:
    """The lot code of goods that carry none: they came together with this order, and end together.

    0525-P1, or 0525-P1-E990601 with a best-before day.
    """
    return f"{order_number}-E{expires_on:%y%m%d}" if expires_on else order_number
