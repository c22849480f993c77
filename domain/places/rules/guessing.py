"""Which datum were these numbers given in? The one that puts the places nearest to what is known of them.

A file with the wrong datum looks right on paper and sends the van 500 m astray. Next: checking.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from domain.common.errors import Notice
from domain.places.rules.datums import Degrees, converted, distance_m
from domain.places.words import Datum

FEWEST = 3
"""Fewer places say nothing: one of them may simply have moved."""

ASTRAY_M = 50.0
"""Nearer than that, a datum is not worth a word."""

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


def doubt_of_datum(said: Datum, given: Sequence[Degrees], known: Sequence[Degrees]) -> Notice | None:
    """A warning when the places fit what is known of them clearly better in another datum than the one that is said.

    `known`: where the same places were before, in WGS-84.
    """
    guess = guess_datum(given, known) if len(given) >= FEWEST else None
    if guess is None or guess.datum is said or not guess.is_clear:
        return None
    metres = {datum: round(distance) for datum, distance in guess.median_m}
    if metres[said] < ASTRAY_M:
        return None
    facts = {"given": said.value, "likely": guess.datum.value, "distance": metres[guess.datum], "other": metres[said]}
    return Notice.of("datum_doubtful", **facts)


def _median_m(places: Sequence[Degrees], known: Sequence[Degrees]) -> float:
    return median(min(distance_m(place, spot) for spot in known) for place in places)
