"""Ordering: cycles open, checked rows become orders, late ones wait. Read words.py, then operations.py."""
