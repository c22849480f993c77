"""The night in the hall, from the frozen demand to the signed handover, played by hands that scan and weigh.

`act` is the way in (acts.py). Each act is a stage: shelves.py, buying.py, roads.py, picking.py, sealing.py,
loading.py, stops.py. What goes wrong on purpose is said at the top of each.
"""

from workers.demo.hall.acts import act

__all__ = ["act"]
