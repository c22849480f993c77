"""What a warehouse, a van, a driver and a pickup point are described by, and what they must be.

Headings are English texts of the catalogue of texts; exchange/places_files.py writes and reads them.
"""

from __future__ import annotations

from domain.common.errors import Notice
from domain.common.fields import Fault, Field, Kind, Value, Values, faults_of
from domain.common.sentences.marking import N_
from domain.places.words import Datum, PointState

DAY_MIN = 1440
_LAT = Field("lat_e6", N_("Latitude"), Kind.MICRODEGREES, default=None, low=-90_000_000, high=90_000_000)
_LON = Field("lon_e6", N_("Longitude"), Kind.MICRODEGREES, default=None, low=-180_000_000, high=180_000_000)
_ACTIVE = Field("active", N_("In use"), Kind.FLAG, default=True)
_PHONE = Field("phone", N_("Phone number"), longest=40)
_ADDRESS = Field("address", N_("Address"), longest=200)


def _datum(usual: Datum) -> Field:
    return Field("datum", N_("Datum"), Kind.CHOICE, default=usual.value, choices=tuple(Datum))


WAREHOUSE_FIELDS = (
    Field("code", N_("Warehouse code"), Kind.CODE, longest=40),
    Field("name", N_("Warehouse name"), longest=80, required=True),
    _ADDRESS,
    _LAT,
    _LON,
    _datum(Datum.WGS84),
    _ACTIVE,
)

VAN_FIELDS = (
    Field("code", N_("Van code"), Kind.CODE, longest=40),
    Field("plate", N_("Number plate"), longest=20),
    Field("warehouse", N_("Warehouse"), Kind.REFERENCE, longest=80),
    Field("max_weight_g", N_("Weight limit"), Kind.GRAMS, default=None, low=1, high=50_000_000, required=True),
    Field("max_volume_ml", N_("Volume limit"), Kind.MILLILITRES, default=None, low=1, high=200_000_000, required=True),
    Field("max_totes", N_("Tote limit"), Kind.WHOLE, default=None, low=1, high=10_000, required=True),
    Field("cold_box", N_("Cold box"), Kind.FLAG, default=False),
    Field("shift_start_min", N_("Shift from"), Kind.MINUTE_OF_DAY, default=300, high=DAY_MIN),
    Field("shift_end_min", N_("Shift until"), Kind.MINUTE_OF_DAY, default=720, high=DAY_MIN),
    Field("fixed_cost_fen", N_("Cost per day"), Kind.FEN, default=0),
    Field("km_cost_fen", N_("Cost per km"), Kind.FEN, default=0),
    Field("hour_cost_fen", N_("Cost per hour"), Kind.FEN, default=0),
    Field("is_hired", N_("Hired courier"), Kind.FLAG, default=False),
    Field("stop_cost_fen", N_("Cost per stop"), Kind.FEN, default=0),
    Field("max_trips", N_("Trips a day"), Kind.WHOLE, default=1, low=1, high=10),
    Field("reload_min", N_("Reload minutes"), Kind.WHOLE, default=20, high=240),
    Field("max_cold_totes", N_("Cold tote limit"), Kind.WHOLE, default=None, low=1, high=10_000),
    _ACTIVE,
)

DRIVER_FIELDS = (
    Field("code", N_("Driver code"), Kind.CODE, longest=40),
    Field("name", N_("Driver name"), longest=40, required=True),
    _PHONE,
    Field("van", N_("Van"), Kind.REFERENCE, longest=40),
    _ACTIVE,
)

