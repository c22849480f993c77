"""Wires: they move bytes and nothing else, each call within its time. addresses.py makes one of an address."""
