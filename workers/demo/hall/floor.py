"""What the acts of the hall share: the scene, tonight's cycle, hands at their stations, and what was counted on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from sqlalchemy import select

from domain.catalogue.records import BarcodeRecord, ProductRecord
from domain.catalogue.words import BarcodeKind
from domain.common.database import Database
from workers.demo.scene import Scene
from workers.practice import PracticeHands

TABLE_SCALE_G = 15_000
FLOOR_SCALE_G = 150_000


@dataclass(slots=True)
class Floor:
    """The hall at work. `codes`: product id -> the barcode on its goods. `told`: what the night came to, by name."""

    scene: Scene
    hands: PracticeHands
    floor_scale: PracticeHands
    chance: Random
    codes: dict[int, str]
    told: dict[str, int] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        """The company's books."""
        return self.scene.database

    @property
    def cycle(self) -> str:
        """Tonight's cycle."""
        return self.scene.cycle.code

    def count(self, what: str, pieces: int = 1) -> None:
        """Adds to what the night came to."""
        self.told[what] = self.told.get(what, 0) + pieces


def floor(scene: Scene) -> Floor:
    """The hall before the first act."""
    hands = PracticeHands(capacity_g=TABLE_SCALE_G, seed=scene.options.seed)
    heavy = PracticeHands(capacity_g=FLOOR_SCALE_G, seed=scene.options.seed + 1)
    return Floor(scene, hands, heavy, Random(scene.options.seed), _codes(scene.database))


def _codes(database: Database) -> dict[int, str]:
    """What a scanner reads on each product's goods: our own EAN-13."""
    query = (
        select(ProductRecord.id, BarcodeRecord.code)
        .join(BarcodeRecord, BarcodeRecord.product_id == ProductRecord.id)
        .where(BarcodeRecord.kind != BarcodeKind.IN_STORE.value)
        .order_by(BarcodeRecord.code.desc())
    )
    with database.read() as connection:
        return {row.id: row.code for row in connection.execute(query)}
