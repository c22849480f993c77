"""The words of packing: the gate before loading, where a tote is checked, weighed and sealed. Next: rules.py."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import NewType

from domain.common.errors import Refusal

SealId = NewType("SealId", int)


class SecondCheck(enum.StrEnum):
    """When a second person has to check a tote: always, cold ones, never, or above so many pieces."""

    ALWAYS = "always"
    COLD = "cold"
    NEVER = "never"
    ABOVE = "above"


class Weighing(enum.StrEnum):
    """Whether a tote is weighed before it is sealed: always, or when a scale is at hand."""

    ALWAYS = "always"
    WHEN_POSSIBLE = "when_possible"


@dataclass(frozen=True, slots=True)
class PackingSettings:
    """The company's rules at the gate (setting "packing", a JSON object of these fields).

    `base_g`: what an empty tote (wet, an ice pack's frost) and the gate's scale may be off; `scale_g`: what the weighing
    of one piece at the pick may be off.
    """

    second_check: SecondCheck = SecondCheck.COLD
    second_check_above: int = 30
    weighing: Weighing = Weighing.ALWAYS
    base_g: int = 60
    scale_g: int = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One product in a tote: `counted` pieces of `nominal_g` each (within `tolerance_permille`), and pieces whose real
    weight is known (`weighed` of them, `weighed_g` together). `nominal_g` 0: nobody said what one weighs."""

    product_id: int
    product: str
    counted: int
    nominal_g: int
    tolerance_permille: int
    weighed: int = 0
    weighed_g: int = 0
    is_cold: bool = False

    @property
    def pieces(self) -> int:
        """Counted and weighed ones."""
        return self.counted + self.weighed


@dataclass(frozen=True, slots=True)
class Expected:
    """What a tote ought to weigh, g: crate and contents, give or take `tolerance_g`.

    `unknown`: products whose pieces nobody gave a weight: the tote may weigh more by any amount.
    """

    expected_g: int
    tolerance_g: int
    unknown: tuple[str, ...] = ()


class CauseKind(enum.StrEnum):
    """What explains a wrong weight best."""

    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    CRATE_LEFT_OUT = "crate_left_out"
    KILOGRAMS = "kilograms"


@dataclass(frozen=True, slots=True)
class Cause:
    """The likeliest cause of a difference: of `product`, `pieces` too few or too many; or a slip of weighing."""

    kind: CauseKind
    product: str = ""
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One product in a tote, as its sheet shows it."""

    product: str
    spec: str
    pieces: int
    weight_g: int
    is_weighed: bool
    substitutes: int


@dataclass(frozen=True, slots=True)
class ToteSheet:
    """A tote's contents and its seal: what the sheet in it says. Weights g; `of`: totes of its point in its wave."""

    tote: str
    point: str
    cycle: str
    wave: int
    number: int
    of: int
    state: str
    pieces: int
    expected_g: int
    tolerance_g: int
    gross_g: int | None
    sealed_by: str
    checked_by: str
    van: str
    drop: int | None
    lines: tuple[SheetLine, ...] = field(default=())


@dataclass
class PointNotDone(Refusal):
    """Pieces of the point are still to be picked in this wave: nothing of it is sealed."""

    code = "point_not_done"
    tote: str
    point: str
    pieces: int
    products: str


@dataclass
class PointNotPacked(Refusal):
    """Nobody can say yet what each buyer's bag will hold."""

    code = "point_not_packed"
    point: str
    pieces: int
    totes: int


@dataclass
class WeightNeeded(Refusal):
    code = "gross_needed"
    tote: str


@dataclass
class WeightImpossible(Refusal):
    """Nothing, below nothing, or beyond what a person lifts."""

    code = "gross_impossible"
    tote: str
    gross_grams: int


@dataclass
class WeightOff(Refusal):
    """The tote does not weigh what it ought to; no single slip explains it."""

    code = "weight_off"
    tote: str
    point: str
    expected_grams: int
    gross_grams: int
    difference_grams: int
    tolerance_grams: int
    product: str = ""
    pieces: int = 0


@dataclass
class PiecesMissing(WeightOff):
    code = "weight_off_too_few"


@dataclass
class PiecesTooMany(WeightOff):
    code = "weight_off_too_many"


@dataclass
class CrateLeftOut(WeightOff):
    """The scale was set to nothing with the crate on it."""

    code = "weight_off_crate_left_out"


@dataclass
class KilogramsTyped(WeightOff):
    code = "weight_off_kilograms"


REFUSAL_OF_CAUSE: dict[CauseKind, type[WeightOff]] = {
    CauseKind.TOO_FEW: PiecesMissing,
    CauseKind.TOO_MANY: PiecesTooMany,
    CauseKind.CRATE_LEFT_OUT: CrateLeftOut,
    CauseKind.KILOGRAMS: KilogramsTyped,
}


@dataclass
class SecondPersonNeeded(Refusal):
    """Somebody else than who seals has to look into this tote."""

    code = "second_person_needed"
    tote: str
    person: str


@dataclass
class WrongLane(Refusal):
    code = "wrong_lane"
    tote: str
    point: str
    lane: str
    right: str
