"""The verbs of places: resolving.py for importers of orders, editing.py and aliases.py for the buttons of the window,
accepting.py for files of points, vans, drivers and warehouses.
"""

from domain.places.operations.accepting import (
    accept_drivers,
    accept_places,
    accept_points,
    accept_vans,
    accept_warehouses,
)
from domain.places.operations.aliases import forget_point, map_point
from domain.places.operations.editing import (
    add_driver,
    add_point,
    add_van,
    add_warehouse,
    complete_point,
    edit_driver,
    edit_point,
    edit_van,
    edit_warehouse,
    restore_point,
    retire_point,
)
from domain.places.operations.resolving import no_point, resolve_points

__all__ = [
    "accept_drivers",
    "accept_places",
    "accept_points",
    "accept_vans",
    "accept_warehouses",
    "add_driver",
    "add_point",
    "add_van",
    "add_warehouse",
    "complete_point",
    "edit_driver",
    "edit_point",
    "edit_van",
    "edit_warehouse",
    "forget_point",
    "map_point",
    "no_point",
    "resolve_points",
    "restore_point",
    "retire_point",
]
