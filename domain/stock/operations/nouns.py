"""Bins as the noun that files and forms fill. Next: bins.py."""

from __future__ import annotations

from domain.catalogue.words import TemperatureZone
from domain.common.accepting import Noun
from domain.common.accepting.nouns import Reference
from domain.common.fields import Fault, Field, Kind, Values, faults_of
from domain.common.sentences.marking import N_
from domain.places.records import WarehouseRecord
from domain.places.words import FIRST_WAREHOUSE
from domain.stock.records import BinRecord
from domain.stock.words import BinKind

FAR_CM = 100_000
"""A hall a kilometre long is a slip of the pen."""

BIN_FIELDS = (
    Field("code", N_("Bin code"), Kind.CODE, longest=20, required=True),
    Field("warehouse", N_("Warehouse"), Kind.REFERENCE, longest=80),
    Field("kind", N_("Kind of bin"), Kind.CHOICE, default=BinKind.SHELF.value, choices=tuple(BinKind)),
    Field(
        "zone",
        N_("Temperature zone"),
        Kind.CHOICE,
        default=TemperatureZone.AMBIENT.value,
        choices=tuple(TemperatureZone),
    ),
    Field("walk_order", N_("Place on the walk"), Kind.WHOLE, default=0, high=1_000_000),
    Field("x_cm", N_("Across (cm)"), Kind.WHOLE, default=0, low=-FAR_CM, high=FAR_CM),
    Field("y_cm", N_("Along (cm)"), Kind.WHOLE, default=0, low=-FAR_CM, high=FAR_CM),
    Field("level", N_("Shelf level"), Kind.WHOLE, default=1, low=1, high=20),
    Field("max_weight_g", N_("Weight limit"), Kind.GRAMS, default=500_000, low=1, high=50_000_000),
    Field("max_volume_ml", N_("Volume limit"), Kind.MILLILITRES, default=1_000_000, low=1, high=200_000_000),
    Field("active", N_("In use"), Kind.FLAG, default=True),
)


def faults_of_bin(values: Values) -> list[Fault]:
    """What is wrong with a bin's values."""
    return faults_of(BIN_FIELDS, values)


BIN = Noun(
    stage="stock",
    what="bin",
    record=BinRecord,
    fields=BIN_FIELDS,
    letter="B",
    faults=faults_of_bin,
    key=lambda _values: "",  # a bin has no name beside its code
    claims=lambda _values: [],
    references=(
        Reference("warehouse", "warehouse_id", WarehouseRecord, ("code", "name"), shown="name", empty=FIRST_WAREHOUSE),
    ),
)
