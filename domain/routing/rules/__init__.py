"""The pure decisions of routing: predicting.py (crates and minutes a load takes), travelling.py (metres and seconds),
timing.py (a trip's hours and cost), checking.py (the second look at every plan), placing.py (what has no van),
changing.py (a plan changed by hand).
"""