POINT_FIELDS = (
    Field("code", N_("Point code"), Kind.CODE, longest=40),
    Field("name", N_("Point name"), longest=80, required=True),
    Field("leader", N_("Leader"), longest=40),
    _PHONE,
    _ADDRESS,
    _LAT,
    _LON,
    _datum(Datum.GCJ02),
    Field("opens_min", N_("Opens"), Kind.MINUTE_OF_DAY, default=None, high=DAY_MIN),
    Field("closes_min", N_("Closes"), Kind.MINUTE_OF_DAY, default=None, high=DAY_MIN),
    Field("service_min", N_("Service minutes"), Kind.WHOLE, default=5, high=240),
    Field("max_totes", N_("Tote limit"), Kind.WHOLE, default=None, low=1, high=10_000),
    Field("max_cold_totes", N_("Cold tote limit"), Kind.WHOLE, default=None, high=10_000),
    Field("warehouse", N_("Warehouse"), Kind.REFERENCE, longest=80),
    Field("van", N_("Default van"), Kind.REFERENCE, longest=40),
    Field("allowed_vans", N_("Only these vans"), Kind.CODES, default=()),
    Field("leave_out_fen", N_("Price of leaving out"), Kind.FEN, default=None),
    Field("round_name", N_("Fixed round"), longest=40),
    Field("round_no", N_("Place in the round"), Kind.WHOLE, default=None, low=1, high=999),
    Field("state", N_("State"), Kind.CHOICE, default="active", choices=tuple(PointState)),
)


def faults_of_warehouse(values: Values) -> list[Fault]:
    """What is wrong with a warehouse's values, taken together."""
    return [*faults_of(WAREHOUSE_FIELDS, values), *_coordinate_faults(values)]


def faults_of_point(values: Values) -> list[Fault]:
    """What is wrong with a point's values, taken together: both coordinates or none, a window with its two ends."""
    window = _window_faults(values, "opens_min", "closes_min")
    return [*faults_of(POINT_FIELDS, values), *_coordinate_faults(values), *window, *_round_faults(values)]


def faults_of_van(values: Values) -> list[Fault]:
    """What is wrong with a van's values, taken together."""
    hours = _window_faults(values, "shift_start_min", "shift_end_min")
    return [*faults_of(VAN_FIELDS, values), *hours, *_cold_faults(values)]


def faults_of_driver(values: Values) -> list[Fault]:
    """What is wrong with a driver's values."""
    return faults_of(DRIVER_FIELDS, values)


def _coordinate_faults(values: Values) -> list[Fault]:
    lat, lon = values.get("lat_e6"), values.get("lon_e6")
    if (lat is None) != (lon is None):
        return [Fault("lat_e6" if lat is None else "lon_e6", "", Notice.of("coordinate_alone"))]
    if isinstance(lat, int) and isinstance(lon, int) and abs(lat) > 90_000_000 and abs(lon) <= 90_000_000:
        return [Fault("lat_e6", degrees_text(lat), Notice.of("coordinates_swapped"))]
    return []


def _window_faults(values: Values, opens: str, closes: str) -> list[Fault]:
    start, end = values.get(opens), values.get(closes)
    if (start is None) != (end is None):
        return [Fault(opens if start is None else closes, "", Notice.of("window_half"))]
    if isinstance(start, int) and isinstance(end, int) and start >= end:
        return [Fault(closes, clock_text(end), Notice.of("window_ends_before_it_starts"))]
    return []


def _round_faults(values: Values) -> list[Fault]:
    name, place = values.get("round_name") or "", values.get("round_no")
    if bool(name) != (place is not None):
        return [Fault("round_no" if name else "round_name", "", Notice.of("round_half"))]
    return []


def _cold_faults(values: Values) -> list[Fault]:
    cold, totes = values.get("max_cold_totes"), values.get("max_totes")
    if not isinstance(cold, int):
        return []
    if not values.get("cold_box"):
        return [Fault("max_cold_totes", str(cold), Notice.of("cold_totes_without_box"))]
    if isinstance(totes, int) and cold > totes:
        return [Fault("max_cold_totes", str(cold), Notice.of("more_cold_totes_than_totes", totes=totes))]
    return []


def clock_text(minute: Value) -> str:
    """A minute of the day as people write it: 07:00, 24:00; "" for none."""
    return f"{minute // 60:02d}:{minute % 60:02d}" if isinstance(minute, int) else ""


def degrees_text(e6: Value) -> str:
    """Microdegrees as decimal degrees, exact: 31.230416; "" for none."""
    if not isinstance(e6, int):
        return ""
    whole, rest = divmod(abs(e6), 1_000_000)
    return f"{'-' if e6 < 0 else ''}{whole}.{rest:06d}"
