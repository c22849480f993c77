"""Cutoff: freezes a cycle into a snapshot and its three demands; amendments after it. Read words.py, then operations.py."""
