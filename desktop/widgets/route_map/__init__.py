"""The map of the routes, drawn by Qt alone: no web engine, no network, no map service.

scene.py says what is shown, view.py is the widget. Next: scene.py.
"""

from desktop.widgets.route_map.scene import MapDepot, MapRoute, MapScene, MapStop
from desktop.widgets.route_map.view import RouteMap

__all__ = ["MapDepot", "MapRoute", "MapScene", "MapStop", "RouteMap"]
