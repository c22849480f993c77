"""The pure rules of the gate: what a tote ought to weigh, how far off it may be, and what a wrong weight tells.

The tolerance (decision 0040): the pieces of one product come from one lot and are off the same way, so their tolerances
add up; products are off independently of each other, so theirs add up as squares, with the scale's and the crate's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isqrt

from domain.packing.words import Cause, CauseKind, Expected, PackingSettings, Part, SecondCheck

MOST_PIECES = 3
"""More pieces off by one slip are no slip any more."""
HEAVIEST_G = 200_000
"""Nobody puts more than 200 kg on the scale of a packing table."""


def expected_weight(parts: Iterable[Part], tare_g: int, settings: PackingSettings) -> Expected:
    """Crate, real weights of weighed pieces and nominal ones of the rest; the tolerance is rounded up to whole grams."""
    known, squares, unknown = tare_g, (settings.base_g * 1000) ** 2, []
    for part in parts:
        known += part.weighed_g + part.counted * part.nominal_g
        squares += (part.counted * part.nominal_g * part.tolerance_permille) ** 2
        squares += part.weighed * (settings.scale_g * 1000) ** 2
        if part.counted and not part.nominal_g:
            unknown.append(part.product)
    return Expected(known, -(-_root_up(squares) // 1000), tuple(unknown))


def _root_up(number: int) -> int:
    root = isqrt(number)
    return root if root * root == number else root + 1


def tolerance_for(expected: Expected, gross_g: int) -> int:
    """The tolerance a weighing is held to: upwards any, where a product's weight is unknown."""
    return max(expected.tolerance_g, gross_g - expected.expected_g) if expected.unknown else expected.tolerance_g


def likeliest_cause(
    difference_g: int,
    expected: Expected,
    inside: Sequence[Part],
    of_the_point: Sequence[Part],
    tare_g: int,
) -> Cause | None:
    """The one slip that explains `difference_g` (real less expected) within the tolerance; None where none does.

    The fewest pieces come first, of equal ones what leaves the least unexplained; the crate counts as one piece. Too few:
    of what ought to be inside. Too many: of anything that goes to this point.
    """
    if abs((expected.expected_g + difference_g) * 1000 - expected.expected_g) <= expected.tolerance_g + 500:
        return Cause(CauseKind.KILOGRAMS)
    short = difference_g < 0
    kind = CauseKind.TOO_FEW if short else CauseKind.TOO_MANY
    found = [
        (pieces, abs(abs(difference_g) - pieces * each), part.product, kind)
        for part in (inside if short else of_the_point)
        if (each := _each_g(part)) > 0
        for pieces in range(1, min(MOST_PIECES, part.pieces if short else MOST_PIECES) + 1)
    ]
    if short and tare_g:
        found.append((1, abs(difference_g + tare_g), "", CauseKind.CRATE_LEFT_OUT))
    fitting = [one for one in found if one[1] <= expected.tolerance_g]
    if not fitting:
        return None
    pieces, _, product, told = min(fitting)
    return Cause(told) if told is CauseKind.CRATE_LEFT_OUT else Cause(told, product, pieces)


def _each_g(part: Part) -> int:
    """What one piece weighs: the mean of the weighed ones, else the nominal weight."""
    return part.weighed_g // part.weighed if part.weighed else part.nominal_g


def needs_second_person(parts: Iterable[Part], is_cold_tote: bool, settings: PackingSettings) -> bool:
    """True when the company wants a second person to check such a tote."""
    inside = tuple(parts)
    match settings.second_check:
        case SecondCheck.ALWAYS:
            return True
        case SecondCheck.NEVER:
            return False
        case SecondCheck.COLD:
            return is_cold_tote or any(part.is_cold for part in inside)
        case SecondCheck.ABOVE:
            return sum(part.pieces for part in inside) > settings.second_check_above
