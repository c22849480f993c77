"""Places: warehouses, pickup points, vans, drivers. Read words.py, then records.py."""
