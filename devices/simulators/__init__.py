"""Devices made of bytes, that fail in every way the real ones do: for tests, the demo night and training.

Nothing that serves a real desk may import from here; workers/practice.py is the one door.
"""
