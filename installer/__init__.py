"""Building and checking what a user installs.

Read `set_up.py` for how a fresh checkout becomes a running program, and `texts.py` for how the
Chinese sentences are collected and checked.
"""
