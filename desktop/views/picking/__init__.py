"""Picking: the wave board, and the station where scans and weights are judged, counted and sealed."""
