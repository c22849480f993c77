"""Slotting: which shelf each product is picked from. Arrays in, plan out; it knows no table.

task.py says what is asked and answered, walking.py how far a night's pickers walk, packing.py finds a plan within all
limits by OR-Tools or says which limit leaves none, greedy.py is the plan a person would make, improving.py shortens the
walk, slotting.py does it all. Whoever calls imports slotting.py inside the function: it loads NumPy and OR-Tools.
"""
