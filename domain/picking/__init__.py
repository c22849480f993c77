"""Waves, cells, and each scan that counts."""
