"""Travel times from outside the books: the roads of an extract (roads.py, building.py), a service (service.py).

filling.py asks for the legs that are missing and keeps them through the one door; the domain reads them from there.
Start with asking.py.
"""
