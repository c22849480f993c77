"""Roads to draw on: the plane they lie in (plane.py), the lines themselves and the file they are kept in (lines.py).

The window and the papers both draw from here; workers/travel_times/road_lines.py makes the file from an extract.
"""
