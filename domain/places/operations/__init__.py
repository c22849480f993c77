"""The verbs of places. For importers of orders: resolve_points and no_point; for buttons: one function each."""

from domain.places.operations.resolving import no_point, resolve_points

__all__ = ["no_point", "resolve_points"]
