"""Which datum were these numbers given in? The one that puts the places nearest to what is known of them.

A file with the wrong datum looks right on paper and sends the van 500 m astray. Next: checking.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from domain.places.rules.datums import Degrees, converted, distance_m
from domain.places.words import Datum

CLEARLY = 3.0
"""The best reading counts when it is this many times nearer than the next."""


@dataclass(frozen=True, slots=True)
class DatumGuess:
    """The datum that fits best, the median distance of each reading in metres, and whether the answer is clear."""

    datum: Datum
    median_m: tuple[tuple[Datum, float], ...]
    is_clear: bool


def guess_datum(given: Sequence[Degrees], known: Sequence[Degrees]) -> DatumGuess | None:
    """The likely datum of `given`, or None when there is nothing to compare.

    `given`: places as a file says them, any datum. `known`: the same spots, or the warehouse and points they
    lie at, in WGS-84; each place is measured to the nearest of them. Distances are compared over the median,
    so that a few new places do not matter.
    """
    if not given or not known:
        return None
    medians = [(datum, _median_m([converted(place, datum, Datum.WGS84) for place in given], known)) for datum in Datum]
    ranked = sorted(medians, key=lambda pair: pair[1])
    return DatumGuess(ranked[0][0], tuple(medians), ranked[1][1] > CLEARLY * max(ranked[0][1], 1.0))


def _median_m(places: Sequence[Degrees], known: Sequence[Degrees]) -> float:
    return median(min(distance_m(place, spot) for spot in known) for place in places)
