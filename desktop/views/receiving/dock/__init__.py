"""The dock: one line at a time, scan, count, look, next. Drawn large; what it says comes from faces.py."""
